"""RDFC-1.0 against the W3C suite, and the traps of canonical N-Quads."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillmark.kernel.vc import Refused, canonicalize
from skillmark.kernel.vc.canonical import TooMuchWork, canonical
from skillmark.kernel.vc.quads import Quad, literal

STRING = "http://www.w3.org/2001/XMLSchema#string"


def quads_in(data: bytes) -> set[Quad]:
    found = pyoxigraph.parse(data, pyoxigraph.RdfFormat.N_QUADS)
    return {tuple(term(part) for part in (q.subject, q.predicate, q.object, q.graph_name)) for q in found}  # type: ignore[misc]


def term(part: Any) -> str:
    if isinstance(part, pyoxigraph.NamedNode):
        return f"<{part.value}>"
    if isinstance(part, pyoxigraph.BlankNode):
        return f"_:{part.value}"
    if isinstance(part, pyoxigraph.Literal):
        kind = part.datatype.value
        return literal(part.value, f"@{part.language}" if part.language else "" if kind == STRING else f"^^<{kind}>")
    return ""


def test_the_w3c_suite_canonicalises_byte_for_byte(vectors: Path) -> None:
    folder = vectors / "w3c-rdf-canon" / "rdfc10"
    results = sorted(folder.glob("*-rdfc10.nq"))
    for result in results:
        given = folder / result.name.replace("-rdfc10.nq", "-in.nq")
        assert canonical(quads_in(given.read_bytes())).encode() == result.read_bytes(), given.name
    assert len(results) > 40


def test_a_poisoned_dataset_meets_the_limit_and_does_not_hang(vectors: Path) -> None:
    entries = json.loads((vectors / "w3c-rdf-canon" / "manifest.jsonld").read_bytes())["entries"]
    poisoned = [entry for entry in entries if entry["type"].endswith("NegativeEvalTest")]
    files = [vectors / "w3c-rdf-canon" / entry["action"] for entry in poisoned]
    present = [file for file in files if file.exists()]
    assert present
    for file in present:
        started = time.perf_counter()
        with pytest.raises(TooMuchWork):
            canonical(quads_in(file.read_bytes()))
        assert time.perf_counter() - started < 5


@given(
    st.sets(st.tuples(st.integers(0, 3), st.integers(0, 1), st.integers(0, 3)), max_size=9), st.permutations(range(4))
)
def test_names_of_blank_nodes_never_matter(edges: set[tuple[int, int, int]], order: list[int]) -> None:
    def written(names: list[str]) -> set[Quad]:
        return {(names[s], f"<urn:p{p}>", names[o], "") for s, p, o in edges}

    plain = canonical(written([f"_:n{i}" for i in range(4)]))
    assert canonical(written([f"_:m{i}" for i in order])) == plain
    library = pyoxigraph.Dataset(pyoxigraph.parse(plain.encode(), pyoxigraph.RdfFormat.N_QUADS))
    library.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} ." for quad in library)
    assert "".join(f"{line}\n" for line in lines) == plain


def test_control_characters_are_escaped_in_capitals() -> None:
    assert literal('\x0b\x7f\b\f\t\n\r"\\\x00\u2028é') == '"\\u000B\\u007F\\b\\f\\t\\n\\r\\"\\\\\\u0000\u2028é"'


def test_a_text_with_a_direction_becomes_an_i18n_literal(badge: Callable[..., dict[str, Any]]) -> None:
    form = canonicalize(badge(name={"@value": "חייט", "@language": "he", "@direction": "rtl"}))
    assert '"חייט"^^<https://www.w3.org/ns/i18n#he_rtl>' in form


def test_a_line_separator_in_a_text_does_not_split_a_statement(badge: Callable[..., dict[str, Any]]) -> None:
    form = canonicalize(badge(name="one\u2028two\u000bthree"))
    assert '"one\u2028two\\u000Bthree"' in form
    assert all(line.endswith(" .") for line in form.rstrip("\n").split("\n"))


def test_an_address_cannot_smuggle_a_statement(badge: Callable[..., dict[str, Any]]) -> None:
    for address in ("urn:x> <urn:p> <urn:o", "urn:x>", 'urn:"', "urn:\\u003E", "urn:a b", "urn:a\u0000"):
        with pytest.raises(Refused):
            canonicalize(badge(id=address))


@pytest.mark.parametrize(
    "number, text", [(5, '"5"'), (5.0, '"5"'), (1.5, '"1.5E0"'), (-0.001, '"-1.0E-3"'), (123.25, '"1.2325E2"')]
)
def test_numbers_are_written_as_json_ld_demands(badge: Callable[..., dict[str, Any]], number: float, text: str) -> None:
    document = badge()
    document["credentialSubject"]["achievement"]["creditsAvailable"] = number
    form = canonicalize(document)
    assert any("creditsAvailable" in line and f" {text}^^" in line for line in form.split("\n"))
