"""Taking everything along on a page: the key shown once, the file made by a job, a trial gone after it."""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from tests.people import factories as people

from skillmark.config.installation import archive
from skillmark.config.installation.moving import kept, read_back
from skillmark.foundation import jobs, sources, trials
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Role, program

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]
KEY = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]+")
ADDRESS = re.compile(r"/taken/[A-Za-z0-9_-]+/")


@pytest.fixture(autouse=True)
def _place_of_files(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.BACKUPS = ""


@pytest.fixture
def operator() -> people.Member:
    return people.member(people.workspace(demonstration=True), Role.OPERATOR)


def address(name: str, member: people.Member) -> str:
    return reverse(f"house:{name}", kwargs={"workspace": member.slug})


def asked(answer: Any) -> tuple[str, str]:
    """The key and the address on the page that shows them once."""
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    text = answer.content.decode()
    return KEY.search(text)[0], ADDRESS.search(text)[0]  # type: ignore[index]


def carried_out() -> None:
    while jobs.run_next(sources.now()):
        pass


def fetched(client: Any, where: str, tmp_path: Path, key: str) -> str:
    """The name of the workspace in the file, opened by the key that was shown."""
    assert "Download the file" in client.get(where).content.decode()
    file, key_file = tmp_path / "fetched", tmp_path / "key"
    answer = client.get(f"{where}file")
    assert "attachment" in answer["Content-Disposition"]
    file.write_bytes(b"".join(answer.streaming_content))
    key_file.write_text(key)
    return read_back(file, archive.key_of(key_file)).slug


def test_the_operator_takes_everything_along_and_the_key_is_kept_nowhere(
    operator: people.Member, tmp_path: Path
) -> None:
    people.person(Workspace.objects.get(slug=operator.slug), phone="+1 555 0142 998")  # nobody said STOP here yet
    client = operator.client()
    assert client.get(address("take_along", operator)).status_code == 200
    key, where = asked(client.post(address("take_along", operator)))
    assert "It waits for its turn" in client.get(where).content.decode()
    assert client.get(f"{where}file").status_code == 404
    carried_out()
    assert fetched(client, where, tmp_path, key) == operator.slug
    for path in (tmp_path / "exports").rglob("*"):
        assert path.is_dir() or key.encode() not in path.read_bytes()
        assert where.split("/")[2] not in path.name
    assert Workspace.objects.filter(slug=operator.slug).exists()
    assert client.get(where.replace("taken/", "taken/x")).status_code == 404


def test_it_stays_for_a_week_and_goes_when_somebody_is_erased(operator: people.Member, tmp_path: Path) -> None:
    client = operator.client()
    _, where = asked(client.post(address("take_along", operator)))
    carried_out()
    (file,) = (tmp_path / "exports").rglob(f"*{kept.ENDING}")
    old = (sources.now() - kept.KEPT - timedelta(hours=1)).timestamp()
    os.utime(file, (old, old))
    assert client.get(where).status_code == 404
    kept.sweep(operator.actor, {}, sources.now())
    assert not file.exists()
    asked(client.post(address("take_along", operator)))
    carried_out()
    kept.forget(operator.actor, operator.person_id, sources.now())
    assert not list((tmp_path / "exports").rglob("*.*"))


def test_real_records_ask_for_a_second_step_and_are_never_deleted(tmp_path: Path) -> None:
    real = people.member(people.workspace("real"), Role.OPERATOR)
    client = real.client()
    for name in ("take_along", "delete_trial"):
        answer = client.post(address(name, real), {"name": "x"})
        assert answer.status_code in (302, 403)
        assert "AGE-SECRET-KEY" not in answer.content.decode()
    with pytest.raises(trials.NoTrial):
        kept.ask(program(Workspace.objects.get(slug=real.slug).pk, "a test"), delete=True, now=sources.now())
    assert not (tmp_path / "exports").exists()


def test_a_trial_goes_once_its_name_is_typed_and_its_file_stays_for_its_operator(
    operator: people.Member, tmp_path: Path
) -> None:
    place = Workspace.objects.get(slug=operator.slug)
    client = operator.client()
    assert client.get(address("delete_trial", operator)).status_code == 302, "it is none yet"
    trials.mark(program(place.pk, "a test", demonstration=True), trial=True, now=sources.now())
    name = kept.name_of(operator.actor)
    assert name in client.get(address("delete_trial", operator)).content.decode()
    assert client.post(address("delete_trial", operator), {"name": f"{name}?"}).status_code == 400
    carried_out()
    assert Workspace.objects.filter(pk=place.pk).exists()
    key, where = asked(client.post(address("delete_trial", operator), {"name": name}))
    carried_out()
    assert not Workspace.objects.filter(pk=place.pk).exists()
    assert fetched(client, where, tmp_path, key) == operator.slug


def test_nothing_is_deleted_whose_file_cannot_be_written(operator: people.Member, tmp_path: Path) -> None:
    place = Workspace.objects.get(slug=operator.slug)
    trials.mark(program(place.pk, "a test", demonstration=True), trial=True, now=sources.now())
    client = operator.client()
    _, where = asked(client.post(address("delete_trial", operator), {"name": kept.name_of(operator.actor)}))
    folder = tmp_path / "exports" / place.pk.hex
    (told,) = folder.glob("*.json")
    told.with_suffix(kept.ENDING).mkdir()  # something stands in its place
    carried_out()
    assert Workspace.objects.filter(pk=place.pk).exists()
    assert not list(folder.glob(".*"))
    assert "Download" not in client.get(where).content.decode()
