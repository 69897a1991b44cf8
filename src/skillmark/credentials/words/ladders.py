"""What something counts for on a ladder and in a review, said in the reader's language."""

from django.utils.translation import gettext as _

from skillmark.credentials.queries import CountsFor
from skillmark.standards.queries import Counting, Need, Step


def counting(found: CountsFor, *, own: bool = False) -> list[Counting]:
    """A sentence for each step and each item; `own`: it is the reader who holds it."""
    items = [Counting(_("Feeds “%(item)s” in the performance review.") % {"item": one}) for one in found.review_items]
    return [_step(step, missing, own=own) for step, missing in found.steps] + items


def _step(step: Step, missing: tuple[Need, ...] | None, *, own: bool) -> Counting:
    then = _("Once all of it is in place, %(who)s decides.") % {"who": step.decided_by} if step.decided_by else ""
    if missing is None:
        takes = ", ".join(_need(one) for one in step.needs)
        said = _("Counts for the step “%(step)s”, which takes: %(takes)s.") % {"step": step.name, "takes": takes}
        return Counting(said, then=then or _("All of it is enough by itself."))
    told = {"step": step.name, "held": len(step.needs) - len(missing), "all": len(step.needs)}
    said = _("Counts for the step “%(step)s”: %(held)s of %(all)s in place.") % told
    if missing:
        return Counting(said, tuple(_need(one) for one in missing), then or _("All of it is enough by itself."))
    if step.decided_by:
        return Counting(said, then=_("Nothing is missing: now %(who)s decides.") % {"who": step.decided_by})
    reached = _("Nothing is missing: you have reached it.") if own else _("Nothing is missing: the step is reached.")
    return Counting(said, then=reached)


def _need(one: Need) -> str:
    return _("%(name)s at level %(level)s") % {"name": one.name, "level": one.level}
