"""What is wrong with an input, said in one plain sentence that names file, row and column."""

from collections.abc import Sequence
from dataclasses import dataclass

from skillmark.kernel.values.sentences import Sentence, joined, told

SHOWN = 3  # a person mends three rows and tries again; the rest is in the errors file


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place. `row` counts as a spreadsheet does: the header is row 1.

    A file with keys has no rows: there `column` is the path of the key, and `line` where it stands, if it does.
    """

    file: str
    message: str
    row: int | None = None
    column: str | None = None
    line: int | None = None

    @property
    def place(self) -> Sentence:
        if self.line is not None:
            return told("%(file)s, line %(line)s, %(column)s", file=self.file, line=self.line, column=self.column)
        if self.row is None:
            if self.column is None:
                return told("%(file)s", file=self.file)
            return told("%(file)s, column %(column)s", file=self.file, column=self.column)
        if self.column is None:
            return told("%(file)s, row %(row)s", file=self.file, row=self.row)
        return told("%(file)s, row %(row)s, column %(column)s", file=self.file, row=self.row, column=self.column)

    def sentence(self) -> Sentence:
        return told("%(place)s: %(message)s", place=self.place, message=self.message)


class BadInput(Exception):
    """An input that cannot be used. Every problem found is kept; the text shows the first three and the count."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        if not problems:
            raise ValueError("BadInput needs at least one problem")
        self.problems = tuple(problems)
        super().__init__(self.sentence())

    @classmethod
    def of(cls, message: str, *, file: str, row: int | None = None, column: str | None = None) -> "BadInput":
        return cls([Problem(file, message, row, column)])

    def sentence(self) -> Sentence:
        if len(self.problems) == 1:
            return self.problems[0].sentence()
        count, shown = len(self.problems), joined(problem.sentence() for problem in self.problems[:SHOWN])
        if count <= SHOWN:
            return told("%(count)s problems: %(shown)s", count=count, shown=shown)
        return told("%(count)s problems: %(shown)s; and %(rest)s more", count=count, shown=shown, rest=count - SHOWN)
