"""Whatever a file holds, it is taken apart without a fault, and nothing becomes genuine by chance."""

import json
from copy import deepcopy
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.assessment.factories import NOW
from tests.credentials import badges2
from tests.credentials.test_formats import resume

from skillmark.credentials import formats
from skillmark.kernel import vc
from skillmark.kernel.vc.badges2 import badge2

ODD = st.sampled_from(
    [
        None,
        0,
        -1,
        2**60,
        True,
        "",
        "x",
        "https://[",
        "https://a@b",
        "\ud800",
        "\0",
        [],
        {},
        [[]],
        [{}],
        ["x", 3],
        {"id": 3},
    ]
)
TOKEN = badges2.signed(badges2.assertion(verification={"type": "SignedBadge", "creator": badges2.KEY}))
PAGES = [badges2.assertion(), badges2.badge(), badges2.issuer(), badges2.key()]


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, one in inside for place in places(one, (*at, key)))]


def changed(document: Any, at: tuple[Any, ...], odd: Any) -> Any:
    if not at:
        return odd
    copy = deepcopy(document)
    holder = copy
    for key in at[:-1]:
        holder = holder[key]
    holder[at[-1]] = odd
    return copy


def as_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_an_odd_value_anywhere_is_no_fault_and_makes_nothing_genuine(data: st.DataObject) -> None:
    whole = resume({"type": "VerifiableCredential", "proof": {"a": 1}}, {"verifyingOrganization": {"name": "x"}})
    document = data.draw(st.sampled_from([whole, whole["credentialSubject"], badges2.assertion()]))
    opened = formats.opened(as_bytes(changed(document, data.draw(st.sampled_from(places(document))), data.draw(ODD))))
    for part in opened.parts:
        assert vc.verify(part, at=NOW).verdict != "valid"
    if opened.older is not None:
        assert formats.judged_older(opened.older, {}, NOW)[0].verdict.verdict != "valid"


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_an_odd_value_in_a_page_of_an_issuer_is_no_fault(data: st.DataObject) -> None:
    number = data.draw(st.sampled_from(range(len(PAGES))))
    at_hand = badges2.pages(*PAGES)
    page = changed(PAGES[number], data.draw(st.sampled_from(places(PAGES[number]))), data.draw(ODD))
    at_hand[PAGES[number]["id"]] = as_bytes(page)
    for file in (as_bytes(badges2.assertion()), TOKEN.encode()):
        badge = badge2(file)
        assert badge is not None
        formats.judged_older(badge, at_hand, NOW)
