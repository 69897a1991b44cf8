"""What the gallery shows: every component with plausible content of our own."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmark.kernel.values import DayWindow, Figure, Money, QuarterAfterExit
from skillmark.ui import charts
from skillmark.ui.figures import TooFew
from skillmark.ui.forms import DateInput
from skillmark.ui.tables import Column, Link, Table


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label=gettext_lazy("Name of the job"), help_text=gettext_lazy("As it stands in the posting.")
    )
    email = forms.EmailField(label=gettext_lazy("Where can we write to you?"))
    seats = forms.IntegerField(
        label=gettext_lazy("How many seats?"),
        min_value=1,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    starts = forms.DateField(
        label=gettext_lazy("When does it start?"), help_text=gettext_lazy("For example, 27 3 2026."), widget=DateInput
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Where is the work?"),
        choices=[
            ("", gettext_lazy("Choose a place")),
            ("ward", gettext_lazy("On the ward")),
            ("home", gettext_lazy("At people’s homes")),
        ],
    )
    shift = forms.ChoiceField(
        label=gettext_lazy("Which shift?"),
        choices=[("day", gettext_lazy("Day")), ("night", gettext_lazy("Night"))],
        widget=forms.RadioSelect,
    )
    offers = forms.MultipleChoiceField(
        label=gettext_lazy("What can you offer?"),
        choices=[
            ("bus", gettext_lazy("Bus fare")),
            ("meals", gettext_lazy("Meals")),
            ("care", gettext_lazy("Child care")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    notes = forms.CharField(
        label=gettext_lazy("Anything else?"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    applicants = forms.FileField(
        label=gettext_lazy("List of applicants"), help_text=gettext_lazy("A CSV file of at most 50 MB."), required=False
    )
    agree = forms.BooleanField(label=gettext_lazy("I have read how people’s data are kept"))


def content() -> dict[str, Any]:
    """The context of `ui/gallery.html`, without its form."""
    about: dict[str, Any] = {"definition_version": "2", "as_of": date(2026, 1, 15)}
    figure = Figure.rate(
        29,
        40,
        measure=_("Still employed"),
        window=DayWindow(180, 210),
        source=_("follow-up calls"),
        counted=_("employed"),
        among=_("people hired"),
        approximate=True,
        **about,
    )
    few = TooFew(measure=_("Still employed"), window=DayWindow(180, 210), source=_("follow-up calls"), **about)
    wage = Figure.of_amount(
        Money(185_000, "USD"),
        measure=_("Middle monthly pay"),
        window=QuarterAfterExit(2),
        source=_("pay slips"),
        counted=_("pay"),
        among=_("people hired"),
        **about,
    )
    return {
        "figure": figure,
        "few": few,
        "wage": wage,
        "people": Table(
            _("Open jobs"),
            [
                Column(_("Job")),
                Column(_("Place")),
                Column(_("Seats"), numeric=True),
                Column(_("Still employed"), numeric=True),
            ],
            [
                [Link(_("Nursing assistant"), "#one"), _("Riverside ward"), 10, figure],
                [Link(_("Carpenter’s helper"), "#two"), _("Workshop"), 4, few],
            ],
            order=_("newest first"),
        ),
        "desk": _desk(),
        "bars": charts.bars(
            _("People by basis of proof"), _("Most levels are likely from a past job."), (_("Basis"), _("People")),
            [(_("Checked"), 38), (_("Says so"), 121), (_("Likely from a past job"), 240), (_("Not yet tried"), None)],
        ),
        "funnel": charts.funnel(
            _("From invitation to work"), _("Of 120 invited people, 22 started work."), (_("Step"), _("People")),
            [(_("Invited"), 120), (_("Came to a first task"), 64), (_("Passed it"), 41), (_("Started work"), 22)],
        ),
        "intervals": charts.intervals(
            _("Still employed after six months"), _("Three cohorts with their likely range."),
            (_("Cohort"), _("Percent")),
            [(_("Spring"), (57, 72.5, 84)), (_("Summer"), (49, 66, 80)), (_("Autumn"), None)], "%",
        ),
        "summary_rows": [
            (_("Job"), _("Nursing assistant"), _("Change"), "#job"),
            (_("Seats"), 10, _("Change"), "#seats"),
            (_("Pay"), _("$17.20 to $19.80 an hour"), _("Change"), "#pay"),
        ],
        "steps": [
            {"label": _("The standard"), "url": "#standard", "state": "done"},
            {"label": _("Who could succeed"), "url": "#who", "state": "current"},
            {"label": _("The plan"), "url": "#plan", "state": ""},
        ],
    }  # fmt: skip


def _desk() -> Table:
    columns = [
        Column(_("Person")),
        *(Column(title, numeric=True) for title in (_("Rank"), _("Hours"), _("Weeks"), _("Cost"))),
    ]
    columns += [Column(title) for title in (_("Previous job"), _("Next step"), _("Must-haves still missing"))]
    rows = [
        [
            Link(f"P-{number:04d}", f"#{number}"),
            number,
            12 * number,
            number,
            Money(4_000 * number, "USD"),
            _("Line cook"),
            _("Invite to a first task"),
            _("Infection control"),
        ]
        for number in range(1, 9)
    ]
    return Table(_("Everybody, for the desk"), columns, rows, dense=True, order=_("rank"))
