"""Withdrawn, or not known to be: a status that cannot be read is never taken for “not withdrawn”."""

import gzip
import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmark.kernel.vc import StatusList, StatusLists, verify
from skillmark.kernel.vc.lookup import is_public
from skillmark.kernel.vc.multibase import from_multibase64, multibase64
from skillmark.kernel.vc.status import LARGEST_BYTES, SMALLEST, status_entry, status_list_document

AT = datetime(2026, 6, 1, tzinfo=UTC)
LIST = "https://knitwear.example/status/1"
Badge = Callable[..., dict[str, Any]]


def published(signer: Any, *revoked: int, **changes: Any) -> dict[str, Any]:
    options: dict[str, Any] = {"issuer": signer.did, "valid_from": datetime(2026, 1, 1, tzinfo=UTC), "address": LIST}
    document = status_list_document(StatusList.empty().with_set(*revoked), **(options | changes))
    return dict(signer.issue(document))


def judged(record: dict[str, Any], lists: dict[str, Any], at: datetime = AT) -> tuple[str, str]:
    """The verdict's word and the code of its status check, with these lists at hand."""
    data = {address: json.dumps(document).encode() for address, document in lists.items()}
    verdict = verify(json.dumps(record).encode(), at=at, status=StatusLists(data.get))
    return verdict.verdict, verdict.check("status").code


def record_at(badge: Badge, signer: Any, index: int | str = 94_567, **changes: Any) -> dict[str, Any]:
    entry = status_entry(list_address=LIST, index=0) | {"statusListIndex": str(index)} | changes
    return dict(signer.issue(badge(credentialStatus=entry)))


def test_a_set_bit_means_withdrawn_and_a_clear_one_does_not(badge: Badge, signer: Any) -> None:
    lists = {LIST: published(signer, 94_567)}
    assert judged(record_at(badge, signer, 94_567), lists) == ("invalid", "revoked")
    for neighbour in (94_566, 94_568, 94_560, 0, SMALLEST - 1):
        assert judged(record_at(badge, signer, neighbour), lists) == ("valid", "status_ok")


def test_a_suspended_record_is_invalid_and_says_so(badge: Badge, signer: Any) -> None:
    record = record_at(badge, signer, 7, statusPurpose="suspension")
    assert judged(record, {LIST: published(signer, 7, purpose="suspension")}) == ("invalid", "suspended")


def test_a_list_that_is_not_at_hand_leaves_the_record_undetermined(badge: Badge, signer: Any) -> None:
    assert judged(record_at(badge, signer), {}) == ("undetermined", "status_unreachable")


def test_a_record_without_a_status_entry_needs_no_list(badge: Badge, signer: Any) -> None:
    assert judged(signer.issue(badge()), {}) == ("valid", "status_none")


def test_a_place_outside_the_list_is_undetermined(badge: Badge, signer: Any) -> None:
    record = record_at(badge, signer, SMALLEST)
    assert judged(record, {LIST: published(signer)}) == ("undetermined", "status_out_of_range")


@pytest.mark.parametrize("index", ["-1", "1.0", "١", "", "1" * 30, " 1", "0x1"])
def test_an_index_that_is_no_whole_number_is_undetermined(badge: Badge, signer: Any, index: str) -> None:
    record = record_at(badge, signer, index)
    assert judged(record, {LIST: published(signer, 1)}) == ("undetermined", "status_entry_malformed")


def test_a_list_for_another_purpose_is_undetermined(badge: Badge, signer: Any) -> None:
    lists = {LIST: published(signer, purpose="suspension")}
    assert judged(record_at(badge, signer), lists) == ("undetermined", "status_wrong_purpose")


def test_a_tampered_list_is_undetermined(badge: Badge, signer: Any) -> None:
    tampered = published(signer, 94_567)
    tampered["credentialSubject"]["encodedList"] = StatusList.empty().encode()
    assert judged(record_at(badge, signer), {LIST: tampered}) == ("undetermined", "status_list_refused")


def test_a_list_of_another_issuer_is_undetermined(badge: Badge, signer: Any, stranger: Any) -> None:
    lists = {LIST: published(stranger)}
    assert judged(record_at(badge, signer), lists) == ("undetermined", "status_other_issuer")


def test_an_expired_list_is_undetermined(badge: Badge, signer: Any) -> None:
    lists = {LIST: published(signer, valid_until=datetime(2026, 2, 1, tzinfo=UTC))}
    assert judged(record_at(badge, signer), lists) == ("undetermined", "status_list_expired")
    before = datetime(2026, 1, 15, tzinfo=UTC)
    assert judged(record_at(badge, signer), lists, at=before) == ("valid", "status_ok")


def test_a_list_under_another_name_or_of_another_kind_is_undetermined(badge: Badge, signer: Any) -> None:
    record = record_at(badge, signer)
    other = published(signer, address="https://knitwear.example/status/2")
    assert judged(record, {LIST: other}) == ("undetermined", "status_list_refused")
    assert judged(record, {LIST: signer.issue(badge(id=LIST))}) == ("undetermined", "status_list_refused")
    assert judged(record, {LIST: "no list"}) == ("undetermined", "status_list_refused")


def test_a_status_of_an_unknown_kind_is_undetermined_and_an_informing_one_is_not(badge: Badge, signer: Any) -> None:
    lists = {LIST: published(signer)}
    assert judged(record_at(badge, signer, statusPurpose="recall"), lists) == ("undetermined", "status_type_unknown")
    several = record_at(badge, signer, statusPurpose=["revocation", "suspension"])
    assert judged(several, lists) == ("undetermined", "status_entry_malformed")
    assert judged(record_at(badge, signer, statusPurpose="refresh"), lists) == ("valid", "status_ok")


