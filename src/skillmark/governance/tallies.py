"""The count of a secret vote while it goes on: sealed under the installation's own key, opened to add and to close.

Four numbers of five digits each, so that what is sealed has one length whatever was voted.
"""

from skillmark.foundation import sealing
from skillmark.governance.models import Proposal, Tally
from skillmark.governance.rules import Count, Vote

DIGITS = 5


def opened(proposal: Proposal) -> Count | None:
    """What was voted so far; None where another installation sealed it, and nobody can count it any more."""
    tally = proposal.tally
    try:
        text = sealing.unseal(tally.pk, bytes(tally.sealed))
    except sealing.Unreadable:
        return None
    return Count(*(int(text[start : start + DIGITS]) for start in range(0, len(text), DIGITS)))


def add(proposal: Proposal, vote: Vote) -> None:
    """One vote more. The caller holds the proposal's lock."""
    before = opened(proposal)
    if before is not None:
        proposal.tally.sealed = _sealed(proposal.tally, before.with_vote(vote))
        proposal.tally.save(update_fields=["sealed"])


def begun(tally: Tally) -> Tally:
    """Nobody has voted yet."""
    tally.sealed = _sealed(tally, Count())
    return tally


def _sealed(tally: Tally, count: Count) -> bytes:
    numbers = (count.in_favour, count.against, count.abstained, count.frontline)
    return sealing.seal(tally.pk, "".join(f"{number:0{DIGITS}}" for number in numbers))
