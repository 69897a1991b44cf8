"""An open job as documents: schema.org's JobPosting, and a page that stands alone on disk."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from skillmark.hiring import rules
from skillmark.hiring.models import Posting
from skillmark.kernel.skills import DraftStandard, Indicator, LegalRequirement
from skillmark.kernel.values import Money, PayPeriod, Wage, major_units
from skillmark.standards import queries as standards
from skillmark.standards.showing import legal
from skillmark.standards.showing_basis import grounds
from skillmark.ui.figures import wage_text
from skillmark.ui.tables import Column, Table
from skillmark.ui.words import word

HIGHEST_IMPORTANCE, HIGHEST_PUBLISHED = 5, 7  # of O*NET's scales


def posting_jsonld(posting: Posting) -> dict[str, Any]:
    """The open job as schema.org JobPosting. It has no education line: what is needed stands in `skills`.

    Public scope, as everything in it is: the standard is read as published.
    """
    standard = standards.published_standard(posting.framework_id)
    rests_on = grounds(posting.framework)
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "identifier": {
            "@type": "PropertyValue",
            "name": posting.employer.public_name,
            "value": str(posting.pk),
        },
        "title": posting.title,
        "description": _description(posting, standard),
        "datePosted": posting.opens_on.isoformat(),
        "validThrough": f"{posting.closes_on.isoformat()}T23:59:59",
        "hiringOrganization": {"@type": "Organization", "name": posting.employer.public_name},
        "jobLocation": {"@type": "Place", "address": _address(posting)},
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": posting.currency,
            "value": {
                "@type": "QuantitativeValue",
                "minValue": _number(posting.pay_low, posting.currency),
                "maxValue": _number(posting.pay_high, posting.currency),
                "unitText": posting.pay_period,
            },
        },
        "workHours": posting.schedule,
        "totalJobOpenings": posting.openings,
        "occupationalCategory": _category(posting, standard),
        "qualifications": [_legal_sentence(line) for line in standard.legal],
        "responsibilities": [task.statement for task in standard.tasks],
        "skills": [_skill(indicator, posting, standard, rests_on) for indicator in standard.indicators],
    }
    document |= _application(posting)
    if posting.benefits:
        document["jobBenefits"] = posting.benefits
    if posting.workspace.demonstration:
        document["disambiguatingDescription"] = "SAMPLE: this job is made up and nobody can apply for it."
    return document


def posting_html(posting: Posting, *, language: str = "en") -> str:
    """The open job as one HTML file that needs nothing else (`posting.html`)."""
    with override(language):
        context = posting_context(posting) | {
            "demonstration": posting.workspace.demonstration,
            "workspace_name": posting.employer.public_name,
            "closed": False,
        }
        return render_to_string("hiring/posting_file.html", context)


def posting_context(posting: Posting) -> dict[str, Any]:
    """What the public page and the file show."""
    standard = standards.published_standard(posting.framework_id)
    period = PayPeriod(posting.pay_period)
    return {
        "posting": posting,
        "standard": standard,
        "pay_low": wage_text(Wage(Money(posting.pay_low, posting.currency), period)),
        "pay_high": wage_text(Wage(Money(posting.pay_high, posting.currency), period)),
        "one_wage": posting.pay_low == posting.pay_high,
        "place": ", ".join(
            part for part in (posting.street, posting.locality, posting.region, posting.country) if part
        ),
        "way": rules.way_to_apply(posting.how_to_apply) if posting.how_to_apply else None,
        "legal": legal(standard.legal),
        "requirements": requirement_table(standard, grounds(posting.framework)),
        "superseded": posting.framework.status == "superseded",
        "retired": posting.framework.status == "retired",
    }


def requirement_table(standard: DraftStandard, rests_on: Mapping[str, Sequence[str]]) -> Table:
    """What the job asks, how much of it, and on what ground: nothing is asked without one. `rests_on`: what a panel
    said of a line and why it stays, by the competency's id.
    """
    return Table(
        caption=_("What the job asks, and why"),
        hidden_caption=True,
        order=_("must-haves first, then the most important"),
        columns=[Column(_("What the job asks")), Column(_("Level needed")), Column(_("Why it is asked"))],
        rows=[
            [
                f"{indicator.name}: {_('must-have') if indicator.essential else str(word('asset')).lower()}",
                _("%(level)s: %(descriptor)s") % {"level": indicator.level, "descriptor": indicator.descriptor}
                if indicator.descriptor
                else str(indicator.level),
                format_html_join("", "{}<br>", ((each,) for each in _ground(indicator, standard, rests_on))),
            ]
            for indicator in in_order(standard)
        ],
    )


def in_order(standard: DraftStandard) -> list[Indicator]:
    return sorted(standard.indicators, key=lambda one: (not one.essential, -one.weight, one.competency_id))


def _ground(indicator: Indicator, standard: DraftStandard, rests_on: Mapping[str, Sequence[str]]) -> list[str]:
    """The basis of one requirement in words: of its source, of the panel that was asked, the reason why it stays."""
    return [_source(indicator, standard), *rests_on.get(indicator.competency_id, ())]


def _source(indicator: Indicator, standard: DraftStandard) -> str:
    if indicator.importance is None:
        parts = [_("From the employer's own standard: %(source)s") % {"source": standard.source.title}]
    else:
        parts = [
            _("Rated %(importance)s of %(highest)s for importance by people who know this work (%(source)s)")
            % {
                "importance": indicator.importance, "highest": HIGHEST_IMPORTANCE, "source": standard.source.title,
            }
        ]  # fmt: skip
    if indicator.low_confidence:
        parts.append(_("few people rated it"))
    if indicator.below_cut:
        parts.append(_("taken although its importance is below the cut"))
    return "; ".join(parts)


def _skill(
    indicator: Indicator, posting: Posting, standard: DraftStandard, rests_on: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    address = settings.ADDRESS + reverse("standards:published", kwargs={"framework_id": posting.framework_id})
    kind = "must-have" if indicator.essential else "nice to have"
    return {
        "@type": "DefinedTerm",
        "name": indicator.name,
        "termCode": indicator.competency_id,
        "description": " ".join(
            f"{sentence.rstrip('.')}."
            for sentence in (f"Level {indicator.level}, {kind}", *_ground(indicator, standard, rests_on))
        ),
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "name": f"{standard.title}, version {posting.framework.version}",
            "url": address,
        },
    }


def _category(posting: Posting, standard: DraftStandard) -> dict[str, Any]:
    source = "O*NET-SOC" if posting.framework.reference_source_id else standard.source.title
    return {
        "@type": "CategoryCode",
        "codeValue": posting.framework.occupation_code,
        "name": standard.title,
        "inCodeSet": {"@type": "CategoryCodeSet", "name": source},
    }


def _description(posting: Posting, standard: DraftStandard) -> str:
    lead = "SAMPLE. " if posting.workspace.demonstration else ""
    tasks = " ".join(f"{capfirst(task.statement).rstrip('.')}." for task in standard.tasks)
    return f"{lead}{standard.description} {tasks}".strip()


def _legal_sentence(line: LegalRequirement) -> str:
    return f"{capfirst(line.kind.value)}: {line.text} ({line.place}; {line.source})"


def _application(posting: Posting) -> dict[str, Any]:
    """How people apply, in schema.org's words: never on this page itself."""
    if not posting.how_to_apply:
        return {}
    way = rules.way_to_apply(posting.how_to_apply)
    contact = {"@type": "ContactPoint", "contactType": "application"}
    match way.kind:
        case rules.WayKind.EMAIL:
            return {"directApply": False, "applicationContact": contact | {"email": way.text}}
        case rules.WayKind.PHONE:
            return {"directApply": False, "applicationContact": contact | {"telephone": way.link.removeprefix("tel:")}}
        case rules.WayKind.WEB:
            return {"directApply": False, "url": way.link}
        case rules.WayKind.SENTENCE:
            return {"directApply": False, "applicationContact": contact | {"description": way.text}}


def _address(posting: Posting) -> dict[str, str]:
    parts = {
        "streetAddress": posting.street,
        "addressLocality": posting.locality,
        "addressRegion": posting.region,
        "addressCountry": posting.country,
    }
    return {"@type": "PostalAddress"} | {name: value for name, value in parts.items() if value}


def _number(minor: int, currency: str) -> int | float:
    amount = major_units(minor, currency)
    return int(amount) if amount == amount.to_integral_value() else float(amount)
