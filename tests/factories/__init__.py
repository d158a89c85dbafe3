"""Things to test with, one module per room; each commits what it made."""
