"""A kept verification is carried out again as it was, whatever has changed since."""

import json
from datetime import timedelta
from typing import Any

import pytest
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import Issuer, as_file

from skillmark.credentials import actions, queries
from skillmark.credentials.models import ListAtHand, OutsideRecord
from skillmark.kernel import vc
from skillmark.kernel.vc.frozen import CREDENTIALS_V2, OPEN_BADGES
from skillmark.kernel.vc.status import status_entry, status_list_document

pytestmark = pytest.mark.django_db

LIST = "https://college.example/status/3"
LATER = NOW + timedelta(days=200)


def published(issuer: Issuer, *withdrawn: int) -> bytes:
    bits = vc.StatusList.empty()
    for index in withdrawn:
        bits = bits.with_set(index)
    return as_file(issuer.signed(status_list_document(bits, address=LIST, issuer=issuer.did, valid_from=NOW)))


def brought(where: Bench, issuer: Issuer, *lists: bytes, now: Any = NOW) -> OutsideRecord:
    badge = as_file(issuer.badge(status=status_entry(list_address=LIST, index=94567)))
    files = {"record.json": badge} | {f"list-{number}.json": one for number, one in enumerate(lists)}
    actions.import_records(where.program, files=files, now=now)
    return OutsideRecord.objects.within(where.program).get()


def test_what_a_check_read_is_kept_with_its_digests() -> None:
    record = brought(bench(), issuer := Issuer(), published(issuer))
    assert record.word == "valid"
    assert set(record.used["contexts"]) == {CREDENTIALS_V2, OPEN_BADGES}
    assert all(len(digest) == 64 for digest in record.used["contexts"].values())
    assert set(record.used["lists"]) == {LIST}


def test_withdrawn_since_the_check_comes_to_what_it_came_to_then() -> None:
    where, issuer = bench(), Issuer()
    record = brought(where, issuer, published(issuer))
    actions.import_records(where.program, files={"newer.json": published(issuer, 94567)}, now=LATER)
    again = queries.replay(where.program, record)
    assert again is not None
    assert (again.verdict.verdict, again.same, again.lost) == ("valid", True, ())
    actions.import_records(where.program, files={"record.json": record.document.encode()}, now=LATER)
    record.refresh_from_db()
    assert record.word == "invalid"
    again = queries.replay(where.program, record)
    assert again is not None
    assert (again.verdict.reason().code, again.same) == ("revoked", True), "checked again, the newer check is kept"


def test_a_list_that_is_gone_is_named_and_nothing_is_claimed() -> None:
    where, issuer = bench(), Issuer()
    record = brought(where, issuer, published(issuer))
    ListAtHand.objects.within(where.program).delete()
    again = queries.replay(where.program, record)
    assert again is not None
    assert again.lost == (LIST,)
    assert not again.same


def test_a_context_that_is_read_otherwise_by_now_is_named() -> None:
    where, issuer = bench(), Issuer()
    record = brought(where, issuer, published(issuer))
    record.used["contexts"][OPEN_BADGES] = "0" * 64
    again = queries.replay(where.program, record)
    assert again is not None
    assert again.lost == (OPEN_BADGES,)


def test_an_altered_copy_does_not_come_to_the_same() -> None:
    where, issuer = bench(), Issuer()
    record = brought(where, issuer, published(issuer))
    altered = json.loads(record.document)
    altered["name"] = "Seals and rings"
    record.document = json.dumps(altered)
    again = queries.replay(where.program, record)
    assert again is not None
    assert not again.same


def test_unresolved_then_it_stays_unresolved_though_the_list_came_later() -> None:
    where, issuer = bench(), Issuer()
    record = brought(where, issuer)
    assert record.word == "undetermined"
    actions.import_records(where.program, files={"list.json": published(issuer)}, now=LATER)
    again = queries.replay(where.program, record)
    assert again is not None
    assert (again.verdict.verdict, again.same, again.lost) == ("undetermined", True, ())


def test_what_was_checked_before_this_was_kept_is_not_replayed() -> None:
    where, issuer = bench(), Issuer()
    record = brought(where, issuer, published(issuer))
    record.used = {}
    assert queries.replay(where.program, record) is None
