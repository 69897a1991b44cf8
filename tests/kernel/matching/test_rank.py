"""What the ranking promises, the hard cases first."""

from decimal import Decimal

import pytest

from skillmark.kernel.matching import Basis, Holding, Holdings, Requirement, Requirements, rank
from skillmark.kernel.matching.order import coverage

VERIFIED, CLAIMED, INFERRED = Basis.VERIFIED, Basis.CLAIMED, Basis.INFERRED


def welder_job() -> Requirements:
    return Requirements.of([Requirement("welder", name, 3, 500, True) for name in ("welding", "safety")])


def people(requirements, holdings, top=None):
    return list(rank(requirements, Holdings.of(holdings), top)[0].people)


@pytest.mark.parametrize("basis", list(Basis))
def test_neither_twice_the_welding_nor_half_the_job_stands_above_a_plain_exact_match(basis):
    listed = people(
        welder_job(),
        [
            Holding("twice the welding, no safety", "welding", 6, basis),
            Holding("one of two", "safety", 3, basis),
            Holding("exact", "welding", 3, basis),
            Holding("exact", "safety", 3, basis),
        ],
    )
    assert listed[0].person == "exact"
    assert [person.rank for person in listed] == [1, 2, 2]
    assert listed[0].coverage_effective == 1
    assert {person.coverage_effective for person in listed[1:]} == {Decimal("0.5")}


def test_verified_just_below_three_essentials_stands_above_someone_who_claims_everything():
    competencies = ["a", "b", "c"]
    job = Requirements.of([Requirement("job", name, 5, 100, True) for name in competencies])
    listed = people(
        job,
        [Holding("claims all", name, 10, CLAIMED) for name in competencies]
        + [Holding("just below", name, 4, VERIFIED) for name in competencies],
    )
    assert [person.person for person in listed] == ["just below", "claims all"]
    assert listed[1].unmet_essentials_effective == 0
    assert listed[1].missing == ()
    assert listed[1].missing_verified == ("a", "b", "c")


def test_a_verified_level_replaces_a_higher_claim():
    listed = people(welder_job(), [Holding("p", "welding", 10, CLAIMED), Holding("p", "welding", 1, VERIFIED)])
    assert listed[0].coverage_effective == listed[0].coverage_verified == Decimal("0.166667")


def test_a_verified_level_of_nought_replaces_a_claim():
    listed = people(welder_job(), [Holding("p", "welding", 10, CLAIMED), Holding("p", "welding", 0, VERIFIED)])
    assert listed[0].coverage_effective == 0
    assert listed[0].missing == ("safety", "welding")


def test_of_claimed_and_inferred_the_higher_counts():
    listed = people(welder_job(), [Holding("p", "welding", 1, CLAIMED), Holding("p", "welding", 3, INFERRED)])
    assert listed[0].coverage_effective == Decimal("0.5")


def test_of_several_rows_on_one_basis_the_highest_counts():
    rows = [Holding("p", "welding", level, VERIFIED) for level in (1, 3, 2)]
    assert people(welder_job(), rows)[0].coverage_verified == Decimal("0.5")


def test_everyone_is_ranked_even_with_nothing_that_is_asked():
    listed = people(welder_job(), [Holding("p", "poetry", 9, VERIFIED), Holding("q", "welding", 1, CLAIMED)])
    assert [person.person for person in listed] == ["q", "p"]
    assert listed[1].coverage_effective == 0


def test_equal_people_share_a_rank_and_the_next_rank_counts_them():
    rows = [Holding(name, "welding", 3, CLAIMED) for name in ("p", "q")] + [Holding("r", "welding", 1, CLAIMED)]
    assert [person.rank for person in people(welder_job(), rows)] == [1, 1, 3]


def test_a_tie_is_listed_the_same_whatever_the_row_order():
    names = [f"person {number}" for number in range(50)]
    forward = people(welder_job(), [Holding(name, "welding", 2, CLAIMED) for name in names])
    backward = people(welder_job(), [Holding(name, "welding", 2, CLAIMED) for name in reversed(names)])
    assert [person.person for person in forward] == [person.person for person in backward]
    assert [person.person for person in forward] != names


def test_the_draw_differs_from_job_to_job():
    jobs = Requirements.of([Requirement(job, "welding", 3, 1, True) for job in ("a", "b")])
    first, second = rank(jobs, Holdings.of([Holding(str(n), "welding", 3, CLAIMED) for n in range(50)]), None)
    assert [person.person for person in first.people] != [person.person for person in second.people]


def test_missing_lists_essentials_first_then_heavier_then_by_id():
    job = Requirements.of(
        [
            Requirement("job", "nice, heavy", 2, 1000, False),
            Requirement("job", "b", 2, 10, True),
            Requirement("job", "a", 2, 10, True),
            Requirement("job", "heavy", 2, 11, True),
        ]
    )
    assert people(job, [Holding("p", "x", 1, CLAIMED)])[0].missing == ("heavy", "a", "b", "nice, heavy")


def test_coverage_is_rounded_half_up_at_the_seventh_decimal():
    others = [Requirement("job", f"other {n}", 1, weight, False) for n, weight in enumerate([1000] * 63 + [999])]
    job = Requirements.of([Requirement("job", "a", 1, 1, False), *others])
    listed = people(job, [Holding("p", "a", 1, VERIFIED)])
    assert listed[0].coverage_verified == Decimal("0.000016")  # 1 ÷ 64,000 = 0.000015625


def test_an_exact_half_goes_up():
    assert coverage(1, 2_000_000) == Decimal("0.000001")
    assert coverage(3, 2_000_000) == Decimal("0.000002")
    assert coverage(999_999, 2_000_000) == Decimal("0.500000")


def test_top_cuts_the_list_and_keeps_the_ranks():
    rows = [Holding(str(number), "welding", number % 4, CLAIMED) for number in range(20)]
    everyone = people(welder_job(), rows)
    assert people(welder_job(), rows, top=7) == everyone[:7]


def test_top_below_one_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        rank(welder_job(), Holdings.of([Holding("p", "welding", 1, CLAIMED)]), 0)


def test_nobody_gives_an_empty_list_for_each_job():
    (ranking,) = rank(welder_job(), Holdings.of([]), 20)
    assert ranking.people == ()


def test_jobs_come_in_order_of_first_appearance():
    jobs = Requirements.of([Requirement(job, name, 1, 1, True) for name in "xy" for job in ("z", "a")])
    assert [ranking.job for ranking in rank(jobs, Holdings.of([Holding("p", "x", 1, CLAIMED)]), 1)] == ["z", "a"]


def test_jobs_ranked_in_several_passes_come_out_as_in_one(monkeypatch):
    jobs = Requirements.of([Requirement(str(job), "xyz"[job % 3], 1 + job, 1 + job, True) for job in range(7)])
    held = Holdings.of([Holding(str(n), "xyz"[n % 3], n % 11, CLAIMED) for n in range(30)])
    whole = rank(jobs, held, 5)
    monkeypatch.setattr("skillmark.kernel.matching.ranking.LISTED_AT_ONCE", 10)
    assert rank(jobs, held, 5) == whole
