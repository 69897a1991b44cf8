"""A standard drafted here as a package: what its rows say, in the words of CASE and, beyond them, in our own."""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from skillmark.kernel.skills.exchange import Association, Criterion, Document, Item, Level, Link, Package, Rubric
from skillmark.standards import models

OURS = "skillmark"
STATUS = {"draft": "Draft", "published": "Adopted", "superseded": "Deprecated"}  # CASE's adoptionStatus


def standard_package(framework: models.Framework) -> Package:
    """Competencies, tasks, what each requires, rubrics and licence; every item a child of the document."""
    licence = framework.source_licence
    title = framework.title
    document = Document(
        str(framework.pk),
        title,
        f"urn:uuid:{framework.pk}",
        version=str(framework.version),
        licence=Link(_made(framework.pk, "licence"), licence) if licence else None,
        other={
            "adoptionStatus": STATUS[framework.status],
            "description": framework.description,
            "notes": framework.source_note,
            **_ours(occupation=framework.occupation_code, source=framework.source),
        },
    )
    top = Link(document.identifier, title, document.uri)
    items: list[Item] = []
    associations: list[Association] = []
    rubrics: list[Rubric] = []
    tasks = {task.reference: task for task in framework.work_tasks.order_by("position")}
    for competency in framework.competencies.order_by("position").select_related("requirement"):
        required = getattr(competency, "requirement", None)
        items.append(_competency(competency, required))
        here = Link(str(competency.pk), competency.name)
        associations.append(_association(here, "isChildOf", top))
        for reference, score in required.suggested_tasks if required else ():
            if reference in tasks:
                to = Link(str(tasks[reference].pk), tasks[reference].statement)
                associations.append(_association(here, "isRelatedTo", to, score=score))
        rubrics += _descriptors(competency)
    for task in tasks.values():
        items.append(_task(task))
        associations.append(_association(Link(str(task.pk), task.statement), "isChildOf", top))
    for rubric in framework.rubrics.order_by("work_task__position").select_related("work_task"):
        rubrics.append(_rubric(rubric))
    return Package(document, tuple(items), tuple(associations), (), tuple(rubrics))


def _competency(competency: models.Competency, required: models.Requirement | None) -> Item:
    asked = {"level": required.level, "weight": required.weight, "essential": required.essential} if required else {}
    return Item(
        str(competency.pk), competency.description or competency.name, f"urn:uuid:{competency.pk}",
        competency.reference, competency.name, item_type="Competency", other=_ours(kind=competency.kind, **asked),
    )  # fmt: skip


def _task(task: models.WorkTask) -> Item:
    return Item(
        str(task.pk), task.statement, f"urn:uuid:{task.pk}", task.reference, notes=task.original, item_type="Task",
        other=_ours(sampleTask=task.sample_task, core=task.core),
    )  # fmt: skip


def _descriptors(competency: models.Competency) -> Iterator[Rubric]:
    levels = tuple(
        Level(_made(competency.pk, f"level/{said['level']}"), said["description"], {"score": said["level"]})
        for said in competency.descriptors
    )
    if levels:
        link = {"title": competency.name, "identifier": str(competency.pk), "uri": f"urn:uuid:{competency.pk}"}
        criterion = Criterion(_made(competency.pk, "levels"), None, levels, {"CFItemURI": link})
        yield Rubric(_made(competency.pk, "scale"), competency.name, (criterion,))


def _rubric(rubric: models.Rubric) -> Rubric:
    """Its weights are whole numbers here; a package states the share each has of their sum."""
    total = sum(criterion["weight"] for criterion in rubric.criteria)
    task = rubric.work_task
    criteria = tuple(
        Criterion(
            _made(rubric.pk, f"{number}"),
            criterion["weight"] / total,
            tuple(
                Level(
                    _made(rubric.pk, f"{number}/{place}"),
                    level["description"],
                    {"quality": level["quality"], "score": level["score"], "position": place},
                )
                for place, level in enumerate(criterion["levels"], start=1)
            ),
            {"category": criterion["category"], "position": criterion["position"]},
        )
        for number, criterion in enumerate(rubric.criteria)
    )
    return Rubric(str(rubric.pk), task.statement, criteria, {"description": f"Pass mark: {rubric.pass_mark}"})


def _association(origin: Link, kind: str, destination: Link, **said: object) -> Association:
    identifier = _made(origin.identifier, f"{kind}/{destination.identifier}")
    return Association(identifier, kind, origin, destination, None, _ours(**said) if said else {})


def _ours(**said: object) -> dict[str, object]:
    return {"extensions": {OURS: said}}


def _made(record: object, part: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"urn:uuid:{record}/{part}"))
