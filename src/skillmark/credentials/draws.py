"""Numbers drawn from the sources at hand: the system's, or a demonstration's that repeat."""

from collections.abc import Callable


class Draws:
    """Whole numbers below a limit, each equally likely, from `random_bytes(n)`."""

    def __init__(self, random_bytes: Callable[[int], bytes]) -> None:
        self._random_bytes = random_bytes

    def randrange(self, stop: int, /) -> int:
        """A number from 0 to below `stop`; draws that would favour small ones are thrown away."""
        length = (stop.bit_length() + 7) // 8
        fair = (1 << 8 * length) // stop * stop
        while True:
            drawn = int.from_bytes(self._random_bytes(length))
            if drawn < fair:
                return drawn % stop
