"""The one router of standards' operations."""

from ninja import Router

router = Router(tags=["Standards"])
