"""An explanation keeps verified, claimed, inferred and missing apart, and missing apart again."""

import pytest

from skillmark.kernel.matching import Basis, Holding, Holdings, Requirement, Requirements, State, explain

JOB = Requirements.of([Requirement("job", name, 4, 10, True) for name in "abcdef"])
HELD = Holdings.of(
    [
        Holding("p", "a", 4, Basis.VERIFIED),
        Holding("p", "b", 4, Basis.CLAIMED),
        Holding("p", "b", 4, Basis.INFERRED),
        Holding("p", "c", 5, Basis.INFERRED),
        Holding("p", "c", 4, Basis.CLAIMED),
        Holding("p", "d", 3, Basis.VERIFIED),
        Holding("p", "d", 9, Basis.CLAIMED),
        Holding("p", "e", 3, Basis.CLAIMED),
    ]
)


def test_each_requirement_names_its_basis_and_state():
    lines = {line.competency: line for line in explain(JOB, HELD, person="p", job="job")}
    assert [(name, line.held, line.basis, line.state) for name, line in lines.items()] == [
        ("a", 4, Basis.VERIFIED, State.VERIFIED),
        ("b", 4, Basis.CLAIMED, State.CLAIMED),
        ("c", 5, Basis.INFERRED, State.INFERRED),
        ("d", 3, Basis.VERIFIED, State.ASSESSED_BELOW),
        ("e", 3, Basis.CLAIMED, State.NOT_YET_ASSESSED),
        ("f", None, None, State.NOT_YET_ASSESSED),
    ]
    assert lines["c"].term == lines["a"].term == 10 * 2520
    assert lines["c"].term_verified == 0
    assert lines["d"].term == lines["d"].term_verified == 10 * 2520 * 3 // 4


@pytest.mark.parametrize("person, job", [("nobody", "job"), ("p", "no job")])
def test_an_unknown_person_or_job_is_refused(person, job):
    with pytest.raises(KeyError):
        explain(JOB, HELD, person=person, job=job)
