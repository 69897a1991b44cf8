"""The cheapest path, held to a brute force over every set of modules."""

from decimal import Decimal
from itertools import combinations
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillmark.kernel.matching import Requirement
from skillmark.kernel.planning import Module, Planner, Step, TooTangled, assumed_modules, cheapest_path

COMPETENCIES = ["a", "b", "c"]


def needs(*levels: tuple[str, int]) -> list[Requirement]:
    return [Requirement("job", name, level, 100, True) for name, level in levels]


def module(name, steps, hours=10, cost=100, weeks=1, after=()) -> Module:
    return Module(name, tuple(Step(*step) for step in steps), Decimal(hours), cost, Decimal(weeks), tuple(after))


def takeable(chosen, levels):
    """The chosen modules as far as they can be taken, and the levels reached."""
    levels, taken, left = dict(levels), [], list(chosen)
    while True:
        able = [
            one
            for one in left
            if set(one.prerequisites) <= {other.module_id for other in taken}
            and all(levels.get(step.competency_id, 0) >= step.from_level for step in one.steps)
        ]
        if not able:
            return taken, levels
        for one in able:
            left.remove(one)
            taken.append(one)
            for step in one.steps:
                levels[step.competency_id] = max(levels.get(step.competency_id, 0), step.to_level)


def longest_chain(chosen):
    by_id = {one.module_id: one for one in chosen}

    def chain(one):
        return one.weeks + max((chain(by_id[other]) for other in one.prerequisites), default=Decimal(0))

    return max((chain(one) for one in chosen), default=Decimal(0))


def brute_force(requirements, levels, modules):
    """(hours, cost, weeks, sorted ids) and what cannot be closed, by trying every set."""
    _, reached = takeable(modules, levels)
    closable = [r for r in requirements if reached.get(r.competency_id, 0) >= r.level]
    best = None
    for size in range(len(modules) + 1):
        for chosen in combinations(modules, size):
            taken, after = takeable(chosen, levels)
            if len(taken) < size or any(after.get(r.competency_id, 0) < r.level for r in closable):
                continue
            price = (
                sum((one.hours for one in chosen), Decimal(0)),
                sum(one.cost for one in chosen),
                longest_chain(chosen),
                sorted(one.module_id for one in chosen),
            )
            best = price if best is None else min(best, price)
    return best, {r.competency_id for r in requirements} - {r.competency_id for r in closable}


@st.composite
def catalogues(draw):
    """Up to eight modules; few distinct prices, so that ties reach down to weeks and ids."""
    names = draw(st.permutations([f"m{number}" for number in range(8)]))[: draw(st.integers(0, 8))]
    modules = []
    for position, name in enumerate(names):
        steps = []
        for competency in draw(st.lists(st.sampled_from(COMPETENCIES), min_size=1, max_size=2, unique=True)):
            low = draw(st.sampled_from([0, 0, 1, 2]))
            steps.append((competency, low, draw(st.integers(low + 1, 4))))
        after = draw(st.lists(st.sampled_from(names[:position]), max_size=2, unique=True)) if position else []
        hours, cost = draw(st.sampled_from([(1, 0), (1, 1), (2, 0), (2, 1), (0, 1), ("0.5", 3)]))
        modules.append(module(name, steps, hours, cost, draw(st.sampled_from([0, 1, 2, "1.5"])), sorted(after)))
    return modules


requirement_lists = st.lists(
    st.builds(
        Requirement, st.just("job"), st.sampled_from(COMPETENCIES), st.integers(1, 4), st.integers(1, 9), st.booleans()
    ),
    min_size=1,
    unique_by=lambda requirement: requirement.competency_id,
)
held_levels = st.dictionaries(st.sampled_from(COMPETENCIES), st.integers(0, 3))


def check(requirements, levels, modules):
    path = cheapest_path(requirements, levels, modules)
    (hours, cost, weeks, ids), unclosable = brute_force(requirements, levels, modules)
    assert (path.hours, path.cost, path.weeks, sorted(path.module_ids)) == (hours, cost, weeks, ids)
    assert set(path.unclosable) == unclosable
    by_id = {one.module_id: one for one in modules}
    reached = dict(levels)
    for position, name in enumerate(path.module_ids):
        assert set(by_id[name].prerequisites) <= set(path.module_ids[:position])
        assert all(reached.get(step.competency_id, 0) >= step.from_level for step in by_id[name].steps)
        for step in by_id[name].steps:
            reached[step.competency_id] = max(reached.get(step.competency_id, 0), step.to_level)


