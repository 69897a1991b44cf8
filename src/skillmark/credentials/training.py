"""The training that everybody does herself before she signs: a few rules, and questions that she answers right.

What is asked changes only together with `VERSION`; whoever did an earlier version does it again before she signs.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

VERSION = 1
Text = Any  # translated when it is shown


@dataclass(frozen=True, slots=True)
class Question:
    """`options`: (value, text); `right` is the value of the only right one."""

    name: str
    text: Text
    options: tuple[tuple[str, Text], ...]
    right: str


RULES: tuple[Text, ...] = (
    _("Sign what was shown, marked and checked. A favour, a promise or long service is no proof."),
    _("You sign only for the people and the records that you were named, and only until the last day you were given."),
    _("Nobody signs for herself, and nobody signs where she alone was the independent assessor."),
    _("Your log-in is your signature. Lend it to nobody, and lock the phone when you put it down."),
    _("If a record was signed in error, say so the same day. A talent lead withdraws it, and you lose nothing by it."),
)
QUESTIONS = (
    Question(
        "asked",
        _("A good worker asks you to sign today and says he will show the task next week. What do you do?"),
        (
            ("sign", _("Sign: I know his work")),
            ("wait", _("Wait until he has shown it and it was marked")),
            ("ask", _("Sign, and note that the task is still to come")),
        ),
        "wait",
    ),
    Question(
        "crew",
        _("Somebody of another crew, for whom you were not named, has passed. Who signs?"),
        (
            ("i", _("I do, as it is the same task")),
            ("colleague", _("A colleague of mine, by my log-in")),
            ("lead", _("Whoever was named for that crew, or a talent lead")),
        ),
        "lead",
    ),
    Question(
        "error",
        _("You notice that you signed for the wrong person. What do you do?"),
        (
            ("tell", _("Tell a talent lead at once, who withdraws it")),
            ("leave", _("Leave it until it is renewed")),
            ("other", _("Sign a second one for the right person and say nothing")),
        ),
        "tell",
    ),
)


def wrong(answers: dict[str, str]) -> list[str]:
    """The names of the questions that were not answered right; none where she has done the training."""
    return [question.name for question in QUESTIONS if answers.get(question.name) != question.right]
