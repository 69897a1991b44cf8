"""Which competencies a claim of prior learning may name, and by which tasks they are then tried."""

from collections.abc import Collection, Mapping, Sequence

from skillmark.kernel.values import BadInput, told


def checked_claim(claimed: Collection[str], required: Collection[str]) -> list[str]:
    """The competencies of a claim in the standard's order: one at least, and none the standard does not ask for.
    Raises BadInput.
    """
    if not claimed:
        raise BadInput.of(told("say which competencies you can show"), file="claim", column="competencies")
    if not set(claimed) <= set(required):
        said = told("names competencies the standard does not ask for")
        raise BadInput.of(said, file="claim", column="competencies")
    return [one for one in required if one in claimed]


def not_tried(claimed: Sequence[str], shows: Mapping[str, Collection[str]]) -> list[str]:
    """Claimed competencies that none of these tasks shows (`shows`, by task): a claim alone proves none of them."""
    tried = {competency for of_one in shows.values() for competency in of_one}
    return [one for one in claimed if one not in tried]
