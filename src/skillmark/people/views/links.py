"""Where a link leads: in by its secret, once, and on to the one task it opens.

The secret is changed for a cookie of this browser at once, and the address that follows has none: nothing that is
shown, kept in the history, sent on as a referrer or written into a log opens anything.
"""

from uuid import UUID
from zoneinfo import ZoneInfo

from allauth.account.utils import perform_login
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from skillmark.foundation import files, links, routes, sources
from skillmark.foundation.models import CapabilityLink
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.people import queries
from skillmark.people.access import JOINING

COOKIE = "task"
SALT = "skillmark.people.views.links"
STAY_SECONDS = 7200  # to fill in a form on a telephone, with an interruption; the link itself may be opened again


@never_cache
@page("people.link.follow", scope="public")
def follow(request: HttpRequest, actor: Actor, secret: str) -> HttpResponse:
    """Take the secret, give a cookie, go on. Looking changes nothing: programs that read mail look at links too."""
    link, now = links.known(secret), sources.now()
    if link is None:
        return _unseen(redirect("people:closed"))
    address = reverse("people:task", kwargs={"link_id": link.pk})
    response = _unseen(redirect(address))
    if links.opens(link, now):
        response.set_cookie(
            COOKIE,
            signing.TimestampSigner(salt=SALT).sign(str(link.pk)),
            max_age=STAY_SECONDS,
            path=address,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            spoken = queries.anyone(links.holder_of(link), link.holder_id).language if link.holder_id else ""
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, spoken or settings.LANGUAGE_CODE, samesite="Lax",
                secure=request.is_secure(),
            )  # fmt: skip
    return response


@page("people.link.follow", scope="public")
def closed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One page for every link that opens nothing: why is not for whoever happens to have it."""
    return render(request, "people/link_closed.html", status=410)


@never_cache
@page("people.link.follow", scope="public")
def task(request: HttpRequest, actor: Actor, link_id: UUID) -> HttpResponse:
    """The one task. Sending it spends the link; who did it is told so when she comes again."""
    link = _for_its_holder(request, link_id)
    if link is None:
        return closed(request)
    holder, now = links.holder_of(link), sources.now()
    shown = {"workspace_name": queries.profile(holder).public_name, "demonstration": holder.demonstration}
    if link.used_at is not None and link.single_use:
        return render(request, "people/link_done.html", shown)
    if not links.opens(link, now):
        return closed(request)
    with timezone.override(ZoneInfo(holder.time_zone)):
        try:
            return _task(request, holder, link, shown)
        except NotFound:
            return closed(request)
        except links.NotWanted as reason:
            return render(request, "people/link_done.html", shown | {"reason": str(reason)})


def _task(request: HttpRequest, holder: Actor, link: CapabilityLink, shown: dict[str, object]) -> HttpResponse:
    doing = links.task(link.purpose)
    subject = doing.find(holder, link.subject_id)
    if page_of_hers := doing.page(holder, subject):
        return redirect(page_of_hers)
    form = doing.form(holder, subject, request.POST if request.method == "POST" else None) if doing.form else None
    if request.method == "POST" and form is not None and form.is_valid():
        links.carry_out(holder, link_id=link.pk, form=form, now=sources.now())
        if link.purpose == JOINING:
            return _come_in(request, holder, link)
        return redirect("people:task", link_id=link.pk)
    context = shown | doing.context(holder, subject)
    whom = {"name": _called(holder, link, doing, subject)}
    context |= {"form": form, "link_id": link.pk, "task": doing, "holder": whom, "until": link.expires_at}
    return render(request, doing.template, context, status=400 if form and form.errors else 200)


def _called(holder: Actor, link: CapabilityLink, doing: links.Task, subject: object) -> str:
    """The name of whom it was given to."""
    if link.holder_id is not None:
        return str(queries.anyone(holder, link.holder_id).name)
    return doing.called(holder, subject) if doing.called else ""


def _come_in(request: HttpRequest, holder: Actor, link: CapabilityLink) -> HttpResponse:
    """Whoever was invited has chosen her log-in and is logged in by it at once. It is no strong log-in."""
    person = queries.anyone(holder, link.subject_id)
    response: HttpResponse = perform_login(
        request, person.account, redirect_url=reverse("house:today", args=[holder.slug])
    )
    return response


@never_cache
@page("people.link.follow", scope="public")
def task_file(request: HttpRequest, actor: Actor, link_id: UUID) -> HttpResponse:
    """What there is to download beside the task, for whoever was let in."""
    link = _for_its_holder(request, link_id)
    if link is None or not links.opens(link, sources.now()):
        return closed(request)
    try:
        holder, doing = links.holder_of(link), links.task(link.purpose)
        subject = doing.find(holder, link.subject_id)
        if doing.file is None or doing.page(holder, subject):
            return closed(request)
        return files.attachment(*doing.file(holder, subject))
    except NotFound:
        return closed(request)


def _for_its_holder(request: HttpRequest, link_id: UUID) -> CapabilityLink | None:
    link = _let_in(request, link_id)
    return None if link is None or not _is_anybodys(link) or _is_another(request, link) else link


def _is_anybodys(link: CapabilityLink) -> bool:
    """Whether somebody is known whom it was given to: a person of this workspace, or one its subject names."""
    try:
        return link.holder_id is not None or links.task(link.purpose).called is not None
    except NotFound:
        return False


def _let_in(request: HttpRequest, link_id: UUID) -> CapabilityLink | None:
    """The link, if this browser came in by its secret a while ago."""
    try:
        carried = signing.TimestampSigner(salt=SALT).unsign(request.COOKIES.get(COOKIE, ""), max_age=STAY_SECONDS)
    except signing.BadSignature:
        return None
    return links.by_id(link_id) if carried == str(link_id) else None


def _is_another(request: HttpRequest, link: CapabilityLink) -> bool:
    """Somebody else of this workspace is logged in here: a link sent on to her does not make her its holder. Nor is
    anybody of this workspace the holder of one that was given to somebody who is not known here.
    """
    if not request.user.is_authenticated:
        return False
    slug = queries.slug(links.holder_of(link))
    try:
        return routes.actor_in(request.user.pk, slug).person_id != link.holder_id
    except NotFound:
        return False


def _unseen(response: HttpResponse) -> HttpResponse:
    """Nobody learns this address from a referrer. (A page with a form may not ask for this: browsers would then send no
    origin, and the protection against forgery refuses such a form. Its address has no secret.)
    """
    response["Referrer-Policy"] = "no-referrer"
    return response
