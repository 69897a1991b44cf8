"""Keeping a self-assessment in one's own account, and deleting it. No workspace's chain notes either: it is hers."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import HolderScope, NotFound
from skillmark.foundation.work import action
from skillmark.standards import queries
from skillmark.standards.models import KeptSelfAssessment


@action
def keep_self_assessment(
    holder: Actor, *, framework_id: UUID, levels: Mapping[str, int], answered_on: date, now: datetime
) -> KeptSelfAssessment:
    """Keep what she says of a published version, in place of what she kept of it before. Raises NotFound."""
    access.require(holder, "standards.own.keep")
    if not isinstance(holder.scope, HolderScope):
        raise NotFound("outside the holder's own records")
    found = queries.published_framework(framework_id)
    known = {indicator.competency_id for indicator in queries.published_standard(framework_id).indicators}
    kept, _ = KeptSelfAssessment.objects.update_or_create(
        account_id=holder.scope.account_id,
        framework_id=framework_id,
        defaults={
            "recorded_at": now,
            "title": found.title,
            "version": found.version,
            "answered_on": answered_on,
            "answers": {reference: level for reference, level in levels.items() if reference in known},
        },
    )
    return kept


@action
def forget_self_assessment(holder: Actor, *, framework_id: UUID) -> None:
    """Delete what she kept of a version. Raises NotFound."""
    access.require(holder, "standards.own.keep")
    queries.own_self_assessment(holder, framework_id).delete()