def test_one_withdrawing_entry_of_several_decides(badge: Badge, signer: Any) -> None:
    entries = [status_entry(list_address=LIST, index=index) for index in (3, 4)]
    unknown = status_entry(list_address="https://knitwear.example/status/9", index=1)
    record = signer.issue(badge(credentialStatus=[unknown, *entries]))
    assert judged(record, {LIST: published(signer, 4)}) == ("invalid", "revoked")
    assert judged(record, {LIST: published(signer, 5)}) == ("undetermined", "status_unreachable")


def test_a_private_address_is_refused_even_with_a_list_at_hand(badge: Badge, signer: Any) -> None:
    address = "http://127.0.0.1:8080/status/3"
    record = signer.issue(badge(credentialStatus=status_entry(list_address=address, index=1)))
    assert judged(record, {address: published(signer, address=address)}) == ("undetermined", "status_address_refused")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/1", "https://127.0.0.1/1", "https://127.1/1", "https://0x7f000001/1", "https://2130706433/1",
        "https://[::1]/1", "https://[::ffff:10.0.0.1]/1", "https://169.254.169.254/latest", "https://10.1.2.3/",
        "https://192.168.0.1/", "https://localhost/", "https://a.localhost/", "https://printer.local/", "https://intranet/",
        "https://user@example.org/", "https://example.org:22/", "https://", "ftp://example.org/", "file:///etc/passwd",
        "https://[::1", "https://100.64.0.1/", "https://0.0.0.0/",
    ],
)  # fmt: skip
def test_addresses_that_are_never_fetched(address: str) -> None:
    assert not is_public(address)


def test_public_addresses_are_allowed() -> None:
    assert is_public("https://employer.example/status/3")
    assert is_public("https://93.184.215.14:443/status")


def test_a_list_is_loaded_and_verified_once_for_many_records(badge: Badge, signer: Any) -> None:
    data, asked = json.dumps(published(signer)).encode(), []
    lists = StatusLists(lambda address: asked.append(address) or data)  # type: ignore[func-returns-value]
    for index in range(5):
        assert verify(record_at(badge, signer, index), at=AT, status=lists).verdict == "valid"
    assert asked == [LIST]
    verify(record_at(badge, signer), at=AT + timedelta(days=1), status=lists)
    assert asked == [LIST, LIST]  # another instant, another judgement


@given(st.sets(st.integers(0, SMALLEST - 1), max_size=50))
def test_a_list_comes_back_from_its_text(indexes: set[int]) -> None:
    statuses = StatusList.empty().with_set(*indexes)
    back = StatusList.decode(statuses.encode())
    assert back == statuses
    assert {index for index in range(SMALLEST) if back.bits[index // 8] and back.is_set(index)} == indexes
    assert back.with_cleared(*indexes) == StatusList.empty()


def test_the_first_entry_is_the_leftmost_bit() -> None:
    assert StatusList.empty().with_set(0).bits[0] == 0x80
    assert StatusList.empty().with_set(7).bits[0] == 0x01


def test_equal_lists_have_equal_bytes_without_a_time_inside() -> None:
    one, two = (StatusList.empty().with_set(5, 9) for _ in range(2))
    assert one.encode() == two.encode()
    assert from_multibase64(one.encode())[4:8] == bytes(4)


def test_a_list_is_never_smaller_than_131072_entries() -> None:
    with pytest.raises(ValueError):
        StatusList.empty(131_064)
    with pytest.raises(ValueError):
        StatusList.decode(multibase64(gzip.compress(bytes(1000), mtime=0)))


@pytest.mark.parametrize(
    "encoded",
    [
        multibase64(gzip.compress(bytes(LARGEST_BYTES + 1), mtime=0)),
        multibase64(gzip.compress(bytes(SMALLEST // 8), mtime=0)[:-3]),
        multibase64(gzip.compress(bytes(SMALLEST // 8), mtime=0) + b"more"),
        multibase64(bytes(SMALLEST // 8)),
        StatusList.empty().encode()[1:],
        StatusList.empty().encode() + "=",
        "z" + StatusList.empty().encode()[1:],
        StatusList.empty().encode() + " ",
        "",
    ],
    ids=[
        "unpacks too large",
        "cut off",
        "followed by more",
        "not gzip",
        "no prefix",
        "padded",
        "base58",
        "blank",
        "empty",
    ],
)
def test_a_faulty_list_is_refused(encoded: str) -> None:
    with pytest.raises(ValueError):
        StatusList.decode(encoded)


def test_indexes_outside_the_list_raise() -> None:
    for index in (-1, SMALLEST):
        with pytest.raises(IndexError):
            StatusList.empty().is_set(index)
        with pytest.raises(IndexError):
            StatusList.empty().with_set(index)


def test_indexes_are_drawn_at_random_from_what_is_free() -> None:
    drawn: set[int] = set()
    source = random.Random(7)
    for _ in range(500):
        drawn.add(StatusList.empty().with_set(*drawn).free_index(drawn, source))
    assert len(drawn) == 500
    assert max(drawn) - min(drawn) > SMALLEST // 2  # spread, not counted up
    assert StatusList.empty().free_index(set(), random.Random(7)) == StatusList.empty().free_index(
        set(), random.Random(7)
    )
    with pytest.raises(ValueError):
        StatusList.empty().free_index(range(SMALLEST), source)
