"""Start from a job: the whole main job of a talent lead on one form. Nothing is kept unless all of it could be read."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmark.campaigns import programmes
from skillmark.config.mainjob.campaign import Asked, RefusedDraft, draft, from_a_job
from skillmark.config.mainjob.tables import Taken, taken, told_of_files
from skillmark.foundation import sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people
from skillmark.people import queries as persons
from skillmark.standards import queries as standards
from skillmark.ui.forms import DateInput
from skillmark.ui.sentences import in_words

WEEKS_AHEAD = 8  # a notice period and one intake of applicants
TABLES = {"applicants": "applicants", "modules": "training", "demographics": "answers"}  # file → kind of import
STANDARD_FIELDS = frozenset({"occupation", "framework", "requirements"})
TEMPLATES = {
    "displaced": gettext_lazy("People whose last job ended: half training, the rest support and follow-up"),
    "incumbent": gettext_lazy("People who work here already: mostly training"),
    "nontraditional": gettext_lazy("People new to this work: as much support as training"),
}


class StartForm(forms.Form):
    """Which job, how many, for whom, and who applied."""

    occupation = forms.CharField(
        label=gettext_lazy("Occupation code"),
        required=False,
        help_text=gettext_lazy("For example 31-1131.00. Leave it empty when you send your own framework below."),
    )
    framework = forms.FileField(
        label=gettext_lazy("Your own framework"),
        required=False,
        help_text=gettext_lazy("A CASE package as a JSON file."),
    )
    requirements = forms.FileField(
        label=gettext_lazy("Its requirements"),
        required=False,
        help_text=gettext_lazy("A CSV file with job_id, competency_id, level, weight and essential."),
    )
    openings = forms.IntegerField(
        label=gettext_lazy("How many jobs do you promise?"),
        min_value=1,
        max_value=10_000,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )
    starts_on = forms.DateField(label=gettext_lazy("When do they start?"), widget=DateInput)
    template = forms.ChoiceField(label=gettext_lazy("Who is it for?"), widget=forms.RadioSelect)
    applicants = forms.FileField(
        label=gettext_lazy("People who applied"),
        help_text=gettext_lazy("A name and a previous job in each row, more if you have it. Excel or CSV, any order."),
    )
    modules = forms.FileField(
        label=gettext_lazy("Training on offer"),
        required=False,
        help_text=gettext_lazy("Excel or CSV. Without it we assume hours and costs, and say so wherever they appear."),
    )
    demographics = forms.FileField(
        label=gettext_lazy("Voluntary answers about groups"),
        required=False,
        help_text=gettext_lazy("Excel or CSV, kept apart and only ever counted. It plays no part in any ranking."),
    )

    def __init__(self, *arguments: Any, standard_only: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if standard_only:
            for name in set(self.fields) - STANDARD_FIELDS:
                del self.fields[name]
            return
        template = self.fields["template"]
        assert isinstance(template, forms.ChoiceField)  # said for the type checker
        general, _published = programmes.to_start_from()
        template.choices = [(one.name, TEMPLATES.get(one.name) or one.title) for one in general]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("occupation") and not cleaned.get("framework"):
            self.add_error("occupation", _("Give an occupation code, or send your own framework."))
        if cleaned.get("framework") and not cleaned.get("requirements"):
            self.add_error("requirements", _("Your own framework needs its requirements."))
        return cleaned


@page("house.job.start")
def start(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One form. A demonstration goes on to people at once; elsewhere a body first decides on the draft."""
    now = sources.now()
    text = request.GET.get("q", "")
    initial = {
        "occupation": request.GET.get("occupation", ""),
        "openings": 10,
        "starts_on": (now + timedelta(weeks=WEEKS_AHEAD)).date(),
        "template": "nontraditional",
    }
    form = StartForm(
        request.POST or None, request.FILES or None, initial=initial, standard_only=not actor.demonstration
    )
    context = {
        "form": form,
        "found": standards.occupations(actor, text) if text else [],
        "q": text,
        "source": standards.occupation_source(actor),
        "standard_only": not actor.demonstration,
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "house/start.html", context)
    slug = persons.slug(actor)
    tables: dict[str, Taken] = {}
    try:
        tables |= _tables(actor, form.cleaned_data)
        asked = _asked(form.cleaned_data | {name: table.stream for name, table in tables.items()})
        if not actor.demonstration:
            framework = draft(actor, asked, now)
            drafted = _("The standard is drafted. A group decides on it before people are ranked by it.")
            messages.success(request, drafted)
            return redirect("standards:framework", slug, framework.pk)
        campaign = from_a_job(actor, asked, now).campaign
    except BadInput as bad:
        problems = told_of_files(tables.values(), bad.problems)
        refused = people.keep_problems(actor, file=problems[0].file, problems=problems, now=now)
        context |= {"problems": problems, "refused_id": refused}
        return render(request, "house/start.html", context, status=400)
    except RefusedDraft as refusal:
        form.add_error("occupation", in_words(refusal.args[0]))
        return render(request, "house/start.html", context)
    return redirect("campaigns:campaign", slug, campaign.pk)


def _tables(actor: Actor, given: dict[str, Any]) -> dict[str, Taken]:
    """Those that were sent, as the main job reads them. Raises BadInput."""
    sent = {name: given.get(name) for name in TABLES}
    return {name: taken(actor, TABLES[name], file.read(), file.name) for name, file in sent.items() if file}


def _asked(given: dict[str, Any]) -> Asked:
    return Asked(
        occupation=given["occupation"].strip(),
        package=given["framework"],
        requirements=given["requirements"],
        applicants=given.get("applicants"),
        modules=given.get("modules"),
        demographics=given.get("demographics"),
        template=given.get("template", ""),
        openings=given.get("openings", 1),
        starts_on=given.get("starts_on", date.min),
        credentials=(),
    )
