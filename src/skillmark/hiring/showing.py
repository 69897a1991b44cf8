"""How fit and open jobs are put on a page: tables in the reader's language, each saying its order."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from skillmark.campaigns import queries as campaigns
from skillmark.foundation.roles import Actor
from skillmark.hiring import rules
from skillmark.hiring.models import FitEntry, FitRun
from skillmark.kernel import matching, planning
from skillmark.kernel.values import Money, round_half_up
from skillmark.standards import queries as standards
from skillmark.standards.showing import used_for
from skillmark.ui.figures import money_text
from skillmark.ui.levels import bar
from skillmark.ui.tables import Column, Link, Table
from skillmark.ui.templatetags.skillmark import basis as basis_tag
from skillmark.ui.templatetags.skillmark import status
from skillmark.ui.words import word

NAMED_AT_MOST = 2  # must-haves named in a row of a list; the person's page has all of them
Address = Callable[[FitEntry], str]


ARMS: Mapping[str, Callable[[], str]] = {
    "train": lambda: _("Training"),
    "support": lambda: _("Support"),
    "measure": lambda: _("Measuring"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """Competencies by id, as people read them."""

    by_id: Mapping[str, str]
    used_for: Mapping[str, SafeString] = field(default_factory=dict)

    def of(self, competency: str) -> str:
        return self.by_id.get(competency, competency)

    def joined(self, competencies: Sequence[str]) -> str:
        shown = ", ".join(self.of(one) for one in competencies[:NAMED_AT_MOST])
        rest = len(competencies) - NAMED_AT_MOST
        if rest <= 0:
            return shown
        more = ngettext("and %(count)s more", "and %(count)s more", rest) % {"count": rest}
        return f"{shown} {more}"


def names(actor: Actor, framework_id: UUID) -> Names:
    found = standards.competencies(actor, framework_id)
    return Names({one.reference: one.name for one in found}, {one.reference: used_for(one) for one in found})


def percent(millionths: int) -> str:
    """A coverage in whole per cent, never rounded up to 100 % nor down to 0 %: neither would be true."""
    whole = int(round_half_up(Decimal(millionths) / 10_000))
    if whole == 100 and millionths < rules.MILLIONTHS:
        whole = 99
    if whole == 0 and millionths > 0:
        whole = 1
    return _("%(number)s%%") % {"number": number_format(whole)}


def hours_text(hundredths: int) -> str:
    hours = Decimal(hundredths) / rules.HUNDREDTHS
    number = number_format(planning.plain(hours), use_l10n=True)
    return ngettext("%(n)s hour", "%(n)s hours", int(hours) if hours == int(hours) else 2) % {"n": number}


def weeks_text(hundredths: int) -> str:
    weeks = Decimal(hundredths) / rules.HUNDREDTHS
    number = number_format(planning.plain(weeks), use_l10n=True)
    return ngettext("%(n)s week", "%(n)s weeks", int(weeks) if weeks == int(weeks) else 2) % {"n": number}


def assumed_caption(caption: str, assumed: bool) -> str:
    """The caption of a table of hours or costs, which says so where no provider gave them."""
    return _("%(caption)s (hours and costs assumed)") % {"caption": caption} if assumed else caption


def money(minor: int, currency: str) -> str:
    return money_text(Money(minor, currency))


def list_title(run: FitRun | None) -> str:
    """While nothing is checked nobody is short-listed: the list says whom to invite to a first task."""
    if run is None or not run.anything_checked:
        return _("Whom to invite to a first task")
    return str(word("slate"))


def listing_order(run: FitRun) -> str:
    if run.anything_checked:
        return _(
            "fewest must-haves missing on checked records, then most of the job checked; between equals the same again "
            "with what people say and what a past job makes likely. Equals share a rank, and their order is a draw."
        )
    return _(
        "fewest must-haves still missing, then most of the job covered, by what people say and what a past job makes "
        "likely. Equals share a rank, and their order is a draw."
    )


def path_order() -> str:
    return _("fewest hours of training, then lowest cost, then rank. This is another order than the ranking.")


def people_table(
    run: FitRun,
    entries: Sequence[FitEntry],
    named: Names,
    *,
    currency: str,
    tied: Collection[int],
    invited: Collection[UUID],
    address: Address,
) -> Table:
    """The list, in listing order. What is checked and what is likely stand apart."""
    return Table(
        caption=_("Everybody"),
        order=listing_order(run),
        columns=[
            Column(_("Name")),
            Column(_("Rank"), numeric=True),
            Column(word("unmet_essentials")),
            Column(_("Checked"), numeric=True),
            Column(_("Checked or likely"), numeric=True),
            Column(_("To close every gap")),
        ],
        rows=[
            [
                _name(entry, address, entry.person_id in invited),
                _rank(entry.rank, tied),
                must_haves(entry, named),
                percent(entry.coverage_verified),
                percent(entry.coverage_effective),
                to_close(entry, currency),
            ]
            for entry in entries
        ],
    )


def must_haves(entry: FitEntry, named: Names) -> str:
    """The must-haves still missing on everything known; essentials stand first in `missing`."""
    if entry.unmet_effective == 0:
        return _("None")
    return f"{entry.unmet_effective}: {named.joined(entry.missing[: entry.unmet_effective])}"


def to_close(entry: FitEntry, currency: str) -> str:
    """Hours and cost; where a gap cannot be closed there is no price."""
    if entry.unclosable:
        return _("No training closes every gap")
    if not entry.module_ids:
        return _("Nothing to close")
    told = f"{hours_text(entry.hundredths_of_hours)}, {money(entry.cost_minor, currency)}"
    return _("%(price)s (assumed)") % {"price": told} if entry.assumed else told


def path_table(run: FitRun, entries: Sequence[FitEntry], named: Names, *, currency: str, address: Address) -> Table:
    """Everybody's cheapest path. A path that leaves a gap open is marked, and its hours are of a part."""
    return Table(
        caption=assumed_caption(_("Everybody's path"), bool(run.assumed_modules)),
        order=path_order(),
        columns=[
            Column(_("Name")),
            Column(_("Hours"), numeric=True),
            Column(_("Cost"), numeric=True),
            Column(_("Weeks"), numeric=True),
            Column(_("Rank"), numeric=True),
            Column(_("Training, in the order to take it")),
            Column(_("Gaps that nothing closes")),
        ],
        rows=[
            [
                _name(entry, address, False),
                _of_a_part(entry, hours_text(entry.hundredths_of_hours)),
                _of_a_part(entry, money(entry.cost_minor, currency)),
                _of_a_part(entry, weeks_text(entry.hundredths_of_weeks)),
                entry.rank,
                ", ".join(entry.module_ids) or (_("None on offer") if entry.unclosable else _("Nothing to learn")),
                _unclosable(entry, named),
            ]
            for entry in entries
        ],
    )


