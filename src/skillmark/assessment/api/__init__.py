"""The REST face of assessment: what can be tried and how it is checked, attempts and their marks, and how good the
marking is. Observations and files stay on the pages.
"""

from skillmark.assessment.api import attempts, marks, quality  # noqa: F401  each adds its operations to the router
from skillmark.assessment.api.router import router

__all__ = ["router"]
