"""What a simulation tells: counts that follow from its log, plan against actual, and every rule that fired."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from skillmark.campaigns.simulation.assumptions import OURS
from skillmark.campaigns.simulation.walk import Fired


@dataclass(frozen=True, slots=True)
class Told:
    """The end of a walk. `plan` is rows of plan against actual, each with its own members; `who` names its people."""

    name: str
    kind: str
    who: str
    people: int
    seed: int
    begins: str
    ends: str
    counts: Mapping[str, int]
    reasons: Mapping[str, int]
    plan: Sequence[Mapping[str, Any]]
    fired: Sequence[Fired]
    decided_by: str
    decided: str
    log: Sequence[Mapping[str, Any]]

    def as_json(self) -> dict[str, Any]:
        return {
            "programme": self.name,
            "kind": self.kind,
            "simulated": True,
            "who": self.who,
            "people": self.people,
            "seed": self.seed,
            "begins": self.begins,
            "ends": self.ends,
            "counts": dict(self.counts),
            "reasons": dict(self.reasons),
            "plan_against_actual": [dict(row) for row in self.plan],
            "rules": [one.as_json() for one in self.fired],
            "decision": {"by": self.decided_by, "outcome": self.decided},
            "assumed": asdict(OURS),
            "log": [dict(event) for event in self.log],
        }
