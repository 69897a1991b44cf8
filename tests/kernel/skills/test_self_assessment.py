"""What somebody says she can do, held against what a job asks."""

from dataclasses import replace

from skillmark.kernel.skills import Anchor, DraftStandard, Indicator, Source, SuggestedTask, Task, benchmark
from skillmark.kernel.skills.draft import descriptor
from skillmark.kernel.skills.model import Element
from skillmark.kernel.skills.self_assessment import assess, steps

ANCHORS = (Anchor(2, "Swap a fuse."), Anchor(4, "Rewire a socket."))


def indicator(reference: str = "A", level: int = 3, **changes: object) -> Indicator:
    anchors = changes.pop("anchors", ANCHORS)
    assert isinstance(anchors, tuple)
    quoted = descriptor(Element(reference, "Wiring", "Works on wires.", anchors), level)
    made = Indicator(
        reference, "Wiring", "Works on wires.", level, 100, True, False, False, None, None, anchors, quoted, ()
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def standard(*indicators: Indicator) -> DraftStandard:
    tasks = tuple(benchmark(Task(name, f"Mend the {name}.", True)) for name in ("lamp", "bell"))
    return DraftStandard("J", "Mender", "", (), tasks, indicators, None, (), Source("S", None, None, "S"))


def levels(one: Indicator) -> list[tuple[int, str]]:
    return [(step.level, step.words) for step in steps(one)]


def test_the_published_examples_are_the_choices_and_one_lies_between_them() -> None:
    assert levels(indicator()) == [(2, "Swap a fuse."), (3, ""), (4, "Rewire a socket.")]


def test_what_a_panel_wrote_of_the_level_asked_for_is_a_choice() -> None:
    written = indicator(descriptor="Finds the broken wire unaided.")
    assert levels(written) == [(2, "Swap a fuse."), (3, "Finds the broken wire unaided."), (4, "Rewire a socket.")]


def test_an_own_framework_without_examples_asks_for_the_sentence_itself() -> None:
    bare = indicator(level=4, anchors=(), descriptor="Level 4: Finds parts on a drawing.")
    assert levels(bare) == [(4, "Finds parts on a drawing.")]
    unpublished = indicator(level=4, anchors=())
    assert levels(unpublished) == [(4, "Works on wires.")]


def test_the_level_asked_for_can_always_be_reached() -> None:
    for asked in range(1, 11):
        one = indicator(level=asked)
        highest = max(level for level, _ in levels(one))
        (said,) = assess(standard(one), {"A": highest}).lines
        assert said.met, asked
        (honest,) = assess(standard(one), {"A": min((2, asked))}).lines
        assert honest.met is (asked <= 2), asked


def test_a_line_passed_over_is_no_claim_of_nothing() -> None:
    passed, none = assess(standard(indicator("A"), indicator("B")), {"B": 0}).lines
    assert (passed.level, none.level) == (None, 0)
    assert not passed.met
    assert (passed.line.short_by, none.line.short_by) == (3, 3)


def test_the_next_task_is_that_of_the_must_have_that_weighs_most() -> None:
    nice = indicator("N", weight=900, essential=False, suggested_tasks=(SuggestedTask("lamp", 9000),))
    light = indicator("L", weight=10, suggested_tasks=(SuggestedTask("lamp", 9000),))
    heavy = indicator("H", weight=20, suggested_tasks=(SuggestedTask("lamp", 100), SuggestedTask("bell", 200)))
    found = assess(standard(nice, light, heavy), {})
    assert found.next_task is not None
    assert found.next_for is not None
    assert (found.next_task.task_id, found.next_for.competency_id) == ("bell", "H")
    further = assess(standard(nice, light, heavy), {"H": 4})
    assert further.next_for is not None
    assert further.next_for.competency_id == "L"


def test_whoever_lacks_nothing_is_given_the_first_task_to_show_it_by() -> None:
    found = assess(standard(indicator()), {"A": 4})
    assert found.next_task is not None
    assert (found.next_task.task_id, found.next_for) == ("lamp", None)


def test_another_competency_is_passed_over() -> None:
    (line,) = assess(standard(indicator("A")), {"Z": 7}).lines
    assert line.level is None
