"""Who may ever do what: one file a context, written by hand from what the design wants, permission by permission.

A name says who could find some record on which she may; a role counts as held for the whole workspace. Besides roles:
`COACH` is the case manager of one person alone; `FOR_ONE` holds every other role for that person alone, and so may what
a member without a role may; `PROGRAM` is a job, a handler or the main job; `NO_ROLE` a member without a role; `HOLDER`
an account among its own records; `ANYBODY` whoever comes, without a log-in; `…_BY_LINK` whoever was sent a link to one
task, and came by it.
"""

from skillmark.foundation.roles import Role

PROGRAM, NO_ROLE, HOLDER, ANYBODY = "program", "no_role", "holder", "anybody"
COACH, FOR_ONE = "coach", "for_one"
MARKS_BY_LINK, SEAT_BY_LINK, FOLLOW_UP_BY_LINK = "marks_by_link", "seat_by_link", "follow_up_by_link"
SIGNS_BY_LINK, JOINS_BY_LINK, AGREES_BY_LINK = "signs_by_link", "joins_by_link", "agrees_by_link"
TAKES_BY_LINK = "takes_by_link"
BY_LINK = {MARKS_BY_LINK, SEAT_BY_LINK, FOLLOW_UP_BY_LINK, SIGNS_BY_LINK, JOINS_BY_LINK, AGREES_BY_LINK, TAKES_BY_LINK}
EVERY_ROLE: set[str] = set(Role)
MEMBERS = EVERY_ROLE | {NO_ROLE, COACH, FOR_ONE}
EVERYONE = MEMBERS | {PROGRAM, HOLDER, ANYBODY} | BY_LINK
LEAD = Role.TALENT_LEAD
