"""`skillmark doctor`: what is wrong with this installation, in plain sentences."""

import argparse
import json
import os

DONE, FAULTS = 0, 1


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--chain", action="store_true", help="walk every chain of records too; it may take long")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """0 all is well; 1 something is not."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    from skillmark.config.installation import backups, checkup
    from skillmark.foundation import sources

    found = list(checkup.look(sources.now()))
    if arguments.chain:
        faults = [f"The chain of {fault.workspace_id} does not hold: {fault.message}." for fault in backups.broken()]
        found.append(checkup.Finding("chain", " ".join(faults)))
    wrong = [finding for finding in found if finding.fault]
    if arguments.json:
        print(json.dumps({finding.what: finding.fault for finding in found}, ensure_ascii=False, indent=1))
    else:
        for finding in found:
            print(f"{finding.what}: {finding.fault or 'in order'}")
        print(f"\n{len(wrong)} to mend." if wrong else "\nAll is well.")
    return FAULTS if wrong else DONE
