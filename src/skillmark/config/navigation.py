"""What every page shows around its content: the way home, the pages this reader may open, the SAMPLE mark."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from skillmark.config import audience, tables
from skillmark.config.sample import looks
from skillmark.foundation import access, entries, waiting
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import HolderScope, WorkspaceScope
from skillmark.people import queries as people

WORKSPACE_PAGES = (
    (_("Today"), "house:today", "house.today.read"),
    (_("Campaigns"), "campaigns:campaigns", "campaigns.campaign.read"),
    (_("Standards"), "standards:frameworks", "standards.framework.read"),
    (_("People"), "people:people", "people.person.list"),
    (_("Attempts"), "assessment:attempts", "assessment.sitting.list"),
    (_("Prior learning"), "assessment:claims", "assessment.prior.list"),
    (_("Caseload"), "support:caseload", "support.caseload.read"),
    (_("Records"), "credentials:records", "credentials.record.list"),
    (_("Who decides"), "governance:who_decides", "governance.body.read"),
    (_("You said, we did"), "feedback:changes", "feedback.change.read"),
)
SETTINGS = (
    (
        _("People and ways in"),
        (
            (_("Organisation"), _("Name, logo, colour and time zone."), "people:profile", "people.profile.read"),
            (_("Roles"), _("Who may do what, and until when."), "people:roles", "people.role.read"),
            (
                _("View as"),
                _("See what an applicant or a supervisor sees, with made-up people."),
                "house:view_as",
                "people.sample.view",
            ),
            (
                _("Log in through your organisation"),
                _("People come in with the log-in they have at work."),
                "people:sign_ons",
                "people.sign_on.manage",
            ),
            (
                _("Your PIN for shared tablets"),
                _("Six digits of your own, for a tablet that several people use."),
                "people:pin",
                "people.pin.set",
            ),
            (
                _("Make this device a shared tablet"),
                _("A list of first names to choose from, and tasks alone."),
                "people:make_tablet",
                "people.tablet.make",
            ),
            (_("Shared tablets"), _("Which there are, and ending one."), "people:tablets", "people.tablet.manage"),
        ),
    ),
    (
        _("Messages and texts"),
        (
            (
                _("Messages you sent"),
                _("What became of each, and the links sent with them."),
                "people:sent_messages",
                "people.message.send",
            ),
            (
                _("Texts to be signed"),
                _("Prepare a text, ask somebody to sign it, see who did."),
                "people:texts",
                "people.text.prepare",
            ),
        ),
    ),
    (
        _("Data in and out"),
        (
            (
                _("Bring in a spreadsheet"),
                _("The employee file or another table, tried before it counts."),
                "house:imports",
                "house.import.use",
            ),
            (
                _("Programs that act for you"),
                _("Keys for programs that use the API in your name."),
                "house:programs",
                "foundation.token.keep",
            ),
            (
                _("Other systems that are told"),
                _("What happens here, sent on as it happens."),
                "house:hooks",
                "foundation.subscription.manage",
            ),
            (
                _("Take everything with you"),
                _("The whole workspace as one file, for another installation."),
                "house:take_along",
                "foundation.workspace.export",
            ),
            (
                _("How long records are kept"),
                _("Periods for each kind of record, and what is held."),
                "house:keeping",
                "foundation.retention.read",
            ),
        ),
    ),
)
OWN_PAGES = (
    (_("My page"), "people:own"),
    (_("My records"), "credentials:own"),
    (_("My attempts"), "assessment:own"),
    (_("What I learned before"), "assessment:own_claims"),
    (_("Jobs I applied for"), "hiring:own_fits"),
    (_("Help I get"), "support:own"),
    (_("What I say I can do"), "standards:own_self_assessments"),
)


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The base template's context. Pages that failed before an actor was known get the public frame."""
    actor: Actor | None = getattr(request, "actor", None)
    shown: dict[str, Any] = {
        "actor": actor,
        "workspace_slug": "",
        "home_url": "/",
        "account_menu": _account_menu(request),
        "drafts_key": _drafts_key(request),
        "writer": waiting.writer(request),
        "waiting_url": reverse("house:waiting"),
        "leave_urls": " ".join(map(reverse, ("account_logout", "people:leave", "people:tablet"))),
        "help_here": _help_here(request, actor) if actor is not None else None,
        "foot_links": [{"label": _("Check a record"), "url": reverse("credentials:check")}],
    }
    if entries.looks(request):
        shown["looking"] = {"says": looks.banner(request), "stop_url": reverse("house:stop_looking")}
    if entries.is_at_tablet(request):
        list_url = reverse("people:tablet")
        shown |= {"at_tablet": True, "home_url": list_url, "foot_links": []}
        shown |= {"away_url": list_url, "away_seconds": entries.AWAY_SECONDS}
    match = request.resolver_match
    here = match.view_name if match else ""
    if actor is not None and isinstance(actor.scope, HolderScope) and here.partition(":")[2].startswith("own"):
        own = [{"label": label, "url": reverse(name), "current": here == name} for label, name in OWN_PAGES]
        return shown | {"navigation": own, "quick_exit_url": _weather()}
    if actor is None or not isinstance(actor.scope, WorkspaceScope):
        return shown
    slug = request.workspace_slug  # type: ignore[attr-defined]
    if entries.is_at_tablet(request):
        return shown | _in_workspace(request, actor)
    return (
        shown
        | _in_workspace(request, actor)
        | {
            "quick_exit_url": _weather() if _names_herself(request, actor) else "",
            "navigation": [
                {"label": label, "url": reverse(name, args=[slug]), "current": here == name}
                for label, name, permission in WORKSPACE_PAGES
                if access.may_ever(actor, permission)
            ],
            "foot_links": [
                *shown["foot_links"],
                {"label": _("Settings"), "url": reverse("house:settings", args=[slug])},
            ],
        }
    )


