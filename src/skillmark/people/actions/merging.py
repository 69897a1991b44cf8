"""Two records of one person made one, and the way back.

What names the absorbed record follows to the kept one, table by table. What cannot follow (append-only history, files
sealed under the absorbed record's key, a second row where there may be one) goes on naming the absorbed record, which
stays for that, `merged_into` the other; whoever asks for her data or erases her is answered for both.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction

from skillmark.foundation import audit
from skillmark.foundation.access import require
from skillmark.foundation.models import CapabilityLink, Hold
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.people.models import Merge, Person, RoleGrant, SafeContact
from skillmark.people.relations import references_to

ONCE = ("reference", "account_id")  # that two records cannot both have
FILLED = ("email", "phone", "shift", "unit_id", "manager_id")
Move = tuple[str, str, str]  # table, attribute, id of the row


class CannotMerge(ValueError):
    """`reason` is `same`, `merged` (one of the two was already), `log_ins` (both have one) or `contact` (both say how
    she may be reached, and neither may be overridden).
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class SomethingDepends(ValueError):
    """Since the merge something was added or changed of which nobody can tell whose it would be."""


@action
def merge_persons(actor: Actor, *, kept_id: UUID, absorbed_id: UUID, now: datetime) -> Merge:
    """Make two records of one person one: `kept` stays and takes what it lacks. Raises CannotMerge."""
    people = Person.objects.within(actor).filter(erased_at=None).order_by("pk")
    list(people.filter(pk__in=(kept_id, absorbed_id)).select_for_update())  # both, in one order
    kept, absorbed = one(people, kept_id), one(people, absorbed_id)
    for person in (kept, absorbed):
        require(actor, "people.person.merge", person)
    _refuse(actor, kept, absorbed)
    moved = [move for model, attribute in _movable() for move in _moved(model, attribute, absorbed, kept)]
    kept.refresh_from_db()
    filled = _fill(kept, absorbed)
    merge: Merge = Merge.objects.record(actor, now=now, kept=kept, absorbed=absorbed, moved=moved, filled=filled)
    audit.record(actor, "people.person.merged", merge, kept=kept.pk, absorbed=absorbed.pk, moved=len(moved))
    return merge


@action
def undo_merge(actor: Actor, *, merge_id: UUID, now: datetime) -> Merge:
    """Make them two again, each with what it had. Raises SomethingDepends."""
    merge: Merge = one(Merge.objects.within(actor).filter(undone_at=None), merge_id, lock=True)
    kept = one(Person.objects.within(actor), merge.kept_id, lock=True)
    absorbed = one(Person.objects.within(actor), merge.absorbed_id, lock=True)
    require(actor, "people.person.merge", kept)
    if something_depends(merge):
        raise SomethingDepends(str(merge_id))
    values = {name: getattr(kept, name) for name in merge.filled}
    for name, before in merge.filled.items():
        setattr(kept, name, UUID(before) if name == "manager_id" and before else before)
    absorbed.merged_into = None
    kept.save()
    for name in ONCE:
        if name in values:
            setattr(absorbed, name, values[name])
    absorbed.save()
    for label, attribute, row in merge.moved:
        _rows(apps.get_model(label)).filter(pk=row).update(**{attribute: absorbed.pk})
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    audit.record(actor, "people.person.merge_undone", merge, kept=kept.pk, absorbed=absorbed.pk)
    return merge


def something_depends(merge: Merge) -> bool:
    """Whether a row that followed is gone or went elsewhere, a value that was taken changed, or a new row came."""
    if any(getattr(merge.kept, name) != getattr(merge.absorbed, name) for name in merge.filled if name in FILLED[:4]):
        return True
    by_table: dict[tuple[str, str], set[str]] = {}
    for label, attribute, row in merge.moved:
        by_table.setdefault((label, attribute), set()).add(row)
    for model, attribute in _movable():
        followed = by_table.get((model._meta.label, attribute), set())
        here = _rows(model).filter(**{attribute: merge.kept_id}).values_list("pk", "recorded_at")
        found = {str(pk): recorded_at for pk, recorded_at in here}
        if followed - set(found):
            return True
        if any(at > merge.recorded_at for pk, at in found.items() if pk not in followed):
            return True
    return False


def _refuse(actor: Actor, kept: Person, absorbed: Person) -> None:
    if kept.pk == absorbed.pk:
        raise CannotMerge("same")
    if kept.merged_into_id or absorbed.merged_into_id:
        raise CannotMerge("merged")
    if kept.account_id and absorbed.account_id:
        raise CannotMerge("log_ins")
    if SafeContact.objects.within(actor).filter(person__in=(kept, absorbed)).count() > 1:
        raise CannotMerge("contact")


def _movable() -> list[tuple[type[models.Model], str]]:
    """What may be made to name another person: every foreign key but those of history and of merging itself, and
    what names her by id alone: a role over her, a hold on her, a link about her or given to her.
    """
    found = [
        (model, attribute)
        for model, attribute in references_to(Person)
        if not getattr(model, "append_only", False) and model is not Merge
    ]
    by_id = [(RoleGrant, "over"), (Hold, "person_id"), (CapabilityLink, "person_id"), (CapabilityLink, "holder_id")]
    return [*found, *by_id]


def _moved(model: type[models.Model], attribute: str, absorbed: Person, kept: Person) -> list[Move]:
    """Have the rows that name `absorbed` name `kept`; those of which there may be only one stay where they are."""
    rows = _rows(model).filter(**{attribute: absorbed.pk})
    if model is Person:
        rows = rows.exclude(pk=kept.pk)  # nobody manages herself: `_fill` sees to it
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    followed = (
        ids if _follow(model, attribute, ids, kept) else [pk for pk in ids if _follow(model, attribute, [pk], kept)]
    )
    return [(model._meta.label, attribute, str(pk)) for pk in followed]


def _follow(model: type[models.Model], attribute: str, ids: list[Any], kept: Person) -> bool:
    """Have all of these rows name `kept`; none of them where one may not."""
    try:
        with transaction.atomic():
            _rows(model).filter(pk__in=ids).update(**{attribute: kept.pk})
    except IntegrityError:
        return False
    return True


def _fill(kept: Person, absorbed: Person) -> dict[str, Any]:
    """Give `kept` what it lacks; gives what each changed field held before, which is nothing or an id."""
    filled: dict[str, Any] = {}
    values = {name: getattr(absorbed, name) for name in (*ONCE, *FILLED)}
    if kept.manager_id == absorbed.pk:
        filled["manager_id"], kept.manager_id = str(absorbed.pk), None
    for name, value in values.items():
        if name in filled or not value or getattr(kept, name) or value == kept.pk:
            continue
        filled[name] = None if name.endswith("_id") else ""
        setattr(kept, name, value)
        if name in ONCE:
            setattr(absorbed, name, filled[name])
    absorbed.merged_into = kept
    absorbed.save()
    kept.save()
    return filled


def _rows(model: type[models.Model]) -> "models.QuerySet[Any]":
    """Its rows in whatever workspace: a person's id is of one alone."""
    return model._base_manager.all()
