"""The pages of suggestions and changes: what is shown to whom, what never is, and how much comes from one place."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from tests.feedback.factories import FRAMEWORK, NOW, Place, again, changed, place, published, sent, suggested
from tests.people import factories as people

from skillmark.feedback import actions
from skillmark.feedback.models import ChangeRecord, State, Suggestion
from skillmark.foundation import api
from skillmark.foundation.rates import Buckets
from skillmark.foundation.roles import Role
from skillmark.standards import actions as revising
from skillmark.standards import queries as frameworks

pytestmark = pytest.mark.django_db
EVIL = "<script>alert(1)</script> \u202eevil <img src=x onerror=alert(2)>"


@pytest.fixture(autouse=True)
def buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "buckets", Buckets())


def shown(client: Client, name: str, *words: object) -> str:
    answer = client.get(reverse(name, args=words))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_anybody_suggests_a_change_to_a_public_standard_without_a_log_in(here: Place) -> None:
    address = reverse("feedback:send", args=[FRAMEWORK, here.framework.pk])
    assert address in shown(Client(), "standards:published", here.framework.pk)
    answer = Client().post(
        address, {"text": "Nobody teaches it.", "kind": "standard", "organisation": "Harbor School"}, follow=True
    )
    assert "no name with it" in answer.content.decode()
    said = Suggestion.objects.within(here.system).get()
    assert (said.organisation, said.person_id) == ("Harbor School", None)
    listed = unescape(shown(here.lead.client(), "feedback:suggestions", here.workspace.slug))
    assert "Nobody teaches it." in listed
    assert "Harbor School" in listed


def test_five_come_at_once_and_the_sixth_waits_a_minute_with_its_words_kept(here: Place) -> None:
    address = reverse("feedback:send", args=[FRAMEWORK, here.framework.pk])
    for number in range(5):
        assert Client().post(address, {"text": f"Say {number}.", "kind": "other"}).status_code == 302
    last = Client().post(address, {"text": "Say too much.", "kind": "other"})
    assert (last.status_code, int(last["Retry-After"]) > 0) == (429, True)
    assert "Say too much." in last.content.decode()
    inside = here.worker.client()
    form = reverse("feedback:suggest", args=[here.workspace.slug, FRAMEWORK, here.framework.pk])
    assert inside.post(form, {"text": "From inside.", "kind": "other"}).status_code == 302  # another's bucket
    assert Suggestion.objects.within(here.system).count() == 6


@pytest.mark.parametrize("text", ["", "x" * 5_000])
def test_no_words_and_five_thousand_letters_are_refused_with_a_sentence(here: Place, text: str) -> None:
    for client, address in (
        (Client(), reverse("feedback:send", args=[FRAMEWORK, here.framework.pk])),
        (here.worker.client(), reverse("feedback:suggest", args=[here.workspace.slug, FRAMEWORK, here.framework.pk])),
    ):
        answer = client.post(address, {"text": text, "kind": "standard"})
        assert answer.status_code == 400
        assert "govuk-error-summary" in answer.content.decode()
    assert not Suggestion.objects.within(here.system).exists()


def test_markup_is_only_letters_on_every_page(here: Place) -> None:
    said = suggested(here.worker.actor, here.framework, EVIL, quotable=True)
    change = changed(here.lead.actor, here.framework, said, title="<b>New</b>", words=EVIL, was=EVIL, now_is=EVIL)
    lead, slug = here.lead.client(), here.workspace.slug
    pages = [
        shown(lead, "feedback:suggestions", slug),
        shown(lead, "feedback:suggestion", slug, said.pk),
        shown(lead, "feedback:answer", slug, said.pk),
        shown(lead, "feedback:join", slug, said.pk),
        shown(lead, "feedback:change", slug, change.pk),
        shown(lead, "feedback:rewrite_change", slug, change.pk),
        shown(here.worker.client(), "feedback:own", slug),
    ]
    published(here.lead.actor, change)
    pages += [
        shown(here.worker.client(), "feedback:change", slug, change.pk),
        shown(Client(), "feedback:public_change", change.pk),
        shown(Client(), "feedback:said_and_done", here.workspace.pk),
        shown(Client(), "standards:published", here.framework.pk),
    ]
    for html in pages:
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>New" not in html


def test_the_public_page_shows_counts_and_agreed_words_and_no_name(here: Place) -> None:
    said = suggested(here.worker.actor, here.framework, quotable=True)
    silent = suggested(here.worker.actor, here.framework, "Keep this to yourselves.")
    line = frameworks.competencies(here.worker.actor, here.framework.pk)[0]
    vote = revising.say(here.worker.actor, competency_id=line.pk, agrees=False, reason="No shims.", now=NOW)
    change = changed(here.lead.actor, here.framework, said, silent, source_ids=[vote.pk])
    assert Client().get(reverse("feedback:public_change", args=[change.pk])).status_code == 404
    assert Client().get(reverse("feedback:said_and_done", args=[here.workspace.pk])).status_code == 404
    published(here.lead.actor, change)
    for html in (
        unescape(shown(Client(), "feedback:public_change", change.pk)),
        unescape(shown(Client(), "feedback:said_and_done", here.workspace.pk)),
        unescape(shown(here.worker.client(), "feedback:change", here.workspace.slug, change.pk)),
    ):
        assert "The third task needs a torque wrench." in html
        assert "some suggestions, too few to count out" in html
        assert "some people who do the work, too few to count out" in html
        for never in ("Keep this to yourselves.", "No shims.", "Ana Ruiz", "Ruth Adeyemi"):
            assert never not in html.split("<main")[1].split("</main")[0]
    actions.unquote(here.lead.actor, suggestion_id=said.pk, now=NOW)
    assert "torque wrench" not in shown(Client(), "feedback:public_change", change.pk)


def test_both_ends_lead_to_each_other_on_the_pages(here: Place) -> None:
    said = suggested(here.worker.actor, here.framework)
    line = frameworks.competencies(here.worker.actor, here.framework.pk)[0]
    vote = revising.say(here.worker.actor, competency_id=line.pk, agrees=False, reason="No shims.", now=NOW)
    change = published(here.lead.actor, changed(here.lead.actor, here.framework, said, source_ids=[vote.pk]))
    slug, lead, worker = here.workspace.slug, here.lead.client(), here.worker.client()
    inside, outside = (
        reverse("feedback:change", args=[slug, change.pk]),
        reverse("feedback:public_change", args=[change.pk]),
    )
    assert outside in shown(Client(), "standards:published", here.framework.pk)
    assert inside in shown(worker, "standards:framework", slug, here.framework.pk)
    assert inside in shown(worker, "standards:validate", slug, here.framework.pk)
    assert inside in shown(lead, "standards:disputes", slug, here.framework.pk)
    assert inside in shown(worker, "feedback:suggestion", slug, said.pk)
    back = shown(lead, "feedback:change", slug, change.pk)
    assert reverse("feedback:suggestion", args=[slug, said.pk]) in back
    assert reverse("standards:framework", args=[slug, here.framework.pk]) in back
    assert reverse("standards:published", args=[here.framework.pk]) in shown(
        Client(), "feedback:public_change", change.pk
    )


def test_the_difference_between_two_versions_says_because_of_what(here: Place) -> None:
    draft = revising.revise(here.system, framework_id=here.framework.pk, now=NOW)
    change = changed(here.lead.actor, draft)
    address = reverse("feedback:change", args=[here.workspace.slug, change.pk])
    lead, slug = here.lead.client(), here.workspace.slug
    assert address in shown(lead, "standards:differences", slug, draft.pk)
    assert address not in shown(here.worker.client(), "standards:differences", slug, draft.pk)
    assert reverse("standards:differences", args=[slug, draft.pk]) in shown(lead, "feedback:change", slug, change.pk)
    assert reverse("feedback:publish_change", args=[slug, change.pk]) not in shown(
        lead, "feedback:change", slug, change.pk
    )
    refused = lead.post(reverse("feedback:publish_change", args=[slug, change.pk]), follow=True)
    assert "this version is not in force" in refused.content.decode()


def test_whoever_leads_answers_joins_and_writes_a_change_by_the_forms(here: Place) -> None:
    said, alike, slug = suggested(here.worker.actor, here.framework), sent(here.framework), here.workspace.slug
    lead = here.lead.client()
    answer = reverse("feedback:answer", args=[slug, said.pk])
    refused = lead.post(answer, {"state": "not_taken_up", "reason": ""})
    assert refused.status_code == 400
    assert "say why it is not taken up" in refused.content.decode()
    assert lead.post(answer, {"state": "taken_up", "reason": "In the next one."}).status_code == 302
    assert lead.post(reverse("feedback:join", args=[slug, alike.pk]), {"to": str(said.pk)}).status_code == 302
    assert again(alike).joined_to_id == said.pk
    new = reverse("feedback:new_change", args=[slug, FRAMEWORK, here.framework.pk])
    form = lead.get(f"{new}?because={said.pk}").content.decode()
    assert form.count(f'value="{said.pk}"') == 1
    assert str(alike.pk) not in form  # it is named by the one it was joined to
    day = {"happened_on_day": "1", "happened_on_month": "4", "happened_on_year": "2026"}
    given = {"title": "A tool is named", "words": "It is.", "suggestions": [str(said.pk)], **day}
    assert lead.post(new, given).status_code == 302
    change = ChangeRecord.objects.within(here.system).get()
    assert lead.post(reverse("feedback:publish_change", args=[slug, change.pk])).status_code == 302
    assert {again(each).state for each in (said, alike)} == {State.DONE}
    assert "In the next one." in shown(here.worker.client(), "feedback:suggestion", slug, said.pk)


def test_her_own_page_has_her_own_alone_and_she_takes_back_that_she_is_quoted(here: Place) -> None:
    said, slug = suggested(here.worker.actor, here.framework, quotable=True), here.workspace.slug
    other = suggested(people.member(here.workspace, Role.WORKER).actor, here.framework, "Another’s words.")
    worker = here.worker.client()
    own = unescape(shown(worker, "feedback:own", slug))
    assert "torque wrench" in own
    assert "Another’s words." not in own
    address = reverse("feedback:suggestion", args=[slug, said.pk])
    assert worker.post(address, {"unquote": "yes"}).status_code == 302
    assert not again(said).quotable
    assert worker.post(address, {"quote": "yes"}).status_code == 302
    assert again(said).quotable
    assert worker.get(reverse("feedback:suggestion", args=[slug, other.pk])).status_code == 404
    assert here.lead.client().post(address, {"quote": "yes"}).status_code == 403


def test_the_figures_open_the_records_they_count(here: Place) -> None:
    slug, lead = here.workspace.slug, here.lead.client()
    assert "Nobody has suggested anything yet." in shown(lead, "feedback:suggestions", slug)
    one, two, three = (suggested(here.worker.actor, here.framework, f"Number {each}.") for each in "123")
    actions.answer(here.lead.actor, suggestion_id=two.pk, state=State.TAKEN_UP, reason="", now=NOW)
    published(here.lead.actor, changed(here.lead.actor, here.framework, one))
    page = reverse("feedback:suggestions", args=[slug])
    answered = lead.get(f"{page}?answered=yes").content.decode()
    led_to_change = lead.get(f"{page}?changed=yes").content.decode()
    assert ("2 of 3" in answered, "1 of 3" in answered) == (True, True)
    assert [str(each.pk) in answered for each in (one, two, three)] == [True, True, False]
    assert [str(each.pk) in led_to_change for each in (one, two, three)] == [True, False, False]


def test_the_list_of_suggestions_asks_as_often_for_many_as_for_one(
    here: Place, django_assert_max_num_queries: object
) -> None:
    lead, counts = here.lead.client(), []
    shown(lead, "feedback:suggestions", here.workspace.slug)
    for more in (1, 7):
        for _ in range(more):
            suggested(people.member(here.workspace, Role.WORKER).actor, here.framework)
        with django_assert_max_num_queries(16) as counted:  # type: ignore[operator]
            shown(lead, "feedback:suggestions", here.workspace.slug)
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_another_workspace_finds_nothing(here: Place) -> None:
    said, other = suggested(here.worker.actor, here.framework), place()
    change = published(here.lead.actor, changed(here.lead.actor, here.framework, said))
    stranger = other.lead.client()
    for name, key in (("suggestion", said.pk), ("answer", said.pk), ("join", said.pk), ("change", change.pk)):
        assert stranger.get(reverse(f"feedback:{name}", args=[other.workspace.slug, key])).status_code == 404
        assert stranger.get(reverse(f"feedback:{name}", args=[here.workspace.slug, key])).status_code == 404
