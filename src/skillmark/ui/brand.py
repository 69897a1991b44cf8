"""A workspace's own colour, as one small stylesheet of its own: no inline style is ever needed."""

import re

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def stylesheet(colour: str) -> str:
    """The CSS that sets `--brand`. Raises ValueError unless `colour` is six hexadecimal digits after a #.

    The colour only ever fills shapes, so that no choice of it makes a text unreadable.
    """
    if COLOUR.fullmatch(colour) is None:
        raise ValueError(f"“{colour}” is not a colour such as #14574f.")
    return f":root{{--brand:{colour.lower()}}}\n"
