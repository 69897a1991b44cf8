"""An installation where one person left something everywhere, for `test_erasure`: `python -m tests.house.erasing VERB`.

`fill` makes it, `erase` erases her, `catch_up` does what a started worker does after a restore, `traces` looks through
every column of the database, `guesses` tries her number on the lottery. Each runs in a process of its own, on
SKILLMARK_DATA and DATABASE_URL, and prints JSON.
"""

import csv
import json
import os
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

NAME, EMAIL, PHONE, REFERENCE = "Zenobia Quillfeather", "zenobia.quillfeather@example.org", "+15550142999", "QX-90417"
TRACES = ("zenobia", "quillfeather", "5550142999", "qx-90417")
PEOPLE = 6


def data() -> Path:
    return Path(os.environ["SKILLMARK_DATA"])


def fill() -> dict[str, Any]:
    """The main job with her among the applicants, first of all; and all that a person can leave besides."""
    from django.core.management import call_command

    from skillmark.config.mainjob import inputs, run
    from skillmark.people import queries as people

    call_command("migrate", verbosity=0, interactive=False)
    asked = inputs.choose(
        occupation=None,
        onet=None,
        applicants=str(_applicants(inputs.EXAMPLE)),
        modules=None,
        demographics=str(_demographics()),
        credentials=None,
    )
    with run.repeatable(1):
        done = run.carry_out(
            asked,
            template="nontraditional",
            openings=2,
            minimum_cell=3,
            seed=1,
            accounts=False,
            progress=lambda line: None,
        )
        her = people.persons_by_reference(done.actor)[REFERENCE]
        assert done.proof.standing.award.person_id == her.pk, "she must have been tried, marked and given a record"
        _leave_traces(done.actor, her)
    _let_statistics_know()
    return {"person": str(her.pk), "workspace": str(her.workspace_id), "key": _key(her.pk).hex()}


def _key(person_id: UUID) -> bytes:
    """The bytes that open what was sealed for her; a file was, so there are some."""
    from skillmark.foundation.models import PersonKey

    return bytes(PersonKey.objects.values_list("key", flat=True).get(person_id=person_id))


def _let_statistics_know() -> None:
    """PostgreSQL samples values of every column some minutes after they came; here it does so at once."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _leave_traces(actor: Any, her: Any) -> None:
    """What else a person leaves: a log-in with its session, files, texts, a seat, a token's answers, a bad upload."""
    from django.test import Client
    from tests.credentials.factories import Issuer, as_file

    from skillmark.credentials import actions as credentials
    from skillmark.credentials import queries as records
    from skillmark.foundation import links, sources, tokens
    from skillmark.foundation.files import store
    from skillmark.foundation.models.doors import KeptAnswer
    from skillmark.foundation.roles import ANYBODY, Role, holder
    from skillmark.governance import actions as governance
    from skillmark.governance import queries as bodies
    from skillmark.kernel.values import BadInput
    from skillmark.people import actions as people
    from skillmark.people import queries

    now = sources.now()
    account = people.open_account(email=EMAIL, phone=PHONE, name=NAME, password="long enough", now=now)
    people.link_account(actor, person_id=her.pk, account_id=account.pk, now=now)
    people.grant_role(actor, person_id=her.pk, role=Role.TALENT_LEAD, now=now)
    slug = queries.workspace(actor).slug
    herself, herself_alone = queries.actor_for(account.pk, slug, strong_login=True), holder(account.pk)
    Client().force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    people.record_employment(herself, person_id=her.pk, title=f"Assistant to {NAME}", organisation=NAME, now=now)
    for recipient in (EMAIL, PHONE):  # two, and nobody else's: statistics remember a table that has become empty
        people.give_consent(herself, person_id=her.pk, purpose="contact", recipients=[recipient], now=now)
    stored = store(actor, name=f"{NAME}.txt", content=f"I am {NAME}, {PHONE}.".encode(), person_id=her.pk, now=now)
    links.open_link(
        actor,
        purpose="files.read",
        subject=stored,
        person_id=her.pk,
        expires_at=now + timedelta(days=9),
        single_use=False,
        now=now,
    )
    token, _ = tokens.open_token(
        herself,
        name=f"Script of {NAME}",
        permissions=["people.person.list"],
        expires_at=now + timedelta(days=9),
        now=now,
    )
    KeptAnswer.objects.create(
        token=token, key_digest="1" * 64, request_digest="2" * 64, status=201, content_type="application/json",
        body=json.dumps({"name": NAME, "email": EMAIL}).encode(), recorded_at=now,
    )  # fmt: skip
    bad = BadInput.of(f"“{NAME}” stands twice", file="people.csv", row=2, column="name")
    people.keep_problems(herself, file=f"{NAME}.csv", problems=bad.problems, now=now)
    nameless = {"identityType": "name", "hashed": False, "identityHash": NAME, "type": "IdentityObject"}
    badge = Issuer().badge(subject_id="did:example:nobody", identifier=[nameless])
    stray = credentials.import_records(actor, files={f"{NAME}.json": as_file(badge)}, now=now)
    assert [one.fate for one in stray] == [credentials.Fate.NOT_ACCEPTED], "nobody can tell whose it is"
    hers = [record.pk for record in records.own_records(herself_alone)]
    shown, _ = credentials.share(herself_alone, record_ids=hers, days=90, for_whom=f"{NAME} herself", now=now)
    credentials.send(herself_alone, share_id=shown.pk, email=EMAIL, now=now)
    credentials.note_look(ANYBODY, share_id=shown.pk, now=now)
    text = people.prepare_text(
        actor, title=f"Plan of {NAME}", language="en", content=f"{NAME} learns.".encode(), person_id=her.pk, now=now
    )
    asked = people.ask_to_sign(actor, text_id=text.pk, person_id=her.pk, link=False, now=now)
    people.sign(herself, signing_id=asked.pk, digest=text.digest, name=NAME, agreed=True, now=now)
    body = bodies.bodies(actor)[0]
    governance.take_seat(
        actor,
        body_id=body.pk,
        constituency=bodies.Constituency.ALUMNI,
        person_id=her.pk,
        starts=date(2026, 1, 15),
        now=now,
    )


