"""A version as a neutral package, to be written in the formats that other programs read."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from skillmark.kernel.skills.as_package import NOTHING_BESIDE, Beside, Edition, Version, as_package
from skillmark.kernel.skills.exchange import Package
from skillmark.people import queries as people
from skillmark.standards import carrying, stored
from skillmark.standards import settings as settings_of_tasks
from skillmark.standards.models import OUT_OF_USE, Framework, Status
from skillmark.standards.queries.frameworks import published_framework, settings_in

CASE_STATUS = {Status.DRAFT: "Draft", Status.PUBLISHED: "Adopted"} | dict.fromkeys(OUT_OF_USE, "Deprecated")


def published_package(framework_id: UUID) -> Package:
    """Public scope: the version as a neutral package, to be written in the formats that other programs read."""
    return whole_package_of(published_framework(framework_id))


def whole_package_of(found: Framework) -> Package:
    """A version as a neutral package with what stands beside its text: how its tasks are shown and its results checked,
    which may be set later, what its lines rest on, and which version it replaced or was replaced by.
    """
    said, basis = carrying.said(found), stored.basis(found) or {"reasons": {}}
    with override("en"):  # as the rest of what is written for other programs
        checked = settings_of_tasks.pass_rule(found.pk)
    return package_of(
        found,
        Beside(
            settings_in(found),
            said["panels"],
            _rests_on(said["requirements"], said["panels"], basis["reasons"]),
            _rests_on(said["tasks"], said["panels"], {}),
            checked,
            _version(found.replaces),
            _version(getattr(found, "replaced_by", None)),
        ),
    )


def package_of(found: Framework, beside: Beside = NOTHING_BESIDE) -> Package:
    """The text of a version as a neutral package, drafts too. The caller has read it in its own scope."""
    return as_package(*stored.with_pass_marks(found), _edition(found), beside)


def _edition(found: Framework) -> Edition:
    return Edition(
        UUID(str(found.pk)),
        settings.ADDRESS + reverse("standards:published", args=[found.pk]),
        str(found.version),
        people.public_name(found.workspace),
        (found.published_at or found.recorded_at).isoformat(),
        CASE_STATUS[Status(found.status)],
        "en" if found.reference_source_id else "",
    )


def _version(found: Framework | None) -> Version | None:
    if found is None:
        return None
    competencies = dict(found.competencies.order_by("position").values_list("reference", "name"))
    tasks = dict(found.work_tasks.order_by("position").values_list("reference", "statement"))
    return Version(_edition(found), found.title, competencies, tasks)


def _rests_on(
    said: Mapping[str, Mapping[str, Any]], panels: Mapping[str, Mapping[str, Any]], reasons: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """By line: what a panel said of it, with the panel's version and day, and the written reason."""
    lines: Iterable[str] = dict.fromkeys([*said, *reasons])
    told: dict[str, dict[str, Any]] = {}
    for reference in lines:
        figures = said.get(reference)
        told[reference] = {}
        if figures is not None:
            closed_on = panels[str(figures["version"])]["closed_on"]
            told[reference]["panel"] = dict(figures) | {"closed_on": closed_on}
        if reference in reasons:
            told[reference]["reason"] = reasons[reference]
    return told
