"""The fast path says the bytes of the slow one, or nothing."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skillmark.kernel.vc import Contexts, Refused
from skillmark.kernel.vc.expansion import SCOPES, canonical_form
from skillmark.kernel.vc.fastpath import fast_form, fast_options
from skillmark.kernel.vc.frozen import OPEN_BADGES, check_members
from skillmark.kernel.vc.schema import BADGE, RECORD_TESTS, _in_order, _members
from skillmark.kernel.vc.scopes import Scopes
from skillmark.kernel.vc.source import within_limits

Badge = Callable[..., dict[str, Any]]
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
ALLOWED = Contexts()


def slow(document: dict[str, Any]) -> str | None:
    try:
        within_limits(document)
        check_members(document, ALLOWED)
        return canonical_form(document, ALLOWED)
    except Refused:
        return None


def agree(document: Any, scopes: Scopes = SCOPES) -> bool:
    """Whether the fast path answered; if it did, the slow one gave the same bytes."""
    found = fast_form(document, scopes)
    text = json.dumps(document)
    if "\\" not in text and "\x7f" not in text:
        assert fast_form(json.loads(text), scopes, clean=True) == found
    if found is None:
        return False
    assert found == slow(document)
    return True


def agree_on_options(options: dict[str, Any]) -> bool:
    """Whether the text around an instant was at hand; if it was, the slow path gives the same bytes."""
    found = fast_options(options, SCOPES)
    assert found is None or found == slow(options)
    return found is not None


def test_a_usual_badge_is_read_fast(badge: Badge) -> None:
    assert agree(badge())
    assert agree(badge(name='Bárbara "x" \\ \n \x0b \x7f \u2028 日本 𝒳'))
    assert agree(badge(validUntil=None))
    assert agree(badge(**{"@context": [*badge()["@context"], CLR]}))


def test_two_nameless_parts_in_one_place_are_two_statements(badge: Badge) -> None:
    """Their lines are alike and count twice in the hash of the nameless part around them (RDFC-1.0, 4.6.3)."""
    for names in (["1"], ["1", "2"], ["1", "2", "3"]):
        document = badge(id=None)
        results = [{"type": ["Result"], "value": name} for name in names]
        others = [{"type": ["AchievementSubject"], "role": name} | document["credentialSubject"] for name in names]
        for other in others:
            del other["id"]
            other["result"] = results
        assert agree(badge(id=None, credentialSubject=others[0]))
        if len(names) < 3:
            assert agree(badge(id=None, credentialSubject=others[0], evidence=[{"type": ["Evidence"], "name": "a"}]))
        agree(badge(id=None, credentialSubject=others))


def test_forgotten_scopes_are_worked_out_again(badge: Badge) -> None:
    scopes = Scopes()
    assert agree(badge(), scopes)
    scopes._known = 10**6
    agree(badge(type=["VerifiableCredential", "https://e.example/T"]), scopes)
    assert scopes._known < 10
    assert agree(badge(), scopes)


def test_every_vector_is_read_alike(vectors: Path) -> None:
    answered = seen = remembered = 0
    for file in sorted(vectors.rglob("*.json")):
        try:
            document = json.loads(file.read_bytes())
        except ValueError:
            continue
        if not isinstance(document, dict):
            continue
        seen += 1
        unsecured = {name: value for name, value in document.items() if name != "proof"}
        answered += agree(unsecured)
        for proof in document["proof"] if isinstance(document.get("proof"), list) else [document.get("proof")]:
            if isinstance(proof, dict):
                options = {name: value for name, value in proof.items() if name != "proofValue"}
                options["@context"] = document.get("@context")
                answered += agree(options)
                remembered += agree_on_options(options)
    assert seen > 200
    assert answered > 150
    assert remembered > 50


UNUSUAL: dict[str, dict[str, Any]] = {
    "a text with a language": {"name": {"@value": "a", "@language": "en"}},
    "a part like another": {"evidence": [{"type": ["Evidence"]}, {"type": ["Evidence"]}]},
    "an absolute member": {"https://www.w3.org/2018/credentials#validUntil": "2020-01-01T00:00:00Z"},
    "an undefined member": {"honours": 1},
    "an undefined type": {"type": ["VerifiableCredential", "Medal"]},
    "a list in a list": {"evidence": [[{"type": ["Evidence"]}]]},
    "nothing in a list": {"evidence": [None]},
    "a context within": {"evidence": {"@context": OPEN_BADGES, "type": ["Evidence"]}},
    "a relative address": {"id": "x"},
    "a nameless address": {"id": "_:b0"},
    "an id that is nothing": {"id": None},
    "a number that is not exact": {"awardedDate": 2**60},
    "a graph": {"@graph": []},
}


@pytest.mark.parametrize("members", UNUSUAL.values(), ids=UNUSUAL.keys())
def test_what_is_unusual_is_left_to_the_slow_path(badge: Badge, members: dict[str, Any]) -> None:
    assert fast_form(badge() | members, SCOPES) is None


PLACES = st.sampled_from([(), ("credentialSubject",), ("credentialSubject", "achievement"), ("issuer",)])
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
KEYS = st.sampled_from(
    ["id", "type", "name", "description", "issuer", "evidence", "credentialSubject", "achievement", "alignment",
     "image", "criteria", "narrative", "result", "resultDescription", "validFrom", "validUntil", "credentialStatus",
     "statusPurpose", "creditsEarned", "hashed", "identifier", "url", "targetUrl", "proof", "termsOfUse",
     "credentialSchema", "related", "endorsement", "source", "tag", "verifiableCredential", "holder", "@value",
     "@id", "cred:x", "nonsense", "address", "resultType", "achievementType", "relatedResource", "digestSRI",
     "proofPurpose", "created", "challenge", "domain"]
)  # fmt: skip
TYPES = st.sampled_from(
    ["VerifiableCredential", "OpenBadgeCredential", "Achievement", "AchievementSubject", "Profile", "Evidence",
     "Image", "Alignment", "Result", "ResultDescription", "IdentityObject", "Address", "ClrSubject", "Medal",
     "https://e.example/T", "BitstringStatusListEntry", "DataIntegrityProof", "EndorsementSubject", "Criteria",
     "VerifiablePresentation"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["urn:x:1", "https://e.example/a", "2026-01-01T00:00:00Z", "assertionMethod", "Status", "did:key:z6Mk#a", "", "a:b",
     "cred:x", "xsd:string", "schema:name", "_:b0", "MicroCredential", "RubricScore"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=6), WORDS)
VALUES = st.recursive(
    st.one_of(
        TEXTS, st.booleans(), st.integers(-5, 2**54), st.floats(allow_nan=False, allow_infinity=False), st.none()
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(KEYS, inner, max_size=4),
        st.builds(
            lambda members, types: members | {"type": types},
            st.dictionaries(KEYS, inner, max_size=4),
            st.one_of(TYPES, st.lists(TYPES, max_size=2)),
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_whatever_stands_in_a_record_the_two_agree(badge: Badge, data: st.DataObject) -> None:
    document = badge()
    if data.draw(st.booleans()):
        document = {"@context": document["@context"], "type": document["type"]}
    for _ in range(data.draw(st.integers(1, 3))):
        owner: Any = document
        for step in data.draw(
            st.sampled_from([(), ("credentialSubject",), ("credentialSubject", "achievement"), ("issuer",)])
        ):
            owner = owner[step] if isinstance(owner, dict) and isinstance(owner.get(step), dict) else owner
        owner[data.draw(KEYS)] = data.draw(VALUES)
    agree(copy.deepcopy(document))


def options_of(badge: Badge, **members: Any) -> dict[str, Any]:
    return {
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "created": "2026-01-01T00:00:00Z",
        "verificationMethod": "did:key:z6Mk#z6Mk", "proofPurpose": "assertionMethod",
        "@context": badge()["@context"],
    } | members  # fmt: skip


def test_the_options_of_a_proof_are_read_fast_at_any_instant(badge: Badge) -> None:
    for created in ("2026-01-01T00:00:00Z", "1999-12-31T23:59:59.5+14:00", "2000-01-01T00:00:00Z"):
        assert agree_on_options(options_of(badge, created=created))
    assert agree_on_options(options_of(badge, id="urn:x:1", domain='a "b" \\ \x7f', challenge="2026-01-01T00:00:00Z"))


@pytest.mark.parametrize(
    "members",
    [
        {"created": 'x" .\n'}, {"created": None}, {"created": ["2026-01-01T00:00:00Z"]}, {"challenge": 1},
        {"expires": "2000-01-01T00:00:00Z"}, {"challenge": "2000-01-01T00:00:00Z"}, {"domain": {"id": "urn:x:1"}},
        {"challenge": "x" * 3_000}, {"verificationMethod": "key"}, {"honours": "1"}, {"@context": ["urn:x:1"]},
    ],
)  # fmt: skip
def test_unusual_options_are_read_whole(badge: Badge, members: dict[str, Any]) -> None:
    assert not agree_on_options(options_of(badge, **members))


@settings(max_examples=300, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_whatever_stands_in_the_options_the_two_agree(badge: Badge, data: st.DataObject) -> None:
    options = options_of(badge)
    for _ in range(data.draw(st.integers(1, 3))):
        options[data.draw(KEYS)] = data.draw(st.one_of(TEXTS, st.lists(TEXTS, max_size=3), VALUES))
    agree_on_options(copy.deepcopy(options))


@settings(max_examples=300, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_the_quick_look_at_the_shape_agrees_with_the_thorough_one(badge: Badge, data: st.DataObject) -> None:
    document = badge()
    owner: Any = document
    for step in data.draw(
        st.sampled_from([(), ("credentialSubject",), ("credentialSubject", "achievement"), ("issuer",)])
    ):
        owner = owner[step]
    owner[data.draw(KEYS)] = data.draw(VALUES)
    found: list[str] = []
    _members("", document, BADGE, found)
    assert _in_order(document, RECORD_TESTS[0][0]) == (found == [])
