"""What a person can do: the one view of it, from checked records, her own word, and the jobs she held."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from skillmark.credentials import equivalence, rules
from skillmark.credentials.models import AcceptedIssuer, OutsideRecord, SignedRecord
from skillmark.credentials.queries.equivalences import rules_at
from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.kernel import skills
from skillmark.kernel.vc.instants import LEEWAY
from skillmark.people import queries as people
from skillmark.standards import queries as standards

Levels = Mapping[UUID, Mapping[str, int]]
Called = tuple[Mapping[str, str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class HoldingsReport:
    """The holdings of some people, in the order asked for, and the past jobs that told us nothing."""

    holdings: tuple[skills.Holding, ...]
    past_jobs: tuple[skills.PastJobReport, ...]


def holdings(actor: Actor, person_ids: Sequence[UUID], *, framework_id: UUID, as_of: datetime) -> list[skills.Holding]:
    """What these people hold of what a standard requires, as of an instant; everybody has at least one row.

    A verified level replaces the others where they are used (see kernel.matching); here every basis is kept apart.
    """
    return list(holdings_report(actor, person_ids, framework_id=framework_id, as_of=as_of).holdings)


def holdings_report(actor: Actor, person_ids: Sequence[UUID], *, framework_id: UUID, as_of: datetime) -> HoldingsReport:
    """As `holdings`, with the past jobs that inferred nothing and why. Reads each table once, however many people.

    A person is named by her reference, else by her id. Several past jobs count each for itself, the highest level of a
    competency standing. People this reader may not see are left out.
    """
    access.require(actor, "credentials.holdings.read")
    named = _names(actor, person_ids)
    order = [person_id for person_id in dict.fromkeys(person_ids) if person_id in named]
    requirements = standards.requirements(actor, framework_id)
    jobs = {person_id: [job.given for job in held] for person_id, held in people.past_jobs(actor, order).items()}
    called, files = _called(actor, framework_id), _files(actor, as_of)
    claimed = _higher(people.claimed_levels(actor, order), _claimed_outside(actor, files, called))
    given = {job for held in jobs.values() for job in held}
    past_jobs, levels = standards.past_job_levels(actor, framework_id, given)
    checked = _verified(actor, framework_id, files, called, as_of)
    applicants, of = [], []
    for person_id in order:
        for job in jobs.get(person_id) or [""]:
            applicants.append(_applicant(named[person_id], job, claimed.get(person_id, {})))
            of.append(named[person_id])
    if not applicants:
        return HoldingsReport((), ())
    held_by_job = skills.applicant_holdings(
        applicants,
        past_jobs,
        levels,
        requirements,
        verified=[
            skills.Holding(named[person_id], competency, level, skills.Basis.VERIFIED)
            for person_id in order
            for competency, level in sorted(checked.get(person_id, {}).items())
        ],
        competencies={requirement.competency_id for requirement in requirements},
    )
    by_person: dict[str, list[skills.ApplicantHoldings]] = defaultdict(list)
    for one in held_by_job:
        by_person[one.applicant.person_id].append(one)
    rows = tuple(row for name in dict.fromkeys(of) for row in _together(by_person[name]))
    return HoldingsReport(rows, skills.past_job_reports(held_by_job))


def checked_levels(actor: Actor, person_id: UUID, *, framework_id: UUID, as_of: datetime) -> dict[str, int]:
    """The levels of a standard that records in force at an instant prove of one person: what `holdings` has as
    verified, for whoever may read her records.
    """
    access.require(actor, "credentials.record.read", people.anyone(actor, person_id))
    hers = [file for file in _files(actor, as_of) if file.person_id == person_id]
    found = _verified(actor, framework_id, hers, _called(actor, framework_id), as_of, person_id)
    return dict(found.get(person_id, {}))


def asked_for(actor: Actor, record: OutsideRecord, *, framework_id: UUID) -> bool:
    """Whether an outside record states a level of anything that the standard requires."""
    access.require(actor, "credentials.outside.read")
    names, addresses = _called(actor, framework_id)
    required = {requirement.competency_id for requirement in standards.requirements(actor, framework_id)}
    return bool(required & set(rules.counted_level(record.levels, names, addresses)))


def _called(actor: Actor, framework_id: UUID) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The standard's competencies by the names its source has for them, and by the addresses they go by in records."""
    base = rules.site(settings.ADDRESS, demonstration=actor.demonstration)
    names = standards.identifiers(actor, framework_id)
    return names, {rules.competency_address(one, framework_id, base): one for one in set(names.values())}


