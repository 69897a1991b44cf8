"""Giving a file out so that it can do nothing in the reader's browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from skillmark.foundation.models.files import StoredFile


def attachment(stored: StoredFile, content: bytes) -> HttpResponse:
    """The file as an attachment: never opened as a page of ours, never guessed at, never cached by others."""
    response = HttpResponse(content, content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(True, stored.name) or "attachment"
    response["Content-Length"] = str(len(content))
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
