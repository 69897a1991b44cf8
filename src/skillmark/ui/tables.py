"""What a table on a page is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Numeric ones stand right-aligned with figures of equal width."""

    title: Text
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads somewhere. `about` is read out after the text where the text alone says too little."""

    text: Text
    href: str
    about: Text = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, columns and rows. `order` says in words how the rows are sorted; `dense` is for desks.

    Raises ValueError when a row has another number of cells than there are columns.
    """

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]] = field(default_factory=tuple)
    dense: bool = False
    order: Text = ""
    hidden_caption: bool = False
    row_headers: bool = True

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells under {len(self.columns)} columns")

    @property
    def stacks(self) -> bool:
        """Whether rows become cards on a phone: a table of two columns fits there as it is."""
        return not self.dense and len(self.columns) > 2
