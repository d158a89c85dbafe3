"""Which columns hold personal data, and what is said of each."""
