import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.people import factories as make

from skillmark.foundation import audit
from skillmark.foundation.access import Forbidden
from skillmark.foundation.erasure import Erased, erase, seal, unseal
from skillmark.foundation.models import AuditRow, PersonKey
from skillmark.foundation.roles import Role, holder
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import Problem
from skillmark.people import actions, queries
from skillmark.people.answers import ANSWERS
from skillmark.people.models import Account, Employment, Message, SelfRating

pytestmark = pytest.mark.django_db
NAME, JOB, REFERENCE = "Xiomara Quetzalcoatl-Hemingway", "Periwinkle stripper", "REF-998877"
MARKS = ("xiomara", "quetzalcoatl", "periwinkle", "ref-998877", "unusual-answer")


def somebody(where: queries.Workspace) -> make.Member:
    """A person with something in every table of people."""
    actor = make.system(where)
    brought = make.applicant(REFERENCE, NAME, JOB, [("2.A.1.c", "4")])
    persons = actions.import_applicants(actor, applicants=[brought], now=make.NOW)
    again = make.applicant(REFERENCE, NAME, JOB + " II", [("2.A.1.c", "5")])
    actions.import_applicants(actor, applicants=[again], now=make.NOW)
    person_id = persons[REFERENCE].pk
    actions.import_demographics(actor, rows=[(REFERENCE, "sex", "unusual-answer")], now=make.NOW)
    account_id = make.account(NAME, email="xiomara@example.org", password="a-long-enough-one")
    actions.link_account(actor, person_id=person_id, account_id=account_id, now=make.NOW)
    actions.grant_role(actor, person_id=person_id, role=Role.WORKER, now=make.NOW)
    herself = queries.actor_for(account_id, where.slug, strong_login=False)
    actions.give_consent(herself, person_id=person_id, purpose="slate", recipients=["xiomara's own"], now=make.NOW)
    lead = make.member(where, Role.TALENT_LEAD, name="Lea Lead")
    actions.keep_problems(
        lead.actor, file="a.csv", problems=[Problem("a.csv", f"“{NAME}” is not a number", 2, "years")], now=make.NOW
    )
    return make.Member(person_id, account_id, where.slug)


def everything() -> str:
    """Every byte SQLite keeps, free pages too; every row PostgreSQL has."""
    if connection.vendor == "sqlite":
        return bytes(connection.connection.serialize()).decode("latin-1").lower()
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows += [row[0] for row in cursor.fetchall()]
    return "\n".join(rows).lower()


def test_after_erasing_no_trace_is_left_in_the_database() -> None:
    where = make.workspace()
    person = somebody(where)
    client = person.client()
    assert client.get("/me/").status_code == 200
    before = everything()
    assert all(mark in before for mark in MARKS)
    actions.erase_person(make.system(where), person_id=person.person_id, now=make.NOW)
    after = everything()
    assert [mark for mark in MARKS if mark in after] == []
    assert client.get("/me/").status_code == 302


def test_the_chain_still_verifies_and_names_her_by_id_alone() -> None:
    where = make.workspace()
    person = somebody(where)
    actions.erase_person(make.system(where), person_id=person.person_id, now=make.NOW)
    assert audit.check(where.pk) is None
    actions_taken = set(AuditRow.objects.filter(workspace_id=where.pk).values_list("action", flat=True))
    assert {"people.person.forgotten", "foundation.person.erased"} <= actions_taken


def test_what_was_sealed_under_her_key_cannot_be_opened_any_more() -> None:
    where = make.workspace()
    person = somebody(where)
    sealed = seal(make.system(where), person.person_id, b"kept in history")
    assert unseal(person.person_id, sealed) == b"kept in history"
    actions.erase_person(make.system(where), person_id=person.person_id, now=make.NOW)
    assert not PersonKey.objects.filter(person_id=person.person_id).exists()
    with pytest.raises(Erased):
        unseal(person.person_id, sealed)


