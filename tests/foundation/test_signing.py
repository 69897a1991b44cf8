"""Asking the signer, and a workspace's keys over time: in force, replaced, in other hands."""

import os
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from tests.foundation.factories import NOON, actor, worker, workspace

from skillmark.foundation import access, actions, audit, outbox, signer, signing
from skillmark.foundation.keyring.keys import Ring
from skillmark.foundation.keyring.server import Signer, socket_path
from skillmark.foundation.models import AuditRow, Job, SigningKey, Workspace
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.signing import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def start(tmp_path: Path, settings: Any) -> Iterator[Callable[..., Signer]]:
    """Start signers in this test's own folder; the last one is stopped at the end."""
    settings.DATA = tmp_path
    running: list[tuple[Signer, threading.Thread]] = []

    def stop() -> None:
        while running:
            server, thread = running.pop()
            server.shutdown()
            thread.join()
            server.server_close()

    def started(master: bytes = b"m" * 32) -> Signer:
        stop()
        server = Signer(socket_path(tmp_path), Ring(master))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.append((server, thread))
        return server

    yield started
    stop()
    signer._hang_up()


def verifies(public: bytes, signature: bytes, data: bytes) -> bool:
    Ed25519PublicKey.from_public_bytes(bytes(public)).verify(signature, data)
    return True


def test_a_signature_over_the_socket_verifies(start: Callable[..., Signer]) -> None:
    start()
    place = workspace(demonstration=False)
    data = os.urandom(100_000)
    assert verifies(signer.public_key(place.pk, 1), signer.sign(place.pk, 1, data), data)


def test_the_client_finds_a_signer_that_was_started_again(start: Callable[..., Signer]) -> None:
    start()
    place = workspace(demonstration=False)
    before = signer.sign(place.pk, 1, b"data")
    start()
    assert signer.sign(place.pk, 1, b"data") == before


def test_each_thread_has_a_line_of_its_own(start: Callable[..., Signer]) -> None:
    start()
    lines = []

    def open_line() -> None:
        lines.append(signer._line())

    for _ in range(2):
        thread = threading.Thread(target=open_line)
        thread.start()
        thread.join()
    open_line()
    assert len({id(line) for line in lines}) == 3
    for line in lines[:2]:
        line.close()


def test_without_a_signer_the_refusal_says_what_to_do(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(signer, "PATIENCE_SECONDS", 0.1)
    place = workspace(demonstration=False)
    assert not signer.running()
    with pytest.raises(signer.SignerUnavailable, match="skillmark signer"):
        signer.sign(place.pk, 1, b"data")


def test_a_seed_never_signs_for_a_real_workspace() -> None:
    with signer.in_process("7"), pytest.raises(signer.SignerRefused, match="demonstration"):
        signer.sign(workspace(demonstration=False).pk, 1, b"data")


def test_a_demonstrations_key_is_used_later_by_the_process(start: Callable[..., Signer]) -> None:
    place = workspace()
    with signer.in_process("7"):
        first = signing.sign(place.pk, b"data", NOON)
    start()
    later = signing.sign(place.pk, b"data", NOON + timedelta(days=1))
    assert (later.value, later.key) == (first.value, first.key)


def test_a_signer_beside_another_master_key_makes_no_unverifiable_record(start: Callable[..., Signer]) -> None:
    start()
    place = workspace(demonstration=False)
    signing.sign(place.pk, b"data", NOON)
    start(b"n" * 32)
    with pytest.raises(signer.SignerRefused, match="another key 1"):
        signing.sign(place.pk, b"data", NOON)


@pytest.fixture
def place() -> Iterator[Workspace]:
    with signer.in_process("7"):
        yield workspace()


def test_the_first_key_is_made_when_it_is_first_wanted(place: Workspace) -> None:
    assert signing.keys(place.pk) == []
    key = signing.key_in_force(place.pk, NOON)
    assert key.number == 1
    assert signing.key_in_force(place.pk, NOON) == key


def test_after_a_rotation_the_new_key_signs_and_the_old_one_stays(place: Workspace) -> None:
    old = signing.sign(place.pk, b"data", NOON)
    later = NOON + timedelta(days=30)
    fresh = actions.rotate_signing_key(actor(place, Role.OPERATOR), now=later)
    new = signing.sign(place.pk, b"data", later)
    assert new.key == fresh
    assert new.value != old.value
    kept = SigningKey.objects.get(workspace=place, number=1)
    assert verifies(kept.public, old.value, b"data")
    assert signing.standing(kept, NOON) is Standing.GOOD
    assert signing.standing(kept, later) is Standing.RETIRED
    assert signing.standing(fresh, NOON) is Standing.NOT_YET
    assert AuditRow.objects.filter(action="foundation.signing_key.rotated", workspace=place).count() == 1


def test_what_a_stolen_key_signed_from_then_on_does_not_count(place: Workspace) -> None:
    signing.key_in_force(place.pk, NOON)
    since, now = NOON + timedelta(days=3), NOON + timedelta(days=5)
    key = actions.mark_compromised(actor(place, Role.OPERATOR), number=1, since=since, now=now)
    assert signing.standing(key, NOON) is Standing.GOOD
    assert signing.standing(key, since) is Standing.COMPROMISED
    assert signing.key_in_force(place.pk, now).number == 2


def test_a_key_can_be_known_stolen_earlier_but_never_later(place: Workspace) -> None:
    signing.key_in_force(place.pk, NOON)
    operator = actor(place, Role.OPERATOR)
    for days in (3, 1, 5):
        key = actions.mark_compromised(operator, number=1, since=NOON + timedelta(days=days), now=NOON)
    assert key.compromised_from == NOON + timedelta(days=1)
    assert len(signing.keys(place.pk)) == 2


def test_those_who_signed_with_a_stolen_key_are_told(place: Workspace) -> None:
    told: list[Any] = []

    def hear(*heard: Any) -> None:
        told.append(heard)

    outbox.install({"foundation.signing_key.compromised": [hear]})
    try:
        signing.key_in_force(place.pk, NOON)
        actions.mark_compromised(actor(place, Role.OPERATOR), number=1, since=NOON, now=NOON)
        assert Job.objects.get(kind="announcement").payload["payload"]["number"] == 1
    finally:
        from skillmark.config import tables

        tables.install()


def test_only_an_operator_calls_a_key_stolen(place: Workspace) -> None:
    signing.key_in_force(place.pk, NOON)
    for stranger in (actor(place, Role.TALENT_LEAD), worker(place)):
        with pytest.raises(access.Forbidden):
            actions.mark_compromised(stranger, number=1, since=NOON, now=NOON)
    with pytest.raises(access.Forbidden):
        actions.rotate_signing_key(actor(place, Role.WORKER), now=NOON)


def test_a_key_that_never_was_cannot_be_called_stolen(place: Workspace) -> None:
    with pytest.raises(NotFound):
        actions.mark_compromised(actor(place, Role.OPERATOR), number=9, since=NOON, now=NOON)
    assert audit.length(place.pk) == 0
