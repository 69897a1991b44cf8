"""What lies at an address is copied once and kept; what cannot be is refused in a sentence with the way out."""

from collections.abc import Callable
from functools import partial

import pytest
from django.urls import reverse
from tests.assessment.factories import bench
from tests.foundation.test_fetch import PUBLIC, never, ok, saying, to
from tests.people import factories as make
from tests.people.test_pages import text_of

from skillmark.assessment import copying, words
from skillmark.assessment.models import Evidence
from skillmark.foundation import fetch, files
from skillmark.foundation.models import StoredFile
from skillmark.foundation.roles import Role

pytestmark = pytest.mark.django_db
ADDRESS = "https://example.org/papers/plan.html"
Answering = Callable[..., None]


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Answering:
    """The web, as one server that says this to whoever asks."""

    def answering(said: bytes, *addresses: str) -> None:
        there = partial(fetch.fetch, resolver=to(*(addresses or (PUBLIC,))), connector=saying(said))
        monkeypatch.setattr(copying, "ask", there)

    return answering


def status(code: int, body: bytes = b"x", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {code} Said", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def test_a_page_is_kept_as_a_text_that_no_browser_shows_as_a_page(web: Answering) -> None:
    where = bench()
    sitting = where.sitting()
    web(ok(b"<!doctype html><script>alert(1)</script>How it was done", "Content-Type: text/html"))
    page = reverse("assessment:evidence", args=[where.place.slug, sitting.pk])
    client = where.first.client()
    assert client.post(page, {"address": ADDRESS, "others": "no"}).status_code == 302
    evidence = Evidence.objects.within(where.program).get()
    assert evidence.address == ADDRESS
    assert evidence.file_id is not None
    stored, content = files.original(where.program, evidence.file_id)
    assert (stored.name, stored.media_type, stored.digest) == ("plan.html.txt", "text/plain", evidence.digest)
    assert content.endswith(b"How it was done")
    given = client.get(reverse("assessment:evidence_file", args=[where.place.slug, sitting.pk, evidence.pk]))
    assert given["Content-Disposition"].startswith("attachment")
    assert given["Content-Type"] == "text/plain"
    assert given["X-Content-Type-Options"] == "nosniff"
    assert ADDRESS in text_of(client.get(reverse("assessment:attempt", args=[where.place.slug, sitting.pk])))


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (status(401), "login"),
        (status(403), "login"),
        (ok(b"<html><form><input name=p type='password'></form>", "Content-Type: text/html"), "login"),
        (status(302, b"", "Location: https://example.org/login"), "redirect"),
        (status(404), "not_found"),
        (ok(b""), "not_found"),
        (status(500), "no_answer"),
        (b"nonsense", "no_answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", "too_large"),
    ],
)
def test_what_cannot_be_copied_is_refused_with_the_way_out(web: Answering, said: bytes, reason: str) -> None:
    where = bench()
    web(said)
    page = reverse("assessment:evidence", args=[where.place.slug, where.sitting().pk])
    shown = where.first.client().post(page, {"address": ADDRESS, "others": "no"})
    assert str(words.NOT_COPIED[reason]) in text_of(shown)
    assert not Evidence.objects.within(where.program).exists()
    assert not StoredFile.objects.within(where.program).exists()


@pytest.mark.parametrize(
    "address", ["http://example.org/", "https://user:x@example.org/", "https://example.org:22/", "x"]
)
def test_other_addresses_are_not_asked(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(copying, "ask", partial(fetch.fetch, resolver=to(PUBLIC), connector=never))
    with pytest.raises(copying.NotCopied, match="address"):
        copying.copied(address)


def test_an_address_of_our_own_network_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "ask", partial(fetch.fetch, resolver=to(PUBLIC, "10.0.0.7"), connector=never))
    with pytest.raises(copying.NotCopied, match="address"):
        copying.copied(ADDRESS)


def test_a_file_at_an_address_keeps_its_name(web: Answering) -> None:
    web(ok(b"%PDF-1.7 plan", "Content-Type: application/pdf"))
    assert copying.copied("https://example.org/a/my%20plan.pdf?x=1") == copying.Copy("my plan.pdf", b"%PDF-1.7 plan")


def test_what_is_at_an_address_is_asked_about_like_a_file(web: Answering) -> None:
    where = bench()
    web(ok(b"notes"))
    page = reverse("assessment:evidence", args=[where.place.slug, where.sitting().pk])
    client = where.first.client()
    for others in ("", "yes"):
        assert client.post(page, {"address": ADDRESS, "others": others}).status_code == 200
    assert not Evidence.objects.within(where.program).exists()
    client.post(page, {"address": ADDRESS, "others": "asked", "asked": "1"})
    assert Evidence.objects.within(where.program).get().state == "waits"


def test_who_may_add_nothing_has_nothing_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    where = bench()
    monkeypatch.setattr(copying, "ask", never)
    page = reverse("assessment:evidence", args=[where.place.slug, where.sitting().pk])
    lead = make.member(where.place, Role.TALENT_LEAD)
    assert lead.client().post(page, {"address": ADDRESS, "others": "no"}).status_code in (403, 404)
