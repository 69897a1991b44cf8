"""What a verification policy asks beside its numbers: who may not be both, how recent, and who knows the name."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from uuid import UUID

from skillmark.assessment.models import LayerKind
from skillmark.assessment.rules.results import Layer
from skillmark.kernel.values import BadInput, told

MOST_PAIRS = 12  # of parts kept apart; more nobody keeps in mind
# whoever confirms these knows the person by what she does every day: no name can be hidden from her
KNOW_HER = (LayerKind.SUPERVISOR_CONFIRMATION,)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is taken for another when it is read aloud
_TAKEN_FOR = str.maketrans("OIL", "011")
LABEL_LETTERS = 6  # 30 bits of an id's random end: a thousand attempts, and 1 in 2,000 that any two are called alike


class Relation(StrEnum):
    """How somebody stands to a person who is tried, as far as it is recorded."""

    LEADS = "leads"
    COACHES = "coaches"
    STARTED = "started"


Pair = tuple[str, str]  # two parts: a kind of confirmation first, beside it another or a relation, by their codes


def apart_of(rows: Collection[Collection[str]], layers: Sequence[Layer]) -> tuple[Pair, ...]:
    """The pairs of parts that one person may not have both, each once, in order.

    Raises BadInput: a part unknown, one beside itself, two relations, a kind the policy does not ask for, more than
    MOST_PAIRS, and a supervisor's confirmation kept from whoever leads the person: nobody could give it.
    """
    kinds = [layer.kind.value for layer in layers]
    pairs = set()
    for row in rows:
        parts = [str(part).strip().replace(" ", "_") for part in row]
        if len(parts) != 2 or any(part not in [*LayerKind.values, *Relation] for part in parts):
            raise BadInput.of(told("names two parts"), file="policy", column="apart")
        one, other = sorted(parts, key=lambda part: (part in list(Relation), part))
        if one == other:
            raise BadInput.of(
                told("“%(value)s” stands beside itself", value=one.replace("_", " ")), file="policy", column="apart"
            )
        if one in list(Relation):
            raise BadInput.of(told("one of the two is a way of checking"), file="policy", column="apart")
        for part in (one, other):
            if part in LayerKind.values and part not in kinds:
                said = told("“%(value)s” is not asked for", value=part.replace("_", " "))
                raise BadInput.of(said, file="policy", column="apart")
        if (one, other) == (LayerKind.SUPERVISOR_CONFIRMATION, Relation.LEADS):
            raise BadInput.of(told("whoever confirms as a supervisor leads her"), file="policy", column="apart")
        pairs.add((str(one), str(other)))
    if len(pairs) > MOST_PAIRS:
        raise BadInput.of(told("at most %(most)s pairs", most=MOST_PAIRS), file="policy", column="apart")
    return tuple(sorted(pairs))


def kept_from(apart: Collection[Pair], kind: LayerKind, had: Collection[str]) -> str | None:
    """The part of hers that keeps somebody from this kind of confirmation; None where nothing does."""
    for one, other in apart:
        if one == kind and other in had:
            return other
        if other == kind and one in had:
            return one
    return None


def kinds_left(apart: Collection[Pair], kinds: Sequence[LayerKind], had: Collection[str]) -> tuple[LayerKind, ...]:
    """Those of these kinds that nothing she had a part in keeps her from."""
    return tuple(kind for kind in kinds if kept_from(apart, kind, had) is None)


def checked_blind(blind: bool, layers: Sequence[Layer]) -> bool:
    """Whether names are hidden. Raises BadInput where everybody who confirms knows her: then it hides nothing."""
    if blind and all(layer.kind in KNOW_HER for layer in layers):
        raise BadInput.of(told("whoever confirms as a supervisor knows her name"), file="policy", column="blind")
    return blind


def kinds_without_a_name(kinds: Sequence[LayerKind]) -> tuple[LayerKind, ...]:
    """Those of these kinds that somebody may confirm who does not know whom she sees."""
    return tuple(kind for kind in kinds if kind not in KNOW_HER)


def label(sitting_id: UUID) -> str:
    """What an attempt is called where its person's name is hidden: the same for everybody, and nothing of her."""
    number = sitting_id.int
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(LABEL_LETTERS)))


def endings(label: str) -> tuple[str, ...]:
    """How the ids of attempts that are called so end, in hexadecimal digits: a label tells all bits but two of the last
    eight digits. Read aloud, O is taken for 0 and I and L for 1, as Crockford has it. Raises BadInput for no label.
    """
    letters = label.strip().upper().translate(_TAKEN_FOR)
    if len(letters) != LABEL_LETTERS or not set(letters) <= set(LETTERS):
        said = told("an attempt is called by %(most)s letters and digits", most=LABEL_LETTERS)
        raise BadInput.of(said, file="label")
    number = 0
    for letter in letters:
        number = number << 5 | LETTERS.index(letter)
    return tuple(f"{above << 30 | number:08x}" for above in range(4))
