"""What must hold before the house opens its doors to others."""

import os
from pathlib import Path

import django
from django.db import Error


def why_closed(*, loopback: bool, data: Path) -> str | None:
    """Why a real installation must not be served now, in a sentence, or None. An empty one is made ready for its first
    page, which is opened by a code that only the machine's own terminal shows.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from skillmark.config.installation import backups, first_page, rows
    from skillmark.foundation.models import Workspace

    try:
        if backups.is_empty():
            call_command("migrate", verbosity=0)
            first_page.make_code(data)
            return None if loopback else "nothing is set up yet; run skillmark setup, or open it from this machine."
        if waiting := rows.pending():
            return f"the records are {len(waiting)} steps behind this version; run skillmark upgrade first."
        if Workspace.objects.filter(demonstration=True).exists():
            return "these records are a demonstration, whose log-ins everybody knows; serve it with --demonstration."
    except Error as error:
        return f"the database does not answer ({type(error).__name__}); is it running, and is DATABASE_URL right?"
    finally:
        connection.close()
    if not loopback and not settings.ADDRESS.startswith("https://"):
        return f"not beyond this machine while its address is {settings.ADDRESS}: passwords would travel in the clear."
    return None
