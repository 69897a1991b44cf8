"""Pages of what is handed in: adding it, downloading it, and asking others who are on it."""

from mimetypes import guess_extension
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from skillmark.assessment import actions, copying, queries, rules, showing, words
from skillmark.assessment.forms import COLLEAGUE, HERE, EvidenceForm, OthersForm
from skillmark.assessment.models import ConsentStatus, EvidenceState
from skillmark.foundation import access, files, links, qr, sources, waiting
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.ui.forms import refuse


@page("assessment.evidence.add")
@waiting.can_wait
def add_evidence(request: HttpRequest, actor: Actor, sitting_id: UUID) -> HttpResponse:
    sitting = queries.sitting(actor, sitting_id)
    about(request, sitting.person_id)
    access.require(actor, "assessment.evidence.add", sitting)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            brought = _brought(form)
            evidence = actions.add_evidence(
                actor,
                sitting_id=sitting_id,
                text=form.cleaned_data["observation"],
                content=brought.content,
                file_name=brought.name,
                address=form.cleaned_data["address"].strip(),
                now=sources.now(),
                **form.on_it(),
            )
            if evidence.others:
                said = _("Kept apart. Now name those who are on it: each of them is asked.")
                page_of = reverse("assessment:others", args=[_slug(request), sitting_id, evidence.pk])
                return waiting.taken(request, said, page_of)
            return waiting.taken(request, _("Kept."), reverse("assessment:attempt", args=[_slug(request), sitting_id]))
        except copying.NotCopied as refused:
            form.add_error("address", words.NOT_COPIED[refused.reason])
        except BadInput as bad:
            refuse(form, bad)
    if waiting.waited(request):
        return waiting.refused(waiting.faults(form))
    context = {"form": form, "sitting": sitting, "whose": showing.whose(actor, sitting)}
    return render(request, "assessment/evidence.html", context)


def _brought(form: EvidenceForm) -> copying.Copy:
    """What is handed in, and what it is called: a file, or a copy of what lies at an address. Raises NotCopied."""
    file, address = form.cleaned_data.get("file"), form.cleaned_data["address"].strip()
    if address:
        return copying.copied(address)
    return copying.Copy(file.name, file.read()) if file else copying.Copy("", b"")


@page("assessment.sitting.read")
def evidence_file(request: HttpRequest, actor: Actor, sitting_id: UUID, evidence_id: UUID) -> HttpResponse:
    """A file that was handed in, for those who may see it."""
    sitting = queries.sitting(actor, sitting_id)
    about(request, sitting.person_id)
    seen = queries.evidence_seen(actor, sitting)
    file_id = next((one.file_id for one in seen if one.pk == evidence_id and one.opens), None)
    if file_id is None:
        raise NotFound(str(evidence_id))
    stored, content = files.shown(actor, file_id)
    if queries.name_is_hidden(actor, sitting):  # files are often called after whoever is on them
        stored.name = f"{rules.label(sitting.pk)}{guess_extension(stored.media_type) or ''}"
    return files.attachment(stored, content)


@never_cache
@page("assessment.consent.ask")
def others(request: HttpRequest, actor: Actor, sitting_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Who else is on a file, and how each is asked, for whoever handed it in."""
    evidence = queries.handed_in(actor, evidence_id)
    if evidence.sitting_id != sitting_id:
        raise NotFound(str(evidence_id))
    about(request, evidence.sitting.person_id)
    asked = queries.on_it(evidence)
    taken = [evidence.sitting.person_id, actor.person_id, *(one.consent.person_id for one in asked)]
    form = OthersForm(people.to_choose(actor, without=taken), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _ask(actor, evidence_id, form)
            messages.success(request, _said(form.cleaned_data["how"]))
            return redirect("assessment:others", _slug(request), sitting_id, evidence_id)
        except BadInput as bad:
            refuse(form, bad)
    waits = evidence.state == EvidenceState.WAITS
    context = {
        "form": form if waits and len(asked) < rules.MOST_OTHERS else None,
        "evidence": evidence,
        "sitting": evidence.sitting,
        "whose": showing.whose(actor, evidence.sitting),
        "asked": [(one, *words.CONSENTS[one.consent.status], _way_back(one.consent)) for one in asked],
        "unasked": max(evidence.others - len(asked), 0) if waits else 0,
        "waits": waits,
        "closed": evidence.state == EvidenceState.CLOSED,
        "why": words.ENDED.get(evidence.ended, ""),
        "by": rules.answer_by(evidence.happened_on),
        "months": queries.months_kept(actor),
    }
    return render(request, "assessment/others.html", context, status=400 if form.errors else 200)


def _ask(actor: Actor, evidence_id: UUID, form: OthersForm) -> None:
    given, now = form.cleaned_data, sources.now()
    if given["how"] == HERE:
        actions.note_consent(actor, evidence_id=evidence_id, name=given["name"], now=now)
    elif given["how"] == COLLEAGUE:
        actions.ask_consent(actor, evidence_id=evidence_id, person_id=UUID(given["person"]), now=now)
    else:
        actions.ask_consent(actor, evidence_id=evidence_id, name=given["name"], email=given["email"], now=now)


def _said(how: str) -> str:
    if how == HERE:
        return _("The agreement is kept. Show this person below how to take it back.")
    return _("The link is on its way.")


def _way_back(consent: queries.EvidenceConsent) -> tuple[str, SafeString] | None:
    """The address by which somebody who agreed here takes it back, for her to photograph; anybody else has a letter."""
    link = links.by_id(consent.link_id) if consent.link_id and consent.here else None
    if link is None or consent.status != ConsentStatus.AGREED or not links.can_be_shown(link):
        return None
    address = people.address_of(link)
    return address, SafeString(qr.svg(address))


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
