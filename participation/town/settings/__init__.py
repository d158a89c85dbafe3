"""What an installation can set without its environment: small named values, such as a claim on the start page."""
