"""The one router of credentials' operations."""

from ninja import Router

router = Router(tags=["Records"])
