"""The one router of governance's operations."""

from ninja import Router

router = Router(tags=["Decisions"])
