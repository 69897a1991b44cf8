"""Standards and their tasks as things that people would change, and what was said of them besides: lines that somebody
disputes, and comments on drafts.
"""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.feedback.queries import Heard, Kind, Subject
from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.governance import queries as decisions
from skillmark.people import queries as people
from skillmark.standards import queries
from skillmark.standards.models import OUT_OF_USE, Framework, LineVote, Status, WorkTask

FRAMEWORK, TASK = Framework._meta.label_lower, WorkTask._meta.label_lower


def subject(actor: Actor, subject_type: str, subject_id: UUID) -> Subject | None:
    """A version of a standard, or one of its tasks, whose changes are written down about the version in force."""
    try:
        if subject_type == FRAMEWORK:
            return _framework(actor, queries.framework(actor, subject_id))
        if subject_type == TASK:
            return _task(actor, queries.work_task(actor, subject_id))
    except (NotFound, access.Forbidden):
        return None
    return None


def public_subject(subject_type: str, subject_id: UUID) -> Subject | None:
    """Public scope: a version that everybody may read."""
    if subject_type != FRAMEWORK:
        return None
    try:
        found = queries.published_framework(subject_id)
    except NotFound:
        return None
    url = reverse("standards:published", args=[found.pk])
    return Subject(
        FRAMEWORK, found.pk, found.lineage, found.title, Kind.STANDARD, url, queries.named(found),
        workspace=found.workspace,
    )  # fmt: skip


def heard_of(actor: Actor, subject_type: str, subject_id: UUID) -> list[Heard]:
    """What people said is wrong with lines of any version of this standard, and published comments on its drafts."""
    if subject_type != FRAMEWORK:
        return []
    lineage = queries.framework(actor, subject_id).lineage
    versions = list(queries.versions(actor, lineage).values_list("pk", flat=True))
    disputed = [
        Heard(
            LineVote._meta.label_lower,
            vote.pk,
            _("%(line)s: “%(reason)s”") % {"line": vote.competency.name, "reason": vote.reason},
            people.today(actor, vote.recorded_at),
            vote.reason if vote.person_id else "",  # of somebody forgotten no copy is made
            vote.person_id,
        )
        for vote in queries.disputes(actor, lineage)
    ]
    commented = [
        Heard(
            comment._meta.label_lower,
            comment.pk,
            _("%(who)s, in public: “%(text)s”")
            % {"who": comment.organisation or _("A private person"), "text": comment.text},
            people.today(actor, comment.recorded_at),
            person_id=comment.person_id,
        )
        for comment in decisions.comments_on(actor, FRAMEWORK, versions)
    ]
    return disputed + commented


def open_besides(actor: Actor, found: Framework) -> int:
    """How many lines of this standard are disputed without an answer, and comments on this version's draft."""
    disputed = queries.open_disputes(actor).filter(competency__framework__lineage=found.lineage).count()
    return disputed + decisions.comments_on(actor, FRAMEWORK, [found.pk]).count()


def _framework(actor: Actor, found: Framework) -> Subject:
    before, slug = queries.before(actor, found), people.slug(actor)
    ended = found.status in OUT_OF_USE
    newest = queries.versions(actor, found.lineage).filter(status=Status.PUBLISHED).first() if ended else None
    return Subject(
        FRAMEWORK,
        found.pk,
        found.lineage,
        found.title,
        Kind.STANDARD,
        reverse("standards:framework", args=[slug, found.pk]),
        now_is=queries.named(found),
        was=queries.named(before) if before else "",
        was_id=before.pk if before else None,
        in_force=found.status != Status.DRAFT,
        changes_as=(FRAMEWORK, newest.pk) if newest else None,
        differences_url=reverse("standards:differences", args=[slug, found.pk]) if before else "",
    )


def _task(actor: Actor, found: WorkTask) -> Subject:
    whole = _framework(actor, found.framework)
    return Subject(
        TASK,
        found.pk,
        whole.topic,
        found.statement,
        Kind.TASK,
        whole.url,
        in_force=whole.in_force,
        changes_as=whole.changes_as or (FRAMEWORK, whole.subject_id),
    )
