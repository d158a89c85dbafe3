"""Who may change settings, which values make sense, and which colours can be read."""
