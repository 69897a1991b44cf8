"""What is published gives nobody away, and the attack that says so succeeds when the cover is taken off."""

import random
from itertools import product

import pytest

from skillmark.kernel.disclosure import TOTAL, attack, count_table, differs_by_too_few, protect, protect_linked
from skillmark.kernel.disclosure.counts import CountTable


def random_table(seed: int) -> CountTable:
    draw = random.Random(seed)
    sizes = draw.choice([(4,), (3, 4), (5, 2), (6, 5), (2, 3, 3)])
    names = [f"d{i}" for i in range(len(sizes))]
    places = product(*([f"{name}{k}" for k in range(size)] for name, size in zip(names, sizes, strict=True)))
    return count_table(names, [(place, draw.choice([0, 0, 1, 4, 9, 12, 25, 60, 200])) for place in places])


def test_margins_are_added_and_given_ones_must_be_right():
    table = count_table(["sex", "stage"], [(("f", "in"), 12), (("m", "in"), 3), (("f", "out"), 20)])
    assert table.cells["m", "out"] == 0
    assert table.cells["f", TOTAL] == 32
    assert table.cells[TOTAL, TOTAL] == 35
    with pytest.raises(ValueError, match="is 99 but its parts add up to 12"):
        count_table(["sex"], [(["f"], 12), ([TOTAL], 99)])


def test_small_counts_go_and_one_other_goes_with_them():
    table = count_table(["group"], [(["a"], 3), (["b"], 40), (["c"], 90)])
    protected = protect(table, minimum=10)
    assert protected.release.cells == {("a",): None, ("b",): None, ("c",): 90, (TOTAL,): 133}
    assert protected.primary == {(("group", "a"),)}
    assert protected.complementary == {(("group", "b"),)}


def test_two_small_counts_whose_sum_is_small_do_not_cover_each_other():
    table = count_table(["group"], [(["a"], 3), (["b"], 4), (["c"], 90)])
    release = protect(table, minimum=10).release
    assert release.cells["c",] is None or release.cells[TOTAL,] is None


def test_a_zero_is_published_unless_it_tells_what_a_whole_group_is():
    everybody = count_table(
        ["g", "work"], [(("x", "yes"), 30), (("x", "no"), 0), (("y", "yes"), 40), (("y", "no"), 15)]
    )
    release = protect(everybody, minimum=10).release
    assert release.cells["x", "no"] is None
    assert release.cells["x", "yes"] is None or release.cells["x", TOTAL] is None


def test_an_ordinary_zero_is_published():
    table = count_table(
        ["g", "a"],
        [
            ((g, a), n)
            for g, ns in {"x": (30, 20, 0), "y": (40, 0, 15), "z": (0, 50, 60)}.items()
            for a, n in zip("abc", ns, strict=True)
        ],
    )
    release = protect(table, minimum=10).release
    assert all(count is not None for count in release.cells.values())


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_two_hundred_random_tables_withstand_the_attack(start: int):
    for seed in range(start, start + 50):
        release = protect(random_table(seed), minimum=10).release
        assert [count for count in release.cells.values() if count and count < 10] == [], seed
        assert attack([release], minimum=10).in_vain, seed


def test_without_complementary_suppression_the_same_attack_succeeds():
    tables = [random_table(seed) for seed in range(50)]
    results = [attack([protect(table, minimum=10, complementary=False).release], minimum=10) for table in tables]
    assert sum(bool(result.recovered) for result in results) > 25


def test_recovered_values_are_the_true_ones():
    table = random_table(7)
    result = attack([protect(table, minimum=10, complementary=False).release], minimum=10)
    truth = {table.key(place): count for place, count in table.cells.items()}
    assert result.recovered
    assert all(truth[key] == value for key, value in result.recovered.items())


def test_tables_that_share_margins_are_protected_together():
    sex = count_table(["sex", "stage"], [(("f", "in"), 14), (("f", "out"), 40), (("m", "in"), 6), (("m", "out"), 60)])
    age = count_table(["age", "stage"], [(("y", "in"), 3), (("y", "out"), 50), (("o", "in"), 17), (("o", "out"), 50)])
    assert attack(protect_linked([sex, age], minimum=10).releases, minimum=10).in_vain
    apart = [protect(sex, minimum=10).release, protect(age, minimum=10, complementary=False).release]
    assert not attack(apart, minimum=10).in_vain


def test_the_same_table_gives_the_same_release():
    table = random_table(11)
    assert protect(table, minimum=10) == protect(table, minimum=10)


def test_releases_that_differ_by_too_few_are_refused():
    def release(n: int):
        return protect(count_table(["g"], [(["a"], n), (["b"], 80)]), minimum=10).release

    assert differs_by_too_few(release(50), release(53), minimum=10)
    assert not differs_by_too_few(release(50), release(50), minimum=10)
    assert not differs_by_too_few(release(50), release(60), minimum=10)
    assert attack([release(50), release(53)], minimum=10).differenced == {(("g", "a"),), ()}


def test_a_minimum_that_protects_nobody_is_refused():
    with pytest.raises(ValueError, match="protects nobody"):
        protect(count_table(["g"], [(["a"], 5)]), minimum=1)
