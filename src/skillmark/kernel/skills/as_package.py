"""A standard of our own as the neutral package that every format is written from.

Competencies and tasks are items; a task's rubric and a competency's published levels are rubrics; a task that may stand
for a competency is related to it. Every identifier follows from the version's own, so that it is the same each time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from skillmark.kernel.skills.draft import DraftStandard, Indicator
from skillmark.kernel.skills.exchange.ctdl import REGISTRY, ctdl_json
from skillmark.kernel.skills.exchange.package import (
    CHILD_OF,
    RELATED,
    REPLACED_BY,
    Association,
    Criterion,
    Document,
    Item,
    Level,
    Link,
    Package,
    Rubric,
)
from skillmark.kernel.skills.phrasing import Benchmark, RubricCriterion
from skillmark.kernel.skills.similar import SuggestedTask

COMPETENCY, TASK = "Competency", "Task"


@dataclass(frozen=True, slots=True)
class Edition:
    """Which version is written: its id, its public address, its number, who publishes it, the instant (ISO 8601), its
    CASE status (Draft, Adopted, Deprecated), the language of its statements, empty where nobody says.
    """

    identifier: UUID
    address: str
    version: str
    publisher: str
    published_at: str
    status: str
    language: str = ""

    def name(self, *parts: str) -> str:
        return str(uuid5(self.identifier, "/".join(parts)))

    def link(self, title: str, *parts: str) -> Link:
        name = self.name(*parts)
        return Link(name, title, self.at(name))

    def at(self, name: str) -> str:
        return f"{self.address}#{name}"


@dataclass(frozen=True, slots=True)
class Version:
    """The version before or after, as far as lines of the one that is written lead to it: what its competencies and
    tasks are called, by reference.
    """

    edition: Edition
    title: str
    competencies: Mapping[str, str]
    tasks: Mapping[str, str]

    def link(self) -> Link:
        return Link(str(self.edition.identifier), self.title, self.edition.address)

    def links(self) -> dict[tuple[str, str], Link]:
        return {
            (kind, reference): self.edition.link(name, kind, reference)
            for kind, named in ((COMPETENCY, self.competencies), (TASK, self.tasks))
            for reference, name in named.items()
        }


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the text of a version, where it is known. `settings`: in what way, under what conditions and
    with what tools a task is shown; `panels`: those that were asked, by version; `of_competencies`, `of_tasks`: what
    they said of a line, and why it stays; `checked`: how results are checked, in sentences.
    """

    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    panels: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    of_competencies: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    of_tasks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    checked: Sequence[str] = ()
    before: Version | None = None
    after: Version | None = None


NOTHING_BESIDE = Beside()


def as_package(
    standard: DraftStandard, pass_marks: Mapping[str, int], edition: Edition, beside: Beside = NOTHING_BESIDE
) -> Package:
    """The standard whole. `pass_marks`: the least score that passes on every line, by task."""
    tongue = {"language": edition.language} if edition.language else {}
    itself = Link(str(edition.identifier), standard.title, edition.address)
    belongs = {"CFDocumentURI": _link(itself), "lastChangeDateTime": edition.published_at} | tongue
    items = [
        _competency(one, edition, belongs, beside.of_competencies.get(one.competency_id, {}))
        for one in standard.indicators
    ]
    items += [
        _task(one, edition, belongs, {**beside.settings.get(one.task_id, {}), **beside.of_tasks.get(one.task_id, {})})
        for one in standard.tasks
    ]
    named = {item.identifier: item for item in items}
    related = [
        _association(RELATED, _end(competency), _end(named[task]), edition, **_score(each))
        for one, competency in zip(standard.indicators, items, strict=False)
        for each in one.suggested_tasks
        if (task := edition.name(TASK, each.task_id)) in named
    ]
    source, licence = standard.source, standard.source.licence
    about: dict[str, object] = {
        "adoptionStatus": edition.status, "lastChangeDateTime": edition.published_at, "notes": source.attribution,
        "extensions": {"occupation": standard.job_id, "source": source.title}
        | ({"panels": dict(beside.panels)} if beside.panels else {})
        | ({"checkedBy": list(beside.checked)} if beside.checked else {}),
        **tongue,
    }  # fmt: skip
    if standard.description:
        about["description"] = standard.description
    return Package(
        Document(
            str(edition.identifier), standard.title, edition.address, edition.publisher, edition.version,
            licence=edition.link(licence, "Licence") if licence else None,
            other=about,
        ),
        tuple(items),
        (
            *(_association(CHILD_OF, _end(item), itself, edition) for item in items),
            *related,
            *_replaced(Version(edition, standard.title, *_named(standard)), beside),
        ),
        rubrics=(
            *(_levels(one, edition) for one in standard.indicators if one.anchors),
            *(_rubric(one, pass_marks[one.task_id], edition) for one in standard.tasks),
        ),
    )  # fmt: skip


def _named(standard: DraftStandard) -> tuple[dict[str, str], dict[str, str]]:
    return (
        {one.competency_id: one.name for one in standard.indicators},
        {one.task_id: one.statement for one in standard.tasks},
    )


def _replaced(this: Version, beside: Beside) -> list[Association]:
    """That the version before, and each line it had in common, was replaced by this one, and this by the one after:
    the very same records in the packages of both.
    """
    pairs = [(beside.before, this), (this, beside.after)]
    return [one for old, new in pairs if old is not None and new is not None for one in _succession(old, new)]


def _succession(old: Version, new: Version) -> list[Association]:
    now = new.links()
    ends = [(old.link(), new.link())]
    ends += [(link, now[line]) for line, link in old.links().items() if line in now]
    return [_association(REPLACED_BY, origin, destination, new.edition) for origin, destination in ends]