@settings(max_examples=250, deadline=None)
@given(requirement_lists, held_levels, catalogues())
def test_the_path_is_the_cheapest_of_all_sets(requirements, levels, modules):
    check(requirements, levels, modules)


@settings(max_examples=120, deadline=None)
@given(requirement_lists, held_levels, catalogues())
def test_the_integer_programme_finds_the_same_path(requirements, levels, modules):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("skillmark.kernel.planning.search.MOST_SETS", 0)
        check(requirements, levels, modules)


@settings(max_examples=200, deadline=None)
@given(requirement_lists, held_levels, catalogues())
def test_deciding_shared_prerequisites_finds_the_same_path(requirements, levels, modules):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("skillmark.kernel.planning.solver.SMALL", 0)
        check(requirements, levels, modules)


@st.composite
def rings(draw):
    """Up to nine modules in a circle of competencies: most raise their own and, from nothing, the next one's too."""
    modules = []
    for number in range(draw(st.integers(1, 9))):
        place = number % 3
        low = draw(st.integers(0, 3))
        steps = [(COMPETENCIES[place], low, draw(st.integers(low + 1, 4)))]
        if draw(st.sampled_from([True, True, False])):
            steps.append((COMPETENCIES[(place + 1) % 3], draw(st.sampled_from([0, 0, 1])), draw(st.integers(2, 4))))
        after = [f"m{draw(st.integers(0, number - 1))}"] if number and draw(st.integers(0, 4)) == 0 else []
        hours, cost = draw(st.integers(1, 4)), draw(st.integers(0, 2))
        modules.append(module(f"m{number}", steps, hours, cost, draw(st.sampled_from([1, 2])), after))
    return modules


@settings(max_examples=120, deadline=None)
@given(requirement_lists, held_levels, rings(), st.sampled_from([0, 400]))
def test_the_path_through_a_ring_is_the_cheapest_of_all_sets(requirements, levels, modules, most_sets):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("skillmark.kernel.planning.search.MOST_SETS", most_sets)
        check(requirements, levels, modules)


def wide_ring():
    """Ten competencies to level 6 and 70 modules, each competency's also raising the next one's."""
    names = [f"c{number}" for number in range(10)]
    modules = [
        module(
            f"m{number}-{level}",
            [(names[number], level - 1, level)] + ([(names[(number + 1) % 10], 0, level)] if level % 3 == 0 else []),
            9 + number * level % 7,
            100 + (number * 37 + level * 11) % 50,
        )
        for number in range(10)
        for level in range(1, 7)
    ]
    return needs(*((name, 6) for name in names)), modules + [module(f"x{n}", [(f"c{n}", 2, 6)], 31) for n in range(10)]


def test_a_wide_ring_is_planned_in_seconds():
    requirements, modules = wide_ring()
    began = perf_counter()
    path = cheapest_path(requirements, {}, modules)
    assert (path.hours, path.cost, len(path.module_ids)) == (153, 1691, 14)
    assert perf_counter() - began < 20  # under one alone; the machine may be shared


def test_a_tangle_beyond_the_limit_of_work_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setattr("skillmark.kernel.planning.solver.MOST_WORK", 50)
    requirements, modules = wide_ring()
    with pytest.raises(TooTangled) as refused:
        cheapest_path(requirements, {}, modules, name="courses.csv")
    assert str(refused.value).startswith("courses.csv, column competency_id: the modules for c0, c1, c2, ")
    assert refused.value.competencies == tuple(f"c{number}" for number in range(10))


def test_fewer_hours_win_over_lower_cost_and_cost_over_weeks():
    quick, cheap = module("quick", [("a", 0, 2)], 5, 900, 9), module("cheap", [("a", 0, 2)], 6, 1, 1)
    assert cheapest_path(needs(("a", 2)), {}, [quick, cheap]).module_ids == ("quick",)
    dear = module("dear", [("a", 0, 2)], 5, 901, 1)
    assert cheapest_path(needs(("a", 2)), {}, [quick, dear]).module_ids == ("quick",)


