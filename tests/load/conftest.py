"""Many at once ask one served demonstration."""

from tests.support.demonstration import demonstration

__all__ = ["demonstration"]
