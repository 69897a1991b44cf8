"""Checking what anybody brings, the one way the page, the API and live proofs share. Nothing of it is kept.

An address is asked only through the guarded fetcher, which reaches the public network alone.
"""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from skillmark.credentials import queries
from skillmark.foundation import fetch
from skillmark.kernel import vc
from skillmark.kernel.values import BadInput, told
from skillmark.kernel.vc.opening import document_in

KINDS = "application/vc, application/vc+jwt, application/ld+json, application/json, image/png, image/svg+xml"
SECONDS = 5.0  # somebody waits before the page


def check(
    source: bytes | Mapping[str, Any],
    now: datetime,
    *,
    trust: Collection[str] | None = None,
    challenge: str | None = None,
    domain: str | None = None,
) -> vc.Verdict:
    """The verdict as of now, with the lists this installation publishes. `challenge` and `domain`: of a presentation,
    what its holder was asked to sign.

    A key of ours that was in other hands vouches for nothing but what we kept before that: a thief chooses any date.
    """
    lists = vc.StatusLists(queries.published_loader())
    verdict = vc.verify(source, at=now, status=lists, trust=trust, challenge=challenge, domain=domain)
    since = queries.stolen_from(verdict.issuer, now)
    if since is None or verdict.verdict == "unreadable" or queries.kept_before(_document(source), since):
        return verdict
    return verdict.failing("key_revoked", since.date().isoformat())


def _document(source: bytes | Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        return source if isinstance(source, Mapping) else document_in(source)
    except vc.Refused:
        return {}


def exact(text: str | bytes, *, file: str) -> Any:
    """The JSON value of a text. Raises BadInput where it is none, and where a member stands twice: two readers would
    then read two documents.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) != len(pairs):
            raise BadInput.of(told("a member stands twice"), file=file)
        return members

    try:
        return json.loads(text, object_pairs_hook=once)
    except (ValueError, RecursionError):
        raise BadInput.of(told("is not written as JSON"), file=file) from None


def brought_from(
    address: str, *, resolver: fetch.Resolver = fetch.resolve, connector: fetch.Connector = fetch.connect
) -> bytes | None:
    """What stands at a public https address; None for any other address, or where nothing usable is there."""
    try:
        answer = fetch.fetch(
            address, headers={"Accept": KINDS}, seconds=SECONDS, resolver=resolver, connector=connector
        )
    except (fetch.Refused, fetch.Failed):
        return None
    return answer.body if answer.status == HTTPStatus.OK else None