def _signed_here(
    actor: Actor,
    framework: standards.Framework,
    names: Mapping[str, str],
    addresses: Mapping[str, str],
    as_of: datetime,
    only: UUID | None,
) -> list[tuple[UUID, dict[str, int]]]:
    """Levels of our own records. A local code means the same only within the same standard; an address always."""
    told = []
    records = SignedRecord.objects.within(actor).filter(_in_force(as_of), recorded_at__lte=as_of)
    records = records.filter(Q(revoked_at=None) | Q(revoked_at__gt=as_of))
    if only is not None:
        records = records.filter(person_id=only)
    for record in records.select_related("award__achievement__framework").order_by("id"):
        achievement = record.award.achievement
        same = achievement.framework.lineage == framework.lineage
        lines = [
            [address, reference if same else "", name, record.award.levels.get(reference)]
            for reference, name, address in achievement.alignments
        ]
        told.append((record.person_id, rules.counted_level(lines, names, addresses)))
    return told


@dataclass(frozen=True, slots=True)
class LevelGround:
    """Why an outside record proves a level: because it names the competency itself, or by a declared rule."""

    person_id: UUID
    competency: str
    level: int
    record_id: UUID
    rule_id: UUID | None


class _File(NamedTuple):
    """What holdings read of a record that was brought: not its text."""

    record_id: UUID
    person_id: UUID
    word: str
    issuer: str
    sample: bool
    achievement: str
    levels: list[list[Any]]
    claims: list[dict[str, Any]]


def _files(actor: Actor, as_of: datetime) -> list[_File]:
    """Records brought by then, in date, each somebody's, in the order they came."""
    rows = OutsideRecord.objects.within(actor).filter(_in_force(as_of), recorded_at__lte=as_of).exclude(person=None)
    names = ("pk", *_File._fields[1:])
    return [_File(*row) for row in rows.order_by("id").values_list(*names)]


def _verified(
    actor: Actor,
    framework_id: UUID,
    files: Sequence[_File],
    called: Called,
    as_of: datetime,
    only: UUID | None = None,
) -> dict[UUID, dict[str, int]]:
    """What records in force at an instant prove of a standard's competencies: level by competency, by person; of those
    signed here `only` this one's, where one is named.

    Records signed here count for the competencies they name; those of others where the issuer was accepted by then.
    """
    framework = standards.framework(actor, framework_id)
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    brought = _brought(actor, framework, files, called, as_of)
    for person_id, levels in (
        *_signed_here(actor, framework, *called, as_of, only),
        *((one.person_id, {one.competency: one.level}) for one in brought),
    ):
        for competency, level in levels.items():
            found[person_id][competency] = max(level, found[person_id].get(competency, 0))
    return found


def grounds(actor: Actor, person_id: UUID, *, framework_id: UUID, as_of: datetime) -> list[LevelGround]:
    """What each outside record of a person proved of a standard at an instant, and by which rule."""
    access.require(actor, "credentials.holdings.read")
    framework = standards.framework(actor, framework_id)
    hers = [file for file in _files(actor, as_of) if file.person_id == person_id]
    return _brought(actor, framework, hers, _called(actor, framework_id), as_of)


