"""Clock, randomness, ids."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.foundation.factories import NOON

from skillmark.foundation import sources


def test_an_id_is_a_uuid_of_version_7_that_begins_with_the_milliseconds() -> None:
    with sources.using(sources.seeded(7, NOON)):
        made = sources.new_id()
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == int(NOON.timestamp() * 1000) + 1  # the clock of a demonstration ticks


def test_ids_sort_by_their_time() -> None:
    def at(milliseconds: int) -> object:
        with sources.using(sources.seeded(7, NOON + timedelta(milliseconds=milliseconds))):
            return sources.new_id()

    made = [at(number) for number in range(5)]
    assert sorted(made) == made  # type: ignore[type-var]


def test_ids_of_one_instant_differ() -> None:
    with sources.using(sources.Sources(clock=lambda: NOON, random_bytes=sources.seeded(7, NOON).random_bytes)):
        assert len({sources.new_id() for _ in range(1000)}) == 1000


@given(st.integers() | st.text(), st.lists(st.integers(0, 100), max_size=20))
def test_a_seed_repeats_its_bytes(seed: int | str, lengths: list[int]) -> None:
    def drawn() -> list[bytes]:
        found = sources.seeded(seed, NOON)
        return [found.random_bytes(length) for length in lengths]

    assert drawn() == drawn()
    assert [len(part) for part in drawn()] == lengths


def test_another_seed_gives_other_bytes() -> None:
    assert sources.seeded(7, NOON).random_bytes(16) != sources.seeded(8, NOON).random_bytes(16)


def test_sources_hold_inside_the_block_and_not_after_it() -> None:
    with sources.using(sources.seeded(7, NOON)):
        assert sources.now() == NOON + timedelta(milliseconds=1)
    assert abs(sources.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert sources.now().tzinfo is UTC


def test_ids_of_one_process_sort_as_they_were_made_however_fast() -> None:
    made = [sources.new_id() for _ in range(5000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {(made_id.version, made_id.variant) for made_id in made} == {(7, "specified in RFC 4122")}
