"""The forms of an import: the file, the columns, whom a row is about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmark.foundation.imports.actions import NotMapped
from skillmark.foundation.imports.kinds import COLUMN, NEW, Kind
from skillmark.foundation.models import Import, ImportRow
from skillmark.foundation.roles import Actor
from skillmark.kernel.values import DayOrder
from skillmark.ui import sentences

ORDERS = (
    (DayOrder.DAY_FIRST.value, gettext_lazy("Day, then month: 03/04/2026 is 3 April")),
    (DayOrder.MONTH_FIRST.value, gettext_lazy("Month, then day: 03/04/2026 is March 4")),
)
ORDER, ROW, REST = "order_", "row_", "rest"


def in_words(problem: Sequence[Any]) -> str:
    """What is wrong with a row, in the reader's language; the words are in the catalogue of whoever said them."""
    if not problem:
        return _("What was said of this row went when somebody was erased.")
    return sentences.in_words(problem)


class SpreadsheetForm(forms.Form):
    """The file, and what all of it is about where its kind asks that."""

    file = forms.FileField(
        label=gettext_lazy("Your file"),
        help_text=gettext_lazy(
            "An Excel workbook (.xlsx; its first sheet is read) or a CSV file. Any column names do."
        ),
    )

    def __init__(self, *arguments: Any, actor: Actor, kind: Kind, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if kind.about is not None:
            without = [("", str(kind.about.without))] if kind.about.without else []
            choices = [*without, *((str(pk), name) for pk, name in kind.about.choices(actor))]
            required = not kind.about.without
            self.fields["about"] = forms.ChoiceField(label=str(kind.about.label), choices=choices, required=required)
            self.order_fields(["about", "file"])

    def about(self) -> UUID | None:
        said = self.cleaned_data.get("about")
        return UUID(said) if said else None


class ColumnsForm(forms.Form):
    """For each field the column that holds it, and the order of the days where it must be asked."""

    def __init__(
        self, *arguments: Any, record: Import, kind: Kind, asked: Mapping[str, frozenset[str]], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.record, self.kind = record, kind
        columns = [("", _("Not in this file")), *((column, column) for column in record.columns)]
        for field in kind.fields:
            self.fields[field.name] = forms.ChoiceField(
                label=str(field.label),
                choices=columns,
                required=kind.needed(field.name),
                initial=record.mapping.get(field.name, ""),
                help_text=_("For example %(example)s") % {"example": field.example} if field.example else "",
            )
            if len(asked.get(field.name, ())) > 1:
                self._ask(field.name)
        if kind.rest is not None:
            longest = kind.rest.longest_name
            self.fields[REST] = forms.MultipleChoiceField(
                label=str(kind.rest.label),
                help_text=str(kind.rest.hint),
                choices=[(column, column) for column in record.columns if len(column) <= longest],
                initial=[column for name, column in record.mapping.items() if name.startswith(COLUMN)],
                widget=forms.CheckboxSelectMultiple,
            )

    def _ask(self, name: str) -> None:
        label = _("How are the days of “%(field)s” written?") % {"field": self.kind.field(name).label}
        self.fields[f"{ORDER}{name}"] = forms.ChoiceField(
            label=label,
            choices=ORDERS,
            widget=forms.RadioSelect,
            required=False,
            initial=self.record.day_orders.get(name),
            help_text=_("From the file alone nobody can tell."),
        )

    def said(self) -> dict[str, dict[str, str]]:
        mapping = {field.name: self.cleaned_data.get(field.name, "") for field in self.kind.fields}
        mapping |= {f"{COLUMN}{column}": column for column in self.cleaned_data.get(REST, ())}
        orders = {
            name.removeprefix(ORDER): value
            for name, value in self.cleaned_data.items()
            if name.startswith(ORDER) and value
        }
        return {"mapping": {name: column for name, column in mapping.items() if column}, "orders": orders}

    def add_lacking(self, lacking: NotMapped) -> None:
        """Say what is still needed; an order asked for now has no place on the form as it was sent."""
        for group in lacking.fields:
            if group == (COLUMN,):
                self.add_error(REST, _("Choose a column."))
                continue
            labels = ", ".join(str(self.kind.field(name).label) for name in group)
            words = _("Choose a column for one of these: %(fields)s.") if len(group) > 1 else _("Choose a column.")
            self.add_error(group[0], words % {"fields": labels})
        for name in lacking.orders:
            if f"{ORDER}{name}" not in self.fields:
                self._ask(name)
            self.add_error(f"{ORDER}{name}", _("Say which number is the day."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [(field.name, cleaned.get(field.name)) for field in self.kind.fields if cleaned.get(field.name)]
        chosen += [(REST, column) for column in cleaned.get(REST, ())]
        first: dict[str, str] = {}
        for name, column in chosen:
            if first.setdefault(str(column), name) != name:
                self.add_error(name, _("This column is chosen twice."))
        return cleaned


class AnswerForm(forms.Form):
    """For each row that may be about somebody known: whom it is about."""

    def __init__(self, *arguments: Any, rows: Iterable[ImportRow], **options: Any) -> None:
        super().__init__(*arguments, **options)
        for row in rows:
            shown = ", ".join(filter(None, row.cells))[:200]
            self.fields[f"{ROW}{row.number}"] = forms.ChoiceField(
                label=_("Row %(row)s: %(cells)s") % {"row": row.number, "cells": shown},
                choices=[
                    *((pk, _("This is %(name)s") % {"name": name}) for pk, name in row.choices),
                    (NEW, _("This is somebody else, who is new")),
                ],
                widget=forms.RadioSelect,
                required=False,
            )

    def answers(self) -> dict[int, str]:
        return {int(name.removeprefix(ROW)): value for name, value in self.cleaned_data.items() if value}
