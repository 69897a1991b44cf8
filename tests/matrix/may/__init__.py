"""Who may ever do what: one file a context, written by hand from what the design wants, permission by permission.

A name says who could find some record on which she may; a role counts as held for the whole workspace. Besides roles:
`PROGRAM` is a job, a handler or the main job; `NO_ROLE` a member without a role; `HOLDER` an account among its own
records; `ANYBODY` whoever comes, without a log-in.
"""

from skillmark.foundation.roles import Role

PROGRAM, NO_ROLE, HOLDER, ANYBODY = "program", "no_role", "holder", "anybody"
EVERY_ROLE: set[str] = set(Role)
MEMBERS = EVERY_ROLE | {NO_ROLE}
EVERYONE = MEMBERS | {PROGRAM, HOLDER, ANYBODY}
LEAD = Role.TALENT_LEAD
