"""Words that name somebody else are taken out of a suggestion for good; all words go when their time is over."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.feedback.factories import NOW, Place, again, causes, changed, disputed, published, sent, suggested, told
from tests.people import factories as people
from tests.people.test_pages import text_of

from skillmark.feedback import actions, queries
from skillmark.feedback.models import Suggestion
from skillmark.foundation import access, holds, jobs, retention
from skillmark.foundation.models import AuditRow, Job
from skillmark.foundation.roles import Role
from skillmark.kernel.values import BadInput

pytestmark = pytest.mark.django_db
SAID = "Mister Okafor never shows us the third task."
LATER = NOW + timedelta(days=3 * 366)


def rule(here: Place, kind: str) -> None:
    retention.set_rule(here.lead.actor, kind=kind, place="*", months=36, source="A test.", now=NOW)


def night(here: Place) -> None:
    retention.begin(here.system, {}, LATER)
    jobs.run_all(LATER)


def test_the_name_is_nowhere_any_more_and_history_says_who_blanked_and_when(here: Place) -> None:
    said = suggested(here.worker.actor, here.framework, SAID, quotable=True)
    change = published(here.lead.actor, changed(here.lead.actor, here.framework, said))
    actions.blank(here.lead.actor, suggestion_id=said.pk, words=["okafor"], now=NOW)
    assert again(said).text == "Mister ███ never shows us the third task."
    assert again(said).blanked_on == NOW.date()
    (shown,) = queries.public_causes([change], 1).values()
    assert shown.quotes == (again(said).text,)
    row = AuditRow.objects.get(action="feedback.suggestion.blanked")
    assert (row.subject_id, row.person_id, row.facts) == (said.pk, here.lead.person_id, {})
    assert told(here.worker)[-1] == "feedback.blanked"
    kept = [*AuditRow.objects.values(), *Job.objects.values(), *Suggestion.objects.within(here.system).values()]
    assert "kafor" not in str(kept)


def test_only_whoever_leads_blanks_and_only_what_stands_there(here: Place) -> None:
    said = suggested(here.worker.actor, here.framework, SAID)
    with pytest.raises(access.Forbidden):
        actions.blank(here.worker.actor, suggestion_id=said.pk, words=["Okafor"], now=NOW)
    with pytest.raises(BadInput):
        actions.blank(here.lead.actor, suggestion_id=said.pk, words=["Okafor", "Smith"], now=NOW)
    assert again(said).text == SAID


def test_nobody_takes_her_own_name_out_of_what_another_said_of_her(here: Place) -> None:
    of_her = suggested(here.worker.actor, here.framework, "Ruth ADEYEMI never answers.")
    for words in (["Adeyemi"], ["never", "ruth adeyemi"]):
        with pytest.raises(BadInput, match="somebody else who leads"):
            actions.blank(here.lead.actor, suggestion_id=of_her.pk, words=words, now=NOW)
    address = reverse("feedback:blank", args=[here.workspace.slug, of_her.pk])
    assert "your own name is among these words" in text_of(here.lead.client().post(address, {"words": "Adeyemi"}))
    another = people.member(here.workspace, Role.TALENT_LEAD, name="Bo Lund")
    assert "███ never" in actions.blank(another.actor, suggestion_id=of_her.pk, words=["Ruth Adeyemi"], now=NOW).text
    hers = suggested(here.lead.actor, here.framework, "Ruth Adeyemi would like a wrench.")
    assert "███ would" in actions.blank(here.lead.actor, suggestion_id=hers.pk, words=["Ruth Adeyemi"], now=NOW).text


@pytest.mark.parametrize("whose", ["hers", "everybody's"])
def test_nothing_is_blanked_while_a_hold_stands_over_it(here: Place, whose: str) -> None:
    said = suggested(here.worker.actor, here.framework, SAID)
    over = {"person_id": here.worker.person_id} if whose == "hers" else {"kind": queries.SUGGESTION}
    holds.place_hold(here.lead.actor, reason="A claim.", now=NOW, **over)
    with pytest.raises(holds.OnHold):
        actions.blank(here.lead.actor, suggestion_id=said.pk, words=["Okafor"], now=NOW)
    address = reverse("feedback:blank", args=[here.workspace.slug, said.pk])
    answer = here.lead.client().post(address, {"words": "Okafor", "for_good": "yes"})
    assert "A hold says" in text_of(answer)
    assert again(said).text == SAID


def test_the_page_shows_how_it_will_read_before_anything_goes(here: Place) -> None:
    said = suggested(here.worker.actor, here.framework, SAID)
    client, address = here.lead.client(), reverse("feedback:blank", args=[here.workspace.slug, said.pk])
    assert "this does not stand there: Smith" in text_of(client.post(address, {"words": "Smith"}))
    before = client.post(address, {"words": "Okafor"})
    assert "(blanked)</span> never shows" in text_of(before)
    assert again(said).text == SAID
    client.post(address, {"words": "Okafor", "for_good": "yes"})
    hers = text_of(here.worker.client().get(reverse("feedback:suggestion", args=[here.workspace.slug, said.pk])))
    assert "(blanked)</span> never shows" in hers
    assert "Okafor" not in hers
    assert "Words that name somebody else were blanked on" in hers


def test_words_go_with_their_time_and_are_still_counted(here: Place) -> None:
    hers, unnamed = suggested(here.worker.actor, here.framework, quotable=True), sent(here.framework)
    change = published(here.lead.actor, changed(here.lead.actor, here.framework, hers, unnamed))
    rule(here, queries.SUGGESTION)
    before = queries.counted(here.lead.actor)
    (waits,) = retention.tonight(here.lead.actor, LATER)
    assert (waits.count, waits.person_ids) == (2, (here.worker.person_id,))
    night(here)
    for said in (hers, unnamed):
        assert (again(said).text, again(said).person_id, again(said).quotable) == ("", None, False)
    assert queries.counted(here.lead.actor) == before
    (shown,) = queries.public_causes([change], 1).values()
    assert (shown.suggestions, shown.quotes) == (2, ())
    assert AuditRow.objects.get(action="foundation.retention.let_go").facts["count"] == 2


def test_a_hold_keeps_hers_and_lets_the_others_go(here: Place) -> None:
    hers, unnamed = suggested(here.worker.actor, here.framework), sent(here.framework)
    rule(here, queries.SUGGESTION)
    holds.place_hold(here.lead.actor, person_id=here.worker.person_id, reason="A claim.", now=NOW)
    night(here)
    assert again(hers).text
    assert not again(unnamed).text


def test_a_copy_of_what_she_disputed_goes_with_its_time_too(here: Place) -> None:
    change = published(here.lead.actor, changed(here.lead.actor, here.framework, source_ids=[disputed(here).pk]))
    rule(here, "feedback.cause")
    night(here)
    (cause,) = causes(change)
    assert (cause.text, cause.person_id) == ("", None)
    (shown,) = queries.public_causes([change], 1).values()
    assert shown.others == 1


def test_the_shipped_rules_keep_words_for_three_years() -> None:
    new = [one for one in retention.latest() if one.kind.startswith("feedback.")]
    assert [(one.kind, one.place, one.months) for one in new] == [
        (queries.SUGGESTION, "*", 36), ("feedback.cause", "*", 36),
    ]  # fmt: skip
    before = [replace(one, from_start=False) for one in retention.latest() if one not in new]
    assert list(retention.shipped("2026-12")) == before
