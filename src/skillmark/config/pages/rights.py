"""Everything held on the reader, in every workspace she is known in: who read it, how long it stays, and how she has it
corrected, downloads it, takes a consent back and deletes it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from skillmark.config.pages.held import BEGINS, KINDS, PLACES, READ, Shown, shown, source_of
from skillmark.foundation import holds, personal, readings, retention, sources
from skillmark.foundation.holds import OnHold
from skillmark.foundation.models import Hold, Reading, RetentionRule
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions
from skillmark.people import queries as people
from skillmark.standards import queries as standards
from skillmark.ui.tables import Column, Link, Table

READERS_SHOWN = 100  # the latest; the file she downloads has all
# what she corrects herself, and the page where; everything else she asks for
CORRECTED_AT = {
    "people.person": "people:correct_person",
    "people.employment": "people:person",
    "people.preference": "people:preference",
    "people.safe_contact": "people:safe_contact",
    "people.age": "people:age",
}
# asked once, or changed row by row
AS_IT_WAS = {"people.correction", "people.consent", "people.self_rating", "foundation.hold", "foundation.token"}


@dataclass(frozen=True)
class Kind:
    """One kind of record on the page. `correct` is where she corrects it, or asks for it; empty: neither. `within`
    says whom she tells instead.
    """

    table: Table
    rules: list[str]
    correct: str
    herself: bool
    within: str


@dataclass(frozen=True)
class Part:
    """One workspace's part of the page."""

    workspace: people.OwnWorkspace
    rows: list[dict[str, Any]]
    kinds: list[Kind] = field(default_factory=list)
    readers: list[tuple[Reading, str]] = field(default_factory=list)
    reader_table: Table | None = None
    holds: list[str] = field(default_factory=list)


