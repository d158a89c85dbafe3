"""`python -m participation` is the command `participation`."""

from participation.cli import main

main()
