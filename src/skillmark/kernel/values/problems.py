"""What is wrong with an input, said in one plain sentence that names file, row and column."""

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 3  # a person mends three rows and tries again; the rest is in the errors file


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place. `row` counts as a spreadsheet does: the header is row 1."""

    file: str
    message: str
    row: int | None = None
    column: str | None = None

    @property
    def place(self) -> str:
        parts = [self.file]
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    def sentence(self) -> str:
        return f"{self.place}: {self.message}"


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

    def sentence(self) -> str:
        if len(self.problems) == 1:
            return self.problems[0].sentence()
        shown = "; ".join(problem.sentence() for problem in self.problems[:SHOWN])
        rest = len(self.problems) - SHOWN
        tail = f"; and {rest} more" if rest > 0 else ""
        return f"{len(self.problems)} problems: {shown}{tail}"
