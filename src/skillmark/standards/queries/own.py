"""What an account keeps of standards: the holder scope, and no other, reads it."""

from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import HolderScope, NotFound
from skillmark.standards.models import KeptSelfAssessment


def own_self_assessments(holder: Actor) -> "QuerySet[KeptSelfAssessment]":
    """Her self-assessments, the latest first. Raises NotFound outside the holder scope."""
    access.require(holder, "standards.own.read")
    if not isinstance(holder.scope, HolderScope):
        raise NotFound("outside the holder's own records")
    rows = KeptSelfAssessment.objects.filter(account_id=holder.scope.account_id)
    return rows.order_by("-answered_on", "-recorded_at", "id")


def own_self_assessment(holder: Actor, framework_id: UUID) -> KeptSelfAssessment:
    """What she keeps of one version. Raises NotFound."""
    found = own_self_assessments(holder).filter(framework_id=framework_id).first()
    if found is None:
        raise NotFound(str(framework_id))
    return found
