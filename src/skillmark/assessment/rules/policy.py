"""What a verification policy asks beside its numbers: who may give which confirmation and of what, who may not be both,
and who knows the name.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
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


class Whom(StrEnum):
    """As what somebody gives a confirmation: kept with her marks, and said in the record."""

    ASSESSOR = "assessor"
    LINE_MANAGER = "line_manager"
    COLLEAGUE = "colleague"
    OUTSIDE = "outside"
    QUALITY_ASSURER = "quality_assurer"


class Lacks(StrEnum):
    """Why somebody may not give a confirmation of this kind, or not yet."""

    NOT_ASSESSOR = "not_assessor"
    NOT_SUPERVISOR = "not_supervisor"
    NOT_COLLEAGUE = "not_colleague"
    NOT_OUTSIDE = "not_outside"
    NOT_ASSURER = "not_assurer"
    NO_FILE = "no_file"
    NO_RECORDING = "no_recording"

    @property
    def waits(self) -> bool:
        """Whether she may give it once something was handed in."""
        return self in (Lacks.NO_FILE, Lacks.NO_RECORDING)


@dataclass(frozen=True, slots=True)
class Giver:
    """How somebody who would confirm stands to the person who is tried, as far as it is recorded.

    `leads` and `led`: the person names her as whoever leads her, or she the person. `assesses`, `assures`: the role she
    holds today; whoever was asked by a link (`asked`) stood beside it and holds none. `same_unit`: both belong to one
    part of the workplace. `outside`: she has no place in it, and comes from another organisation or by such a link.
    """

    leads: bool = False
    led: bool = False
    assesses: bool = False
    assures: bool = False
    asked: bool = False
    same_unit: bool = False
    outside: bool = False

    @property
    def apart(self) -> bool:
        """Neither leads the other."""
        return not (self.leads or self.led)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What those who mark can look at: a file, and whether one is a recording."""

    file: bool = False
    recording: bool = False


# what is looked at in these ways has been handed in; whatever else is confirmed was seen
OF_FILES = (LayerKind.PORTFOLIO, LayerKind.RECORDED_DEMONSTRATION)


def lacks(kind: LayerKind, giver: Giver, handed_in: HandedIn) -> Lacks | None:
    """What keeps somebody from this kind of confirmation; None where she is what it says and there is what it is of.

    A supervisor leads the person. A colleague works in the same part of the workplace, and neither leads the other.
    Somebody outside has no place in it. An audit is made by a quality assurer in another line of reporting. Whatever
    else is marked by assessors, by whoever leads the person and by whoever was asked because she stood beside it; a
    portfolio and a recorded demonstration only once there is a file, and a recording (S0-17).
    """
    if kind is LayerKind.SUPERVISOR_CONFIRMATION:
        return None if giver.leads else Lacks.NOT_SUPERVISOR
    if kind is LayerKind.PEER:
        return None if giver.same_unit and giver.apart else Lacks.NOT_COLLEAGUE
    if kind is LayerKind.THIRD_PARTY:
        return None if giver.outside and giver.apart else Lacks.NOT_OUTSIDE
    if kind is LayerKind.AUDIT:
        return None if giver.assures and giver.apart else Lacks.NOT_ASSURER
    if not (giver.assesses or giver.leads or giver.asked):
        return Lacks.NOT_ASSESSOR
    if kind is LayerKind.PORTFOLIO and not handed_in.file:
        return Lacks.NO_FILE
    if kind is LayerKind.RECORDED_DEMONSTRATION and not handed_in.recording:
        return Lacks.NO_RECORDING
    return None


def lacks_of_all(kinds: Sequence[LayerKind], giver: Giver, handed_in: HandedIn) -> Lacks | None:
    """What keeps somebody from every one of these kinds: what would help first, where something does."""
    found = [lacks(kind, giver, handed_in) for kind in kinds]
    if not all(found):
        return None
    return next((one for one in found if one is not None and one.waits), found[0] if found else None)


GIVEN_AS = {
    LayerKind.SUPERVISOR_CONFIRMATION: Whom.LINE_MANAGER,
    LayerKind.PEER: Whom.COLLEAGUE,
    LayerKind.THIRD_PARTY: Whom.OUTSIDE,
    LayerKind.AUDIT: Whom.QUALITY_ASSURER,
}


def given_as(kind: LayerKind, giver: Giver) -> Whom:
    """As what she gives a confirmation that nothing keeps her from."""
    if kind in GIVEN_AS:
        return GIVEN_AS[kind]
    return Whom.ASSESSOR if giver.assesses or not giver.leads else Whom.LINE_MANAGER


def was_so(kind: LayerKind, role: str, *, file: bool) -> bool:
    """Whether a confirmation was given by somebody, and of something, as its kind says; before this was asked, anybody
    who marked could give any. What was not so is signed by nobody.
    """
    if kind in GIVEN_AS:
        return role == GIVEN_AS[kind]
    return role in (Whom.ASSESSOR, Whom.LINE_MANAGER) and (file or kind not in OF_FILES)


def checked_givers(layers: Sequence[Layer]) -> None:
    """Raises BadInput where nobody could ever give what is asked: one person leads somebody, and she is in one line of
    reporting with her.
    """
    for layer in layers:
        if layer.kind is LayerKind.SUPERVISOR_CONFIRMATION and layer.count > 1:
            raise BadInput.of(told("one person leads somebody, so one confirms as a supervisor"), file="policy",
                              column="givers")  # fmt: skip
        if layer.kind is LayerKind.SUPERVISOR_CONFIRMATION and layer.independent:
            raise BadInput.of(told("whoever leads somebody is not independent of her"), file="policy", column="givers")


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
