"""What every page shows around its content: the way home, the pages this reader may open, the SAMPLE mark."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import HolderScope, WorkspaceScope
from skillmark.people import queries as people

WORKSPACE_PAGES = (
    (_("Today"), "house:today", "house.today.read"),
    (_("Campaigns"), "campaigns:campaigns", "campaigns.campaign.read"),
    (_("Standards"), "standards:frameworks", "standards.framework.read"),
    (_("People"), "people:people", "people.person.list"),
    (_("Attempts"), "assessment:attempts", "assessment.sitting.list"),
    (_("Records"), "credentials:records", "credentials.record.list"),
    (_("Who decides"), "governance:who_decides", "governance.body.read"),
)
FOOT_PAGES = (
    (_("Bring in a spreadsheet"), "house:imports", "house.import.use"),
    (_("Programs that act for you"), "house:programs", "foundation.token.keep"),
    (_("Other systems that are told"), "house:hooks", "foundation.subscription.manage"),
    (_("Take everything with you"), "house:take_along", "foundation.workspace.export"),
    (_("How long records are kept"), "house:keeping", "foundation.retention.read"),
)
OWN_PAGES = (
    (_("My page"), "people:own"),
    (_("My records"), "credentials:own"),
    (_("My attempts"), "assessment:own"),
    (_("Jobs I applied for"), "hiring:own_fits"),
)


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The base template's context. Pages that failed before an actor was known get the public frame."""
    actor: Actor | None = getattr(request, "actor", None)
    shown: dict[str, Any] = {
        "actor": actor,
        "workspace_slug": "",
        "home_url": "/",
        "account_menu": _account_menu(request),
        "foot_links": [{"label": _("Check a record"), "url": reverse("credentials:check")}],
    }
    match = request.resolver_match
    here = match.view_name if match else ""
    if actor is not None and isinstance(actor.scope, HolderScope) and here.partition(":")[2].startswith("own"):
        own = [{"label": label, "url": reverse(name), "current": here == name} for label, name in OWN_PAGES]
        return shown | {"navigation": own, "quick_exit_url": _weather()}
    if actor is None or not isinstance(actor.scope, WorkspaceScope):
        return shown
    slug = request.workspace_slug  # type: ignore[attr-defined]
    about_herself = (
        actor.person_id is not None and match is not None and match.kwargs.get("person_id") == actor.person_id
    )
    return shown | {
        "quick_exit_url": _weather() if about_herself else "",
        "workspace_slug": slug,
        "home_url": reverse("house:today", args=[slug]),
        "demonstration": actor.demonstration,
        "workspace_name": people.profile(actor).public_name,
        "brand_css_url": reverse("people:brand", args=[slug]),
        "navigation": [
            {"label": label, "url": reverse(name, args=[slug]), "current": here == name}
            for label, name, permission in WORKSPACE_PAGES
            if access.may_ever(actor, permission)
        ],
        "foot_links": [
            *shown["foot_links"],
            *(
                {"label": label, "url": reverse(name, args=[slug])}
                for label, name, permission in FOOT_PAGES
                if access.may_ever(actor, permission)
            ),
        ],
    }


def _weather() -> str:
    """Where a person's own page is left for at once: what anybody may be looking at."""
    return "https://duckduckgo.com/?" + urlencode({"q": _("weather")})


def _account_menu(request: HttpRequest) -> list[dict[str, Any]]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return [{"label": _("Log in"), "url": reverse("account_login"), "current": False}]
    return [
        {"label": _("My page"), "url": reverse("people:own"), "current": False},
        {"label": _("Log out"), "url": reverse("account_logout"), "current": False},
    ]
