"""Both engines against the brute-force twin, and against one another bit for bit."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from fractions import Fraction
from hashlib import sha256
from math import floor

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from skillmark.kernel.matching import Basis, Holding, Holdings, Requirement, Requirements, explain, rank, top_k
from skillmark.kernel.matching.order import MILLION

SIXTY_FOUR_BITS = 2**64


def finalised(value: int) -> int:
    value ^= value >> 30
    value = value * 0xBF58476D1CE4E5B9 % SIXTY_FOUR_BITS
    value ^= value >> 27
    value = value * 0x94D049BB133111EB % SIXTY_FOUR_BITS
    return value ^ value >> 31


def first_eight_bytes(identifier: str) -> int:
    return int(sha256(identifier.encode("utf-8")).hexdigest()[:16], 16)


def six_decimals(share: Fraction) -> Fraction:
    return Fraction(floor(share * 10**6 + Fraction(1, 2)), 10**6)


def twin_ranking(requirements: list[Requirement], holdings: list[Holding]) -> list[dict]:
    """Everyone, job by job, as the JSON lines put it, coverages as fractions."""
    best: dict[str, dict[tuple[str, Basis], int]] = defaultdict(dict)
    for holding in holdings:
        of_person = best[holding.person_id]
        place = (holding.competency_id, holding.basis)
        of_person[place] = max(of_person.get(place, 0), holding.level)
    jobs: dict[str, list[Requirement]] = defaultdict(list)
    for requirement in requirements:
        jobs[requirement.job_id].append(requirement)
    return [{"job": job, "people": listing(job, asked, best)} for job, asked in jobs.items()]


def listing(job, asked, best):
    asked = sorted(asked, key=lambda r: (not r.essential, -r.weight, r.competency_id))
    total = sum(r.weight for r in asked)
    people = []
    for person, held in best.items():
        verified, effective = {}, {}
        for r in asked:
            sure = held.get((r.competency_id, Basis.VERIFIED))
            said = max(held.get((r.competency_id, basis), 0) for basis in (Basis.CLAIMED, Basis.INFERRED))
            verified[r] = sure or 0
            effective[r] = said if sure is None else sure

        def coverage(levels):
            return sum(Fraction(r.weight * min(levels[r], r.level), r.level * total) for r in asked)

        def unmet(levels):
            return [r for r in asked if levels[r] < r.level]

        order = (
            sum(r.essential for r in unmet(verified)),
            -coverage(verified),
            sum(r.essential for r in unmet(effective)),
            -coverage(effective),
        )
        drawn = finalised(first_eight_bytes(person) ^ first_eight_bytes(job))
        people.append((order, drawn, person, unmet(effective), unmet(verified)))
    people.sort(key=lambda entry: entry[:3])
    return [
        {
            "person": person,
            "rank": 1 + sum(other[0] < order for other in people),
            "unmet_essentials_verified": order[0],
            "unmet_essentials_effective": order[2],
            "coverage_verified": six_decimals(-order[1]),
            "coverage_effective": six_decimals(-order[3]),
            "missing": [r.competency_id for r in missing],
            "missing_verified": [r.competency_id for r in missing_verified],
        }
        for order, _, person, missing, missing_verified in people
    ]


names = st.sampled_from(["a", "b", "c", "d", "ü", "日本", "a;b"])
requirement = st.builds(
    Requirement,
    st.sampled_from(["job", "Job", "другая"]),
    names,
    st.integers(1, 10),
    st.one_of(st.integers(1, 3), st.integers(1, 1000)),
    st.booleans(),
)
requirement_lists = st.lists(requirement, min_size=1, max_size=14, unique_by=lambda r: (r.job_id, r.competency_id))
people = st.one_of(st.sampled_from(["p", "q", "r"]), st.text(min_size=1, max_size=3))
# few levels make ties and near misses common
levels = st.one_of(st.sampled_from([0, 4, 5, 10]), st.integers(0, 10))
holding = st.builds(Holding, people, names, levels, st.sampled_from(Basis))
holding_lists = st.lists(holding, min_size=1, max_size=60)


def comparable(ranking) -> dict:
    found = ranking.as_json()
    for listed, person in zip(found["people"], ranking.people, strict=True):
        listed["coverage_verified"] = Fraction(person.coverage_verified)
        listed["coverage_effective"] = Fraction(person.coverage_effective)
    return found


@settings(max_examples=200, deadline=None)
@given(requirement_lists, holding_lists)
def test_the_ranking_equals_brute_force(requirements, holdings):
    found = rank(Requirements.of(requirements), Holdings.of(holdings), None)
    assert [comparable(ranking) for ranking in found] == twin_ranking(requirements, holdings)


@settings(max_examples=150, deadline=None)
@given(requirement_lists, holding_lists, st.integers(1, 8), st.integers(1, 3))
def test_the_compiled_engine_gives_the_same_bits(requirements, holdings, top, threads):
    asked, held = Requirements.of(requirements), Holdings.of(holdings)
    plain = top_k(asked, held, top, compiled=False)
    fast = top_k(asked, held, top, compiled=True, threads=threads)
    for column in ("people", "verified", "effective", "rank"):
        left, right = getattr(plain, column), getattr(fast, column)
        assert left.dtype == right.dtype
        assert np.array_equal(left, right), column


@settings(max_examples=100, deadline=None)
@given(requirement_lists, holding_lists)
def test_the_terms_of_an_explanation_sum_to_the_coverages(requirements, holdings):
    asked, held = Requirements.of(requirements), Holdings.of(holdings)
    for ranking in rank(asked, held, None):
        for person in ranking.people:
            lines = explain(asked, held, person=person.person, job=ranking.job)
            possible = sum(line.possible for line in lines)
            for share, terms in (
                (person.coverage_effective, sum(line.term for line in lines)),
                (person.coverage_verified, sum(line.term_verified for line in lines)),
            ):
                assert abs(Fraction(share) - Fraction(terms, possible)) <= Fraction(1, 2 * MILLION)
            met = {"verified", "claimed", "inferred"}
            assert tuple(line.competency for line in lines if line.state not in met) == person.missing


@settings(max_examples=60, deadline=None)
@given(requirement_lists, holding_lists, st.randoms())
def test_row_order_never_changes_a_list(requirements, holdings, random):
    shuffled = list(holdings)
    random.shuffle(shuffled)
    asked = Requirements.of(requirements)
    assert rank(asked, Holdings.of(holdings), None) == rank(asked, Holdings.of(shuffled), None)


@settings(max_examples=60, deadline=None)
@given(requirement_lists, holding_lists)
def test_a_list_goes_through_json_unharmed(requirements, holdings):
    for ranking in rank(Requirements.of(requirements), Holdings.of(holdings), None):
        again = json.loads(json.dumps(ranking.as_json()))
        shares = [person["coverage_effective"] for person in again["people"]]
        assert [round(share * MILLION) for share in shares] == [
            int(person.coverage_effective * MILLION) for person in ranking.people
        ]


def test_thousands_of_people_come_out_of_both_engines_alike():
    random = np.random.default_rng(7)
    asked = Requirements.of(
        Requirement(f"job {job}", f"c{competency}", 1 + competency % 10, 1 + 7 * int(competency), competency % 3 == 0)
        for job in range(20)
        for competency in random.choice(60, 9, replace=False)
    )  # fmt: skip
    held = Holdings.of(
        Holding(f"person {person}", f"c{competency}", int(random.integers(0, 11)), list(Basis)[random.integers(0, 3)])
        for person in range(3000)
        for competency in random.choice(60, 8, replace=False)
    )
    plain, fast = top_k(asked, held, 50, compiled=False), top_k(asked, held, 50, compiled=True, threads=2)
    assert np.array_equal(plain.people, fast.people)
    assert np.array_equal(plain.rank, fast.rank)


def test_warming_keeps_the_compiled_engine_where_it_is_told(tmp_path):
    source = os.path.abspath("src")
    subprocess.run(
        [sys.executable, "-c", "import skillmark.kernel.matching as matching; matching.warm()"],
        env=os.environ | {"NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": source},
        check=True,
    )
    assert [path.name for path in tmp_path.rglob("compiled.fill-*.nbc")]
