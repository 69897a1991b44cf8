"""An occupation database, once loaded, never changes, and no workspace chooses for another."""

import threading
from collections.abc import Mapping

import pytest
from django.db import DatabaseError, connection, transaction
from tests.standards.factories import NOON, lead, load_small_database, net_menders, onet_files, workspace, zipped

from skillmark.foundation import audit
from skillmark.foundation.roles import Actor
from skillmark.kernel import skills
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, archives, queries

pytestmark = pytest.mark.django_db
ROPES = {"51-0002.00": {"2.A.1.b": 3, "2.B.3.k": 3, "2.C.1.e": 1}}


@pytest.fixture
def ours() -> Actor:
    return lead(workspace("harbor"))


@pytest.fixture
def theirs() -> Actor:
    return lead(workspace("quarry"))


def altered() -> dict[str, bytes]:
    """The small database with the rope makers' active listening raised from 3 to 7."""
    files = onet_files()
    name = "Skills.txt"
    raised = files[name].replace(b"51-0002.00\t2.A.1.b\tLV\t3.00", b"51-0002.00\t2.A.1.b\tLV\t7.00")
    assert raised != files[name]
    return files | {name: raised}


def load(actor: Actor, files: Mapping[str, bytes], name: str = "db_29_0_text.zip") -> queries.ReferenceSource:
    database = archives.from_zip(zipped(files, "text"), name=name)
    return actions.load_occupations(actor, database=database, now=NOON)


def levels(actor: Actor, framework: queries.Framework) -> object:
    return queries.past_job_levels(actor, framework.pk, ["rope makers"])[1]


def test_another_workspaces_upload_changes_nothing_of_ours(ours: Actor, theirs: Actor) -> None:
    load_small_database(ours)
    framework = net_menders(ours)
    rows = audit.length(ours.workspace_id)
    load(theirs, altered())
    assert levels(ours, framework) == ROPES
    assert levels(ours, net_menders(ours)) == ROPES, "a new draft of ours is made from what we loaded"
    assert levels(theirs, net_menders(theirs)) == {"51-0002.00": ROPES["51-0002.00"] | {"2.A.1.b": 7}}
    assert audit.length(ours.workspace_id) == rows + 1, "the draft alone"


def test_our_own_new_upload_leaves_what_was_drafted_before(ours: Actor) -> None:
    before = load_small_database(ours)
    framework = net_menders(ours)
    after = load(ours, altered())
    assert after.pk != before.pk
    assert levels(ours, framework) == ROPES
    assert framework.reference_source_id == before.pk
    assert net_menders(ours).reference_source_id == after.pk


def test_the_same_files_again_change_nothing(ours: Actor) -> None:
    first = load_small_database(ours)
    rows = audit.length(ours.workspace_id)
    assert load_small_database(ours).pk == first.pk
    assert (first.occupations.count(), first.elements.count()) == (4, 6)
    assert audit.length(ours.workspace_id) == rows


def test_the_same_files_are_kept_once_and_chosen_in_each_workspaces_own_chain(ours: Actor, theirs: Actor) -> None:
    rows = audit.length(theirs.workspace_id)
    assert load_small_database(ours).pk == load_small_database(theirs).pk
    assert queries.ReferenceSource.objects.count() == 1
    assert audit.length(theirs.workspace_id) == rows + 1


def test_an_earlier_database_is_taken_up_again(ours: Actor) -> None:
    first = load_small_database(ours)
    load(ours, altered())
    load_small_database(ours)
    assert net_menders(ours).reference_source_id == first.pk


def test_a_workspace_that_loaded_none_has_none(ours: Actor, theirs: Actor) -> None:
    load_small_database(ours)
    assert queries.occupation_source(theirs) is None
    assert queries.occupations(theirs, "menders") == []
    with pytest.raises(BadInput, match="no occupation database is loaded"):
        net_menders(theirs)


def test_a_digest_covers_what_drafts_are_read_from_and_the_version_told() -> None:
    def digest(files: Mapping[str, bytes], name: str = "db_29_0_text.zip", folder: str = "text") -> str:
        return archives.digest(archives.from_zip(zipped(files, folder), name=name))

    files = onet_files()
    assert digest(files) == digest(dict(reversed(files.items())), folder="other")
    assert digest(files) == digest(files | {"Read Me.txt": b"new"})
    assert digest(files) != digest(altered())
    assert digest(files) != digest(files, name="db_30_1_text.zip")
    with pytest.raises(BadInput, match=r"lacks this file"):
        digest({"Skills.txt": files["Skills.txt"]})


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE standards_referencesource SET title = 'Another'",
        "UPDATE standards_referenceoccupation SET ratings = '[]'",
        "UPDATE standards_referenceelement SET name = 'Another'",
        "DELETE FROM standards_referenceoccupation",
        "DELETE FROM standards_referenceelement",
    ],
)
def test_the_database_refuses_to_change_what_was_loaded(ours: Actor, change: str) -> None:
    load_small_database(ours)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.django_db(transaction=True)
def test_two_uploads_of_the_same_files_at_once_both_succeed(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer: the second waits before it looks")
    actors = [lead(workspace(slug)) for slug in ("harbor", "quarry")] * 2
    all_looked, read = threading.Barrier(len(actors)), skills.read_elements

    def read_when_all_have_looked(files: skills.Files) -> dict[str, skills.Element]:
        all_looked.wait(30)
        return read(files)

    monkeypatch.setattr(skills, "read_elements", read_when_all_have_looked)
    loaded: list[object] = []

    def carry(actor: Actor) -> None:
        try:
            loaded.append(load_small_database(actor).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=carry, args=[actor]) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loaded == [queries.ReferenceSource.objects.get().pk] * len(actors)
    assert queries.ReferenceSource.objects.get().occupations.count() == 4
    assert [audit.length(actor.workspace_id) for actor in actors[:2]] == [1, 1]
