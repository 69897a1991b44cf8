"""A draft that starts without a rated occupation: from a blank page, a pasted description, or an occupation of ESCO;
and what was proposed for a draft, taken over line by line.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext as _

from skillmark.foundation import access, audit, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel import skills
from skillmark.kernel.skills.exchange import esco
from skillmark.kernel.values import BadInput, told
from skillmark.people import queries as people
from skillmark.standards import described, queries, rules
from skillmark.standards.actions.drafting import store
from skillmark.standards.actions.revising import LineValues, add_line, open_draft
from skillmark.standards.described import Proposal
from skillmark.standards.models import Framework

ESSENTIAL_WEIGHT = 400  # as of an O*NET element from which on it is a must-have: importance 4, times 100
OTHER_WEIGHT = 300  # as of one that just reaches the cut of that rule
WITHOUT_CODE = "job"  # of a title that has no Latin letter to make a code of
BY_HAND = ("Every line was written by hand, or taken over by somebody who looked at it.",)
BY_ESCO = (
    "Proposed were the skills that ESCO names for the occupation; somebody looked at each that was taken over.",
    "ESCO states no levels: whoever took a skill over said its level. An essential skill is a must-have with weight "
    f"{ESSENTIAL_WEIGHT}, an optional one is nice to have with weight {OTHER_WEIGHT}.",
)


@action
def draft_blank(actor: Actor, *, title: str, description: str = "", code: str = "", now: datetime) -> Framework:
    """Start a standard from a blank page: a title, and what the job is. Each is a standard of its own, whatever its
    title; without a code the title makes one. Raises BadInput.
    """
    return _by_hand(actor, title, description, code, (), now)


@action
def draft_from_description(
    actor: Actor, *, title: str, text: str, language: str, code: str = "", now: datetime
) -> Framework:
    """Start a standard from a description of the job. What it speaks of is proposed, each with its sentence, and no
    line is made of it; of the text nothing else is kept. Raises BadInput.
    """
    access.require(actor, "standards.framework.draft")
    _refuse_long(text)
    return _by_hand(actor, title, "", code, queries.proposed_by(actor, text, language=language), now)


@action
def draft_from_esco(actor: Actor, *, code: str, now: datetime) -> Framework:
    """Start a standard from an occupation of ESCO, the newest edition here. Its essential and optional skills are
    proposed. Raises BadInput for a code that ESCO lacks, or where it was not brought in.
    """
    access.require(actor, "standards.framework.draft")
    edition, found = queries.esco_occupation(actor, code)
    source = skills.Source(edition.title, edition.source_version or None, edition.licence or None, esco.ACKNOWLEDGEMENT)
    description = str(found.members.get("notes", ""))
    drafted = _empty(found.code, found.statement, description, source, BY_ESCO)
    proposed = queries.esco_skills(actor, edition, found)
    return store(
        actor, drafted, now, document="esco", source_identifier=found.uri, proposed=described.kept(proposed)
    )  # fmt: skip


@action
def propose_from_text(
    actor: Actor, *, framework_id: UUID, text: str, language: str, now: datetime
) -> tuple[Framework, list[Proposal]]:
    """Keep with a draft what a description speaks of, as proposals; lines and proposals that are there stay. Gives the
    new ones. Raises NotADraft, AlreadyAsked, BadInput.
    """
    framework = open_draft(actor, framework_id)
    _refuse_long(text)
    before = described.read(framework.proposed)
    taken = [row.reference for row in queries.competencies(actor, framework_id)]
    found = queries.proposed_by(actor, text, taken, language)
    again = {one.reference for one in found}
    kept = [one for one in before if one.reference not in again]
    _keep(framework, [*kept, *found])
    audit.record(actor, "standards.lines.proposed", framework, lines=len(found))
    return framework, found


@action
def take_proposals(actor: Actor, *, framework_id: UUID, levels: Mapping[str, int], now: datetime) -> Framework:
    """Make lines of what was proposed (codes), each at the level said. Its framework's own words say what that level
    looks like, until somebody says it better. Raises NotADraft, AlreadyAsked, BadInput.
    """
    framework = open_draft(actor, framework_id)
    proposed = {one.reference: one for one in described.read(framework.proposed)}
    for reference, level in levels.items():
        one = proposed.get(reference)
        if one is None:
            raise BadInput.of(told("“%(code)s” is not proposed for this standard", code=reference), file="line")
        about = one.description or one.name
        values = LineValues(
            one.name, one.description, level, ESSENTIAL_WEIGHT if one.essential else OTHER_WEIGHT, one.essential,
            f"Level {level}: {about}", source=one.source, rationale=one.rationale,
        )  # fmt: skip
        add_line(actor, framework_id=framework_id, reference=reference, values=values, now=now)
    framework.refresh_from_db(fields=["proposed"])
    return framework


@action
def leave_proposals(actor: Actor, *, framework_id: UUID, references: Sequence[str], now: datetime) -> Framework:
    """Put aside what was proposed and is not needed. Raises NotADraft, AlreadyAsked."""
    framework = open_draft(actor, framework_id)
    left = [one for one in described.read(framework.proposed) if one.reference not in references]
    _keep(framework, left)
    audit.record(actor, "standards.lines.left_out", framework, lines=len(references))
    return framework


def _by_hand(
    actor: Actor, title: str, description: str, code: str, proposed: Sequence[Proposal], now: datetime
) -> Framework:
    named, job_id = title.strip(), code.strip() or slugify(title)[: rules.LONGEST_NAME] or WITHOUT_CODE
    if not named:
        raise BadInput.of(told("A standard needs a title"), file="standard", column="title")
    if len(job_id) > rules.LONGEST_NAME:
        raise BadInput.of(
            told("“%(code)s…” is longer than %(most)s characters", code=job_id[:40], most=rules.LONGEST_NAME),
            file="standard",
            column="code",
        )
    employer = people.public_name(people.workspace(actor))
    source = skills.Source(employer, None, None, _("Written by %(employer)s") % {"employer": employer})
    drafted = _empty(job_id, named, description.strip(), source, BY_HAND)
    return store(actor, drafted, now, document=f"own\n{sources.new_id()}", proposed=described.kept(proposed) or None)


def _empty(
    job_id: str, title: str, description: str, source: skills.Source, rule: tuple[str, ...]
) -> skills.DraftStandard:
    """A standard without a line or a task; what the law asks is still to be looked up."""
    legal = skills.legal_requirements(skills.Occupation(job_id, title, description, ()), ())
    return skills.DraftStandard(job_id, title, description, legal, (), (), None, rule, source)


def _refuse_long(text: str) -> None:
    if len(text) > described.LONGEST:
        raise BadInput.of(
            told("A description has at most %(most)s characters", most=described.LONGEST), file="description"
        )


def _keep(framework: Framework, proposed: Sequence[Proposal]) -> None:
    framework.proposed = described.kept(proposed)
    framework.save(update_fields=["proposed"])
