"""What is wrong with a file reads as English, and keeps what it takes to say it in another language."""

import json
import pickle

from skillmark.kernel.values import BadInput, Problem, Sentence, as_kept, joined, told


def test_a_sentence_is_its_english_and_keeps_its_words_and_values() -> None:
    said = told("“%(value)s” is outside %(low)s to %(high)s", value="100 %", low=0, high=7)
    assert said == "“100 %” is outside 0 to 7"
    assert said.words == "“%(value)s” is outside %(low)s to %(high)s"
    assert said.values == {"value": "100 %", "low": "0", "high": "7"}


def test_a_cell_is_never_taken_for_words() -> None:
    said = told("there is no job “%(job)s”", job="%(job)s %d")
    assert said == "there is no job “%(job)s %d”"
    assert told("%(problem)s; mend it", problem=said) == "there is no job “%(job)s %d”; mend it"


def test_place_and_message_are_kept_apart_through_json() -> None:
    problem = Problem("people.csv", told("“%(value)s” stands twice", value="A"), 3, "Number")
    assert problem.sentence() == "people.csv, row 3, column Number: “A” stands twice"
    words, values = json.loads(json.dumps(as_kept(problem.sentence())))
    assert words == "%(place)s: %(message)s"
    assert values["message"] == ["“%(value)s” stands twice", {"value": "A"}]
    assert as_kept("any other text") == "any other text"


def test_many_are_joined_side_by_side_and_not_within_one_another() -> None:
    """A cell of thousands of faults is kept and shown as one of two."""
    several = joined(told("%(n)s", n=number) for number in range(5000))
    assert several.startswith("0; 1; 2; ")
    assert all(isinstance(value, Sentence) for value in several.values.values())
    json.dumps(as_kept(several))


def test_a_refusal_goes_to_another_process_as_it_is() -> None:
    bad = BadInput.of(told("is empty"), file="a.csv", row=2)
    assert pickle.loads(pickle.dumps(bad.sentence())).values == bad.sentence().values
