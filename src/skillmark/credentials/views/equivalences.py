"""What of another issuer counts for what here: declared from a record, brought as a table, ended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.credentials import actions, formats, queries, words
from skillmark.credentials.equivalence import What
from skillmark.credentials.forms import CountsForForm, RulesTableForm
from skillmark.credentials.models import OutsideRecord
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.standards import queries as standards
from skillmark.ui.sentences import in_words

LARGEST_TABLE = 2 * 2**20


@page("credentials.outside.read")
def rules(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = sources.now()
    holding = {rule.rule_id for rule in queries.rules_at(actor, now)}
    found = list(queries.equivalences(actor))
    context = {
        "rules": [rule for rule in found if rule.pk in holding or rule.ended_at is None],
        "ended": [rule for rule in found if rule.ended_at is not None],
        "holding": holding,
        "may_declare": access.may_ever(actor, "credentials.equivalence.declare"),
    }
    return render(request, "credentials/rules.html", context)


@page("credentials.equivalence.declare")
def counts_for(request: HttpRequest, actor: Actor, record_id: UUID) -> HttpResponse:
    """This counts for …, at level …, from … until …"""
    record = queries.outside_record(actor, record_id)
    about(request, record.person_id)
    access.require(actor, "credentials.equivalence.declare", record)
    outside = _outside(record)
    back = reverse("credentials:outside_record", args=[_slug(request), record_id])
    if not outside:
        messages.warning(request, _("This record names nothing that a rule could be about."))
        return redirect(back)
    form = CountsForForm(
        [(str(number), label) for number, (_kind, _name, label) in enumerate(outside)],
        _competencies(actor),
        request.POST or None,
        initial={"begins": people.today(actor, sources.now()), "outside": "0"},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kind, name, label = outside[int(given["outside"])]
        framework, _mark, competency = given["competency"].partition(" ")
        declared = actions.Declared(
            record.issuer,
            kind,
            name,
            competency,
            given["level"],
            given["begins"],
            given["reason"],
            given["ends"],
            given["least"],
            label,
        )
        actions.declare_equivalence(
            actor, framework_id=UUID(framework), declared=declared, record_id=record_id, now=sources.now()
        )
        messages.success(request, _("Noted. From its first day on it counts for everybody but you."))
        return redirect(back)
    return render(request, "credentials/counts_for.html", {"form": form, "record": record, "cancel_url": back})


@page("credentials.equivalence.declare")
def bring_rules(request: HttpRequest, actor: Actor) -> HttpResponse:
    frameworks = [(str(one.pk), f"{one.title}, {one.version}") for one in _usable(actor)]
    form = RulesTableForm(frameworks, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        table = form.cleaned_data["table"]
        try:
            made = actions.declare_table(
                actor,
                framework_id=UUID(form.cleaned_data["framework"]),
                content=table.read(LARGEST_TABLE + 1)[:LARGEST_TABLE],
                name=table.name,
                now=sources.now(),
            )
            messages.success(request, _("Rules in force from this table: %(count)s.") % {"count": len(made)})
            return redirect("credentials:rules", _slug(request))
        except BadInput as bad:
            for problem in bad.problems[:20]:
                form.add_error("table", in_words(problem.sentence()))
    return render(request, "credentials/bring_rules.html", {"form": form})


@page("credentials.equivalence.declare")
def end_rule(request: HttpRequest, actor: Actor, rule_id: UUID) -> HttpResponse:
    rule = queries.equivalence(actor, rule_id)
    back = reverse("credentials:rules", args=[_slug(request)])
    if request.method == "POST":
        actions.end_equivalence(actor, rule_id=rule_id, now=sources.now())
        messages.success(request, _("From now on it counts for nothing."))
        return redirect(back)
    return render(request, "credentials/end_rule.html", {"rule": rule, "cancel_url": back})


def _outside(record: OutsideRecord) -> list[tuple[What, str, str]]:
    """What of the record a rule may name: all that was earned, or one competency by its address or its code."""
    document = formats.opened(record.document.encode()).named
    found: list[tuple[What, str, str]] = []
    if record.achievement:
        name = words.achievement_name(document) or record.achievement
        found.append((What.ACHIEVEMENT, record.achievement, name))
    for address, code, name, _level in record.levels:
        kind, named = (What.ADDRESS, address) if address else (What.CODE, code)
        if named:
            found.append((kind, named, f"{name or named} ({code})" if code else name or named))
    return found


def _usable(actor: Actor) -> list[standards.Framework]:
    return [one for one in standards.frameworks(actor) if standards.is_usable(actor, one)]


def _competencies(actor: Actor) -> list[tuple[str, str]]:
    return [
        (f"{framework.pk} {line.reference}", f"{line.name} ({framework.title}, {framework.version})")
        for framework in _usable(actor)
        for line in standards.competencies(actor, framework.pk)
    ]


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
