"""How long records of people are kept here, what goes tonight, and what must not go."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmark.config.pages.held import BEGINS, KEPT, PLACES, source_of
from skillmark.foundation import access, holds, retention, sources
from skillmark.foundation.models import Hold, RetentionRule
from skillmark.foundation.records import one
from skillmark.foundation.retention.work import LONGEST_MONTHS
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.people import queries as people
from skillmark.ui.choosing import LongChoiceField
from skillmark.ui.tables import Column, Link, Table


class PlacesForm(forms.Form):
    places = forms.MultipleChoiceField(
        label=gettext_lazy("Whose rules bind you?"),
        help_text=gettext_lazy("Where two places ask for different times, the longer one counts."),
        choices=list(PLACES.items()),
        widget=forms.CheckboxSelectMultiple,
    )


class RuleForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Which records?"), choices=list(KEPT.items()))
    place = forms.ChoiceField(label=gettext_lazy("Where does the rule come from?"), choices=list(PLACES.items()))
    months = forms.IntegerField(
        label=gettext_lazy("After how many months do they go?"),
        min_value=1,
        max_value=LONGEST_MONTHS,
        widget=forms.TextInput({"class": "govuk-input--width-5", "inputmode": "numeric"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Which law, contract or decision says so?"),
        help_text=gettext_lazy("Everybody about whom something is kept reads this."),
        max_length=300,
    )


class HoldForm(forms.Form):
    person = LongChoiceField(label=gettext_lazy("Whose records?"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Which records?"), required=False)
    reason = forms.CharField(label=gettext_lazy("Why must they be kept?"), max_length=500)
    may_be_told = forms.ChoiceField(
        label=gettext_lazy("May the person read the reason?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        initial="yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *arguments: Any, persons: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices: dict[str, list[Any]] = {
            "person": [("", _("Everybody's")), *persons],
            "kind": [("", _("All of them")), *KEPT.items()],
        }
        for name, offered in choices.items():
            choosing = self.fields[name]
            assert isinstance(choosing, forms.ChoiceField)  # said for the type checker
            choosing.choices = offered

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("person") and not given.get("kind") and not {"person", "kind"} & set(self.errors):
            self.add_error("person", _("Choose a person, a kind of record, or both."))
        return given


@page("foundation.retention.read")
def keeping(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The rules in force and the holds that stand."""
    slug = _slug(request)
    may_change = access.may(actor, "foundation.retention.change")
    rules = Table(
        caption=_("How long records are kept"),
        columns=[
            Column(_("Records")),
            Column(_("When they go")),
            Column(_("Where it holds")),
            Column(_("Source")),
            *([Column(_("Change"))] if may_change else []),
        ],
        rows=[
            [
                KEPT.get(rule.kind, rule.kind),
                BEGINS[rule.begins] % {"months": rule.months},
                PLACES.get(rule.place, rule.place),
                source_of(rule),
                *([_end_rule(slug, rule)] if may_change else []),
            ]
            for rule in retention.rules_in_force(actor)
        ],
        order=_("By kind of record"),
        hidden_caption=True,
    )
    context = {"rules": rules, "holds": _holds(actor, slug), "may_change": may_change}
    return render(request, "house/keeping.html", context)


