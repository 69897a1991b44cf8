"""What a page says about itself: who sees it is read from the access map, whatever the map says today."""

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils import translation
from tests.matrix import objects, routes, walker
from tests.people import factories as make

from skillmark.config import audience, navigation, tables
from skillmark.foundation import access
from skillmark.foundation.access import Predicate
from skillmark.foundation.roles import Role
from skillmark.people.access import coaches_some, is_her_coach
from skillmark.ui.templatetags.skillmark import help as tag

MILLISECONDS_OF_A_PAGE = 0.3
# what is no page: a file, or something that is only sent. A test in tests/house sees that each is.
FILES = {
    "assessment:again_file", "assessment:claim_file", "assessment:evidence_file", "assessment:reference_file",
    "credentials:own_record_form", "credentials:own_record_json",
    "credentials:own_records_all", "credentials:own_resume", "credentials:record_json",
    "hiring:table",
    "house:import_example", "house:import_rows", "house:own_data_file", "house:own_data_json", "learning:download",
    "outcomes:adverse_csv", "outcomes:lottery_csv", "outcomes:measurement_plan", "people:brand",
    "people:own_copy", "people:own_text_file", "people:sheet_file", "people:text_file", "people:upload_problems",
    "standards:document", "standards:package", "standards:requirements",
}  # fmt: skip
ONLY_SENT = {
    "hiring:run_fit",
    "house:answer_import",
    "house:carry_import",
    "people:own_language",
    "standards:keep_self_assessment",
}
LEAD_ON = {"learning:import", "people:bring_applicants", "people:bring_demographics"}  # to where tables come in

# what a page adds by hand, where it says who does not see a part: that permission, and roles which it must not name
SAID_BY_HAND = {
    "campaigns:team": ("campaigns.resources.read", {Role.RECRUITER, Role.PROVIDER, Role.QUALITY_ASSURER}),
    "people:person": ("people.safe_contact.read", set(Role) - {Role.CASE_MANAGER}),
    "people:preference": ("people.preference.read", {Role.RECRUITER, Role.TALENT_LEAD, Role.LINE_MANAGER}),
    "people:age": ("people.age.read", {Role.RECRUITER, Role.TALENT_LEAD, Role.LINE_MANAGER}),
    "people:safe_contact": ("people.safe_contact.read", set(Role) - {Role.CASE_MANAGER}),
    "campaigns:campaign": ("campaigns.members.read", {Role.AGENCY, Role.ASSOCIATION, Role.STEERING_MEMBER}),
}
# what it adds where it says who does see a part: that permission, and a role which it must name
SEEN_BESIDES = {
    "hiring:own_fit": ("hiring.entry.read", Role.RECRUITER),
    "hiring:own_fits": ("hiring.entry.read", Role.RECRUITER),
    "credentials:own": ("credentials.record.read", Role.TALENT_LEAD),
}
# what it adds of how it is made, which no permission could gainsay: a list of one's own, a secret, a public page
OF_ITS_OWN = {
    "assessment:attempt", "assessment:attempts", "assessment:calibrate", "assessment:calibrated", "assessment:estimate",
    "assessment:mark_again",
    "assessment:own", "assessment:own_claims", "assessment:quality", "credentials:award_many",
    "credentials:awarding",
    "feedback:change", "feedback:own", "feedback:suggestion",
    "credentials:own_share", "credentials:own_shares", "credentials:records",
    "credentials:sign", "credentials:sign_again", "credentials:stack",
    "credentials:answer_partner", "credentials:partners", "credentials:withdraw_endorsement",
    "governance:appeal", "governance:appeals",
    "hiring:person_fit", "house:own_data",
    "house:bring_import", "house:discard_import", "house:import", "house:import_columns", "house:undo_import",
    "house:programs", "house:search", "house:timeline", "house:today", "outcomes:fairness", "outcomes:figures",
    "support:own",
    "people:ask", "people:ask_many", "people:asked", "people:asked_many", "people:check_sheet", "people:end_asked",
    "people:own", "people:people", "people:pin", "people:sent_messages", "people:slips", "people:to_sign",
}  # fmt: skip


