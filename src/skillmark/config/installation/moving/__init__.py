"""A whole workspace in one encrypted file, and into another installation."""

from skillmark.config.installation.moving.arriving import Arrival, bring_in, invite
from skillmark.config.installation.moving.leaving import Departure, program_of, read_back, take_out, workspace

__all__ = ["Arrival", "Departure", "bring_in", "invite", "program_of", "read_back", "take_out", "workspace"]
