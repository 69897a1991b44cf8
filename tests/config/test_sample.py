"""View as: how far a lead reaches while she looks at a sample, when it ends, and that nothing of a sample is real."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.people import factories as make
from tests.people.test_pages import text_of

from skillmark.assessment.models import Rating
from skillmark.config.installation import moving
from skillmark.config.sample import making
from skillmark.foundation import audit, entries, jobs, links, samples, signer, signing, sources, trials
from skillmark.foundation.access import NotInSample
from skillmark.foundation.models import ApiToken, AuditRow, Job, Sample, SigningKey, Workspace
from skillmark.foundation.roles import Role, program
from skillmark.foundation.scopes import WorkspaceScope
from skillmark.hiring import queries as hiring
from skillmark.kernel.values import BadInput
from skillmark.outcomes import queries as outcomes
from skillmark.people import actions, handlers
from skillmark.people import queries as people
from skillmark.people.models import Account, Message, Person, RoleGrant
from skillmark.standards import queries as standards
from skillmark.standards.models import Framework

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]


@pytest.fixture(autouse=True)
def _place_of_files(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.BACKUPS = ""


@pytest.fixture
def lead() -> make.Member:
    """A lead of a real workspace, whose sample is made."""
    her = make.member(make.workspace(), Role.TALENT_LEAD, name="Real Lead")
    making.make(program(her.actor.workspace_id, "worker"), {}, sources.now())
    return her


def page(name: str, *parts: object) -> str:
    return reverse(name, args=parts)


def looking(her: make.Member, role: str = "line_manager", back: str = "") -> Client:
    client = her.client(strong=True)
    answer = client.post(page("house:view_as", her.slug), {"role": role, "back": back})
    assert answer["Location"] == page("house:today", sample_of(her).slug)
    return client


def sample_of(her: make.Member) -> Workspace:
    found = samples.sample_of(her.actor.workspace_id)
    assert found is not None
    return found.workspace


def inside(her: make.Member) -> WorkspaceScope:
    return WorkspaceScope(sample_of(her).pk)


def seen_as(her: make.Member, role: Role) -> Person:
    return next(person for roles, person in people.sample_cast(her.actor.workspace_id).items() if role in roles)


def noted(her: make.Member) -> list[str]:
    rows = AuditRow.objects.filter(workspace_id=her.actor.workspace_id, action__startswith="people.sample.")
    return list(rows.order_by("number").values_list("action", flat=True))


# How far it reaches ------------------------------------------------------------------------------------------------


def test_she_walks_the_pages_of_each_role_and_every_one_says_so(lead: make.Member) -> None:
    for role in ("worker", "line_manager", "recruiter", "case_manager"):
        client, place = looking(lead, role), sample_of(lead).slug
        for address in (page("house:today", place), page("people:own"), page("house:front"), "/nowhere/"):
            body = text_of(client.get(address))
            assert "You are looking at sample data" in body, address
            assert "Real Lead" not in body
    supervisor = looking(lead)
    assert "attempt" in text_of(supervisor.get(page("house:today", sample_of(lead).slug)))


def test_only_the_rights_of_whom_she_looks_as_and_only_there(lead: make.Member) -> None:
    other = make.member(make.workspace(), Role.TALENT_LEAD)
    client, place = looking(lead, "worker"), sample_of(lead).slug
    assert client.get(page("people:roles", place)).status_code == 403
    assert client.get(page("house:start", place)).status_code == 403
    for slug in (lead.slug, other.slug, "there-is-none"):
        answers = [
            client.get(page("house:today", slug)),
            client.post(page("people:add_person", slug), {"name": "Sneaked In"}),
        ]
        for answer in answers:
            assert answer.status_code == 403
            assert "This is none of the sample" in text_of(answer)
    real = page("people:person", lead.slug, lead.person_id)
    assert "Real Lead" not in text_of(client.get(real))
    assert client.get(page("people:person", place, lead.person_id)).status_code == 404
    assert not Person.objects.across_workspaces().filter(name="Sneaked In").exists()


def test_another_tab_of_hers_leads_back_to_the_page_it_asked_for(lead: make.Member) -> None:
    client, own = looking(lead), page("house:settings", lead.slug)
    told = client.get(own).content.decode()
    assert f'name="back" value="{own}"' in told
    answer = client.post(page("house:stop_looking"), {"back": own})
    assert answer["Location"] == own
    assert client.get(own).status_code == 200


def test_stopping_brings_her_back_to_where_she_was_still_logged_in(lead: make.Member) -> None:
    was = page("house:search", lead.slug) + "?q=pump"
    client = looking(lead, back=was)
    assert client.get(page("house:stop_looking")).status_code == 302, "a link alone stops nothing"
    assert entries.KEY in client.session
    assert client.post(page("house:stop_looking"))["Location"] == was
    assert client.get(was).status_code == 200
    assert client.session["strong_login"] is True
    assert client.get(page("house:today", sample_of(lead).slug)).status_code == 404


@pytest.mark.parametrize("address", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x"])
def test_the_way_back_leads_nowhere_else(lead: make.Member, address: str) -> None:
    client = looking(lead, back=address)
    answer = client.post(page("house:stop_looking"), {"back": address})
    assert answer["Location"] == page("house:view_as", lead.slug)


def test_her_own_log_in_is_out_of_reach_meanwhile(lead: make.Member) -> None:
    client = looking(lead)
    for name in ("account_email", "account_change_password", "mfa_index", "account_login"):
        assert client.get(reverse(name)).status_code == 403, name
    assert client.post(reverse("account_email"), {"email": "x@example.org", "action_add": ""}).status_code == 403
    own = text_of(client.get(page("people:own")))
    account = Account.objects.get(pk=lead.account_id)
    assert str(account.email) not in own
    assert client.get(page("house:own_data")).status_code == 200


def test_what_she_does_is_done_by_the_made_up_person(lead: make.Member) -> None:
    client, place = looking(lead), sample_of(lead).slug
    due = client.get(page("house:today", place)).context["mine"]
    form = client.get(due[0].url).context["form"]
    given = {name: field.choices[-1][0] for name, field in form.fields.items() if getattr(field, "choices", None)}
    answer = client.post(due[0].url, given | {"seen": "She did it all."})
    assert answer.status_code == 302, text_of(answer)
    supervisor = seen_as(lead, Role.LINE_MANAGER)
    assert Rating.objects.within(inside(lead)).filter(assessor_id=supervisor.pk).count() == 1
    rows = AuditRow.objects.filter(workspace_id=lead.actor.workspace_id)
    assert not rows.filter(action__startswith="assessment.").exists()


# When it ends ------------------------------------------------------------------------------------------------------


def test_it_ends_with_her_role(lead: make.Member) -> None:
    client, place = looking(lead), sample_of(lead).slug
    RoleGrant.objects.within(lead.actor).update(ended_at=sources.now())
    assert client.get(page("house:today", place)).status_code == 302
    assert entries.KEY not in client.session
    assert client.get(page("house:today", place)).status_code == 404
    assert client.get(page("house:today", lead.slug)).status_code == 200, "she is logged in, without a role"


def test_stopping_after_her_role_ended_is_no_fault(lead: make.Member) -> None:
    client = looking(lead)
    RoleGrant.objects.within(lead.actor).update(ended_at=sources.now())
    assert client.post(page("house:stop_looking"))["Location"] == page("house:my_workspaces")
    assert entries.KEY not in client.session


def test_it_ends_with_her_log_in(lead: make.Member) -> None:
    client, place = looking(lead), sample_of(lead).slug
    client.post(reverse("account_logout"))
    assert client.get(page("house:today", place))["Location"].startswith("/accounts/login/")
    assert entries.KEY not in client.session
    closed = looking(lead)
    Account.objects.filter(pk=lead.account_id).update(is_active=False)
    assert closed.get(page("house:today", place)).status_code == 302


def test_it_ends_with_the_sample(lead: make.Member) -> None:
    client, place = looking(lead), sample_of(lead).slug
    making.make(program(lead.actor.workspace_id, "worker"), {}, sources.now())
    assert sample_of(lead).slug != place
    assert client.get(page("house:today", place))["Location"] == "/today"
    assert client.get(page("house:view_as", lead.slug)).status_code == 200


def test_a_forged_value_gives_nothing(lead: make.Member) -> None:
    seen, place = seen_as(lead, Role.LINE_MANAGER), sample_of(lead).slug
    worker = make.member(people.workspace(lead.actor), Role.WORKER)
    elsewhere = make.member(make.workspace(), Role.TALENT_LEAD)
    colleague = make.person(people.workspace(lead.actor), "Real Colleague")
    hidden = Person.objects.within(inside(lead)).filter(name="Ruth Adeyemi").get()
    true = {"way": "sample", "workspace": place, "person": str(seen.pk), "ground": str(lead.person_id)}
    forged = [
        (worker, true | {"ground": str(worker.person_id)}),  # no lead
        (worker, true),  # a lead's, in the browser of somebody else
        (elsewhere, true | {"ground": str(elsewhere.person_id)}),  # a lead of another workspace
        (lead, true | {"person": str(hidden.pk)}),  # the made-up lead of the sample
        (lead, true | {"person": str(colleague.pk), "workspace": lead.slug}),  # a real person
    ]
    for her, value in forged:
        client = her.client()
        session = client.session
        session[entries.KEY] = value | {"strong": True, "seen": 0}
        session.save()
        answer = client.get(page("people:people", value["workspace"]))
        assert answer.status_code == 302, value
        assert entries.KEY not in client.session
    anybody = Client()
    session = anybody.session
    session[entries.KEY] = true | {"strong": True, "seen": 0}
    session.save()
    assert anybody.get(page("house:today", place)).status_code == 302
    assert anybody.get(page("house:today", place))["Location"].startswith("/accounts/login/")


def test_a_strong_log_in_does_not_come_along(lead: make.Member) -> None:
    client, place = looking(lead, "case_manager"), sample_of(lead).slug
    answer = client.post(page("house:add_program", place), {"name": "A program", "days": "30"})
    assert answer.status_code == 403
    assert "The sample leaves this out" in text_of(answer)
    assert client.post(page("people:make_tablet", place), {"name": "x"}).status_code in (403, 404)
    supervisor = looking(lead)
    assert "The sample leaves this out" in text_of(supervisor.post(page("people:make_tablet", place), {"name": "x"}))
    assert not ApiToken.objects.across_workspaces().exists()


def test_her_chain_says_who_looked_as_whom_and_when(lead: make.Member) -> None:
    client = looking(lead)
    client.post(page("house:stop_looking"))
    assert noted(lead) == ["people.sample.looked", "people.sample.left"]
    row = AuditRow.objects.get(workspace_id=lead.actor.workspace_id, action="people.sample.looked")
    assert (row.account_id, row.person_id, row.subject_id) == (lead.account_id, lead.person_id, lead.person_id)
    assert "line_manager" in str(row.facts)
    assert audit.check(lead.actor.workspace_id) is None


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.TALENT_LEAD)])
def test_nobody_else_looks(lead: make.Member, role: Role | None) -> None:
    her = make.member(people.workspace(lead.actor), *([role] if role else []))
    client = her.client(strong=True)
    assert client.post(page("house:view_as", her.slug), {"role": "worker"}).status_code == 403
    assert client.post(page("house:make_sample", her.slug)).status_code == 403
    assert entries.KEY not in client.session


# That nothing is real ----------------------------------------------------------------------------------------------


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


# Making it ---------------------------------------------------------------------------------------------------------


def test_it_is_made_by_a_job_that_says_how_far_it_is_and_made_once_however_often_asked() -> None:
    her = make.member(make.workspace(), Role.TALENT_LEAD)
    client, view_as = her.client(), page("house:view_as", her.slug)
    assert "Make the sample" in text_of(client.get(view_as))
    assert client.post(view_as, {"role": "worker"}).status_code == 200, "there is nobody yet to look as"
    for _ in range(2):
        assert client.post(page("house:make_sample", her.slug)).status_code == 302
    assert Job.objects.filter(kind=making.KIND).count() == 1
    assert "The sample is being made" in text_of(client.get(view_as))
    while jobs.run_next(sources.now()):
        pass
    assert jobs.stopped() == []
    assert "Supervisor" in text_of(client.get(view_as))
    first = sample_of(her).pk
    assert client.post(page("house:make_sample", her.slug)).status_code == 302
    while jobs.run_next(sources.now()):
        pass
    assert sample_of(her).pk != first
    assert Sample.objects.count() == 1


def test_today_of_an_empty_workspace_leads_to_it_and_back() -> None:
    her = make.member(make.workspace(), Role.TALENT_LEAD)
    client, today = her.client(), page("house:today", her.slug)
    address = client.get(today).context["view_as_url"]
    making.make(program(her.actor.workspace_id, "worker"), {}, sources.now())
    assert f'name="back" value="{today}"' in client.get(address).content.decode()
    worker = make.member(people.workspace(her.actor), Role.WORKER)
    assert not worker.client().get(page("house:today", worker.slug)).context["view_as_url"]


def test_a_maker_that_was_killed_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    her = make.member(make.workspace(), Role.TALENT_LEAD)
    system = program(her.actor.workspace_id, "worker")

    def killed(made: Any, now: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(making, "STEPS", (*making.STEPS[:3], killed))
        with pytest.raises(KeyboardInterrupt):
            making.make(system, {}, sources.now())
    half = sample_of(her)
    assert people.sample_cast(her.actor.workspace_id) == {}
    making.make(system, {}, sources.now())
    assert sample_of(her).pk != half.pk
    assert len(people.sample_cast(her.actor.workspace_id)) == 4
