"""Whatever bytes come in, a reader answers or says in a sentence why not; nothing else escapes."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skillmark.kernel.matching import read_holdings, read_requirements
from skillmark.kernel.planning import read_modules
from skillmark.kernel.skills import read_applicants, read_case_package
from skillmark.kernel.values import BadInput
from skillmark.kernel.vc import verify
from skillmark.people.readers import read_demographics

SMALL, FULL = 200, 20_000
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)

HEADERS = {
    "requirements": b"job_id,competency_id,level,weight,essential\n",
    "holdings": b"person_id,competency_id,level,basis\n",
    "modules": b"module_id,competency_id,from_level,to_level,hours,cost,weeks,prerequisites\n",
    "applicants": b"applicant_id,name,prior_occupation,self_ratings\n",
    "demographics": b"applicant_id,sex\n",
    "package": b"",
}
READERS: dict[str, Callable[[BytesIO], Any]] = {
    "requirements": lambda stream: read_requirements(stream, "file.csv"),
    "holdings": lambda stream: read_holdings(stream, "file.csv"),
    "modules": lambda stream: read_modules(stream, "file.csv"),
    "applicants": lambda stream: read_applicants(stream, name="file.csv"),
    "demographics": lambda stream: read_demographics(stream, name="file.csv"),
    "package": lambda stream: read_case_package(stream, name="file.json"),
}
CELL = st.text(alphabet="ab,;=\"'\n\t+-@0123456789.éـ\x00", max_size=12)
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=9).map(",".join), max_size=6).map("\n".join)
CONTENT = st.one_of(st.binary(max_size=200), ROWS.map(str.encode))
JSON_BITS = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["@context", "type", "issuer", "id", "proof", "credentialSubject", "name", "CFItems"]),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=20,
)


def tried(check: Callable[[Any], None], what: st.SearchStrategy[Any], *, full: bool) -> None:
    """Run the check on made-up values: few in the suite, many under `./dev fuzz`."""
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    bounded = settings(
        max_examples=FULL if full else SMALL,
        derandomize=not full,  # the suite tries the same values every time; `./dev fuzz` looks for new ones
        deadline=None,
        database=None,
        suppress_health_check=quiet,
    )
    bounded(given(what)(check))()


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_reader_of_tables_answers_or_says_why_not(name: str, full_size: bool) -> None:
    def check(content: bytes) -> None:
        said = "file."
        try:
            READERS[name](BytesIO(HEADERS[name] + content))
        except BadInput as bad:
            said = str(bad)
        assert "file." in said

    tried(check, CONTENT, full=full_size)


def test_checking_a_record_never_raises_and_nothing_made_up_is_valid(full_size: bool) -> None:
    import json

    def check(document: Any) -> None:
        source = document if isinstance(document, bytes) else json.dumps(document).encode()
        assert verify(source, at=NOON).verdict != "valid"

    tried(check, st.one_of(st.binary(max_size=300), JSON_BITS), full=full_size)
