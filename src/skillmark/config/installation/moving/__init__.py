"""A whole workspace in one encrypted file, and into another installation; a trial, out and gone."""

from skillmark.config.installation.moving.arriving import Arrival, bring_in, invite
from skillmark.config.installation.moving.kept import name_of, take_and_delete
from skillmark.config.installation.moving.leaving import Departure, note, program_of, read_back, take_out, workspace

__all__ = [
    "Arrival",
    "Departure",
    "bring_in",
    "invite",
    "name_of",
    "note",
    "program_of",
    "read_back",
    "take_and_delete",
    "take_out",
    "workspace",
]
