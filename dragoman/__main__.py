"""The program, as `dragoman` and as `python -m dragoman`."""

from __future__ import annotations

import gc
import sys

# How many new objects make Python look for garbage: its 700 would make it look 300 times while the program loads, and find none.
NEW_OBJECTS = 50_000


def main() -> None:
    """Run the command line; stopped by Ctrl-C at any moment, also while it loads, it says so in one line with exit code 130."""
    gc.set_threshold(NEW_OBJECTS)
    try:
        from dragoman.show.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("dragoman: stopped\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