def guesses() -> dict[str, Any]:
    """What somebody with the database, the seed and a list of everybody's numbers finds of her in the lottery."""
    from skillmark.kernel.impact import Eligible, draw_of, hash_of_eligible
    from skillmark.outcomes import rules
    from skillmark.outcomes.models import Lot, Lottery

    lottery = Lottery.objects.across_workspaces().get()
    lots = list(Lot.objects.across_workspaces().order_by("position").values())
    others = [lot for lot in lots if lot["known_as"] not in ("", REFERENCE)]
    hers = [lot for lot in lots if lot not in others]
    draw = draw_of(lottery.seed, REFERENCE)
    told = " ".join([*map(str, lots), lottery.locked_hash, str(vars(lottery))])
    listed = [Eligible(REFERENCE), *(Eligible(lot["known_as"]) for lot in others)]
    rows = sorted([lot["stratum"], lot["draw"] or draw, lot["arm"]] for lot in lots)
    whole = rules.digest_of({"seed": lottery.seed, "seats": lottery.seats, "lots": rows})
    found = {"draw": draw, "list": hash_of_eligible(listed), "lots": whole}
    kept = [
        rules.KeptLot(lot["known_as"], lot["stratum"], lot["draw"], lot["arm"], lot["salt"], lot["seal"])
        for lot in lots
    ]
    return {
        "places": len(hers),
        "found": sorted(name for name, value in found.items() if value in told),
        "verdict": rules.check_lottery(lottery.seed, lottery.seats, lottery.locked_hash, kept).value,
    }


def erase() -> dict[str, Any]:
    from skillmark.config.mainjob import run
    from skillmark.foundation import sources
    from skillmark.foundation.roles import program
    from skillmark.people import actions as people

    workspace, person = UUID(sys.argv[2]), UUID(sys.argv[3])
    with run.repeatable(2):
        people.erase_person(program(workspace, "test", demonstration=True), person_id=person, now=sources.now())
    return {}


def catch_up() -> dict[str, Any]:
    from skillmark.foundation import erasure, sources

    return {"erased": erasure.catch_up(sources.now())}


def traces() -> dict[str, Any]:
    """Every column of every table in which something of her can be read, as text or in bytes."""
    from django.db import connection

    found = set[str]()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description or ()]
            for row in cursor.fetchall():
                found |= {f"{table}.{name}" for name, cell in zip(columns, row, strict=True) if tells(cell)}
    return {"traces": sorted(found)}


def tells(cell: object) -> bool:
    """Whether a value holds something of her; bytes are read letter by letter, whatever else is in them."""
    text = bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell)
    return any(trace in text.lower() for trace in TRACES)


def _applicants(example: Path) -> Path:
    """A few of the example's applicants, and she, who says the most of herself."""
    with (example / "applicants.csv").open(encoding="utf-8", newline="") as stream:
        header, *others = list(csv.reader(stream))[: PEOPLE + 1]
    with (example / "requirements.csv").open(encoding="utf-8", newline="") as stream:
        wanted = dict.fromkeys(row["competency_id"] for row in csv.DictReader(stream))
    ratings = ";".join(f"{competency}=10" for competency in wanted)
    hers = dict(zip(header, others[0], strict=True)) | {
        "applicant_id": REFERENCE, "name": NAME, "email": EMAIL, "self_ratings": ratings,
    }  # fmt: skip
    file = data().with_name("applicants.csv")
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([header, *others, [hers[name] for name in header]])
    return file


def _demographics() -> Path:
    file = data().with_name("demographics.csv")
    file.write_text(f"applicant_id,sex\n{REFERENCE},female\n", encoding="utf-8")
    return file


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    verbs = {"fill": fill, "erase": erase, "catch_up": catch_up, "traces": traces, "guesses": guesses}
    print(json.dumps(verbs[sys.argv[1]]()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
