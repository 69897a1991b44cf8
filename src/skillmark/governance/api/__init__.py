"""The REST face of governance: who decides what, what is asked and decided, what was said, reviewed and appealed."""

from skillmark.governance.api import appeals, bodies, consultations, proposals, reviews
from skillmark.governance.api.router import router

__all__ = ["appeals", "bodies", "consultations", "proposals", "reviews", "router"]