@page("foundation.retention.read")
def tonight(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What would go tonight if nothing changed. Looking deletes nothing."""
    told = retention.tonight(actor, sources.now())
    names = people.names(actor, {person_id for one_kind in told for person_id in one_kind.person_ids})
    table = Table(
        caption=_("What would go tonight"),
        columns=[Column(_("Records")), Column(_("How many"), numeric=True), Column(_("Of whom"))],
        rows=[
            [
                KEPT.get(kind.kind, kind.kind),
                _("%(count)s or more") % {"count": kind.count} if kind.more else kind.count,
                ", ".join(sorted(filter(None, (names.get(person_id, "") for person_id in kind.person_ids)))),
            ]
            for kind in told
        ],
        order=_("By kind of record"),
        hidden_caption=True,
    )
    return render(request, "house/keeping_tonight.html", {"table": table})


@page("foundation.retention.change")
def take_over(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Put the shipped rules of some places in force."""
    form = PlacesForm(request.POST or None, initial={"places": ["*"]})
    if request.method == "POST" and form.is_valid():
        count = retention.take_over(actor, places=form.cleaned_data["places"], now=sources.now())
        messages.success(request, _("Rules in force from now on: %(count)s.") % {"count": count})
        return redirect("house:keeping", workspace=_slug(request))
    shipped = Table(
        caption=_("The rules there are"),
        columns=[
            Column(_("Records")),
            Column(_("Months"), numeric=True),
            Column(_("Where it holds")),
            Column(_("Source")),
        ],
        rows=[[KEPT[rule.kind], rule.months, PLACES[rule.place], _(rule.source)] for rule in retention.latest()],
        order=_("By kind of record"),
    )
    context = {"form": form, "shipped": shipped, "version": retention.LATEST}
    return render(request, "house/keeping_take_over.html", context, status=400 if form.errors else 200)


@page("foundation.retention.change")
def set_rule(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        retention.set_rule(actor, **form.cleaned_data, now=sources.now())
        messages.success(request, _("The rule is in force from now on."))
        return redirect("house:keeping", workspace=_slug(request))
    return render(request, "house/keeping_rule.html", {"form": form}, status=400 if form.errors else 200)


@page("foundation.retention.change")
def end_rule(request: HttpRequest, actor: Actor, rule_id: UUID) -> HttpResponse:
    rule: RetentionRule = one(retention.rules_in_force(actor), rule_id)
    if request.method == "POST":
        retention.end_rule(actor, rule_id=rule_id, now=sources.now())
        messages.success(request, _("The rule has ended. What it would have let go of stays."))
        return redirect("house:keeping", workspace=_slug(request))
    context = {"kind": KEPT.get(rule.kind, rule.kind), "source": source_of(rule), "cancel_url": _home(request)}
    return render(request, "house/keeping_end_rule.html", context)


@page("foundation.hold.place")
def place_hold(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Nobody places one on herself, so she is not among those to choose."""
    persons = people.to_choose(actor, without=[actor.person_id])
    form = HoldForm(request.POST or None, persons=persons)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        holds.place_hold(
            actor,
            person_id=UUID(given["person"]) if given["person"] else None,
            kind=given["kind"],
            reason=given["reason"],
            may_be_told=given["may_be_told"] == "yes",
            now=sources.now(),
        )
        messages.success(request, _("From now on nothing of it is deleted."))
        return redirect("house:keeping", workspace=_slug(request))
    return render(request, "house/keeping_hold.html", {"form": form}, status=400 if form.errors else 200)


@page("foundation.hold.place")
def end_hold(request: HttpRequest, actor: Actor, hold_id: UUID) -> HttpResponse:
    hold: Hold = one(holds.standing(actor), hold_id)
    access.require(actor, "foundation.hold.place", hold)
    if request.method == "POST":
        holds.end_hold(actor, hold_id=hold_id, now=sources.now())
        messages.success(request, _("The hold has ended. What it covered may go again."))
        return redirect("house:keeping", workspace=_slug(request))
    names = people.names(actor, [hold.person_id] if hold.person_id else [])
    context = {"hold": hold, "covers": _covers(hold, names), "cancel_url": _home(request)}
    return render(request, "house/keeping_end_hold.html", context)


def _holds(actor: Actor, slug: str) -> Table:
    standing = list(holds.standing(actor))
    ids = {hold.person_id for hold in standing} | {hold.placed_by_id for hold in standing}
    names = people.names(actor, filter(None, ids))
    return Table(
        caption=_("What must not go"),
        columns=[
            Column(_("What is kept")),
            Column(_("Why")),
            Column(_("By whom")),
            Column(_("Since")),
            Column(_("Change")),
        ],
        rows=[
            [
                _covers(hold, names),
                _reason(actor, hold),
                names.get(hold.placed_by_id or hold.pk, ""),
                date_format(localtime(hold.recorded_at), "SHORT_DATE_FORMAT"),
                _end_hold(slug, hold, names) if access.may(actor, "foundation.hold.place", hold) else _("Your own"),
            ]
            for hold in standing
        ],
        order=_("Newest first"),
        hidden_caption=True,
    )


def _reason(actor: Actor, hold: Hold) -> str:
    """Why; not to whom it is about where she may not be told, whatever role she holds."""
    return hold.reason if hold.may_be_told or hold.person_id != actor.person_id else _("The reason may not be told.")


def _covers(hold: Hold, names: dict[UUID, str]) -> str:
    """Whose records and which."""
    which = str(KEPT.get(hold.kind, hold.kind)) if hold.kind else _("All records")
    if hold.person_id is None:
        return which
    return f"{names.get(hold.person_id, '')}: {which}"


def _end_rule(slug: str, rule: RetentionRule) -> Link:
    address = reverse("house:end_rule", kwargs={"workspace": slug, "rule_id": rule.pk})
    return Link(_("End"), address, f"{KEPT.get(rule.kind, rule.kind)}, {PLACES.get(rule.place, rule.place)}")


def _end_hold(slug: str, hold: Hold, names: dict[UUID, str]) -> Link:
    address = reverse("house:end_hold", kwargs={"workspace": slug, "hold_id": hold.pk})
    return Link(_("End"), address, _covers(hold, names))


def _home(request: HttpRequest) -> str:
    return reverse("house:keeping", kwargs={"workspace": _slug(request)})


def _slug(request: HttpRequest) -> str:
    slug: str = request.workspace_slug  # type: ignore[attr-defined]
    return slug
