from skillmark.kernel.skills import Element, suggest_tasks

REPAIRING = Element("2.B.3.l", "Repairing", "Repairing machines or systems using the needed tools")
TASKS = [
    ("1", "Feed patients."),
    ("2", "Repair machines with tools."),
    ("3", "Clean machines and systems."),
    ("4", "Carry tools."),
    ("5", "Order machines."),
]


def test_the_most_similar_task_comes_first_and_three_at_most():
    (found,) = suggest_tasks([REPAIRING], TASKS)
    assert found[0].task_id == "2"
    assert len(found) == 3
    assert [task.score for task in found] == sorted((task.score for task in found), reverse=True)


def test_a_task_that_shares_no_word_is_not_suggested():
    assert suggest_tasks([REPAIRING], TASKS[:1]) == ((),)


def test_without_tasks_nothing_is_suggested():
    assert suggest_tasks([REPAIRING], []) == ((),)


def test_equal_scores_stand_in_the_order_of_the_tasks():
    twice = [("b", "Repair machines."), ("a", "Repair machines.")]
    assert [task.task_id for task in suggest_tasks([REPAIRING], twice)[0]] == ["b", "a"]
