"""What is said in public and does not hold: each with what to do about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.standards import consistency


@page("standards.consistency.read")
def consistent(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every citation of a replaced version or of something that nobody assesses."""
    return render(request, "standards/consistent.html", {"faults": consistency.faults(actor)})
