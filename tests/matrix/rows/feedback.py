"""Who may open the pages of suggestions and changes."""

from skillmark.foundation.roles import Role

EVERY_ROLE = set(Role)

ROWS = {
    "feedback:changes": EVERY_ROLE,
    "feedback:change": EVERY_ROLE,  # a published one
    "feedback:own": EVERY_ROLE,
    "feedback:suggest": EVERY_ROLE,
    "feedback:suggestions": {Role.TALENT_LEAD},
    "feedback:suggestion": {Role.TALENT_LEAD},  # and whoever wrote it, which here is nobody who is known
    "feedback:answer": {Role.TALENT_LEAD},
    "feedback:join": {Role.TALENT_LEAD},
    "feedback:blank": {Role.TALENT_LEAD},
    "feedback:new_change": {Role.TALENT_LEAD},
    "feedback:rewrite_change": {Role.TALENT_LEAD},
    "feedback:publish_change": {Role.TALENT_LEAD},
    "feedback:take_down": {Role.TALENT_LEAD},
    "feedback:send": {"anybody"},
    "feedback:said_and_done": {"anybody"},
    "feedback:public_change": {"anybody"},
}
