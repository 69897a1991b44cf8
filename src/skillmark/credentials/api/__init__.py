"""The REST face of credentials: records of a workspace, checking one for anybody, and the draft VC API beside it."""

from skillmark.credentials.api import exchanges, records, vcapi
from skillmark.credentials.api.router import router

__all__ = ["exchanges", "records", "router", "vcapi"]
