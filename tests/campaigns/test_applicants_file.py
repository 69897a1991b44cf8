"""A spreadsheet of people who applied, on its way through the one import machine and back."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.campaigns import factories as make
from tests.people import factories as people
from tests.support.spreadsheets import bring, carried, counted, taken_back, told, work
from tests.support.workbooks import day, formula, workbook

from skillmark.campaigns import actions, queries
from skillmark.campaigns.models import StatusEvent
from skillmark.foundation import jobs, sources
from skillmark.foundation.access import Forbidden
from skillmark.foundation.imports import actions as imports
from skillmark.foundation.imports import queries as brought
from skillmark.foundation.imports import running
from skillmark.foundation.models import Workspace
from skillmark.foundation.models.imports import ImportState
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions as people_actions
from skillmark.people import queries as persons
from skillmark.people.models import Employment, Person, SelfRating, WorkPreference

pytestmark = pytest.mark.django_db
HEADER = "Applicant number,Name,Previous job,E-mail,Years,Least pay an hour,Commute,Available from,Self ratings"
FILE = f"""{HEADER}
A-1,Ana Ruiz,Machine operator,ana@example.org,3,21,30,2026-06-27,TP-01=3.8;TP-02=0.4
A-2,Bo Chen,Warehouse picker,,4.5,,,,TP-02=1.8
A-3,Cleo Diaz,,,,18.50,45,,
"""


@pytest.fixture
def where() -> Workspace:
    return make.place()


@pytest.fixture
def lead(where: Workspace) -> Actor:
    return people.member(where, Role.TALENT_LEAD, name="Lea Lead").actor


@pytest.fixture
def campaign_id(where: Workspace) -> UUID:
    started: UUID = make.campaign(where).pk
    return started


def state(actor: Actor) -> list[Any]:
    """Everything an import of applicants touches."""
    models: tuple[Any, ...] = (Person, Employment, SelfRating, WorkPreference, StatusEvent)
    return [list(model.objects.within(actor).order_by("pk").values()) for model in models]


def by_number(actor: Actor) -> dict[str, Person]:
    return {person.reference: person for person in Person.objects.within(actor).exclude(reference="")}


def members(actor: Actor, campaign_id: UUID) -> list[str]:
    return [member.person.name for member in queries.members(actor, campaign_id)]


def test_applicants_come_with_what_they_say_and_are_people_of_the_campaign(lead: Actor, campaign_id: UUID) -> None:
    before = state(lead)
    record = bring(lead, "applicants", FILE, about_id=campaign_id)
    assert (counted(record), state(lead)) == ({"added": 3}, before), "a check changes nothing"
    imports.carry_out(lead, import_id=record.pk, now=make.NOW)
    assert counted(work(lead, record)) == {"added": 3}
    assert members(lead, campaign_id) == ["Ana Ruiz", "Bo Chen", "Cleo Diaz"]
    ana = by_number(lead)["A-1"]
    assert Employment.objects.within(lead).get(person=ana).years == Decimal(3)
    needs = WorkPreference.objects.within(lead).get(person=ana)
    assert (needs.floor_wage, needs.commute_minutes, needs.available_from) == (2100, 30, date(2026, 6, 27))
    assert SelfRating.objects.within(lead).filter(person=ana).count() == 2
    assert queries.steps(lead, campaign_id)[queries.StepName.APPLICANTS].figures == {"people": 3}


def test_the_same_file_twice_changes_nothing_and_adds_nobody(lead: Actor, campaign_id: UUID) -> None:
    carried(lead, "applicants", FILE, about_id=campaign_id)
    before = state(lead)
    assert counted(carried(lead, "applicants", FILE, about_id=campaign_id)) == {"same": 3}
    assert state(lead) == before


def test_without_a_number_the_same_row_is_the_same_person_and_two_alike_are_two(lead: Actor) -> None:
    text = "name,prior_occupation\nAna Ruiz,Cook\nAna Ruiz,Cook\nBo Chen,\n"
    assert counted(carried(lead, "applicants", text)) == {"added": 3}
    assert counted(carried(lead, "applicants", text)) == {"same": 3}


def test_an_import_is_taken_back_exactly(lead: Actor, campaign_id: UUID) -> None:
    known = people.person(persons.workspace(lead), "Bo Chen", reference="A-2")
    carried(lead, "applicants", FILE.replace(";TP-02=0.4", ""))
    before = state(lead)
    later = FILE.replace("Machine operator", "Welder").replace("18.50,45,,", "18.50,45,2026-07-01,TP-05=1")
    record = carried(lead, "applicants", later + "A-4,Di Fox,Cook,di@example.org,,,,,\n", about_id=campaign_id)
    assert known.name in members(lead, campaign_id)
    assert record.counts["added"] == 1
    assert taken_back(lead, record).state == ImportState.UNDONE
    assert state(lead) == before
    assert queries.steps(lead, campaign_id)[queries.StepName.APPLICANTS].figures == {"people": 0}


def _rates(actor: Actor, person_id: UUID, campaign_id: UUID) -> None:
    people_actions.rate_self(actor, person_id=person_id, competency_id="TP-02", level=4, now=make.NOW)


def _consents(actor: Actor, person_id: UUID, campaign_id: UUID) -> None:
    people_actions.give_consent(actor, person_id=person_id, purpose="contact", now=make.NOW)


def _links(actor: Actor, person_id: UUID, campaign_id: UUID) -> None:
    people_actions.link_account(actor, person_id=person_id, account_id=people.account("Bo"), now=make.NOW)


def _takes_a_seat(actor: Actor, person_id: UUID, campaign_id: UUID) -> None:
    group = actions.open_cohort(actor, campaign_id=campaign_id, seats=1, starts_on=make.START, now=make.NOW)
    actions.seat_people(actor, cohort_id=group.pk, seats=make.seats([person_id]), now=make.NOW)


@pytest.mark.parametrize("depend", [_rates, _consents, _links, _takes_a_seat])
@pytest.mark.parametrize("known", [True, False])
def test_an_import_stays_once_something_depends_on_it_and_says_on_whom(
    depend: Callable[[Actor, UUID, UUID], None], known: bool, where: Workspace, lead: Actor, campaign_id: UUID
) -> None:
    make.promise(where, campaign_id)
    if known:
        people.person(where, "Bo Chen", reference="A-2")
    record = carried(lead, "applicants", FILE, about_id=campaign_id)
    depend(people.system(where), by_number(lead)["A-2"].pk, campaign_id)
    before = state(lead)
    record = taken_back(lead, record)
    if known and depend in (_consents, _links):
        assert record.state == ImportState.UNDONE, "she was here before: these do not rest on the file"
        return
    assert (record.state, state(lead)) == (ImportState.DONE, before)
    assert [values["name"] for _words, values in record.dependency] == ["Bo Chen"]


def test_what_somebody_says_of_her_needs_since_is_never_taken_back(where: Workspace, lead: Actor) -> None:
    record = carried(lead, "applicants", FILE)
    people_actions.set_preference(
        people.system(where), person_id=by_number(lead)["A-3"].pk, floor_wage=Decimal(25), commute_minutes=None,
        available_from=None, now=make.NOW,
    )  # fmt: skip
    assert taken_back(lead, record).dependency == [["%(name)s was changed since.", {"name": "Cleo Diaz"}]]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",Dee,Cook,,,,,,", "The number is empty. Fill it in, or choose no column for it."),
        ("A-1,Dee,Cook,,,,,,", "“A-1” stands already in row 2."),
        ("A-9,,Cook,,,,,,", "The column “Name” is empty."),
        ("A-9,Dee,Cook,nowhere,,,,,", "“nowhere” is no e-mail address."),
        ("A-9,Dee,Cook,,-1,,,,", "“-1” is no number of years from 0 to 80."),
        ("A-9,Dee,Cook,,,much,,,", "“much” is no hourly pay: write a number such as 18.50."),
        ("A-9,Dee,Cook,,,,1.5,,", "“1.5” is no whole number of minutes in a day."),
        ("A-9,Dee,Cook,,,,,soon,", "The column “Available from”: “soon” is not a day such as 2026-03-31."),
        ("A-9,Dee,Cook,,,,,,TP-01", "“TP-01” is not written competency=level."),
        ("A-9,Dee,Cook,,,,,,XX=3", "The standard has no competency “XX”."),
        ("A-9,Dee,Cook,,,,,,TP-01=11", "“TP-01=11”: the level is no number from 0 to 10."),
        ("A-9,Dee,Cook,,,,,,TP-01=1;TP-01=2", "“TP-01” is rated twice."),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_and_the_others_go_on(
    row: str, said: str, lead: Actor, campaign_id: UUID
) -> None:
    record = carried(lead, "applicants", f"{FILE}{row}\n", about_id=campaign_id)
    assert counted(record) == {"added": 3, "refused": 1}
    assert told(lead, record) == {5: said}


def test_what_is_known_stays_and_whoever_brings_the_file_is_not_in_it(
    where: Workspace, lead: Actor, campaign_id: UUID
) -> None:
    people.person(where, "Ana Ruiz", reference="A-1")
    Person.objects.within(lead).filter(pk=lead.person_id).update(reference="L-1")
    text = "applicant_id,name,prior_occupation\nA-1,Mallory,Cook\nL-1,Mallory,Cook\n"
    record = carried(lead, "applicants", text, about_id=campaign_id)
    assert told(lead, record) == {
        2: "Not everything in this row was taken over. What was here already was kept.",
        3: "This row is about you. Somebody else brings it in.",
    }
    assert members(lead, campaign_id) == ["Ana Ruiz"]


def test_a_workbook_with_merged_cells_formulas_and_days_is_read_as_it_is_meant(lead: Actor) -> None:
    rows = [
        ["name", "prior_occupation", "available_from"],
        ["Ana Ruiz", "Cook", day(46112)],
        ["Bo Chen", "Cook", "31.3.2026"],
        ["Cleo Diaz", "Cook", "31/3/2026"],
        ["Di Fox", "Cook", "2026-03-31"],
        ["Ed Gil", "Cook", ""],
        ["Flo Hay", formula("1/0", "#DIV/0!", "e"), ""],
        ["Gus Ito", formula("A2", "Baker"), ""],
    ]
    record = carried(lead, "applicants", workbook(rows, merged="A6:B6"))
    assert counted(record) == {"added": 5, "refused": 2}
    assert told(lead, record) == {
        6: "the cells A6:B6 are merged; split them and fill in each",
        7: "the formula in column B comes to #DIV/0!",
    }
    assert Employment.objects.within(lead).filter(title="Baker").count() == 1
    days = WorkPreference.objects.within(lead).values_list("available_from", flat=True)
    assert set(days) == {date(2026, 3, 31)}


def test_the_same_number_in_another_workspace_is_another_person(lead: Actor) -> None:
    elsewhere = people.system(people.workspace())
    theirs = people.person(persons.workspace(elsewhere), "Ana Ruiz", reference="A-1", email="ana@example.org")
    assert counted(carried(lead, "applicants", FILE)) == {"added": 3}
    theirs.refresh_from_db()
    assert (theirs.name, theirs.workspace_id) == ("Ana Ruiz", elsewhere.workspace_id)
    assert not Employment.objects.within(elsewhere).exists()


def test_a_campaign_of_another_workspace_and_one_that_is_not_led_take_nobody(
    where: Workspace, lead: Actor, campaign_id: UUID
) -> None:
    stranger = people.member(make.place(), Role.TALENT_LEAD).actor
    with pytest.raises(NotFound):
        bring(stranger, "applicants", FILE, about_id=campaign_id)
    recruiter = people.member(where, Role.RECRUITER, name="Rita").actor
    with pytest.raises(Forbidden):
        bring(recruiter, "applicants", FILE, about_id=campaign_id)
    of_the_lead = bring(lead, "applicants", FILE, about_id=campaign_id)
    with pytest.raises(Forbidden):
        brought.one_import(recruiter, UUID(str(of_the_lead.pk)))
    assert counted(carried(recruiter, "applicants", FILE)) == {"added": 3}


def test_a_killed_worker_loses_a_piece_and_nobody_is_brought_twice(
    lead: Actor, campaign_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PIECE", 1)
    record = bring(lead, "applicants", FILE, about_id=campaign_id)
    imports.carry_out(lead, import_id=record.pk, now=make.NOW)
    jobs.run_next(make.NOW)
    running._read.clear()  # another worker goes on
    assert counted(work(lead, record)) == {"added": 3}
    assert members(lead, campaign_id) == ["Ana Ruiz", "Bo Chen", "Cleo Diaz"]
    assert StatusEvent.objects.within(lead).count() == 3
    assert taken_back(lead, record).state == ImportState.UNDONE


def test_old_addresses_lead_to_the_one_door_with_the_campaign_chosen(where: Workspace, campaign_id: UUID) -> None:
    client = people.member(where, Role.TALENT_LEAD, name="Lena").client()
    old = reverse("campaigns:bring", kwargs={"workspace": where.slug, "campaign_id": campaign_id})
    page = client.get(old, follow=True)
    assert page.redirect_chain[-1][0].endswith(f"/imports/bring/applicants/?about={campaign_id}")
    assert f'<option value="{campaign_id}" selected>' in page.content.decode()
    plain = client.get(reverse("people:bring_applicants", kwargs={"workspace": where.slug}), follow=True)
    assert plain.redirect_chain[-1][0].endswith("/imports/bring/applicants/")
    assert "To none yet" in plain.content.decode()


def test_the_pages_ask_for_what_is_needed_and_lead_to_the_people_of_the_campaign(
    where: Workspace, campaign_id: UUID
) -> None:
    client = people.member(where, Role.TALENT_LEAD, name="Lena").client()
    sent = {"file": SimpleUploadedFile("people.csv", FILE.encode()), "about": str(campaign_id)}
    there = client.post(f"/w/{where.slug}/imports/bring/applicants/", sent).headers["Location"]
    assert client.post(there, {"name": "Name"}).status_code == 400, "a column for the previous job is needed"
    address = there.removesuffix("columns/")
    chosen = {"applicant_id": "Applicant number", "name": "Name", "prior_occupation": "Previous job"}
    assert client.post(there, chosen).status_code == 302
    jobs.run_all(sources.now())
    members_page = reverse("campaigns:members", args=[where.slug, campaign_id])
    assert "See what came in" not in client.get(address).content.decode()
    client.post(f"{address}carry/")
    jobs.run_all(sources.now())
    shown = client.get(address).content.decode()
    assert f'<a href="{members_page}">See what came in: Pump fitters</a>' in shown
    assert "Cleo Diaz" in client.get(members_page).content.decode()
