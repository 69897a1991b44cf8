"""The gallery: one page that shows every component, for those who build pages and for the tests of them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from skillmark.ui import gallery as sample


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once. A POST shows the form as it is after being sent."""
    form = sample.SampleForm(request.POST, request.FILES) if request.method == "POST" else sample.SampleForm()
    pages = Paginator(range(240), 20)
    return render(
        request,
        "ui/gallery.html",
        {"form": form, "page": pages.get_page(request.GET.get("page")), **sample.content()},
    )
