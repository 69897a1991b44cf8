"""`skillmark keys`: which keys a workspace signs with, another from now on, and what to do when one was stolen."""

import argparse
import json
import os
import sys
from datetime import UTC, datetime
from typing import Any

from skillmark.kernel.values import BadInput

DONE, BAD_INPUT = 0, 2


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=type(parser))
    for verb, summary in (
        ("list", "every key the workspace had, the oldest first"),
        ("rotate", "sign with another key from now on; what the old one signed stays good"),
        ("compromised", "a key was in other hands: nothing it signed since then counts, and another key signs"),
    ):
        command = verbs.add_parser(verb, help=summary, description=summary, allow_abbrev=False)
        command.add_argument("--workspace", metavar="SLUG", required=True, help="the name in the workspace's address")
        if verb == "compromised":
            command.add_argument("--key", metavar="NUMBER", type=int, help="which key (default the one in force)")
            command.add_argument(
                "--since",
                metavar="INSTANT",
                help="when it may have been taken, as 2026-03-02T09:00:00+00:00; never later than now (default now)",
            )
        command.add_argument("--json", action="store_true", help="one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """List, replace or give up a key. 2 when the signer does not answer. Raises BadInput for what does not exist."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    from skillmark.foundation import signer, signing, sources
    from skillmark.foundation.models import Workspace

    now = sources.now()
    place = Workspace.objects.filter(slug=arguments.workspace).first()
    if place is None:
        raise BadInput.of(f"no workspace is called “{arguments.workspace}”", file="--workspace")
    try:
        if arguments.verb != "list":
            _change(arguments, place, now)
    except (signer.SignerUnavailable, signer.SignerRefused) as problem:
        print(f"skillmark keys: {problem} Nothing was changed.", file=sys.stderr)
        return BAD_INPUT
    told = [_told(key, now) for key in signing.every_key(place.pk)]
    if arguments.json:
        print(json.dumps({"workspace": place.slug, "keys": told}, ensure_ascii=False))
    else:
        print("\n".join(map(_line, told)) or "This workspace has signed nothing yet, so it has no key.")
    return DONE


def _change(arguments: argparse.Namespace, place: Any, now: datetime) -> None:
    from skillmark.foundation import actions, signing
    from skillmark.foundation.roles import Actor, Grant, Role
    from skillmark.foundation.scopes import NotFound, WorkspaceScope

    # whoever types this holds the machine; the history says that the command line did it, and no account
    operator = Actor(
        scope=WorkspaceScope(place.pk),
        grants=(Grant(Role.OPERATOR),),
        demonstration=place.demonstration,
        process="keys",
    )
    if arguments.verb == "rotate":
        actions.rotate_signing_key(operator, now=now)
        return
    since = _since(arguments.since, now)
    held = signing.keys(place.pk)
    if not held:
        raise BadInput.of("has signed nothing yet, so no key of it was taken", file="--workspace")
    number = held[-1].number if arguments.key is None else arguments.key
    try:
        actions.mark_compromised(operator, number=number, since=since, now=now)
    except NotFound:
        raise BadInput.of(f"this workspace has no key {number}", file="--key") from None


def _since(given: str | None, now: datetime) -> datetime:
    if given is None:
        return now
    try:
        since = datetime.fromisoformat(given)
    except ValueError:
        raise BadInput.of("is no instant; write it as 2026-03-02T09:00:00+00:00", file="--since") from None
    if since.tzinfo is None:
        raise BadInput.of("says no time zone; end it with +00:00 or your own", file="--since")
    if since > now:
        raise BadInput.of("lies in the future", file="--since")
    return since.astimezone(UTC)


def _told(key: Any, now: datetime) -> dict[str, Any]:
    from skillmark.foundation import signing

    return {
        "number": key.number,
        "standing": signing.standing(key, now).value,
        "public": bytes(key.public).hex(),
        "from": _instant(key.valid_from),
        "until": _instant(key.valid_until),
        "compromised_from": _instant(key.compromised_from),
    } | ({"partner": str(key.owner)} if key.owner else {})


def _instant(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def _line(told: dict[str, Any]) -> str:
    period = f"from {told['from']}" + (f" until {told['until']}" if told["until"] else ", signs now")
    if told["compromised_from"]:
        period += f"; in other hands since {told['compromised_from']}, nothing signed since then counts"
    period += f"; signs as a partner, {told['partner']}" if "partner" in told else ""
    return f"key {told['number']}: {period} ({told['public'][:16]}…)"