def test_a_module_is_open_to_someone_above_its_from_level():
    assert cheapest_path(needs(("a", 3)), {"a": 2}, [module("m", [("a", 1, 3)])]).module_ids == ("m",)


def test_a_prerequisite_is_taken_even_by_someone_who_could_do_without():
    modules = [module("late", [("a", 0, 2)], after=["base"]), module("base", [("z", 0, 1)])]
    path = cheapest_path(needs(("a", 2)), {"z": 5}, modules)
    assert path.module_ids == ("base", "late")
    assert path.weeks == 2


def test_modules_that_wait_for_one_anothers_levels_are_no_path():
    modules = [module("m", [("a", 0, 2), ("b", 1, 2)]), module("n", [("a", 1, 2), ("b", 0, 2)])]
    path = cheapest_path(needs(("a", 2), ("b", 2)), {}, modules)
    assert path.module_ids == ()
    assert path.unclosable == ("a", "b")


def test_an_unclosable_gap_is_named_and_the_path_is_partial():
    path = cheapest_path(needs(("a", 2), ("licence", 1)), {}, [module("m", [("a", 0, 2)], 7, 150)])
    assert path.partial
    assert path.unclosable == ("licence",)
    assert path.row("p") == ("p", "m", "7", "1", "1.50", "licence")


def test_nothing_to_close_costs_nothing():
    path = cheapest_path(needs(("a", 2)), {"a": 2}, [module("m", [("a", 0, 2)])])
    assert (path.module_ids, path.hours, path.cost, path.weeks) == ((), 0, 0, 0)
    assert not path.partial


def test_assumed_modules_mark_the_path():
    requirements = needs(("a", 3), ("b", 1))
    modules = assumed_modules(requirements)
    assert len(modules) == 4
    path = cheapest_path(requirements, {"a": 1}, modules)
    assert path.module_ids == ("assumed:a:2", "assumed:a:3", "assumed:b:1")
    assert path.assumed
    assert path.hours == 36


def test_requirements_of_two_jobs_are_refused():
    with pytest.raises(ValueError, match="one job"):
        Planner([Requirement("j", "a", 1, 1, True), Requirement("k", "a", 1, 1, True)], [])


@pytest.mark.parametrize("linked", [False, True])
def test_a_whole_pool_is_planned_in_seconds(linked):
    """269 people × 10 requirements × 71 modules, in parts or all hanging on one orientation."""
    requirements = needs(*((f"c{number}", 6) for number in range(10)))
    orientation = module("orientation", [("z", 0, 1)], 2)
    modules = [orientation] + [
        module(f"m{number}-{level}", [(f"c{number}", level - 1, min(level + level % 2, 6))], 9 + (number * level) % 7,
               after=["orientation"] if linked else [])
        for number in range(10) for level in range(1, 8) if level < 7
    ] + [module(f"x{number}", [(f"c{number}", 2, 6)], 31) for number in range(10)]  # fmt: skip
    planner = Planner(requirements, modules)
    began = perf_counter()
    for person in range(269):
        path = planner.path({f"c{number}": (person * 7 + number * person // 3) % 7 for number in range(10)})
        assert not path.partial
    assert perf_counter() - began < 30  # a few seconds alone; the machine may be shared


def test_a_module_may_be_taken_from_a_level_held_on_any_basis():
    """Checked at 4 she lacks the 5; what she says of herself, 6, lets her take the module that begins at 5."""
    path = cheapest_path(needs(("a", 5)), {"a": 4}, [module("m", [("a", 5, 6)])], highest_levels={"a": 6})
    assert (path.module_ids, path.unclosable) == (("m",), ())
    alone = cheapest_path(needs(("a", 5)), {"a": 4}, [module("m", [("a", 5, 6)])])
    assert alone.unclosable == ("a",)


def test_people_at_the_same_effective_levels_may_enter_at_different_ones():
    planner = Planner(needs(("a", 5)), [module("m", [("a", 5, 6)])])
    assert planner.path({"a": 4}).partial
    assert not planner.path({"a": 4}, {"a": 5}).partial
