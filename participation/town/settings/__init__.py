"""What an installation can set without its environment: small named values, such as labels and texts of the start page."""
