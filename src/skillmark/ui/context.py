"""What every page knows without being told."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def page(request: HttpRequest) -> dict[str, Any]:
    """The languages a person can choose, the one in use, and where to come back to after choosing."""
    current = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    chosen = [code for code, _ in settings.LANGUAGES if code in OWN_NAMES]
    return {
        "page_languages": [{"code": code, "name": OWN_NAMES[code], "current": code == current} for code in chosen],
        "page_path": request.get_full_path(),
    }


OWN_NAMES = {"en": "English", "es": "Español"}
