"""`python -m dragoman`."""

from dragoman.show.cli import main

if __name__ == "__main__":
    main()
