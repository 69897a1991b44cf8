"""Attacks on a verifier, each with what stops it."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillmark.kernel.vc import CannotIssue, Contexts, Refused, verify
from skillmark.kernel.vc.frozen import FILES, frozen, renames_keywords
from skillmark.kernel.vc.keys import ED25519_ORDER as ORDER
from skillmark.kernel.vc.multibase import base58, from_multibase58
from skillmark.kernel.vc.source import DEEPEST, MOST_BYTES, object_in, small_object_in

AT = datetime(2026, 6, 1, tzinfo=UTC)
Badge = Callable[..., dict[str, Any]]
REFUSED_MEMBERS = {
    "an absolute address": {"https://www.w3.org/2018/credentials#validUntil": "2020-01-01T00:00:00Z"},
    "a compact address": {"cred:validUntil": "2020-01-01T00:00:00Z"},
    "@graph": {"@graph": []},
    "@included": {"@included": []},
    "@reverse": {"@reverse": {}},
    "@id": {"@id": "urn:x:1"},
    "@type": {"@type": ["VerifiableCredential"]},
    "@nest": {"@nest": {}},
}


def code(record: Any, **options: Any) -> str:
    """The code that decided, the record being given as bytes."""
    source = record if isinstance(record, bytes) else json.dumps(record).encode()
    verdict = verify(source, at=AT, **options)
    assert verdict.verdict != "valid"
    return verdict.reason().code


@pytest.mark.parametrize("members", REFUSED_MEMBERS.values(), ids=REFUSED_MEMBERS.keys())
def test_statements_hidden_from_plain_readers_are_refused(badge: Badge, signer: Any, members: dict[str, Any]) -> None:
    record = signer.issue(badge())
    assert code(record | members) == "member_refused"
    record["credentialSubject"]["achievement"] |= members
    assert code(record) == "member_refused"


def test_a_duplicate_member_is_refused_at_any_depth(badge: Badge, signer: Any) -> None:
    text = json.dumps(signer.issue(badge()))
    assert code(text.replace('{"@context"', '{"name": "Surgeon", "@context"', 1).encode()) == "duplicate_member"
    assert code(text.replace('{"narrative"', '{"narrative": "none", "narrative"', 1).encode()) == "duplicate_member"
    verdict = verify(text.replace('{"@context"', '{"name": "Surgeon", "@context"', 1).encode(), at=AT)
    assert verdict.check("context").result == "fail"
    assert verdict.verdict == "invalid"


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "a", "name": "b"}', '{"name" : "a", "name"\t:\n"b"}', '{"a": 1, "a": 2}',
        '{"a": [], "a": {"b": "c"}}', '{"a": [[{"b": 1, "b": ":"}]]}', '{"a": {"": 0, "": 0}, "b": ":"}',
        '{"a": ":", "b": "\\":", "b": 1}',
    ],
)  # fmt: skip
def test_no_way_of_writing_hides_that_a_member_stands_twice(text: str) -> None:
    assert code(text.replace("{", '{"type": ["VerifiableCredential"], "issuer": "did:x:y", ', 1).encode()) == (
        "duplicate_member"
    )


@given(
    st.recursive(
        st.sampled_from(['"a"', '":"', "1", '""', "null"]),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda items: f"[{','.join(items)}]"),
            st.lists(st.tuples(st.sampled_from(['"a"', '"b" ', '":"']), inner), max_size=3).map(
                lambda pairs: "{" + ", ".join(f"{name}:{value}" for name, value in pairs) + "}"
            ),
        ),
        max_leaves=8,
    )
)
@settings(max_examples=300, derandomize=True, deadline=None, database=None)
def test_counting_texts_finds_every_double_and_no_other(value: str) -> None:
    data = f'{{"x":{value}}}'.encode()

    def outcome(read: Callable[[bytes], Any]) -> Any:
        try:
            return read(data)
        except Refused as refused:
            return refused.code

    assert outcome(lambda given: small_object_in(given)[0]) == outcome(object_in)


def test_an_undefined_term_is_refused_wherever_it_stands(badge: Badge, signer: Any) -> None:
    record = signer.issue(badge())
    assert code(record | {"honours": True}) == "term_undefined"
    record["proof"]["honours"] = True
    assert code(record) == "term_undefined"


def test_a_relative_identifier_is_refused(badge: Badge, signer: Any) -> None:
    record = signer.issue(badge())
    record["credentialSubject"]["id"] = "../someone-else"
    assert code(record) == "term_refused"


def test_contexts_come_from_the_list_in_order_and_by_address_alone(badge: Badge, signer: Any) -> None:
    record = signer.issue(badge())
    first, second = record["@context"]
    assert code(record | {"@context": [second, first]}) == "context_order"
    assert code(record | {"@context": [first, first, second]}) == "context_order"
    assert code(record | {"@context": [first, second, "https://evil.example/context.json"]}) == "context_not_allowed"
    assert code(record | {"@context": [first, second, {"level": "https://schema.org/name"}]}) == "context_inline"
    assert code({name: value for name, value in record.items() if name != "@context"}) == "context_missing"
    record["credentialSubject"]["@context"] = "https://evil.example/context.json"
    assert code(record) == "context_not_allowed"
    record["credentialSubject"]["@context"] = {"achievement": None}
    assert code(record) == "context_inline"


def test_a_frozen_context_cannot_be_replaced(badge: Badge, signer: Any) -> None:
    record = signer.issue(badge())
    record["name"] = "Surgeon"
    forged = Contexts({record["@context"][0]: {"@context": {"name": None}}})
    assert code(record, contexts=forged) == "signature_wrong"


def test_another_key_cannot_speak_for_the_issuer(badge: Badge, signer: Any, stranger: Any) -> None:
    record = stranger.issue(badge(issuer={"id": stranger.did, "type": ["Profile"]}))
    record["issuer"]["id"] = signer.did
    assert code(record) == "signature_wrong"
    forged = stranger.issue(badge(issuer={"id": stranger.did, "type": ["Profile"]}))
    forged["proof"]["verificationMethod"] = stranger.did
    assert code(forged) in ("signature_wrong", "method_not_of_issuer")


def test_a_key_has_one_method_spelt_in_one_way(badge: Badge, signer: Any) -> None:
    for method in (
        signer.did,
        f"{signer.did}#key-1",
        f"{signer.method}?versionId=1",
        f"{signer.did}?x#{signer.did[8:]}",
    ):
        record = signer.issue(badge())
        record["proof"]["verificationMethod"] = method
        assert verify(record, at=AT).check("issuer").code == "method_not_of_issuer"


def test_an_empty_or_absent_proof_is_no_proof(badge: Badge, signer: Any) -> None:
    for proof in ([], None):
        assert code(signer.issue(badge()) | {"proof": proof}) == "no_proof"
    assert code(signer.issue(badge()) | {"proof": ["signed"]}) == "proof_malformed"
    assert code(signer.issue(badge()) | {"proof": {"proofValue": "z1"}}) == "proof_malformed"


def test_a_bad_proof_is_not_hidden_by_a_good_one(badge: Badge, signer: Any) -> None:
    record = signer.issue(badge())
    good = record["proof"]
    bad = good | {"created": "2020-01-01T00:00:00Z"}
    unread = good | {"cryptosuite": "bbs-2023"}
    assert verify(record | {"proof": [good, good]}, at=AT).verdict == "valid"
    assert code(record | {"proof": [good, bad]}) == "signature_wrong"
    assert code(record | {"proof": [bad, good]}) == "signature_wrong"
    assert code(record | {"proof": [unread, bad, good]}) == "signature_wrong"
    assert verify(record | {"proof": [good, unread]}, at=AT).verdict == "undetermined"
    assert code(record | {"proof": [good] * 17}) == "proof_malformed"


def test_a_proof_for_another_purpose_is_refused(badge: Badge, signer: Any) -> None:
    record = signer.issue(badge())
    record["proof"]["proofPurpose"] = "authentication"
    assert code(record) == "wrong_purpose"


def test_the_suite_decides_and_an_invented_one_is_bad(badge: Badge, signer: Any) -> None:
    record = signer.issue(badge())
    for suite, expected in (
        ("none", "suite_unknown"),
        ("HS256", "suite_unknown"),
        ("eddsa-jcs-2022", "signature_wrong"),
    ):
        record["proof"]["cryptosuite"] = suite
        assert code(record) == expected
    record["proof"]["cryptosuite"] = "ecdsa-rdfc-2019"
    assert code(record) == "key_wrong_kind"
    record["proof"]["cryptosuite"] = "bbs-2023"
    assert (code(record), verify(record, at=AT).verdict) == ("suite_not_supported", "undetermined")


def test_a_signature_has_one_spelling(badge: Badge, signer: Any) -> None:
    record = signer.issue(badge())
    value = record["proof"]["proofValue"]
    raw = from_multibase58(value)
    high = raw[:32] + (int.from_bytes(raw[32:], "little") + ORDER).to_bytes(32, "little")
    others = [value[1:], "u" + value[1:], "f" + raw.hex(), f"z{base58(high)}", f"z{base58(raw[:63])}", f"z1{value[1:]}"]
    for other in [*others, "z", "", "z0OIl", "z" * 5000, None, 7, [value]]:
        record["proof"]["proofValue"] = other
        assert code(record) == "signature_malformed", other


def test_a_proofs_contexts_are_those_of_the_record(badge: Badge, signer: Any) -> None:
    record = signer.issue(badge())
    record["proof"]["@context"] = record["@context"]
    assert verify(record, at=AT).verdict == "valid"
    record["proof"]["@context"] = list(reversed(record["@context"]))
    assert code(record) == "context_in_proof"


def test_limits_are_met_and_said(badge: Badge, signer: Any) -> None:
    record = signer.issue(badge())
    nested: Any = "end"
    for _ in range(DEEPEST):
        nested = {"achievement": nested}
    assert code(record | {"credentialSubject": nested}) == "too_deep"
    assert code(b'{"type":["VerifiableCredential"],"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}") == "too_deep"
    assert code(b" " * (MOST_BYTES + 1)) == "too_large"
    assert code(record | {"evidence": [0] * 200_001}) == "too_many_values"
    assert code(record | {"evidence": [{"type": ["Evidence"]}] * 5_000}) == "too_much_work"
    assert verify(b" " * (MOST_BYTES + 1), at=AT).verdict == "undetermined"


def test_forty_equal_parts_neither_hang_nor_hide_one_another(badge: Badge, signer: Any) -> None:
    alike = {"type": ["Result"], "value": "4"}
    document = badge()
    del document["credentialSubject"]["id"]
    document["credentialSubject"]["result"] = [alike] * 40
    started = time.perf_counter()
    record = signer.issue(document)
    assert verify(record, at=AT).verdict == "valid"
    assert time.perf_counter() - started < 5
    record["credentialSubject"]["result"].pop()
    assert code(record) == "signature_wrong"


@pytest.mark.parametrize(
    "source, expected",
    [
        (b"", "not_json"),
        (b"hello", "not_json"),
        (b"\xff\xfe{", "not_json"),
        (b'{"a": 1', "not_json"),
        (b'{"a": NaN}', "not_json"),
        (b'{"proof": ' + b"9" * 5000 + b"}", "not_json"),
        (b"[]", "not_a_credential"),
        (b'{"a": 1}', "not_a_credential"),
        (b'{"type": 7, "@context": 8}', "not_a_credential"),
        (b"\x89PNG\r\n\x1a\nrest", "no_credential_in_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no_credential_in_image"),
    ],
)
def test_bytes_that_hold_no_credential_are_unreadable(source: bytes, expected: str) -> None:
    assert code(source) == expected
    assert verify(source, at=AT).verdict == "unreadable"


def test_broken_text_and_inexact_numbers_are_named(badge: Badge, signer: Any) -> None:
    record = signer.issue(badge())
    assert code(record | {"name": "\ud800"}) == "broken_text"
    assert code(record | {"name": "a\x00b"}) == "broken_text"
    for number in (2**53, 2**53 + 1, -(2**53), 1e300):
        record["credentialSubject"]["achievement"]["creditsAvailable"] = number
        assert code(record) == "inexact_number"
        record["proof"]["cryptosuite"] = "eddsa-jcs-2022"
        assert code(record) == "inexact_number"


JUNK = [None, True, 7, 1.5, "text", [], {}, [[]], [None], {"id": 7}, {"type": {}}, [{"id": []}]]


@pytest.mark.parametrize("junk", JUNK, ids=str)
@pytest.mark.parametrize(
    "member",
    ["@context", "id", "type", "name", "issuer", "validFrom", "validUntil", "credentialSubject", "credentialStatus",
     "proof", "evidence", "credentialSchema"],
)  # fmt: skip
def test_no_junk_in_any_member_raises(badge: Badge, signer: Any, member: str, junk: Any) -> None:
    verdict = verify(json.dumps(signer.issue(badge()) | {member: junk}).encode(), at=AT)
    absent = member in ("validUntil", "credentialStatus", "evidence", "credentialSchema", "name") and junk in (None, [])
    assert (verdict.verdict == "valid") <= absent


@pytest.mark.parametrize("member", ["type", "verificationMethod", "proofPurpose", "created", "cryptosuite", "@context"])
def test_no_junk_in_a_proof_raises_or_passes(badge: Badge, signer: Any, member: str) -> None:
    for junk in JUNK:
        record = signer.issue(badge())
        record["proof"][member] = junk
        assert verify(json.dumps(record).encode(), at=AT).verdict != "valid", junk


def test_even_an_allowed_context_cannot_disguise_what_policy_reads(badge: Badge, signer: Any) -> None:
    address = "https://knitwear.example/context"
    terms = {
        "until": "https://www.w3.org/2018/credentials#validUntil",
        "ours": {"@id": "https://knitwear.example/", "@prefix": True},
    }
    contexts = Contexts({address: {"@context": terms}})
    named = [*badge()["@context"], address]
    plain = signer.issue(badge(**{"@context": named}), contexts=contexts)
    assert verify(plain, at=AT, contexts=contexts).verdict == "valid"

    alias = {name: value for name, value in plain.items() if name != "validUntil"} | {"until": plain["validUntil"]}
    assert code(alias, contexts=contexts) == "term_refused"

    abbreviated = badge(**{"@context": named})
    abbreviated["credentialSubject"]["id"] = "ours:people/7"
    with pytest.raises(CannotIssue) as refused:
        signer.issue(abbreviated, contexts=contexts)
    assert refused.value.code == "term_refused"


@pytest.mark.parametrize(
    "term", ["@id", "@type", "@graph", "@nest", {"@id": "@id"}, {"@reverse": "https://e.example/x"}]
)
@pytest.mark.parametrize("within", [False, True])
def test_a_context_with_another_name_for_a_keyword_is_not_accepted(
    badge: Badge, signer: Any, term: Any, within: bool
) -> None:
    address = "https://knitwear.example/context"
    terms = {"Mitten": {"@id": "https://e.example/Mitten", "@context": {"key": term}}} if within else {"key": term}
    assert not renames_keywords({"@context": {"id": "@id", "type": "@type", "size": "https://e.example/size"}})
    record = signer.issue(badge()) | {"@context": [*badge()["@context"], address]}
    assert code(record, contexts=Contexts({address: {"@context": terms}})) == "context_not_allowed"


def test_no_context_of_the_engine_gives_a_keyword_another_name() -> None:
    assert not [name for name in FILES.values() if renames_keywords(frozen(name))]
