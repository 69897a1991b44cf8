"""Nothing of a sample is real: nothing leaves it, signs, shows in public, or lets anybody in."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.config.sample.looking import inside, looking, page, sample_of, seen_as
from tests.people import factories as make
from tests.people.test_pages import text_of

from skillmark.config.installation import moving
from skillmark.config.sample import making
from skillmark.foundation import jobs, links, signer, signing, sources, trials
from skillmark.foundation.access import NotInSample
from skillmark.foundation.models import Job, Sample, SigningKey, Workspace
from skillmark.foundation.roles import Role, program
from skillmark.hiring import queries as hiring
from skillmark.kernel.values import BadInput
from skillmark.outcomes import queries as outcomes
from skillmark.people import actions, handlers
from skillmark.people import queries as people
from skillmark.people.models import Account, Message, Person
from skillmark.standards import queries as standards
from skillmark.standards.models import Framework

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]


def test_nothing_that_is_written_in_a_sample_leaves_it(lead: make.Member, settings: Any) -> None:
    whom = seen_as(lead, Role.WORKER)
    Person.objects.within(inside(lead)).filter(pk=whom.pk).update(email="real@example.org", phone="+34 600 111 222")
    Message.objects.within(inside(lead)).delete()
    actor = program(sample_of(lead).pk, "test")
    given = {"job": "Pump technician", "programme": "Spring programme"}
    told = actions.tell(actor, person_id=whom.pk, event="hiring.invited", parameters=given, now=sources.now())
    assert (told.channel, told.problem) == ("page", "")
    assert told.waits_until is None
    jobs.run_all(sources.now() + timedelta(days=2))
    mail.outbox.clear()  # what real people were told
    Message.objects.within(inside(lead)).update(channel="email", state="waiting")  # it would be carried out now
    handlers.carry_message(actor, {"message": str(told.pk)}, sources.now())
    assert mail.outbox == []
    kept = Message.objects.within(inside(lead)).get()
    assert (kept.channel, kept.state) == ("page", "sent")
    Sample.objects.all().delete()  # were it no sample, the same would go out: the test can fail
    Message.objects.across_workspaces().filter(pk=told.pk).update(channel="email", state="waiting")
    handlers.carry_message(actor, {"message": str(told.pk)}, sources.now())
    assert [letter.to for letter in mail.outbox] == [["real@example.org"]]


def test_it_has_no_way_in_from_outside(lead: make.Member) -> None:
    accounts = Account.objects.filter(persons__workspace_id=sample_of(lead).pk)
    assert accounts.count() == 4
    for account in accounts:
        assert not account.is_active
        assert not account.has_usable_password()
        Client().post(reverse("account_reset_password"), {"email": account.email})
        Client().post(reverse("account_request_login_code"), {"login": account.email})
        forced = Client()
        forced.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        assert forced.get(page("house:today", sample_of(lead).slug)).status_code == 302
    told = {letter.subject for letter in mail.outbox if letter.to[0].endswith("sample.invalid")}
    assert told == {"[testserver] Unknown Account"}
    actor = program(sample_of(lead).pk, "test")
    with pytest.raises(NotInSample):
        links.open_link(
            actor, purpose="assessment.score", subject=seen_as(lead, Role.WORKER), person_id=None,
            expires_at=sources.now() + timedelta(days=1), single_use=True, now=sources.now(),
        )  # fmt: skip
    known = make.account(email="applicant1@example.org")
    assert people.own_invitations(make.Member(lead.person_id, known, "").holder) == []


def test_nobody_is_looked_as_who_opens_doors(lead: make.Member) -> None:
    held = frozenset[Role]().union(*people.sample_cast(lead.actor.workspace_id))
    assert not held & {Role.TALENT_LEAD, Role.OPERATOR}, "they tell outside systems, set up providers, take all away"


def test_nothing_is_signed_in_it(lead: make.Member) -> None:
    with signer.in_process("a test"), transaction.atomic(), pytest.raises(signer.SignerRefused):
        signing.sign(sample_of(lead).pk, b"text", sources.now())
    assert not SigningKey.objects.filter(workspace_id=sample_of(lead).pk).exists()


def test_it_is_in_no_public_list(lead: make.Member) -> None:
    framework = Framework.objects.within(inside(lead)).get()
    assert framework.status == "published"
    assert not standards.in_public().exists()
    assert standards.published_frameworks(sample_of(lead).pk) == []
    assert Client().get(page("standards:published", framework.pk)).status_code == 404
    assert not hiring.published_postings(sources.now()).exists()
    assert outcomes.published_releases() == []
    assert "SAMPLE" not in text_of(Client().get("/"))


def test_no_regular_work_is_done_in_it_and_it_is_not_taken_out(lead: make.Member) -> None:
    Job.objects.all().delete()
    jobs.schedule_day(sources.now().date(), sources.now())
    assert set(Job.objects.values_list("workspace_id", flat=True)) == {lead.actor.workspace_id}
    with pytest.raises(BadInput, match="no workspace"):
        moving.workspace(sample_of(lead).slug)


def test_it_is_no_demonstration_and_a_sample_of_one_is(lead: make.Member) -> None:
    assert not Workspace.objects.filter(demonstration=True).exists()
    shown = make.member(make.workspace(demonstration=True), Role.TALENT_LEAD)
    making.make(program(shown.actor.workspace_id, "worker", demonstration=True), {}, sources.now())
    assert sample_of(shown).demonstration
    answer = looking(shown).post(page("house:add_program", sample_of(shown).slug), {"name": "x", "days": "30"})
    assert "The sample leaves this out" in text_of(answer)


def test_each_workspace_has_its_own_and_it_goes_with_it(lead: make.Member) -> None:
    other = make.member(make.workspace(), Role.TALENT_LEAD)
    making.make(program(other.actor.workspace_id, "worker"), {}, sources.now())
    assert sample_of(other).pk != sample_of(lead).pk
    system, place = program(lead.actor.workspace_id, "test"), sample_of(lead).pk
    trials.mark(system, trial=True, now=sources.now())
    trials.delete(system, name="Ended", now=sources.now())
    assert not Workspace.objects.filter(pk__in=[place, system.workspace_id]).exists()
    assert (
        not Account.objects.filter(email__endswith="sample.invalid")
        .exclude(persons__workspace=sample_of(other))
        .exists()
    )
    assert trials.check() is None