def settings_for(actor: Actor, slug: str) -> list[dict[str, Any]]:
    """What this reader may set, in groups; a group of which she may set nothing is left out."""
    groups = [
        {
            "title": title,
            "pages": [
                {"label": label, "about": about, "url": reverse(name, args=[slug])}
                for label, about, name, permission in pages
                if access.may_ever(actor, permission)
            ],
        }
        for title, pages in SETTINGS
    ]
    return [group for group in groups if group["pages"]]


def _in_workspace(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    slug = request.workspace_slug  # type: ignore[attr-defined]
    return {
        "workspace_slug": slug,
        "home_url": reverse("house:today", args=[slug]),
        "demonstration": actor.demonstration,
        "workspace_name": people.profile(actor).public_name,
        "brand_css_url": reverse("people:brand", args=[slug]),
    }


def _help_here(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    """What the page says about itself; None where it has texts of its own, as pages without a log-in do."""
    match = request.resolver_match
    about = tables.about_pages().get(match.view_name) if match else None
    if match is None or about is None:
        return None
    permission: str = match.func.permission  # type: ignore[attr-defined]
    hers = actor.person_id is not None and getattr(request, "about_person_id", None) == actor.person_id
    who = audience.audience(permission, to_herself=hers or _names_herself(request, actor))
    return {"what": about.what, "who": who, "also": about.who, "example": about.example}


def _names_herself(request: HttpRequest, actor: Actor) -> bool:
    """Whether the address names the reader's own person."""
    match = request.resolver_match
    return actor.person_id is not None and match is not None and match.kwargs.get("person_id") == actor.person_id


def _weather() -> str:
    """Where a person's own page is left for at once: what anybody may be looking at."""
    return "https://duckduckgo.com/?" + urlencode({"q": _("weather")})


def _account_menu(request: HttpRequest) -> list[dict[str, Any]]:
    if entries.is_at_tablet(request):
        return [{"label": _("Done"), "url": reverse("people:tablet"), "current": False}]
    if entries.looks(request):
        return [{"label": _("My page"), "url": reverse("people:own"), "current": False}]
    if hasattr(request, "session") and entries.of(request) is not None:
        return [{"label": _("Log out"), "url": reverse("people:leave"), "current": False}]
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return [{"label": _("Log in"), "url": reverse("account_login"), "current": False}]
    return [
        {"label": _("My page"), "url": reverse("people:own"), "current": False},
        {"label": _("Log out"), "url": reverse("account_logout"), "current": False},
    ]


def _drafts_key(request: HttpRequest) -> str:
    """Whose drafts a device may show: the same for one account everywhere, and nothing that tells who she is. What is
    typed in a sample is nobody's.
    """
    if entries.looks(request):
        return ""
    account = getattr(request, "user", None)
    return salted_hmac("drafts", str(account.pk)).hexdigest()[:16] if account and account.is_authenticated else ""