@page("people.own.read", scope="holder")
def own_data(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything held on her, workspace by workspace."""
    context = {
        "parts": _parts(actor),
        "account": people.own_account(actor),
        "self_assessments": standards.own_self_assessments(actor),
    }
    return render(request, "house/own_data.html", context)


@page("people.own.read", scope="holder")
def own_data_json(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same as one file for another program, with all that is too long for a page."""
    account = people.own_account(actor)
    told = {
        "written_at": sources.now(),
        "account": {
            name: getattr(account, name) for name in ("id", "email", "phone", "name", "language", "recorded_at")
        },
        "self_assessments": list(
            standards.own_self_assessments(actor).values(
                "framework_id", "title", "version", "answered_on", "answers", "recorded_at"
            )
        ),
        "workspaces": [
            {
                "name": part.workspace.name,
                "person_id": part.workspace.person_id,
                "records": part.rows,
                "holds": part.holds,
                "read_by": [
                    {"day": row.day, "name": name, "what": str(READ.get(row.what, row.what))}
                    for row, name in part.readers
                ],
            }
            for part in _parts(actor, links=False)
        ],
    }
    response = JsonResponse(told, encoder=DjangoJSONEncoder, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="everything.json"'
    return response


@page("people.own.read", scope="holder")
def own_data_file(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same as one file to read and to print."""
    context = {
        "parts": _parts(actor, links=False),
        "account": people.own_account(actor),
        "self_assessments": standards.own_self_assessments(actor),
        "today": sources.now(),
    }
    response = render(request, "house/own_data_file.html", context)
    response["Content-Disposition"] = 'attachment; filename="everything.html"'
    return response


@page("people.own.change", scope="holder")
def own_withdraw(request: HttpRequest, actor: Actor, consent_id: UUID) -> HttpResponse:
    """Take a consent back, in force everywhere at once."""
    consent = people.own_consent(actor, consent_id)
    if request.method == "POST":
        actions.withdraw_own_consent(actor, consent_id=consent_id, now=sources.now())
        messages.success(request, _("Withdrawn. From now on nobody may rely on it."))
        return redirect("house:own_data")
    return render(request, "house/own_withdraw.html", {"consent": consent, "cancel_url": reverse("house:own_data")})


@page("people.own.change", scope="holder")
def own_delete(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """Says what deleting means, and what stops it; then does it."""
    own = next((one for one in people.own_workspaces(actor) if one.person_id == person_id), None)
    if own is None:
        raise NotFound(str(person_id))
    place = _actor_in(actor, own)
    alone = people.leads_alone(place, people.today(place, sources.now()))
    context = {"name": own.name, "cancel_url": reverse("house:own_data"), "leads_alone": alone}
    if request.method != "POST":
        return render(request, "house/own_delete.html", context | {"holds": _holds(place, person_id)})
    try:
        actions.erase_self(actor, person_id=person_id, now=sources.now())
    except OnHold:
        return render(request, "house/own_delete.html", context | {"holds": _holds(place, person_id)}, status=409)
    if not people.has_account(actor):
        logout(request)
    messages.success(request, _("Everything %(name)s held on you was deleted.") % {"name": own.name})
    return redirect("house:front")


def _parts(actor: Actor, *, links: bool = True) -> list[Part]:
    """Each workspace's part; without `links` for a file, where none would lead anywhere."""
    return [_part(_actor_in(actor, own), own, links) for own in people.own_workspaces(actor)]


def _actor_in(holder: Actor, own: people.OwnWorkspace) -> Actor:
    return people.own_actor(holder, own.slug)


def _part(actor: Actor, own: people.OwnWorkspace, links: bool) -> Part:
    rows = personal.everything(actor, own.person_id)
    rules: dict[str, list[RetentionRule]] = {}
    for rule in retention.rules_in_force(actor):
        rules.setdefault(rule.kind, []).append(rule)
    with timezone.override(ZoneInfo(actor.time_zone)):
        kinds = [
            _kind(actor, own, kind, how, [row for row in rows if row["kind"] == kind], rules.get(kind, []), links)
            for kind, how in KINDS.items()
            if any(row["kind"] == kind for row in rows)
        ]
        readers = list(readings.of_person(actor, own.person_id))
        names = people.names(actor, {row.reader_id for row in readers})
        named = [(row, names.get(row.reader_id, "") or _("Somebody who was erased since")) for row in readers]
        return Part(own, rows, kinds, named, _readers(named[:READERS_SHOWN]), _holds(actor, own.person_id))


def _kind(
    actor: Actor,
    own: people.OwnWorkspace,
    kind: str,
    how: Shown,
    rows: list[dict[str, Any]],
    rules: list[RetentionRule],
    links: bool,
) -> Kind:
    used = [
        (name, title) for name, title in how.fields if any(row["values"].get(name) not in (None, "") for row in rows)
    ]
    columns = [Column(title) for _name, title in used]
    cells: list[list[Any]] = [[shown(name, row["values"]) for name, _title in used] for row in rows]
    if not used or kind.split(".")[0] != "people":
        columns.append(Column(_("Recorded")))
        for row, line in zip(rows, cells, strict=True):
            line.append(shown("recorded_at", row))
    if rules and rules[0].begins != "last_record":
        columns.append(Column(_("Kept until")))
        for row, line in zip(rows, cells, strict=True):
            line.append(_until(rules, row))
    if links and kind in ("people.consent", "people.self_rating"):
        columns.append(Column(_("Change")))
        for row, line in zip(rows, cells, strict=True):
            line.append(_withdraw(row) if kind == "people.consent" else _say_anew(own, row))
    table = Table(caption=how.title, columns=columns, rows=cells, order=_("Oldest first"), row_headers=False)
    within = personal.put_right_within(kind)
    return Kind(table, _sentences(rules), "" if within else _correct_at(own, kind), kind in CORRECTED_AT, within)


def _until(rules: list[RetentionRule], row: Mapping[str, Any]) -> object:
    began = retention.began(rules[0].begins, row)
    return shown("until", {"until": retention.until(rules, began)}) if began else _("It has not begun to count")


def _sentences(rules: Iterable[RetentionRule]) -> list[str]:
    """Each rule in words: when it goes, where its source is in force, and the source."""
    return [
        f"{BEGINS[rule.begins] % {'months': rule.months}} {PLACES.get(rule.place, rule.place)}: {source_of(rule)}."
        for rule in rules
    ]


def _correct_at(own: people.OwnWorkspace, kind: str) -> str:
    if kind in AS_IT_WAS:
        return ""
    where: dict[str, Any] = {"workspace": own.slug, "person_id": own.person_id}
    if kind in CORRECTED_AT:
        return reverse(CORRECTED_AT[kind], kwargs=where)
    return reverse("people:ask_correction", kwargs=where | {"kind": kind.replace(".", "-")})


def _withdraw(row: Mapping[str, Any]) -> object:
    if row["values"].get("withdrawn_at"):
        return ""
    address = reverse("house:own_withdraw", kwargs={"consent_id": row["id"]})
    return Link(_("Withdraw"), address, row["values"]["purpose"])


def _say_anew(own: people.OwnWorkspace, row: Mapping[str, Any]) -> Link:
    where = {"workspace": own.slug, "person_id": own.person_id, "rating_id": row["id"]}
    return Link(_("Correct"), reverse("people:correct_rating", kwargs=where), row["values"]["competency_id"])


def _readers(named: list[tuple[Reading, str]]) -> Table | None:
    if not named:
        return None
    return Table(
        caption=_("Who read it"),
        columns=[Column(_("Day")), Column(_("Who")), Column(_("What"))],
        rows=[
            [date_format(row.day, "SHORT_DATE_FORMAT"), name, READ.get(row.what, _("A page about you"))]
            for row, name in named
        ],
        order=_("Newest first"),
        row_headers=False,
    )


def _holds(actor: Actor, person_id: UUID) -> list[str]:
    """What stops deletion, said to her: by whom, since when, and why where she may know."""
    found = holds.over(actor, person_id)
    names = people.names(actor, {hold.placed_by_id for hold in found if hold.placed_by_id})
    return [_hold_said(hold, names.get(hold.placed_by_id or hold.pk, "")) for hold in found]


def _hold_said(hold: Hold, name: str) -> str:
    told = {
        "name": name or _("somebody who was erased since"),
        "day": date_format(localtime(hold.recorded_at), "SHORT_DATE_FORMAT"),
        "reason": hold.reason,
    }
    if not hold.may_be_told:
        return _("Placed by %(name)s on %(day)s. The reason may not be told.") % told
    return _("Placed by %(name)s on %(day)s: %(reason)s") % told
