"""A trial is deleted whole, and nothing else: by no verb, no statement and no restored backup."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings as project
from django.db import DatabaseError, connection, transaction
from tests.foundation.factories import NOON, actor, worker

from skillmark.foundation import access, actions, audit, erasure, files, outbox, signer, sources, trials, triggers
from skillmark.foundation.models import AuditHead, InstallationRow, PersonKey, Trial, Workspace
from skillmark.foundation.roles import Role
from skillmark.people import actions as people

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture(autouse=True)
def _place_of_files(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.BACKUPS = str(tmp_path / "backups")
    (tmp_path / "backups").mkdir()


@pytest.fixture
def two() -> tuple[Workspace, Workspace]:
    """A trial and another workspace, each with people, files, history, signatures and jobs."""
    both = (filled("trial"), filled("other"))
    trials.mark(worker(both[0]), trial=True, now=NOON)
    return both


def filled(slug: str) -> Workspace:
    place = people.open_workspace(
        slug=slug, name=f"{slug} works", demonstration=True, currency="USD", time_zone="UTC", now=NOON
    )
    program = worker(place)
    person = people.add_person(program, name="Ana Ruiz", email=f"ana@{slug}.example", now=NOON)
    gone = people.add_person(program, name="Maria Lopez", email=f"maria@{slug}.example", now=NOON)
    for role in (Role.TALENT_LEAD, Role.OPERATOR):
        people.grant_role(program, person_id=person.pk, role=role, now=NOON)
    account = people.open_account(email=f"ana@{slug}.example", name="Ana", password="x", now=NOON)
    people.link_account(program, person_id=person.pk, account_id=account.pk, now=NOON)
    files.store(program, name="a.txt", content=b"hers", person_id=person.pk, now=NOON)
    files.store(program, name="b.txt", content=b"of the house", person_id=None, now=NOON)
    outbox.enqueue(program, "foundation.sweep", key=f"sweep/{slug}", payload={}, due_at=NOON, now=NOON)
    with signer.in_process("7"):
        actions.anchor_chain(program, now=NOON)
    erasure.erase(program, gone.pk, NOON)
    return place


def rows_of(place: UUID) -> dict[str, list[Any]]:
    """Everything the database and the disk hold of a workspace, and what belongs to nobody."""
    found: dict[str, list[Any]] = {}
    for model in apps.get_models(include_auto_created=True):
        own = any(field.attname == "workspace_id" for field in model._meta.concrete_fields)
        if own:
            found[model._meta.label] = list(model._base_manager.filter(workspace_id=place).order_by("pk").values())
    folder = Path(project.DATA) / "files" / place.hex
    found["files"] = sorted(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    found["itself"] = list(Workspace.objects.filter(pk=place).values())
    return found


def held(place: UUID) -> set[str]:
    return {label for label, rows in rows_of(place).items() if rows}


def test_a_deleted_trial_is_gone_whole_and_nothing_of_another_changes(
    two: tuple[Workspace, Workspace], django_capture_on_commit_callbacks: Any
) -> None:
    trial, other = two
    before, head = rows_of(other.pk), AuditHead.objects.get(workspace=trial)
    assert {"foundation.AuditRow", "foundation.AuditAnchor", "foundation.Erasure", "files"} <= held(trial.pk)
    operator = actor(trial, Role.OPERATOR)
    with django_capture_on_commit_callbacks(execute=True):
        trials.delete(operator, name="trial works", now=NOON)
    assert held(trial.pk) == set()
    assert rows_of(other.pk) == before
    accounts = apps.get_model("people", "Account").objects
    assert list(accounts.values_list("email", flat=True)) == ["ana@other.example"]
    line = InstallationRow.objects.get()
    assert (line.facts["name"], line.head, line.person_id) == ("trial works", head.hash, operator.person_id)
    assert (line.facts["rows"], line.account_id) == (head.number, operator.account_id)
    assert trials.check() is None
    assert audit.check(other.pk) is None


def test_who_works_elsewhere_too_keeps_her_log_in(two: tuple[Workspace, Workspace]) -> None:
    trial, other = two
    hers = apps.get_model("people", "Account").objects.get(email="ana@trial.example")
    again = people.add_person(worker(other), name="Ana Ruiz", now=NOON)
    people.link_account(worker(other), person_id=again.pk, account_id=hers.pk, now=NOON)
    trials.delete(worker(trial), name="trial works", now=NOON)
    hers.refresh_from_db()


def test_a_real_workspace_is_refused_and_so_is_whoever_may_not(two: tuple[Workspace, Workspace]) -> None:
    trial, other = two
    before = rows_of(other.pk), rows_of(trial.pk)
    with pytest.raises(trials.NoTrial):
        trials.delete(worker(other), name="other works", now=NOON)
    for role in set(Role) - {Role.OPERATOR}:
        with pytest.raises(access.Forbidden):
            trials.delete(actor(trial, role), name="trial works", now=NOON)
    with pytest.raises(access.Forbidden):
        trials.mark(actor(other, Role.TALENT_LEAD, Role.OPERATOR), trial=True, now=NOON)
    trials.mark(worker(trial), trial=False, now=NOON)
    with pytest.raises(trials.NoTrial):
        trials.delete(worker(trial), name="trial works", now=NOON)
    trials.mark(worker(trial), trial=True, now=NOON)
    assert rows_of(other.pk) == before[0]
    assert not InstallationRow.objects.exists()
    assert audit.check(trial.pk) is None


def raw(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        raw(statement)


def line_of(place: Workspace, **instead: Any) -> None:
    head = AuditHead.objects.get(workspace=place)
    values = {"number": 1, "action": triggers.DELETED, "subject_id": place.pk, "head": head.hash, "recorded_at": NOON}
    InstallationRow.objects.create(**(values | instead))


@pytest.mark.parametrize("table", ["foundation_auditrow", "foundation_auditanchor", "foundation_erasure"])
def test_the_database_lets_history_go_only_of_a_closed_trial_that_the_installation_has_noted(
    two: tuple[Workspace, Workspace], table: str
) -> None:
    trial, _other = two
    deleting = f"DELETE FROM {table}"
    refused(deleting)
    Trial.objects.update(closed_at=NOON)
    refused(deleting)
    with transaction.atomic():
        line_of(trial, head=audit.START)
        refused(deleting)
        transaction.set_rollback(True)
    with transaction.atomic():
        line_of(trial, action="foundation.workspace.praised")
        refused(deleting)
        transaction.set_rollback(True)
    with transaction.atomic():
        Trial.objects.update(closed_at=None)
        line_of(trial)
        refused(deleting)
        transaction.set_rollback(True)
    line_of(trial)
    refused(deleting)  # the other's rows stay, so the whole statement is refused
    refused(f"UPDATE {table} SET recorded_at = recorded_at")
    own = "SELECT workspace_id FROM foundation_trial"
    refused(f"{deleting} WHERE workspace_id NOT IN ({own})")
    with transaction.atomic():
        raw(f"{deleting} WHERE workspace_id IN ({own})")
        transaction.set_rollback(True)
    with transaction.atomic():
        Trial.objects.all().delete()
        refused(f"{deleting} WHERE workspace_id = (SELECT subject_id FROM foundation_installationrow)")
        transaction.set_rollback(True)


def test_the_installations_own_line_never_changes_and_an_altered_one_is_found(
    two: tuple[Workspace, Workspace],
) -> None:
    trials.delete(worker(two[0]), name="trial works", now=NOON)
    refused("DELETE FROM foundation_installationrow")
    refused("UPDATE foundation_installationrow SET number = number")
    with triggers.lifted(connection, ["foundation_installationrow"]):
        raw("UPDATE foundation_installationrow SET process = %s", "nobody")
    broken = trials.check()
    assert broken is not None
    assert broken.number == 1


def test_a_restored_backup_does_not_bring_a_deleted_trial_back(
    two: tuple[Workspace, Workspace], django_capture_on_commit_callbacks: Any
) -> None:
    trial, other = two
    before = rows_of(other.pk)
    with django_capture_on_commit_callbacks(execute=True):
        trials.delete(worker(trial), name="trial works", now=NOON)
    for place in erasure.places():
        assert erasure.read_deleted(place / erasure.LIST) == [trial.pk]
    with triggers.lifted(connection, ["foundation_installationrow"]):
        InstallationRow.objects.all().delete()  # as an older backup has it
    back = Workspace.objects.create(pk=trial.pk, slug="trial", digest_key=b"k" * 32, recorded_at=NOON)
    PersonKey.objects.create(person_id=sources.new_id(), workspace=back, key=b"k" * 32)
    (Path(project.DATA) / erasure.LIST).unlink()  # the machine was lost; the list beside the backups was not
    with django_capture_on_commit_callbacks(execute=True):
        erasure.catch_up(NOON + timedelta(days=1))
    assert held(trial.pk) == set()
    assert InstallationRow.objects.get().facts["again"] is True
    assert rows_of(other.pk) == before
    assert erasure.read_deleted(Path(project.DATA) / erasure.LIST) == [trial.pk]
    erasure.catch_up(NOON + timedelta(days=2))
    assert InstallationRow.objects.count() == 1
