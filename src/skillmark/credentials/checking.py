"""Checking what anybody brings, the one way the page, the API and live proofs share. Nothing of it is kept."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from skillmark.credentials import queries
from skillmark.kernel import vc


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
    """
    lists = vc.StatusLists(queries.published_loader())
    return vc.verify(source, at=now, status=lists, trust=trust, challenge=challenge, domain=domain)
