"""`python -m vnnews`: the command line."""

from vnnews.cli import main

if __name__ == "__main__":
    main()
