"""The first page of an empty installation: whoever can read its terminal sets it up in a browser."""

import time
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from skillmark.config.installation import backups, facts, first_page, opening
from skillmark.foundation import sources
from skillmark.foundation.rates import Buckets, Rate
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import BadInput
from skillmark.ui.sentences import in_words

GUESSES = Rate(burst=10, each_second=1 / 60)  # twelve letters out of thirty are not found at one a minute
SHORT = forms.TextInput(attrs={"class": "govuk-input--width-10"})
guesses = Buckets()


class SetUpForm(forms.Form):
    """What `skillmark setup` asks; the first four suffice."""

    code = forms.CharField(
        label=gettext_lazy("The code that the program printed where it was started"),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    organisation = forms.CharField(label=gettext_lazy("Name of your organisation"), max_length=200)
    administrator = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy(
            "You become the first administrator and talent lead. Both can be given to others later."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    address = forms.CharField(
        label=gettext_lazy("The web address people will type"),
        help_text=gettext_lazy("It stands in every link and signed record. For example https://skills.example.org."),
    )
    administrator_name = forms.CharField(label=gettext_lazy("Your name"), required=False, max_length=200)
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"), help_text=gettext_lazy("For example America/New_York."), initial="UTC"
    )
    currency = forms.CharField(label=gettext_lazy("Currency"), initial="USD", max_length=3, widget=SHORT)
    mail = forms.CharField(
        label=gettext_lazy("Mail server"),
        help_text=gettext_lazy("For example smtp://user:password@mail.example.org:587. Without one no e-mail is sent."),
        required=False,
    )
    mail_from = forms.EmailField(label=gettext_lazy("Sender of e-mails"), required=False)
    behind_proxy = forms.BooleanField(
        label=gettext_lazy("A web server such as Caddy or nginx stands before it and brings https"),
        required=False,
    )
    backups = forms.CharField(
        label=gettext_lazy("Folder for backups"),
        help_text=gettext_lazy("On this machine, best on another disk."),
        required=False,
    )

    def clean_time_zone(self) -> str:
        zone: str = self.cleaned_data["time_zone"]
        if zone not in available_timezones():
            raise forms.ValidationError(_("This is no time zone. Write one such as America/New_York."))
        return zone


@page("house.installation.open", scope="public")
def set_up(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open the installation. Where one stands already, the page only says so."""
    if not backups.is_empty():
        return render(request, "house/set_up.html", {"stands": True})
    here = f"{request.scheme}://{request.get_host()}"
    form = SetUpForm(request.POST or None, initial={"address": here})
    if request.method != "POST" or not form.is_valid():
        return render(request, "house/set_up.html", {"form": form})
    seconds = guesses.wait("set-up", GUESSES, time.monotonic())
    if seconds or not first_page.fits(settings.DATA, form.cleaned_data["code"]):
        wait = _("Too many wrong codes. Try again in %(seconds)s seconds.") % {"seconds": seconds}
        form.add_error("code", wait if seconds else _("This is not the code. It stands where the program was started."))
        return render(request, "house/set_up.html", {"form": form})
    try:
        opened = opening.install(_answers(form.cleaned_data), sources.now())
    except BadInput as bad:
        for problem in bad.problems:
            form.add_error(problem.column if problem.column in form.fields else None, in_words(problem.sentence()))
        return render(request, "house/set_up.html", {"form": form})
    messages.success(
        request, _("%(name)s is set up. Choose your password.") % {"name": form.cleaned_data["organisation"]}
    )
    messages.info(
        request, _("Then on the machine: skillmark signer --recovery-sheet, and start skillmark serve again.")
    )
    return redirect(urlsplit(opened.first_log_in).path)


def _answers(given: dict[str, Any]) -> facts.Answers:
    told = {key: value for key, value in given.items() if key != "code" and value}
    return facts.answers(told | {"language": get_language() or "en"}, _("the form"))
