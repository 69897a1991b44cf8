"""Reads of frameworks from elsewhere, and any framework as a package, each in one scope."""

import hashlib
import json
from collections.abc import Mapping
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import access
from skillmark.foundation.records import id_in, one
from skillmark.foundation.roles import Actor
from skillmark.kernel.skills import exchange
from skillmark.standards.models import (
    ComingState,
    Framework,
    FrameworkImport,
    ImportedFramework,
    ImportedItem,
)
from skillmark.standards.queries.frameworks import frameworks
from skillmark.standards.queries.written import whole_package_of

__all__ = ["ComingState", "FrameworkImport", "ImportedFramework", "ImportedItem"]


class NoSuchFramework(LookupError):
    """No framework here has this identifier, ours or its source's own."""


def imported_frameworks(actor: Actor) -> "QuerySet[ImportedFramework]":
    """Every edition of every imported framework, by title, the newest edition first."""
    access.require(actor, "standards.framework.read")
    found: QuerySet[ImportedFramework] = ImportedFramework.objects.within(actor).filter(whole_at__isnull=False)
    return found.order_by("title", "document_identifier", "-edition")


def from_elsewhere(actor: Actor) -> "QuerySet[ImportedFramework]":
    """The same without what was kept of our own standards to compare them."""
    own = [str(pk) for pk in frameworks(actor).values_list("pk", flat=True)]
    return imported_frameworks(actor).exclude(document_identifier__in=own)


def imported_framework(actor: Actor, framework_id: UUID) -> ImportedFramework:
    """Raises NotFound."""
    return one(imported_frameworks(actor), framework_id)


def imported_items(actor: Actor, framework_id: UUID) -> "QuerySet[ImportedItem]":
    """The statements of one imported framework, in its own order."""
    return _items(actor).filter(framework_id=framework_id).order_by("position")


def framework_imports(actor: Actor) -> "QuerySet[FrameworkImport]":
    """Files with frameworks that were brought, the newest first."""
    access.require(actor, "standards.framework.import")
    found: QuerySet[FrameworkImport] = FrameworkImport.objects.within(actor)
    return found.order_by("-recorded_at", "-id")


def framework_import(actor: Actor, import_id: UUID) -> FrameworkImport:
    """Raises NotFound."""
    return one(framework_imports(actor), import_id)


def imported(actor: Actor, package: exchange.Package) -> ImportedFramework | None:
    """The framework that this very content is kept as, where it is."""
    editions = imported_frameworks(actor).filter(document_identifier=package.document.identifier)
    return editions.filter(digest=digest_of(exchange.case_json(package))).first()


def imported_item(actor: Actor, item_id: UUID) -> ImportedItem:
    """Raises NotFound."""
    return one(_items(actor), item_id)


def source_references(actor: Actor, identifier: str) -> "QuerySet[ImportedItem]":
    """Every statement known by this identifier, in every framework and edition it came in with, the first first."""
    return _items(actor).filter(identifier=identifier).select_related("framework").order_by("recorded_at", "id")


def exported(actor: Actor, given: str) -> exchange.Package:
    """The framework with this identifier as a package: ours, or the source document's own (its newest edition).

    Drafts too. Raises NoSuchFramework.
    """
    ours = id_in(given)
    others = imported_frameworks(actor)
    versions: QuerySet[Framework] = Framework.objects.within(actor).order_by("-version")
    standard = versions.filter(pk=ours).first() if ours else None
    if standard is not None:  # before what was kept of it to compare, which bears its identifier
        return whole_package_of(standard)
    newest = others.filter(document_identifier=given).first() or others.filter(uri=given).first()
    found = (others.filter(pk=ours).first() if ours else None) or (newest if given else None)
    if found is not None:
        return _package(found)
    standard = versions.filter(source_identifier=given).first() if given else None
    if standard is None:
        raise NoSuchFramework(given)
    return whole_package_of(standard)


def _items(actor: Actor) -> "QuerySet[ImportedItem]":
    access.require(actor, "standards.framework.read")
    found: QuerySet[ImportedItem] = ImportedItem.objects.within(actor).filter(framework__whole_at__isnull=False)
    return found


def digest_of(whole: Mapping[str, object]) -> str:
    """SHA-256 over a package's CASE members, lower-case hex."""
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _package(framework: ImportedFramework) -> exchange.Package:
    whole = dict(framework.rest) | {"CFDocument": framework.document}
    kept = {
        "CFItems": list(framework.items.order_by("position").values_list("members", flat=True)),
        "CFAssociations": list(framework.associations.order_by("position").values_list("members", flat=True)),
        "CFRubrics": framework.rubrics,
    }
    whole |= {key: entries for key, entries in kept.items() if entries}
    if framework.definitions is not None:
        whole["CFDefinitions"] = framework.definitions
    return exchange.kept_package(whole, name=framework.file_name)
