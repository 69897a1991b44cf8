"""A signature drawn on a screen: kept beside the typed name, sealed for its signer, and nothing but lines."""

import json

import pytest
from django.urls import reverse
from tests.people import factories as make
from tests.people.signing import NAME, NOW, asked, link_to, prepared, sign
from tests.people.test_links import entered
from tests.people.test_pages import text_of

from skillmark.config import tables
from skillmark.foundation import erasure
from skillmark.foundation.models import AuditRow
from skillmark.people import actions, drawings, queries
from skillmark.people.models import Signature

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
STROKES = [[10, 20, 300, 150, 590, 20], [300, 190]]
DRAWN = json.dumps(STROKES)
PATH = "M10 20L300 150 590 20 M300 190L300 190"


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ("[]", "empty"),
        ("[[300,100]]", "empty"),
        ("[[]]", "unreadable"),
        ("[[1,2,3]]", "unreadable"),
        ("[[1,2,601,3]]", "unreadable"),
        ("[[1,2,3,-1]]", "unreadable"),
        ("[[1.5,2,30,40]]", "unreadable"),
        ("[[true,2,30,40]]", "unreadable"),
        ("[[NaN,2,30,40]]", "unreadable"),
        ('[["<script>alert(1)</script>",2]]', "unreadable"),
        ('{"svg":"<svg onload=alert(1)>"}', "unreadable"),
        ("<svg onload=alert(1)>", "unreadable"),
        ("null", "unreadable"),
        ("[" * 20_000, "unreadable"),
        ("[[" + "9" * 5_000 + ",1]]", "unreadable"),
        (json.dumps([[10, 20] * 2_001]), "too_much"),
        (json.dumps([[10, 20]] * 101), "too_much"),
        (" " * 30_001, "too_much"),
    ],
)
def test_whatever_is_no_drawing_of_a_few_lines_is_refused(sent: str, reason: str) -> None:
    with pytest.raises(drawings.CannotDraw) as refused:
        drawings.strokes(sent)
    assert refused.value.reason == reason


def test_the_most_points_there_may_be_fit_into_what_may_be_sent() -> None:
    drawn = drawings.strokes(json.dumps([[600, 200, 100, 100] * 10] * 100))
    assert sum(map(len, drawn)) == 2 * drawings.MOST_POINTS


def test_a_refused_drawing_signs_nothing_and_she_goes_on_with_her_name(lead: make.Member, ana: make.Member) -> None:
    text = prepared(lead)
    request = asked(lead, text, ana.person_id)
    browser = ana.client()
    address = reverse("people:sign", kwargs={"workspace": ana.slug, "signing_id": request.pk})
    form = {"digest": text.digest, "name": NAME, "agree": "on"}
    answer = browser.post(address, form | {"drawing": '[["<script>alert(1)</script>",2]]'})
    page = text_of(answer)
    assert answer.status_code == 400
    assert "What was sent is no drawing." in page
    assert "alert(1)" not in page
    assert NAME in page
    with pytest.raises(drawings.CannotDraw):
        sign(ana, request, text, drawing="[]")
    assert not Signature.objects.across_workspaces().exists()
    assert browser.post(address, form | {"drawing": ""}).status_code == 302
    assert Signature.objects.across_workspaces().get().sealed_drawing is None


def test_what_she_drew_stands_on_her_copy_with_whoever_asked_and_in_what_is_held_on_her(
    lead: make.Member, ana: make.Member
) -> None:
    text = prepared(lead)
    request = asked(lead, text, ana.person_id)
    browser = ana.client()
    where = {"workspace": ana.slug, "signing_id": request.pk}
    address = reverse("people:sign", kwargs=where)
    form = {"digest": text.digest, "name": NAME, "agree": "on", "drawing": DRAWN}
    assert PATH in text_of(browser.post(address, form, follow=True))
    assert PATH in browser.get(reverse("people:own_copy", kwargs=where)).content.decode()
    assert PATH in text_of(browser.get(reverse("house:own_data")))
    (held,) = [
        row
        for row in tables.answers()["personal_data"]["people"](lead.actor, ana.person_id)
        if row["kind"] == "signature"
    ]
    assert PATH in held["values"]["drawing"]
    assert PATH in browser.get(reverse("house:own_data_json")).content.decode()
    asker = lead.client()
    shown = asker.get(reverse("people:text", kwargs={"workspace": lead.slug, "text_id": text.pk}))
    assert PATH in text_of(shown)
    sheet = text_of(
        asker.get(reverse("people:signing_sheet", kwargs={"workspace": lead.slug, "signing_id": request.pk}))
    )
    assert PATH in sheet
    assert "Day and signature" not in sheet, "it was signed"
    kept = asker.get(shown.request["PATH_INFO"], {"download": "csv"}).content.decode()
    assert NAME in kept
    assert "svg" not in kept
    assert queries.content(lead.actor, text)[1] == browser.get(reverse("people:own_text_file", kwargs=where)).content


def test_she_draws_by_link_as_well_and_sees_it_on_the_copy_she_is_sent(
    lead: make.Member, outsider: queries.Person
) -> None:
    text = prepared(lead)
    request = asked(lead, text, outsider.pk)
    browser, place = entered(link_to(request))
    assert "data-drawing" in text_of(browser.get(place))
    form = {"digest": text.digest, "name": "Eva Ruiz", "agree": "on"}
    assert browser.post(place, form | {"drawing": "[]"}).status_code == 400
    assert browser.post(place, form | {"drawing": DRAWN}).status_code == 302
    signature = Signature.objects.across_workspaces().get()
    assert queries.drawn_signatures([signature]) == {signature.pk: STROKES}


def test_nobody_reads_or_borrows_what_another_drew(lead: make.Member, ana: make.Member, second: make.Member) -> None:
    text = prepared(lead)
    hers, theirs = asked(lead, text, ana.person_id), asked(lead, text, second.person_id)
    drawn = sign(ana, hers, text, drawing=DRAWN)
    where = {"workspace": second.slug, "signing_id": hers.pk}
    for page in ("people:sign", "people:own_copy"):
        assert second.client().get(reverse(page, kwargs=where)).status_code == 404
    plain = sign(second, theirs, text)
    Signature.objects.across_workspaces().filter(pk=plain.pk).update(sealed_drawing=bytes(drawn.sealed_drawing))
    plain.refresh_from_db()
    with pytest.raises(Exception, match=r"^$"):  # the key of another opens nothing: InvalidTag has no words
        queries.drawn_signatures([plain])


def test_erased_she_leaves_no_line_of_it_nor_does_any_row_of_the_chain(lead: make.Member, ana: make.Member) -> None:
    text = prepared(lead)
    signature = sign(ana, asked(lead, text, ana.person_id), text, drawing=DRAWN)
    sealed = bytes(signature.sealed_drawing)
    assert b"590" not in sealed
    assert not [row for row in AuditRow.objects.all() if "590" in json.dumps(row.facts)]
    actions.erase_person(lead.actor, person_id=ana.person_id, now=NOW)
    signature.refresh_from_db()
    assert signature.sealed_drawing is None
    with pytest.raises(erasure.Erased):
        erasure.unseal(ana.person_id, sealed)
    Signature.objects.across_workspaces().update(sealed_drawing=sealed)  # as an old backup would bring it back
    signature.refresh_from_db()
    assert queries.drawn_signatures([signature]) == {}
