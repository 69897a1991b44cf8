"""Forgetting a person: what was sealed cannot be read, files go, and a restored backup forgets again."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as project
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.foundation.factories import NOON, worker, workspace

from skillmark.foundation import anchors, audit, erasure, files, links, personal, sources
from skillmark.foundation.erasure import Erased
from skillmark.foundation.models import AuditRow, CapabilityLink, Erasure, PersonKey, StoredFile, Workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(tmp_path: Path, settings: Any) -> Workspace:
    settings.DATA = tmp_path
    return workspace()


def test_a_sealed_value_opens_again(place: Workspace) -> None:
    person = sources.new_id()
    sealed = erasure.seal(worker(place), person, b"Maria Lopez")
    assert b"Maria" not in sealed
    assert erasure.unseal(person, sealed) == b"Maria Lopez"


def test_a_value_sealed_for_one_person_does_not_open_for_another(place: Workspace) -> None:
    from cryptography.exceptions import InvalidTag

    one, other = sources.new_id(), sources.new_id()
    sealed = erasure.seal(worker(place), one, b"Maria Lopez")
    erasure.seal(worker(place), other, b"x")
    with pytest.raises(InvalidTag):
        erasure.unseal(other, sealed)


def test_values_of_many_people_are_opened_by_one_query_and_those_of_the_erased_are_not(place: Workspace) -> None:
    here = worker(place)
    people = [sources.new_id() for _ in range(3)]
    sealed = [(person, erasure.seal(here, person, person.bytes)) for person in people]
    erasure.erase(here, people[1], NOON)
    with CaptureQueriesContext(connection) as asked:
        assert erasure.unseal_all(sealed) == [people[0].bytes, None, people[2].bytes]
    assert len(asked) == 1


def test_after_erasure_nothing_sealed_opens_and_no_second_key_is_made(place: Workspace) -> None:
    person = sources.new_id()
    sealed = erasure.seal(worker(place), person, b"Maria Lopez")
    erasure.erase(worker(place), person, NOON)
    with pytest.raises(Erased):
        erasure.unseal(person, sealed)
    with pytest.raises(Erased):
        erasure.seal(worker(place), person, b"again")
    assert not PersonKey.objects.filter(person_id=person).exists()


def test_the_chain_notes_an_erasure_by_id_alone_and_stays_whole(place: Workspace) -> None:
    person = sources.new_id()
    erasure.seal(worker(place), person, b"Maria Lopez")
    erasure.erase(worker(place), person, NOON)
    row = AuditRow.objects.filter(action="foundation.person.erased").get()
    assert row.facts == {"person": str(person)}
    assert audit.check(place.pk) is None
    assert anchors.check(place.pk) is None


def kept_bytes() -> list[bytes]:
    return [path.read_bytes() for path in (Path(project.DATA) / "files").rglob("*") if path.is_file()]


def test_files_and_links_of_a_person_go_with_her(place: Workspace, django_capture_on_commit_callbacks: Any) -> None:
    person = sources.new_id()
    stored = files.store(worker(place), name="letter.txt", content=b"Maria Lopez", person_id=person, now=NOON)
    files.store(worker(place), name="rules.txt", content=b"of the house", person_id=None, now=NOON)
    links.open_link(
        worker(place),
        purpose="test.read",
        subject=stored,
        person_id=person,
        expires_at=NOON,
        single_use=False,
        now=NOON,
    )
    told = personal.personal_data(worker(place), person)
    assert [entry["kind"] for entry in told] == ["file", "link"]
    assert len(kept_bytes()) == 2
    assert all(b"Maria" not in content for content in kept_bytes())
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(worker(place), person, NOON)
    assert personal.personal_data(worker(place), person) == []
    assert kept_bytes() == [b"of the house"]
    assert StoredFile.objects.within(worker(place)).count() == 1
    assert not CapabilityLink.objects.within(worker(place)).exists()


def erase_and_commit(place: Workspace, person: UUID, capture: Any) -> None:
    with capture(execute=True):
        erasure.erase(worker(place), person, NOON)


def test_a_restored_backup_forgets_again(place: Workspace, django_capture_on_commit_callbacks: Any) -> None:
    from django.db import connection

    from skillmark.foundation import triggers

    person = sources.new_id()
    sealed = erasure.seal(worker(place), person, b"Maria Lopez")
    backup = PersonKey.objects.get(person_id=person)
    erase_and_commit(place, person, django_capture_on_commit_callbacks)
    with triggers.lifted(connection):
        Erasure.objects.all().delete()
    backup.save(force_insert=True)
    assert erasure.unseal(person, sealed) == b"Maria Lopez", "as if it had never been"
    assert erasure.catch_up(NOON) == 1
    with pytest.raises(Erased):
        erasure.unseal(person, sealed)
    assert erasure.erasure_list() == [(place.pk, person)]
    assert erasure.catch_up(NOON) == 0


def test_the_list_beside_the_database_survives_a_line_that_was_cut_off(
    place: Workspace, django_capture_on_commit_callbacks: Any
) -> None:
    first, second = sources.new_id(), sources.new_id()
    erase_and_commit(place, first, django_capture_on_commit_callbacks)
    with (Path(project.DATA) / erasure.LIST).open("a") as out:
        out.write('{"workspace": "019')
    erase_and_commit(place, second, django_capture_on_commit_callbacks)
    assert erasure.read_list(Path(project.DATA) / erasure.LIST) == [(place.pk, first), (place.pk, second)]


def test_an_erasure_the_file_does_not_know_is_added_to_it(place: Workspace) -> None:
    person = sources.new_id()
    erasure.erase(worker(place), person, NOON)
    assert erasure.read_list(Path(project.DATA) / erasure.LIST) == [], "killed between commit and file"
    erasure.catch_up(NOON)
    assert erasure.read_list(Path(project.DATA) / erasure.LIST) == [(place.pk, person)]


def test_erasing_twice_is_erasing_once(place: Workspace) -> None:
    person = sources.new_id()
    for _ in range(2):
        erasure.erase(worker(place), person, NOON)
    assert Erasure.objects.filter(person_id=person).count() == 1