def cohort_table(seats: Sequence[campaigns.CohortSeat], currency: str, *, assumed: bool) -> Table:
    return Table(
        caption=assumed_caption(_("Who is planned for a seat"), assumed),
        order=_("seat number: fewest hours first, then lowest cost, then rank"),
        columns=[
            Column(_("Name")),
            Column(_("Seat"), numeric=True),
            Column(_("Start")),
            Column(_("Hours"), numeric=True),
            Column(_("Cost"), numeric=True),
        ],
        rows=[
            [
                seat.person.name,
                seat.number,
                seat.starts_on,
                hours_text(seat.hundredths_of_hours),
                money(seat.cost_minor, currency),
            ]
            for seat in seats
        ],
    )


def explanation(entry: FitEntry) -> tuple[matching.Explanation, ...]:
    """Each requirement and what she held of it, from the kept rows."""
    asked = matching.Requirements.of(
        matching.Requirement(job, competency, level, weight, essential == "true")
        for job, competency, level, weight, essential in entry.run.requirements
    )
    held = matching.Holdings.of(
        matching.Holding(entry.known_as, competency, level, matching.Basis(basis))
        for competency, level, basis in entry.holdings
    )
    return matching.explain(asked, held, person=entry.known_as, job=asked.jobs[0])


def fit_table(entry: FitEntry, named: Names, said_on: Mapping[str, date]) -> Table:
    """Required, held, how we know, and what each adds: the parts add up to the two shares below them. What she says
    carries its day.
    """
    lines = explanation(entry)
    possible = sum(line.possible for line in lines)
    likely = rules.parts_that_add_up([line.term for line in lines], possible)
    checked = rules.parts_that_add_up([line.term_verified for line in lines], possible)
    most = rules.parts_that_add_up([line.possible for line in lines], possible)
    rows: list[list[object]] = [
        [
            _requirement(line, named),
            bar(line.held or 0, line.required, line.basis.value if line.basis else ""),
            _states(line, entry.tried, said_on.get(line.competency)),
            _share(most[place]),
            _share(checked[place]),
            _share(likely[place]),
        ]
        for place, line in enumerate(lines)
    ]
    rows.append([_("Together"), "", "", _share(sum(most)), _share(sum(checked)), _share(sum(likely))])
    return Table(
        caption=_("What the job asks, and what is known"),
        order=_("must-haves first, then the most important"),
        columns=[
            Column(_("What the job asks")),
            Column(_("Level")),
            Column(_("How we know")),
            Column(_("Counts for"), numeric=True),
            Column(_("Checked"), numeric=True),
            Column(_("Checked or likely"), numeric=True),
        ],
        rows=rows,
    )