def test_an_erased_person_is_nobody_to_every_question() -> None:
    where = make.workspace()
    person, actor = somebody(where), make.system(where)
    actions.erase_person(actor, person_id=person.person_id, now=make.NOW)
    with pytest.raises(NotFound):
        queries.person(actor, person.person_id)
    assert queries.names(actor, [person.person_id]) == {person.person_id: ""}
    assert queries.past_jobs(actor, [person.person_id]) == {}
    assert queries.claimed_levels(actor, [person.person_id]) == {}
    held = ANSWERS["personal_data"](actor, person.person_id)
    assert {row["kind"] for row in held} <= {"person", "role"}
    for model in (Employment, SelfRating, Message):
        assert not model.objects.within(actor).filter(person_id=person.person_id).exists()


def test_erasing_twice_and_once_more_after_a_restore_changes_nothing() -> None:
    where = make.workspace()
    person, actor = somebody(where), make.system(where)
    actions.erase_person(actor, person_id=person.person_id, now=make.NOW)
    erase(actor, person.person_id, make.NOW + timedelta(days=1))
    erased = queries.Person.objects.within(actor).get(pk=person.person_id)
    assert erased.erased_at == make.NOW


def test_an_account_that_lives_elsewhere_stays_hers() -> None:
    here, there = make.workspace(), make.workspace()
    person = somebody(here)
    other = make.person(there, NAME)
    actions.link_account(make.system(there), person_id=other.pk, account_id=person.account_id, now=make.NOW)
    actions.erase_person(make.system(here), person_id=person.person_id, now=make.NOW)
    assert [one.slug for one in queries.own_workspaces(holder(person.account_id))] == [there.slug]
    assert queries.person(make.system(there), other.pk).name == NAME
    with pytest.raises(NotFound):
        queries.actor_for(person.account_id, here.slug, strong_login=False)


def test_an_account_that_is_nobody_s_any_more_goes_with_her() -> None:
    where = make.workspace()
    person = somebody(where)
    actions.erase_person(make.system(where), person_id=person.person_id, now=make.NOW)
    assert not Account.objects.filter(pk=person.account_id).exists()


def test_nobody_erases_herself_and_no_recruiter_erases_anybody() -> None:
    where = make.workspace()
    lead, recruiter = make.member(where, Role.TALENT_LEAD), make.member(where, Role.RECRUITER)
    with pytest.raises(Forbidden):
        actions.erase_person(lead.actor, person_id=lead.person_id, now=make.NOW)
    with pytest.raises(Forbidden):
        actions.erase_person(recruiter.actor, person_id=lead.person_id, now=make.NOW)


def test_no_workspace_erases_another_s_person() -> None:
    here, there = make.workspace(), make.workspace()
    person = make.person(there, NAME)
    with pytest.raises(NotFound):
        actions.erase_person(make.system(here), person_id=person.pk, now=make.NOW)
    ANSWERS["erase"](make.system(here), person.pk, make.NOW)
    assert queries.person(make.system(there), person.pk).name == NAME


SCRIPT = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.people import factories as make
from tests.people.test_erasure import everything_written
everything_written()
"""


def everything_written() -> None:
    """Store somebody in a database file, look for her there, erase her."""
    where = make.workspace()
    person = somebody(where)
    assert "xiomara" in _files(), "she was never in the files"
    actions.erase_person(make.system(where), person_id=person.person_id, now=make.NOW)


def _files(folder: Path | None = None) -> str:
    place = folder or Path(os.environ["SKILLMARK_DATA"])
    return "".join(file.read_bytes().decode("latin-1") for file in place.glob("skillmark.sqlite3*")).lower()


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="the raw files are SQLite's")
def test_after_erasing_no_trace_is_left_in_the_files_of_sqlite(tmp_path: Path, root: Path) -> None:
    environment = os.environ | {
        "SKILLMARK_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "skillmark.config.settings"),
        "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root), os.environ.get("PYTHONPATH", "")]),
    }
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    left = _files(tmp_path)
    assert "people_person" in left
    assert [mark for mark in MARKS if mark in left] == []
