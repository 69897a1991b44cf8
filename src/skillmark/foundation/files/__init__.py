"""Files people bring: held to limits, known by their content, kept per workspace under a keyed hash, served as
attachments.

`store` in an action; `shown` and `original` in a query; `attachment` in a view. A person's files are encrypted under
her key.
"""

from skillmark.foundation.files.rules import ACCEPTED, VIDEOS, MediaType, media_type, safe_name
from skillmark.foundation.files.serve import attachment
from skillmark.foundation.files.store import forget, original, remove, shown, store, sweep

__all__ = [
    "ACCEPTED",
    "VIDEOS",
    "MediaType",
    "attachment",
    "forget",
    "media_type",
    "original",
    "remove",
    "safe_name",
    "shown",
    "store",
    "sweep",
]
