"""The browser looks at one served demonstration."""

from tests.support.demonstration import demonstration

__all__ = ["demonstration"]
