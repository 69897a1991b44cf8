"""The REST face of standards: find an occupation, draft from it, read a standard, its requirements and what they rest
on, compare versions and frameworks, and say whether a line is right.
"""

from skillmark.standards.api import alignments, sayings, standards, versions
from skillmark.standards.api.router import router

__all__ = ["alignments", "router", "sayings", "standards", "versions"]
