"""What stands on the front page: what each context has published."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from skillmark.config import tables
from skillmark.foundation.answers import Hit

MOST_SHOWN = 6  # a shelf, not a catalogue; the page of each kind has the rest


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of published thing."""

    title: str
    nothing: str
    hits: tuple[Hit, ...]


def shelves() -> list[Shelf]:
    """Standards, open jobs and figures, as far as they are published."""
    published = tables.answers().get("published", {})
    titles = {
        "standards": (_("Standards"), _("No standard is published yet.")),
        "governance": (_("Open to your comment"), _("No draft is open to comment right now.")),
        "hiring": (_("Open jobs"), _("No job is open right now.")),
        "outcomes": (_("Figures"), _("No figures are published yet.")),
    }
    return [
        Shelf(title, nothing, tuple(published[context]()[:MOST_SHOWN]) if context in published else ())
        for context, (title, nothing) in titles.items()
    ]


def records_answer() -> bool:
    """Whether the database answers a read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))
