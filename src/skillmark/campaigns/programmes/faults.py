"""A fault of a programme, by the path of its key."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a path such as `phases[2].duration`; lists count from 1."""

    path: str
    message: str
