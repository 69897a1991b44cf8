import pytest

from skillmark.kernel.skills import Task, benchmark

PLAIN = "to the employer's written standard, without prompting"


@pytest.mark.parametrize(
    "statement, said",
    [
        ("Turn or reposition bedridden patients.", f"can turn or reposition bedridden patients {PLAIN}"),
        ("Supply, collect, or empty bedpans.", f"can supply, collect, or empty bedpans, {PLAIN}"),
        ("Answer call signals to determine patients' needs.", "can answer call signals to determine patients' needs"),
        ("Remind patients to take medications.", f"can remind patients to take medications, {PLAIN}"),
        ("Train workers to maintain wiring.", f"can train workers to maintain wiring, {PLAIN}"),
        ("Adhere to standards.", f"can adhere to standards, {PLAIN}"),
        ("Can read a drawing.", f"can read a drawing {PLAIN}"),
    ],
)
def test_a_task_becomes_can_to(statement, said):
    assert benchmark(Task("1", statement, True)).statement == said


def test_an_assumed_standard_is_marked_as_assumed():
    assert benchmark(Task("1", "Feed patients.", True)).standard_assumed
    assert not benchmark(Task("1", "Inspect wiring to ensure compliance with codes.", True)).standard_assumed


def test_the_rubric_is_criteria_by_levels_each_observable_and_ordered():
    rubric = benchmark(Task("1", "Feed patients.", True)).rubric
    assert len(rubric) >= 3
    for criterion in rubric:
        assert [level.score for level in criterion.levels] == [0, 1, 2, 3]
        assert len({level.description for level in criterion.levels}) == 4


def test_the_sample_task_says_what_to_do():
    assert "Feed patients" in benchmark(Task("1", "Feed patients.", True)).sample_task
