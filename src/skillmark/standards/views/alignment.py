"""Pages on how statements of two frameworks compare: what was found, and what waits for somebody to look."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmark.foundation import access, sources
from skillmark.foundation.records import id_in
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, queries
from skillmark.standards.exchange_forms import CompareForm, imported_named
from skillmark.standards.models import Framework, ImportedFramework, ItemAlignment, Relation
from skillmark.ui import lists
from skillmark.ui.sentences import in_words
from skillmark.ui.tables import Column, Link, Table

AT_ONCE = 10  # statements on a page: what a reviewer looks through on a phone before she needs a rest
RELATIONS = {
    Relation.EXACT: gettext_lazy("Says the same"),
    Relation.CLOSE: gettext_lazy("Says nearly the same"),
    Relation.BROAD: gettext_lazy("Is wider"),
    Relation.NARROW: gettext_lazy("Is narrower"),
    Relation.RELATED: gettext_lazy("Has to do with it"),
}

TURNED = {Relation.BROAD: Relation.NARROW, Relation.NARROW: Relation.BROAD}


@page("standards.framework.read")
def alignments(request: HttpRequest, actor: Actor, imported_id: UUID) -> HttpResponse:
    """What reviewers found of a framework's statements, and another framework to compare with."""
    framework = queries.imported_framework(actor, imported_id)
    slug = _slug(request)
    if (ours := queries.standard_behind(actor, framework)) is not None:
        return redirect("standards:own_alignments", slug, ours.pk)  # whichever of its words were kept
    about = {"title": framework.title, "back": reverse("standards:imported_framework", args=[slug, imported_id])}
    sides = queries.other_sides(actor, framework) if access.may(actor, "standards.alignment.review") else ([], [])
    return _compared(request, actor, about, sides, queries.alignments(actor, imported_id), lambda: imported_id)


@page("standards.framework.read")
def own_alignments(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """The same of a standard of our own, which is kept as it reads now once somebody compares it."""
    framework = queries.framework(actor, framework_id)
    about = {
        "title": queries.named(framework),
        "ours": str(framework_id),
        "back": reverse("standards:framework", args=[_slug(request), framework_id]),
    }
    sides = queries.sides_beside(actor, framework) if access.may(actor, "standards.alignment.review") else ([], [])
    found = queries.own_alignments(actor, framework)
    return _compared(request, actor, about, sides, found, lambda: _own_side(actor, framework_id))


def _own_side(actor: Actor, framework_id: UUID) -> UUID:
    return UUID(str(actions.take_own_side(actor, framework_id=framework_id, now=sources.now()).pk))


def _compared(
    request: HttpRequest,
    actor: Actor,
    about: Mapping[str, str],
    sides: tuple[list[Framework], list[ImportedFramework]],
    found: "QuerySet[ItemAlignment]",
    side: Callable[[], UUID],
) -> HttpResponse:
    """What was found, and the choice of another to compare with; `side` is what this one is kept as."""
    may_review = access.may(actor, "standards.alignment.review")
    own, others = sides
    form = CompareForm(own, others, request.POST or None) if own or others else None
    slug = _slug(request)
    if request.method == "POST" and form is not None and form.is_valid():
        other = UUID(form.cleaned_data["other"])
        if any(one.pk == other for one in own):
            other = _own_side(actor, other)
        return redirect("standards:align", slug, side(), other)
    shown = lists.part(request, found)
    table = Table(
        caption=_("What reviewers found"),
        columns=[
            Column(_("Statement")),
            Column(_("The other statement")),
            Column(_("How the other compares")),
            Column(_("Framework of the other")),
            Column(_("Reviewer")),
            Column(_("Day")),
        ],
        rows=[_row(slug, one, about.get("ours", ""), may_review=may_review) for one in shown],
        order=_("In the order of looking"),
    )
    context = {"about": about, "form": form, "page": shown, "may_review": may_review}
    return lists.answer(request, "standards/alignments.html", context, table)


@page("standards.alignment.review")
def align(request: HttpRequest, actor: Actor, imported_id: UUID, with_id: UUID) -> HttpResponse:
    """For each statement that nobody compared yet likely ones of the other: take one over, or say that none is."""
    framework, other = queries.imported_framework(actor, imported_id), queries.imported_framework(actor, with_id)
    if request.method == "POST":
        return _keep(request, actor, imported_id, with_id)
    waiting = queries.waiting_statements(actor, imported_id, with_id)
    if again := id_in(request.GET.get("statement", "")):
        waiting = queries.imported_items(actor, imported_id).filter(pk=again)
    orders = [lists.Order("source", _("In the order of its source"), ("position",))]
    found = lists.find(request, waiting, text=["statement", "name", "code", "identifier"], orders=orders)
    shown = Paginator(found.items, AT_ONCE).get_page(request.GET.get(lists.PAGE))
    origins = list(shown)
    context = {
        "framework": framework,
        "names": [imported_named(framework), imported_named(other)],
        "found": found,
        "page": shown,
        "rows": list(zip(origins, queries.suggestions(actor, origins, with_id), strict=True)),
        "relations": [(relation.value, words) for relation, words in RELATIONS.items()],
    }
    return render(request, "standards/align.html", context)


def _keep(request: HttpRequest, actor: Actor, imported_id: UUID, with_id: UUID) -> HttpResponse:
    """What she says of one statement: how one of the likely ones compares, or that none of them is like it."""
    origin_id, chosen, now = (
        id_in(request.POST.get("statement", "")),
        id_in(request.POST.get("chosen", "")),
        sources.now(),
    )
    likely = [found for found in map(id_in, request.POST.getlist("likely")) if found is not None]
    try:
        if origin_id is not None and likely and "none" in request.POST:
            actions.decline_alignments(actor, origin_id=origin_id, destination_ids=likely, now=now)
        elif origin_id is not None and chosen is not None:
            relation = request.POST.get("relation", "")
            actions.review_alignment(actor, origin_id=origin_id, destination_id=chosen, relation=relation, now=now)
        else:
            raise NotFound("nothing chosen")
        messages.success(request, _("It is kept with your name and today's date."))
    except BadInput as bad:
        messages.error(request, in_words(bad.sentence()))
    except NotFound:
        messages.error(request, _("Choose the statement that is like it, or say that none is."))
    asked = request.GET.copy()
    asked.pop("statement", None)  # what she came to look at again is done
    address = reverse("standards:align", args=[_slug(request), imported_id, with_id])
    return redirect(f"{address}?{asked.urlencode()}" if asked else address)


def _row(slug: str, one: ItemAlignment, ours: str, *, may_review: bool) -> list[object]:
    """What was found of two statements; that of `ours`, a document's identifier, stands first."""
    turned = one.destination.framework.document_identifier == ours
    mine, other = (one.destination, one.origin) if turned else (one.origin, one.destination)
    relation = Relation(one.relation)
    address = reverse("standards:align", args=[slug, one.origin.framework_id, one.destination.framework_id])
    return [
        Link(mine.statement, f"{address}?statement={one.origin_id}") if may_review else mine.statement,
        other.statement,
        RELATIONS[TURNED.get(relation, relation) if turned else relation],
        other.framework.title,
        one.reviewer.name if one.reviewer else _("Not known any more"),
        date_format(one.reviewed_on, "DATE_FORMAT"),
    ]


def _slug(request: HttpRequest) -> str:
    slug: str = request.workspace_slug  # type: ignore[attr-defined]
    return slug
