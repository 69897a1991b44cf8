"""How often somebody may ask: a bucket of tokens for each, refilled steadily. Kept in the memory of one web process."""

import math
import threading
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, `each_second` in the long run."""

    burst: int
    each_second: float


MOST_BUCKETS = 10_000  # beyond it full buckets are let go: whoever comes again starts with a full one anyway


class Buckets:
    """Who asked how much lately."""

    def __init__(self) -> None:
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait(self, who: str, rate: Rate, seconds: float) -> int:
        """Take one. 0 when there was one, else the whole seconds until there is. `seconds` is a steady clock's
        reading.
        """
        with self._lock:
            if len(self._left) > MOST_BUCKETS:
                self._let_go(rate, seconds)
            left, since = self._left.get(who, (float(rate.burst), seconds))
            left = min(rate.burst, left + max(0.0, seconds - since) * rate.each_second)
            if left < 1:
                self._left[who] = (left, seconds)
                return math.ceil((1 - left) / rate.each_second)
            self._left[who] = (left - 1, seconds)
            return 0

    def _let_go(self, rate: Rate, seconds: float) -> None:
        full = rate.burst / rate.each_second
        self._left = {who: held for who, held in self._left.items() if seconds - held[1] < full}