def _brought(
    actor: Actor, framework: standards.Framework, files: Sequence[_File], called: Called, as_of: datetime
) -> list[LevelGround]:
    """Levels of records of others, where their issuer was accepted by then, and the rules in force then."""
    accepted = AcceptedIssuer.objects.within(actor).filter(Q(ended_at=None) | Q(ended_at__gt=as_of))
    issuers: dict[str, set[UUID | None]] = defaultdict(set)
    for issuer, by in accepted.filter(recorded_at__lte=as_of).values_list("issuer", "accepted_by_id"):
        issuers[issuer].add(by)
    counting = [
        file
        for file in files
        if file.word == "valid"
        and rules.may_count(
            file.person_id, file.word, file.issuer, issuers, sample=file.sample, demonstration=actor.demonstration
        )
    ]
    if not counting:
        return []
    declared = [rule for rule in rules_at(actor, as_of) if rule.lineage == framework.lineage]
    names, addresses = called
    has, told = set(names.values()), list[LevelGround]()
    for file in counting:
        itself = rules.counted_level(file.levels, names, addresses)
        told += [LevelGround(file.person_id, name, level, file.record_id, None) for name, level in itself.items()]
        shown = equivalence.Shown(file.person_id, file.issuer, file.achievement, file.levels)
        told += [
            LevelGround(file.person_id, rule.competency, rule.level, file.record_id, rule.rule_id)
            for rule in equivalence.counted(shown, declared)
            if rule.competency in has
        ]
    return told


def _claimed_outside(actor: Actor, files: Sequence[_File], called: Called) -> dict[UUID, dict[str, int]]:
    """What brought files say without a signature of its own: a claim like any other, never a checked level."""
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    for file in files:
        if file.word == "invalid" or (file.sample and not actor.demonstration):
            continue
        lines = [line for claim in file.claims for line in claim["levels"]]
        for competency, level in rules.counted_level(lines, *called).items():
            found[file.person_id][competency] = max(level, found[file.person_id].get(competency, 0))
    return found


def _higher(one: Levels, other: Levels) -> Levels:
    """Of two tables of levels the higher of each."""
    return {
        person: {
            competency: max(one.get(person, {}).get(competency, 0), other.get(person, {}).get(competency, 0))
            for competency in one.get(person, {}).keys() | other.get(person, {}).keys()
        }
        for person in one.keys() | other.keys()
    }


def _in_force(as_of: datetime) -> Q:
    begun = Q(valid_from=None) | Q(valid_from__lte=as_of + LEEWAY)
    return begun & (Q(valid_until=None) | Q(valid_until__gt=as_of))


def _names(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, str]:
    """How each of these people is called in every table, for those this reader may see."""
    wanted = set(person_ids)
    rows = people.persons(actor).values_list("pk", "reference")
    return {person_id: reference or str(person_id) for person_id, reference in rows if person_id in wanted}


def _applicant(name: str, job: str, claimed: Mapping[str, int]) -> skills.Applicant:
    ratings = tuple(skills.SelfRating(competency, Decimal(level)) for competency, level in sorted(claimed.items()))
    return skills.Applicant(name, name, job, ratings)


def _together(of_one: Sequence[skills.ApplicantHoldings]) -> list[skills.Holding]:
    """One person's rows over all her past jobs. The row that stands for nothing falls away where another is."""
    if len(of_one) == 1:
        return list(of_one[0].holdings)
    highest: dict[tuple[skills.Basis, str], skills.Holding] = {}
    for one in of_one:
        for row in one.holdings:
            before = highest.get((row.basis, row.competency_id))
            if before is None or row.level > before.level:
                highest[row.basis, row.competency_id] = row
    rows = sorted(highest.values(), key=lambda row: (tuple(skills.Basis).index(row.basis), row.competency_id))
    told = [row for row in rows if row.level or row.basis is not skills.Basis.INFERRED]
    return told or rows[:1]