def past_job_sentences(entry: FitEntry) -> list[str]:
    """Past jobs that told us nothing, and why; those that told us something say what they are taken for."""
    if not entry.past_jobs:
        return [_("No past job was given, so nothing is likely from one.")]
    return [_past_job(given, code, outcome, candidates) for given, code, outcome, candidates in entry.past_jobs]


def untold(entries: Sequence[FitEntry]) -> list[tuple[FitEntry, str]]:
    """People whose past job told us nothing, with the reason, in the order given."""
    return [
        (entry, sentence)
        for entry in entries
        if not any(outcome == "matched" for _, _, outcome, _ in entry.past_jobs)
        for sentence in past_job_sentences(entry)
    ]


def _past_job(given: str, code: str, outcome: str, candidates: Sequence[str]) -> str:
    values = {"job": given, "code": code, "candidates": ", ".join(candidates)}
    match outcome:
        case "matched":
            return _("“%(job)s” is taken for %(code)s.") % values
        case "several matches":
            return _("“%(job)s” may be any of %(candidates)s, so nothing is likely from it.") % values
        case "not rated":
            return _("“%(job)s” is %(code)s, which nobody has rated, so nothing is likely from it.") % values
        case "none given":
            return _("No past job was given, so nothing is likely from one.")
    return _("“%(job)s” is neither a code nor a title we know, so nothing is likely from it.") % values


def _name(entry: FitEntry, address: Address, invited: bool) -> object:
    link = Link(entry.person.name, address(entry))
    if not invited:
        return link
    return format_html(
        '<a href="{}">{}</a> {}', link.href, link.text, status(pgettext("one person", "Invited"), "blue")
    )


def _rank(rank: int, tied: Collection[int]) -> str:
    return _("%(rank)s, shared") % {"rank": rank} if rank in tied else str(rank)


def _unclosable(entry: FitEntry, named: Names) -> SafeString | str:
    if not entry.unclosable:
        return _("None")
    return format_html("{} {}", status(_("Partial"), "amber"), ", ".join(named.of(one) for one in entry.unclosable))


def _of_a_part(entry: FitEntry, amount: str) -> str:
    """What a path takes; where it leaves a gap open, that it is not the whole."""
    return _("%(amount)s, in part") % {"amount": amount} if entry.unclosable else amount


def _requirement(line: matching.Explanation, named: Names) -> SafeString:
    kind = _("Must-have") if line.essential else word("asset")
    return format_html("{} <br>{}{}", named.of(line.competency), kind, named.used_for.get(line.competency, ""))


def _states(line: matching.Explanation, tried: Collection[str], said_on: date | None) -> SafeString:
    """The state of a requirement. A claim beside an attempt that failed shows both: neither hides the other."""
    states = [line.state.value]
    if line.competency in tried and line.state is not matching.State.VERIFIED:
        below = matching.State.ASSESSED_BELOW.value
        states = [below] if line.state is matching.State.NOT_YET_ASSESSED else [line.state.value, below]
    if line.state is matching.State.NOT_YET_ASSESSED and line.basis is not None and (line.held or 0) > 0:
        states.insert(0, line.basis.value)  # something is said or likely, and it is less than the job needs
    on = format_html(" {}", date_format(said_on)) if said_on else ""
    claimed = matching.Basis.CLAIMED.value
    shown = ((basis_tag(one), on if one == claimed else "") for one in dict.fromkeys(states))
    return format_html_join(" ", "{}{}", shown)


def _share(hundredths: int) -> str:
    """A share in per cent with two decimals, from hundredths of a per cent."""
    number = number_format(Decimal(hundredths) / 100, decimal_pos=2)
    return _("%(number)s%%") % {"number": number}


def mix_table(actor: Actor, campaign: campaigns.Campaign, *, assumed: bool) -> Table:
    """The template's mix as hours and money: planned, and what it really took so far."""
    return Table(
        caption=assumed_caption(_("What the programme takes"), assumed),
        order=_("training, support, measuring"),
        columns=[
            Column(_("Part")),
            Column(_("Share"), numeric=True),
            Column(_("Planned hours"), numeric=True),
            Column(_("Planned money"), numeric=True),
            Column(_("Money so far"), numeric=True),
        ],
        rows=[
            [
                ARMS[line.arm.value](),
                _("%(number)s%%") % {"number": line.share},
                number_format(planning.plain(line.planned_hours), use_l10n=True, force_grouping=True),
                money(line.planned_minor, campaign.currency),
                _("With the case team") if line.actual_minor is None else money(line.actual_minor, campaign.currency),
            ]
            for line in campaigns.mix_totals(actor, campaign)
        ],
    )
