"""Bring the records to this program's schema; where that fails, put everything back as it was."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command

from skillmark.config.installation import backups, rows
from skillmark.foundation import sources
from skillmark.kernel.values import BadInput


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What was done: how many steps, the backup made before, and why it was taken back (empty: it was not)."""

    steps: int
    backup: Path | None
    failure: str = ""


def upgrade(place: Path, key_file: Path, *, tell: Callable[[str], None] = print) -> Upgrade:
    """Back up, migrate, check every chain; on any failure the backup is restored. Raises BadInput where the records
    are of a later version than this program, and for whatever keeps the backup from being written.
    """
    if backups.is_empty():
        raise BadInput.of("holds nothing yet; run skillmark setup", file="this installation")
    later = rows.unknown(rows.applied())
    if later:
        raise BadInput.of(
            f"were made by a later version ({later[0][0]} {later[0][1]}); use that one", file="the records"
        )
    steps = rows.pending()
    if not steps:
        return Upgrade(0, None)
    file = place / backups.name_for(sources.now(), "before-upgrade")
    backups.back_up(file, key_file, tell=tell)
    try:
        tell(f"{len(steps)} steps")
        call_command("migrate", verbosity=0)
        faults = backups.broken()
        failure = f"a chain does not hold afterwards: {faults[0].message}" if faults else ""
    except Exception as error:  # noqa: BLE001  whatever it is, the records go back to where they were
        failure = f"{type(error).__name__}: {error}"
    if failure:
        tell("Putting everything back")
        backups.wipe()
        backups.restore(file, key_file, onward=False, tell=tell)
    return Upgrade(len(steps), file, failure)
