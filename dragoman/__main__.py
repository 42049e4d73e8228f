"""The program, as `dragoman` and as `python -m dragoman`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; stopped by Ctrl-C at any moment, also while it loads, it says so in one line with exit code 130."""
    try:
        from dragoman.show.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("dragoman: stopped\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
