"""Two threads that award the same at the same moment; as a program, on a database of its own in SKILLMARK_DATA.

SQLite's database in memory, which tests have, knows no waiting for its writer: there it takes a file.
"""

import json
import os
import threading
from contextlib import suppress
from contextvars import copy_context
from typing import Any
from unittest.mock import patch

MEETING_SECONDS = 1.0  # where one waits for the other before it gets here, the other goes on after so long


def award_twice() -> dict[str, Any]:
    """Award one proof in two threads, both of which look for an earlier award before either stores one, if they can."""
    from django.db import connection
    from tests.assessment.factories import NOW, bench, proven
    from tests.credentials.factories import achievement, signing

    from skillmark.credentials import actions
    from skillmark.credentials.actions import awards
    from skillmark.credentials.models import Award, SignedRecord, StatusPlace

    where = bench()
    proven(where)
    earned, failures = achievement(where), []
    meeting, store = threading.Barrier(2), awards.store

    def store_when_both_are_here(*given: Any) -> Award:
        with suppress(threading.BrokenBarrierError):
            meeting.wait(MEETING_SECONDS)
        return store(*given)

    def once() -> None:
        try:
            actions.award(where.program, person_id=where.candidate.person_id, achievement_id=earned.pk, now=NOW)
        except BaseException as error:  # noqa: BLE001  told to the thread that looks
            failures.append(repr(error))
        finally:
            connection.close()

    with signing(), patch.object(awards, "store", store_when_both_are_here):
        threads = [threading.Thread(target=copy_context().run, args=(once,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    kept = {model.__name__: model.objects.within(where.program).count() for model in (Award, SignedRecord, StatusPlace)}
    return {"failures": failures, "kept": kept}


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    print(json.dumps(award_twice()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
