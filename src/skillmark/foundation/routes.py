"""A page and what it asks for: `@page(permission)` finds the actor, checks the role, and hands both to the view.

The scope follows from the address: a `workspace` in it means that workspace; `scope="holder"` means the reader's own
records; `scope="public"` needs no log-in. A view without `@page` fails the matrix test.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Literal, Protocol
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from skillmark.foundation import access, entries, readings, sources
from skillmark.foundation.roles import ANYBODY, Actor, holder
from skillmark.foundation.scopes import NotFound

ScopeName = Literal["workspace", "holder", "public"]


class ActorSource(Protocol):
    """Gives the actor an account is in a workspace; raises NotFound for a stranger. `people` provides it."""

    def __call__(self, account_id: UUID, workspace: str, *, strong_login: bool) -> Actor: ...


_source: list[ActorSource] = []


def install(source: ActorSource) -> None:
    _source[:] = [source]


def actor_in(account_id: UUID, workspace: str, *, strong_login: bool = False) -> Actor:
    """The actor that an account is in the workspace with this slug. Raises NotFound for a stranger."""
    return _source[0](account_id, workspace, strong_login=strong_login)


View = Callable[..., HttpResponse]


def page(permission: str, *, scope: ScopeName = "workspace", at_tablet: bool = False) -> Callable[[View], View]:
    """Declare what a view asks for. The view is called as `view(request, actor, **rest of the address)`.

    `at_tablet`: it is open to somebody who came in by PIN at a shared tablet, too.

    The workspace's slug is taken out of the address: the actor already says which workspace it is.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, **address: Any) -> HttpResponse:
            by_pin, looks = entries.is_at_tablet(request), entries.looks(request)
            try:
                actor = _actor(request, permission, scope, address, at_tablet)
            except NotFound:
                raise Http404 from None
            if actor is None and by_pin:
                return HttpResponseRedirect(entries.TABLET)
            if actor is None and looks:
                return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
            if actor is None:
                return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
            access.require_ever(actor, permission)
            request.actor = actor  # type: ignore[attr-defined]
            request.workspace_slug = address.pop("workspace", "")  # type: ignore[attr-defined]
            try:
                with timezone.override(ZoneInfo(actor.time_zone)):
                    response = view(request, actor, **address)
                if scope == "workspace" and response.status_code == HTTPStatus.OK:
                    note_reading(request, actor, permission, address)
                if by_pin:
                    response["Cache-Control"] = "no-store"  # whoever comes next goes back and sees nothing
                return response
            except NotFound:
                raise Http404 from None

        answered.permission = permission  # type: ignore[attr-defined]
        answered.scope = scope  # type: ignore[attr-defined]
        answered.at_tablet = at_tablet  # type: ignore[attr-defined]
        return answered

    return declare


def about(request: HttpRequest, person_id: UUID | None) -> None:
    """Say whom a page is about whose address names a record of hers instead."""
    request.about_person_id = person_id  # type: ignore[attr-defined]


def note_reading(request: HttpRequest, actor: Actor, permission: str, address: dict[str, Any]) -> None:
    """Keep who read it, where the address or the view says whom it is about."""
    person_id = address.get("person_id") or getattr(request, "about_person_id", None)
    if person_id is not None:
        readings.note(actor, UUID(str(person_id)), permission, sources.now())


def _actor(
    request: HttpRequest, permission: str, scope: ScopeName, address: dict[str, Any], at_tablet: bool
) -> Actor | None:
    """Nobody (None) where a log-in is needed first. An entry counts before a log-in: it reaches less far."""
    user, entry = request.user, entries.of(request)
    if entry is not None and scope == "public":
        return ANYBODY
    if entry is not None:
        return entries.actor_here(request, entry, permission, scope, address.get("workspace", ""), at_tablet)
    if scope == "public":
        return holder(user.pk) if user.is_authenticated else ANYBODY
    if not user.is_authenticated:
        return None
    strong = bool(request.session.get("strong_login"))
    if scope == "holder":
        return holder(user.pk, strong_login=strong)
    return actor_in(user.pk, address["workspace"], strong_login=strong)
