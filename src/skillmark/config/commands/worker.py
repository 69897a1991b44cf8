"""`skillmark worker`: carries out queued jobs, one after the other, until it is asked to stop."""

import argparse
import json
import logging
import os
import signal
import sys
import threading
from datetime import datetime
from pathlib import Path

from skillmark.config.installation import presence

DONE = 0
POLL_SECONDS = 0.5  # how long something announced may wait for its handler when nothing else is going on
LONGEST_PAUSE_SECONDS = 30.0  # after the database did not answer; the pauses double from POLL_SECONDS
MOST_PAUSES = 7  # of --until-empty: a minute in all, as long as a database takes to start again

log = logging.getLogger(__name__)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--until-empty", action="store_true", help="end when nothing more is due")
    parser.add_argument("--stopped", action="store_true", help="name the jobs that were given up, and end")
    parser.add_argument("--again", action="store_true", help="try the jobs that were given up once more")
    parser.add_argument("--json", action="store_true", help="end with the number of jobs tried as one JSON line")


def run(arguments: argparse.Namespace) -> int:
    """Work until SIGTERM or SIGINT (the job in hand is finished first), or until nothing is due."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    from django.conf import settings

    if arguments.stopped:
        return _name_stopped(as_json=arguments.json)
    if arguments.again:
        _try_again()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    with presence.held(Path(settings.DATA)):
        tried = _work(stopping, until_empty=arguments.until_empty)
    if arguments.json:
        print(json.dumps({"tried": tried}))
    elif sys.stderr.isatty() or arguments.until_empty:
        print(f"{tried} jobs tried.", file=sys.stderr)
    return DONE


def _work(stopping: threading.Event, *, until_empty: bool) -> int:
    """Gives how many jobs were tried. Raises the database's error when --until-empty has waited long enough."""
    from django.db import Error, connection

    from skillmark.foundation import jobs, sources

    tried = pauses = 0
    day = None
    while not stopping.is_set():
        now = sources.now()
        try:
            if not until_empty and day != now.date():
                _begin_day(now)
                day = now.date()
            some = jobs.run_some(now)
        except Error as error:  # lost, locked, or without its tables in the midst of a restore
            if until_empty and pauses == MOST_PAUSES:
                raise
            log.warning("The database did not answer (%s); trying again", type(error).__name__)
            connection.close()
            stopping.wait(min(LONGEST_PAUSE_SECONDS, POLL_SECONDS * 2 ** min(pauses, MOST_PAUSES)))
            pauses += 1
            continue
        pauses = 0
        tried += some
        if some == 0:
            if until_empty:
                break
            stopping.wait(POLL_SECONDS)
    connection.close()
    return tried


def _begin_day(now: datetime) -> None:
    """What a restored backup forgot is forgotten again, then the day's regular work is asked for."""
    from skillmark.foundation import erasure, jobs

    erasure.catch_up(now)
    jobs.schedule_day(now.date(), now)


def _name_stopped(*, as_json: bool) -> int:
    from skillmark.foundation import jobs

    for job in jobs.stopped():
        told: dict[str, object] = {
            "job": str(job.pk),
            "kind": job.kind,
            "since": f"{job.stopped_at:%Y-%m-%dT%H:%M:%SZ}",
        }
        told |= {"attempts": job.attempts, "problem": job.problem}
        print(json.dumps(told) if as_json else "  ".join(str(part) for part in told.values()))
    return DONE


def _try_again() -> None:
    from skillmark.foundation import jobs, sources

    print(f"{jobs.start_again(sources.now())} jobs are tried again.", file=sys.stderr)
