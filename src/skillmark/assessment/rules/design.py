"""Which tasks of a pool somebody is given."""

from collections.abc import Collection, Mapping

from skillmark.kernel.agreement import Unit, place_of
from skillmark.kernel.values import BadInput, told


def drawn_from(tasks: Collection[str], given: Collection[str], count: int, *, seed: str) -> tuple[str, ...]:
    """`count` tasks in the order of their places by the seed; what she was given before comes only after all others.

    The same tasks, `given` and seed draw the same, in whatever order the tasks stand.
    """
    places = sorted(tasks, key=lambda one: (one in given, place_of(seed, Unit(one, {})), one))
    return tuple(places[:count])


def checked_pool(shows: Mapping[str, Collection[str]], count: int) -> None:
    """Whether it is a pool: more tasks than are drawn, and a competency that all of them show (`shows`, by task).
    Raises BadInput.
    """
    if not 1 <= count < len(shows):
        raise BadInput.of(
            told("holds more tasks than are drawn, and one is drawn at least"), file="pool", column="count"
        )
    if not set.intersection(*(set(one) for one in shows.values())):
        raise BadInput.of(told("holds tasks that all show one competency at least"), file="pool", column="tasks")
