"""The code that opens the first page of an empty installation: made by `serve`, shown on its terminal, good once."""

import hmac
import os
import secrets
from pathlib import Path

FILE = "setup-code"
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another
LENGTH = 12


def make_code(data: Path) -> str:
    """The code, made where there is none yet."""
    found = code(data)
    if found:
        return found
    fresh = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    with os.fdopen(os.open(data / FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(fresh)
    return fresh


def code(data: Path) -> str:
    """The code in force; empty where nobody waits to set anything up."""
    try:
        return (data / FILE).read_text()
    except FileNotFoundError:
        return ""


def fits(data: Path, typed: str) -> bool:
    """Whether it was typed right; spaces, hyphens and case do not matter."""
    wanted = code(data)
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    return bool(wanted) and hmac.compare_digest(wanted.encode(), plain.encode())


def use_up(data: Path) -> None:
    (data / FILE).unlink(missing_ok=True)
