"""`skillmark audit`: check the chains of records, and sign their ends for somebody outside to keep."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from skillmark.kernel.values import BadInput

DONE, ALTERED, NOT_SIGNED = 0, 1, 2
STANDARD_STREAM = "-"


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=type(parser))
    verify = verbs.add_parser("verify", help="walk every workspace's chain; 0 whole, 1 altered", allow_abbrev=False)
    verify.add_argument(
        "--anchor", metavar="FILE", help="signed ends, kept outside this installation (- standard input)"
    )
    verify.add_argument("--json", action="store_true", help="one JSON object")
    anchor = verbs.add_parser("anchor", help="sign the end of every chain now", allow_abbrev=False)
    anchor.add_argument(
        "--out", metavar="FILE", default=STANDARD_STREAM, help="where to write (default standard output)"
    )
    anchor.add_argument("--json", action="store_true", help="the file is JSON either way")


def run(arguments: argparse.Namespace) -> int:
    """Verify or anchor. Raises BadInput for an anchor file that cannot be read."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    return _verify(arguments) if arguments.verb == "verify" else _anchor(arguments)


def _verify(arguments: argparse.Namespace) -> int:
    from skillmark.foundation import anchors, audit, trials
    from skillmark.governance import queries as governance

    given = _read(arguments.anchor) if arguments.anchor else []
    chains = [str(workspace_id) for workspace_id in anchors.chains()]
    told: list[dict[str, Any]] = []
    noted = {str(place) for place in trials.deleted()} - set(chains)  # gone, as the installation's own chain says
    for workspace in sorted({*chains, *(anchor.workspace for anchor in given)} - noted):
        own = [anchor for anchor in given if anchor.workspace == workspace]
        found = anchors.check(UUID(workspace), own)
        if found is None and workspace not in chains:
            found = audit.Break(UUID(workspace), 1, "the workspace itself is gone")
        if found is None and (altered := governance.altered_votes(UUID(workspace))):
            found = audit.Break(UUID(workspace), *altered[0])
        told.append(
            {
                "workspace": workspace,
                "whole": found is None,
                "rows": audit.length(UUID(workspace)),
                "covered_to": max((anchor.number for anchor in own), default=0),
                "break": None if found is None else {"row": found.number, "message": found.message},
            }
        )
    broken = trials.check() if chains or given else None
    whole = broken is None and all(chain["whole"] for chain in told)
    if arguments.json:
        print(json.dumps({"whole": whole, "chains": told, "installation": broken is None}, ensure_ascii=False))
    else:
        if broken is not None:
            print(f"The installation's own chain: altered, first at row {broken.number}.")
        _print(told, anchored=bool(arguments.anchor))
    return DONE if whole else ALTERED


def _print(told: list[dict[str, Any]], *, anchored: bool) -> None:
    for chain in told:
        if chain["whole"]:
            print(f"{chain['workspace']}: whole, {chain['rows']} rows, {_tail(chain)}")
        else:
            print(f"{chain['workspace']}: altered, first at row {chain['break']['row']}: {chain['break']['message']}")
    if not told:
        print("There is no chain yet.")
    if not anchored:
        print("No anchor was given, so the tail is not covered: rows cut off at the end would go unseen.")


def _tail(chain: dict[str, Any]) -> str:
    covered = chain["covered_to"]
    if covered == chain["rows"]:
        return "covered by the anchor to the end"
    return (
        f"the anchor covers rows 1 to {covered}, the tail after them is not covered" if covered else "tail not covered"
    )


def _anchor(arguments: argparse.Namespace) -> int:
    from skillmark.foundation import actions, anchors, signer, sources
    from skillmark.foundation.roles import program

    now = sources.now()
    try:
        signed = [
            anchors.as_anchor(row)
            for workspace_id in anchors.chains()
            if (row := actions.anchor_chain(program(workspace_id, "audit"), now=now)) is not None
        ]
    except (signer.SignerUnavailable, signer.SignerRefused) as problem:
        print(f"skillmark audit: {problem}", file=sys.stderr)
        return NOT_SIGNED
    text = anchors.as_file(signed)
    if arguments.out == STANDARD_STREAM:
        sys.stdout.write(text)
        return DONE
    _write(Path(arguments.out), text)
    print(f"Chains signed: {len(signed)}. Keep {arguments.out} where nobody of this installation can change it.")
    return DONE


def _read(name: str) -> list[Any]:
    from skillmark.foundation import anchors

    if name == STANDARD_STREAM:
        return anchors.read_file(sys.stdin.read(), name="standard input")
    try:
        return anchors.read_file(Path(name).read_text(encoding="utf-8"), name=name)
    except OSError as error:
        raise BadInput.of(f"cannot be opened ({error.strerror})", file=name) from None
    except UnicodeDecodeError:
        raise BadInput.of("is not UTF-8 text", file=name) from None


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    draft = path.with_name(path.name + ".part")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise BadInput.of(f"cannot be written ({error.strerror})", file=str(path)) from None
