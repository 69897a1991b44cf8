"""The holder shows chosen records to somebody: the address, its code, who looked, and the end of it."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from skillmark.credentials import actions, queries, words
from skillmark.credentials.forms import SendShareForm, ShareForm
from skillmark.foundation import qr, sources
from skillmark.foundation.exposure import UnderAge
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page


@page("credentials.own.share", scope="holder")
def shares(request: HttpRequest, holder: Actor) -> HttpResponse:
    now = sources.now()
    lines = [(share, queries.is_open(share, now)) for share in queries.own_shares(holder)]
    return render(request, "credentials/own_shares.html", {"lines": lines})


@page("credentials.own.share", scope="holder")
def begin(request: HttpRequest, holder: Actor) -> HttpResponse:
    """Which records, for how long. Nobody under 18 shows hers to whoever has an address."""
    records = queries.own_records(holder)
    if not records:
        return redirect("credentials:own")
    chosen = request.GET.getlist("record") or [str(record.pk) for record in records[:1]]
    form = ShareForm(
        [(str(record.pk), record.award.achievement.public_name) for record in records],
        request.POST or None,
        initial={"records": chosen, "days": actions.PERIODS[1]},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made, _secret = actions.share(
                holder,
                record_ids=[UUID(one) for one in given["records"]],
                days=int(given["days"]),
                for_whom=given["for_whom"],
                now=sources.now(),
            )
        except UnderAge:
            form.add_error(
                None,
                _("Nobody under 18 opens records to whoever has an address. Download yours and hand it on."),
            )
        else:
            return redirect("credentials:own_share", share_id=made.pk)
    context = {"form": form}
    return render(request, "credentials/own_sharing.html", context, status=400 if form.errors else 200)


@never_cache
@page("credentials.looks.read", scope="holder")
def share(request: HttpRequest, holder: Actor, share_id: UUID) -> HttpResponse:
    """One share: its address while it is open, what it shows, and when somebody looked."""
    found = queries.own_share(holder, share_id)
    context = _shown(found) | {
        "looks": queries.looks_at(holder, found),
        "sendings": [(sending, words.how_sent(sending)) for sending in queries.sendings_of(holder, found)],
    }
    return render(request, "credentials/own_share.html", context)


@never_cache
@page("credentials.own.share", scope="holder")
def paper(request: HttpRequest, holder: Actor, share_id: UUID) -> HttpResponse:
    """One page to print and hand over."""
    found = queries.own_share(holder, share_id)
    context = _shown(found)
    if not context["open"]:
        return redirect("credentials:own_share", share_id=share_id)
    return render(request, "credentials/own_share_paper.html", context)


@page("credentials.own.share", scope="holder")
def send(request: HttpRequest, holder: Actor, share_id: UUID) -> HttpResponse:
    """By e-mail or text message to somebody. What is written is ours."""
    found = queries.own_share(holder, share_id)
    if not queries.is_open(found, sources.now()):
        return redirect("credentials:own_share", share_id=share_id)
    form = SendShareForm(request.POST or None, takes_numbers=bool(settings.INSTALLED.sms))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.send(
                holder, share_id=share_id, email=given["email"], phone=given.get("phone", ""), now=sources.now()
            )
        except actions.TooMany:
            wait = _("You have sent %(most)s addresses in a day, which is the most. Copy the address, or wait.")
            form.add_error(None, wait % {"most": actions.MOST_A_DAY})
        else:
            messages.success(request, _("It is on its way."))
            return redirect("credentials:own_share", share_id=share_id)
    context = {"form": form, "share": found, "name": _shown(found)["name"]}
    return render(request, "credentials/own_share_send.html", context, status=400 if form.errors else 200)


@page("credentials.own.share", scope="holder")
def end(request: HttpRequest, holder: Actor, share_id: UUID) -> HttpResponse:
    found = queries.own_share(holder, share_id)
    back = reverse("credentials:own_share", args=[share_id])
    if request.method == "POST":
        actions.end_share(holder, share_id=share_id, now=sources.now())
        messages.success(request, _("Withdrawn. Whoever opens the address from now on sees none of it."))
        return redirect(back)
    return render(request, "credentials/own_share_end.html", {"share": found, "cancel_url": back})


def _shown(found: queries.Share) -> dict[str, object]:
    now = sources.now()
    opened = queries.is_open(found, now)
    address = queries.address_of_share(found) if opened else ""
    records = queries.records_in(found)
    return {
        "share": found,
        "open": opened,
        "address": address,
        "code": SafeString(qr.svg(address)) if opened else "",
        "records": records,
        "name": records[0].person.name if records else "",
    }