# where the table of who comes in (tests/matrix) differs from the roles that are named, because the records it is tried
# with make it so, and the page says it in other words: whoever chairs, the person it is about, texts about nobody
IN_OTHER_WORDS = {
    "assessment:answer_accommodation", "assessment:begin_claim", "credentials:end_partner",
    "governance:appeal", "governance:decide_appeal",
    "governance:conclude", "governance:moderate_comment", "governance:open_consultation", "governance:respond",
    "governance:conclude_review", "governance:end_review", "governance:set_review",
    "governance:call", "governance:call_off", "governance:close", "governance:conflict", "governance:end_alternate",
    "governance:end_seat", "governance:extend", "governance:give_seat", "governance:minutes", "governance:sign",
    "governance:name_alternate", "governance:secrecy", "people:bring_sheet", "people:change_text",
    "people:ask_to_sign", "people:signing_sheet", "people:text", "people:to_sign", "people:withdraw_text",
    "standards:lines", "standards:rate",
}  # fmt: skip
# and where the page itself lets in fewer than its permission, which stands in what is added by hand
FEWER = {
    "assessment:calibrate", "assessment:calibrated", "assessment:estimate",
    "credentials:answer_partner", "credentials:sign", "credentials:sign_again", "credentials:withdraw_endorsement",
    "house:bring_import", "house:discard_import", "house:import", "house:import_columns", "house:undo_import",
    "people:ask", "people:check_sheet", "people:end_asked",
}  # fmt: skip


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What is said of a permission that has these branches."""

    def of(*branches: list[Predicate]) -> str:
        monkeypatch.setitem(access.installed(), "trial.page.read", branches)  # type: ignore[arg-type]
        return audience.audience("trial.page.read")

    return of


leads, recruits = access.role(Role.TALENT_LEAD), access.role(Role.RECRUITER)


def test_a_role_that_is_taken_out_of_the_map_is_named_no_more(said: Callable[..., str]) -> None:
    assert said([leads], [recruits]) == "Talent lead, recruiter."
    assert said([leads]) == "Talent lead."


def test_a_branch_of_the_program_lets_nobody_in(said: Callable[..., str]) -> None:
    assert said([access.is_program, access.in_workspace], [leads]) == "Talent lead."
    assert said([access.is_program]) == "Nobody: the program alone does it."


def test_a_link_opens_one_thing_and_its_bearer_is_not_called_the_person_herself(said: Callable[..., str]) -> None:
    branch = [access.by_link("trial.answer"), access.is_of_link, access.is_about_self]
    assert said(branch) == "Whoever was sent a link (only that one thing)."


def test_a_role_over_one_person_is_found_and_never_told_as_one_over_everybody(said: Callable[..., str]) -> None:
    assert said([coaches_some, is_her_coach]) == "Coach or case manager of some people (only for those)."
    assert said([is_her_coach, access.in_workspace]) == "Coach or case manager of some people (only for those)."
    everybody = access.role(Role.CASE_MANAGER)
    assert said([everybody], [coaches_some, is_her_coach]).startswith("Coach or case manager; coach or case manager of")


def test_a_line_manager_of_her_reports_is_never_told_as_one_of_everybody(said: Callable[..., str]) -> None:
    manages = access.role(Role.LINE_MANAGER)
    assert said([manages, access.is_own_report], [leads]) == (
        "Talent lead; line manager (only for people who report to them)."
    )


def test_a_member_is_everybody_here_or_the_person_it_is_about(said: Callable[..., str]) -> None:
    assert said([access.is_member], [leads, access.in_workspace]) == "Everybody here who logs in."
    assert said([access.is_member, access.is_about_self], [leads]) == "Talent lead; the person it is about."
    assert said([access.is_member, access.is_about_self]) == "You."


def test_on_her_own_page_it_speaks_to_her(said: Callable[..., str]) -> None:
    assert audience.audience("people.person.read", to_herself=True).startswith("You; talent lead, recruiter, coach")
    assert audience.audience("people.person.read", to_herself=True).endswith(
        "operator; your line manager; your coach or case manager."
    )
    assert said([access.is_member, access.is_about_self], [access.by_link("trial.answer"), access.is_of_link]) == (
        "You; whoever was sent a link (only that one thing)."
    )


def test_everybody_who_logs_in_does_not_hide_whoever_came_by_a_link(said: Callable[..., str]) -> None:
    told = said([access.is_member], [access.by_link("trial.answer"), access.is_of_link])
    assert told == "Everybody here who logs in; whoever was sent a link (only that one thing)."


def test_everybody_with_a_condition_does_not_swallow_the_others(said: Callable[..., str]) -> None:
    told = said([access.is_member, access.logged_in_for_signing], [leads])
    assert told == "Talent lead; everybody here who logs in (logged in with a second step)."


def test_a_predicate_without_words_is_never_dropped(said: Callable[..., str]) -> None:
    def on_a_tuesday(actor: object, subject: object) -> bool:
        return True

    with pytest.raises(audience.NoWords, match="on_a_tuesday"):
        said([leads, on_a_tuesday])


@pytest.mark.parametrize(
    "branch",
    [[], [access.in_workspace], [leads, recruits], [leads, access.is_about_self], [access.is_own_report]],
    ids=["nothing", "nobody_named", "two_roles_at_once", "a_role_about_herself", "of_nobody"],
)
def test_a_branch_that_cannot_be_said_is_refused(branch: list[Predicate], said: Callable[..., str]) -> None:
    with pytest.raises(audience.NoWords):
        said(branch)


def test_it_is_said_in_the_readers_language_whoever_asked_before() -> None:
    with translation.override("en"):
        assert audience.audience("people.age.read").startswith("The person it is about")
    with translation.override("es"):
        assert audience.audience("people.age.read").startswith("La persona de quien se trata")


@pytest.mark.parametrize("permission", sorted(access.installed()))
def test_every_permission_can_be_said(permission: str) -> None:
    assert audience.audience(permission).endswith(".")


def test_every_page_behind_a_log_in_says_what_it_is() -> None:
    behind = {route.name for route in routes.pages() if route.scope != "public"}
    assert behind - set(tables.about_pages()) == FILES | ONLY_SENT | LEAD_ON
    assert set(tables.about_pages()) <= behind, "of pages that are not there, or open to anybody"


def test_no_two_pages_say_the_same() -> None:
    told = [str(about.what) for about in tables.about_pages().values()]
    assert sorted(told) == sorted(set(told))


def test_what_is_added_by_hand_is_held_against_the_map() -> None:
    assert {*SAID_BY_HAND, *SEEN_BESIDES, *OF_ITS_OWN} == {
        name for name, about in tables.about_pages().items() if about.who
    }
    for page, (permission, roles) in SAID_BY_HAND.items():
        assert not roles & roles_in(permission), page
    for page, (permission, role) in SEEN_BESIDES.items():
        assert role in roles_in(permission), page


def test_the_roles_that_are_named_are_those_that_come_in() -> None:
    """What is derived, against what the matrix tries at every address with every role."""
    rows, differing = walker.read_rows().rows, set()
    for route in routes.pages():
        if route.scope == "workspace" and route.name in tables.about_pages():
            comes_in = set(rows[route.name])
            comes_in |= {objects.COACH, objects.NO_ROLE} if set(Role) <= comes_in else set()
            if named_in(route.permission) != comes_in:
                differing.add(route.name)
    assert differing == IN_OTHER_WORDS | FEWER
    assert all(str(tables.about_pages()[page].who).startswith("Of these, only") for page in FEWER)


def named_in(permission: str | None) -> set[str]:
    """As rows of the matrix name them: roles for everybody, a coach of one person, and whoever has no role."""
    named: set[str] = set()
    for branch in access.installed()[permission or ""]:
        if access.is_program in branch or any(hasattr(predicate, "purpose") for predicate in branch):
            continue
        if set(branch) <= {access.is_member, access.logged_in_for_signing}:
            named |= {*Role, objects.COACH, objects.NO_ROLE}
        named |= {role for predicate in branch for role in getattr(predicate, "roles", ())}
        named |= {objects.COACH for predicate in branch if hasattr(predicate, "roles_for_some")}
    return named


def roles_in(permission: str) -> set[Role]:
    """Every role that a branch of it names, for everybody or for some."""
    kinds = ("roles", "roles_for_some", "roles_over")
    predicates = [predicate for branch in access.installed()[permission] for predicate in branch]
    return {role for predicate in predicates for kind in kinds for role in getattr(predicate, kind, ())}


@pytest.mark.django_db
def test_it_stands_below_the_heading_and_opens_without_javascript() -> None:
    lead = make.member(make.workspace(), Role.TALENT_LEAD)
    html = lead.client().get(reverse("people:grant_role", args=[lead.slug])).content.decode()
    heading, help_begins = html.index("<h1>"), html.index('<details class="govuk-details help')
    assert heading < help_begins < html.index('<form method="post" novalidate>', heading)
    assert html.count('<details class="govuk-details help') == 1
    assert "<dd>Talent lead, operator.</dd>" in html


@pytest.mark.django_db
def test_a_page_that_was_not_shown_says_nothing_of_itself() -> None:
    where = make.workspace()
    worker, lead = make.member(where, Role.WORKER), make.member(where, Role.TALENT_LEAD)
    refused = worker.client().get(reverse("people:roles", args=[where.slug]))
    missing = lead.client().get(reverse("people:person", args=[where.slug, where.pk]))
    anybody = Client().get(reverse("house:front"))
    for answer, status in ((refused, 403), (missing, 404), (anybody, 200)):
        assert answer.status_code == status
        assert "About this page" not in answer.content.decode()


@pytest.mark.django_db
def test_it_asks_the_database_nothing_and_takes_no_time(
    django_assert_num_queries: Callable[..., Any], rf: RequestFactory
) -> None:
    lead = make.member(make.workspace(), Role.TALENT_LEAD)
    address = reverse("people:person", args=[lead.slug, lead.person_id])
    request = rf.get(address)
    request.resolver_match, actor = resolve(address), lead.actor

    def help_of_the_page() -> str:
        found = navigation._help_here(request, actor)
        assert found is not None
        return tag(found["what"], found["who"], found["example"], found["also"])

    with django_assert_num_queries(0):
        assert "You; talent lead" in help_of_the_page()  # the first time it is put into words
        began = process_time()
        for _ in range(200):
            help_of_the_page()
        took = (process_time() - began) / 200 * 1000
    assert took < MILLISECONDS_OF_A_PAGE, f"{took:.3f} ms"
