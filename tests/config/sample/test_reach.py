"""View as: how far a lead reaches while she looks at a sample, and when it ends."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.assessment.factories import HOLDS
from tests.config.sample.looking import inside, looking, noted, page, sample_of, seen_as
from tests.people import factories as make
from tests.people.test_pages import text_of
from tests.support.visits import LEAVES, shape

from skillmark.assessment.models import Rating
from skillmark.config.sample import making
from skillmark.foundation import audit, entries, sources
from skillmark.foundation.models import ApiToken, AuditRow
from skillmark.foundation.roles import Role, program
from skillmark.people import queries as people
from skillmark.people.models import Account, Person, RoleGrant

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]


def test_she_walks_the_pages_of_each_role_and_every_one_says_so(lead: make.Member) -> None:
    for role in ("worker", "line_manager", "recruiter", "case_manager"):
        client, place = looking(lead, role), sample_of(lead).slug
        for address in (page("house:today", place), page("people:own"), page("house:front"), "/nowhere/"):
            body = text_of(client.get(address))
            assert "You are looking at sample data" in body, address
            assert "Real Lead" not in body
    supervisor = looking(lead)
    assert "attempt" in text_of(supervisor.get(page("house:today", sample_of(lead).slug)))


@pytest.mark.parametrize("role", ["worker", "recruiter"])
def test_no_link_of_its_pages_leads_nowhere(lead: make.Member, role: str) -> None:
    """One address of each shape. What the sample leaves out answers in a sentence (403)."""
    client = looking(lead, role)
    waiting, met = [page("house:today", sample_of(lead).slug), page("people:own")], set[str]()
    while waiting:
        address = waiting.pop(0)
        if shape(address) in met or shape(address) in LEAVES:
            continue
        met.add(shape(address))
        answer = client.get(address)
        assert answer.status_code in (200, 302, 403), address
        if answer.status_code == 200 and not answer.streaming and "Content-Disposition" not in answer:
            waiting += re.findall(r'href="(/(?!static)[^"#]*)"', answer.content.decode())
    assert len(met) > 40


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
    answer = client.post(due[0].url, given | HOLDS | {"observation": "She did it all."})
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


def test_logging_out_while_looking_is_noted_as_stopping(lead: make.Member) -> None:
    looking(lead).post(reverse("account_logout"))
    assert noted(lead) == ["people.sample.looked", "people.sample.left"]


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
