"""The people of a workspace, one person, and adding, correcting and erasing her."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from skillmark.foundation import sources
from skillmark.foundation.access import Forbidden, may
from skillmark.foundation.holds import OnHold
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import major_units
from skillmark.people import actions, queries
from skillmark.people.access import JOINING
from skillmark.people.forms import EmploymentForm, PersonForm, PreferenceForm
from skillmark.people.models import Employment, WorkPreference
from skillmark.people.views.shared import slug_of
from skillmark.people.words import PROBLEMS
from skillmark.ui import lists
from skillmark.ui.tables import Column, Link, Table


@page("people.person.list")
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody the reader may see, by name."""
    slug = slug_of(request)
    found = found_people(request, actor)
    shown = lists.part(request, found)
    past = queries.past_jobs(actor, [person.pk for person in shown])
    rows = [
        [
            Link(person.name, reverse("people:person", kwargs={"workspace": slug, "person_id": person.pk})),
            ", ".join(job.given for job in past.get(person.pk, [])[-1:]),
            person.unit.name if person.unit else "",
        ]
        for person in shown
    ]
    columns = [Column(_("Name")), Column(_("Last job")), Column(_("Unit"))]
    if not any(person.unit for person in shown):
        columns, rows = columns[:2], [row[:2] for row in rows]
    table = Table(
        caption=_("People"),
        columns=columns,
        rows=rows,
        order=found.sort.label,
        hidden_caption=True,
    )
    context = {
        "page": shown,
        "found": found,
        "may_add": may(actor, "people.person.add"),
        "may_bring_employees": may(actor, "people.employee.import"),
        "may_import": may(actor, "people.person.import"),
        "may_ask_many": may(actor, "people.link.ask_many"),
        "query": request.GET.urlencode(),
    }
    return lists.answer(request, "people/people.html", context, table)


def found_people(request: HttpRequest, actor: Actor) -> lists.Found:
    """The list of people as the address narrows and sorts it."""
    units = [(str(unit.pk), unit.name) for unit in queries.units(actor)]
    return lists.find(
        request,
        queries.persons(actor).select_related("unit"),
        text=["name", "reference", "email"],
        orders=[
            lists.Order("name", _("By name"), ("name", "id")),
            lists.Order("latest", _("Added last first"), ("-recorded_at", "-id")),
        ],
        choices=[lists.Choice("unit", _("Unit"), "unit_id", units)] if units else [],
    )