def as_json_ld(package: Package) -> dict[str, object]:
    """The package as CTDL-ASN, each thing named by its own public address: no registry holds it yet."""
    own = {f"{REGISTRY}ce-{item.identifier}": item.uri for item in package.items}
    for rubric in package.rubrics:
        own[f"{REGISTRY}ce-{rubric.identifier}"] = str(rubric.other["uri"])
        own |= {f"{REGISTRY}ce-{one.identifier}": str(one.other["uri"]) for one in rubric.criteria}
    own[f"{REGISTRY}ce-{package.document.identifier}"] = package.document.uri
    written = _renamed(ctdl_json(package), own)
    assert isinstance(written, dict)
    return written


def _competency(one: Indicator, edition: Edition, belongs: Mapping[str, object], rests_on: Mapping[str, Any]) -> Item:
    asked: dict[str, object] = {
        "requiredLevel": one.level, "weight": one.weight, "essential": one.essential, "descriptor": one.descriptor,
        "kind": one.kind.value,
    }  # fmt: skip
    where_from = {
        "source": one.source, "rationale": one.rationale, "date": one.said_on.isoformat() if one.said_on else "",
        "sentence": one.sentence,
    }  # fmt: skip
    asked |= {key: text for key, text in where_from.items() if text} | dict(rests_on)
    link = edition.link(one.name, COMPETENCY, one.competency_id)
    statement = one.description or one.name
    return Item(
        link.identifier, statement, link.uri, one.competency_id, one.name, item_type=COMPETENCY,
        other=dict(belongs) | {"extensions": asked},
    )  # fmt: skip


def _task(one: Benchmark, edition: Edition, belongs: Mapping[str, object], setting: Mapping[str, Any]) -> Item:
    about: dict[str, object] = {"sourceStatement": one.source_statement, "core": one.core}
    link = edition.link(one.statement, TASK, one.task_id)
    return Item(
        link.identifier, one.statement, link.uri, one.task_id, notes=one.sample_task, item_type=TASK,
        other=dict(belongs) | {"extensions": about | dict(setting)},
    )  # fmt: skip


def _association(kind: str, origin: Link, destination: Link, edition: Edition, **said: object) -> Association:
    link = edition.link("", kind, origin.identifier, destination.identifier)
    other: dict[str, object] = {"uri": link.uri, "lastChangeDateTime": edition.published_at}
    other |= {"extensions": said} if said else {}
    return Association(link.identifier, kind, origin, destination, other=other)


def _score(one: SuggestedTask) -> dict[str, object]:
    return {} if one.score is None else {"score": one.score}


def _rubric(task: Benchmark, pass_mark: int, edition: Edition) -> Rubric:
    link = edition.link(task.statement, "Rubric", task.task_id)
    rule = f"Passed with a score of {pass_mark} or more on every criterion; none makes up for another."
    criteria = tuple(_criterion(one, task, edition) for one in task.rubric)
    other = {"uri": link.uri, "lastChangeDateTime": edition.published_at, "description": rule}
    return Rubric(link.identifier, task.statement, criteria, other)


def _criterion(one: RubricCriterion, task: Benchmark, edition: Edition) -> Criterion:
    link = edition.link(one.category, "Criterion", task.task_id, str(one.position))
    levels = [(level.score, level.quality, level.description) for level in one.levels]
    item = _link(edition.link(task.statement, TASK, task.task_id))
    return Criterion(
        link.identifier, _share(one, task), _scale(levels, link.identifier, edition),
        {"uri": link.uri, "category": one.category, "position": one.position, "CFItemURI": item,
         "rubricId": edition.name("Rubric", task.task_id), "lastChangeDateTime": edition.published_at},
    )  # fmt: skip


def _share(one: RubricCriterion, task: Benchmark) -> float:
    """Its weight in hundredths of the rubric's, as CASE readers take weights."""
    return 100 * one.weight / sum(criterion.weight for criterion in task.rubric)


def _levels(one: Indicator, edition: Edition) -> Rubric:
    """What the levels of a competency look like, as its publisher says."""
    link = edition.link(one.name, "Levels", one.competency_id)
    criterion = edition.link(one.name, "Level criterion", one.competency_id)
    scale = _scale([(each.level, "", each.description) for each in one.anchors], criterion.identifier, edition)
    item = _link(edition.link(one.name, COMPETENCY, one.competency_id))
    other = {"lastChangeDateTime": edition.published_at}
    about = {"uri": criterion.uri, "position": 1, "CFItemURI": item, "rubricId": link.identifier}
    return Rubric(
        link.identifier, one.name, (Criterion(criterion.identifier, None, scale, about | other),),
        {"uri": link.uri} | other,
    )  # fmt: skip


def _scale(levels: Sequence[tuple[int, str, str]], criterion: str, edition: Edition) -> tuple[Level, ...]:
    made = []
    for position, (score, quality, description) in enumerate(levels, start=1):
        link = edition.link("", "Level", criterion, str(score))
        other = {"uri": link.uri, "score": score, "position": position, "rubricCriterionId": criterion}
        other |= {"lastChangeDateTime": edition.published_at} | ({"quality": quality} if quality else {})
        made.append(Level(link.identifier, description, other))
    return tuple(made)


def _end(item: Item) -> Link:
    return Link(item.identifier, item.name or item.statement, item.uri)


def _link(link: Link) -> dict[str, object]:
    return {"title": link.title, "identifier": link.identifier, "uri": link.uri}


def _renamed(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, dict):
        return {key: _renamed(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value
