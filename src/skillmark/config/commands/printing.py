"""What commands print of texts that came from outside, for the commands without Django too."""


def printable(text: str) -> str:
    """Text without control characters: it must not be able to write a second line, or move the cursor."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else "�" for letter in text)