@page("people.person.read")
def person(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """One person: who she is, her jobs, what she says; what she needs of a job only for herself and her coach."""
    shown = queries.person(actor, person_id)
    held = queries.employments(actor, person_id)
    may_add_job = may(actor, "people.employment.record", shown)
    jobs = Table(
        caption=_("Jobs"),
        columns=[Column(_("Job")), Column(_("When")), *([Column(_("Change"))] if may_add_job else [])],
        rows=[[_job(job), _when(job), *([_correct(slug_of(request), job)] if may_add_job else [])] for job in held],
        order=_("Latest first"),
    )
    context = {
        "person": shown,
        "reach_problems": _reach_problems(actor, shown),
        "jobs": jobs,
        "said": queries.self_ratings(actor, person_id).count(),
        "may_change": may(actor, "people.person.change", shown),
        "may_correct": may(actor, "people.person.correct", shown),
        "may_add_job": may_add_job,
        "may_read_age": may(actor, "people.age.read", shown),
        "may_note_guardian": may(actor, "people.guardian.note", shown),
        "may_merge": may(actor, "people.person.merge", shown),
        "merges": queries.merges_of(actor, person_id) if may(actor, "people.person.merge", shown) else (),
        "may_give_role": may(actor, "people.role.grant", shown),
        "may_invite": shown.account_id is None and may(actor, "people.person.invite", shown),
        "joining": JOINING,
        "may_erase": may(actor, "people.person.erase", shown),
        "may_read_messages": may(actor, "people.message.read", shown),
        "may_read_safe_contact": may(actor, "people.safe_contact.read", shown),
        "may_read_preference": may(actor, "people.preference.read", shown),
    }
    return render(request, "people/person.html", context)


def _reach_problems(actor: Actor, shown: queries.Person) -> list[str]:
    """For whoever may read her messages, which tell the same one by one."""
    if not may(actor, "people.message.read", shown):
        return []
    return [str(PROBLEMS[problem]) for problem in queries.reach_problems(actor, shown)]


@page("people.person.add")
def add_person(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["reference"] and queries.persons(actor).filter(reference=given["reference"]).exists():
            form.add_error("reference", _("Somebody here has this number already."))
        else:
            added = actions.add_person(actor, **given, now=sources.now())
            messages.success(request, _("The person was added."))
            return redirect("people:person", workspace=slug_of(request), person_id=added.pk)
    return render(request, "people/add_person.html", {"form": form}, status=400 if form.errors else 200)


@page("people.employment.record")
def record_employment(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    shown = queries.person(actor, person_id)
    if not may(actor, "people.employment.record", shown):
        raise Forbidden("people.employment.record")
    form = EmploymentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.record_employment(actor, person_id=person_id, **form.cleaned_data, now=sources.now())
        messages.success(request, _("The job was added."))
        return redirect("people:person", workspace=slug_of(request), person_id=person_id)
    context = {"form": form, "person": shown}
    return render(request, "people/add_job.html", context, status=400 if form.errors else 200)


@page("people.preference.read")
def preference(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """What she needs of a job: read and changed by herself and her coach."""
    shown = queries.anyone(actor, person_id)
    said = queries.preference(actor, person_id)
    form = PreferenceForm(request.POST or None, initial=_initial(said))
    if request.method == "POST" and form.is_valid():
        actions.set_preference(actor, person_id=person_id, **form.cleaned_data, now=sources.now())
        messages.success(request, _("Saved."))
        return redirect("people:preference", workspace=slug_of(request), person_id=person_id)
    context = {"form": form, "person": shown, "currency": queries.workspace(actor).currency}
    return render(request, "people/preference.html", context, status=400 if form.errors else 200)


@page("people.person.erase")
def erase_person(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """Says what erasing means, then does it."""
    shown = queries.person(actor, person_id)
    if not may(actor, "people.person.erase", shown):
        raise Forbidden("people.person.erase")
    slug = slug_of(request)
    if request.method == "POST":
        try:
            actions.erase_person(actor, person_id=person_id, now=sources.now())
        except OnHold:
            messages.error(request, _("Nothing was erased: a hold keeps it. Whoever placed it can end it."))
            return redirect("people:person", workspace=slug, person_id=person_id)
        messages.success(request, _("The person was erased."))
        return redirect("people:people", workspace=slug)
    cancel = reverse("people:person", kwargs={"workspace": slug, "person_id": person_id})
    return render(request, "people/erase_person.html", {"person": shown, "cancel_url": cancel})


def _job(job: Employment) -> str:
    name = job.title or job.occupation_code
    return f"{name}, {job.organisation}" if job.organisation else name


def _correct(slug: str, job: Employment) -> Link:
    where = {"workspace": slug, "person_id": job.person_id, "employment_id": job.pk}
    return Link(_("Correct"), reverse("people:correct_employment", kwargs=where), _job(job))


def _when(job: Employment) -> str:
    days = [date_format(day, "SHORT_DATE_FORMAT") if day else "" for day in (job.started, job.ended)]
    if any(days):
        return f"{days[0]} – {days[1]}"
    return _("%(years)s years") % {"years": job.years.normalize()} if job.years else ""


def _initial(said: WorkPreference | None) -> dict[str, object]:
    if said is None:
        return {}
    return {
        "floor_wage": None if said.floor_wage is None else major_units(said.floor_wage, said.currency),
        "commute_minutes": said.commute_minutes,
        "available_from": said.available_from,
    }
