"""How far long work is, on one line of a terminal."""

import sys


def tell(text: str) -> None:
    """Say it in place of what was said before; nothing where nobody looks."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def end() -> None:
    """Leave the line empty for what comes next."""
    tell("")
