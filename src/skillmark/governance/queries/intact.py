"""Whether open votes are still what the audit chain says was cast."""

from uuid import UUID

from skillmark.foundation import audit
from skillmark.foundation.scopes import WorkspaceScope
from skillmark.governance.models import Ballot

CAST = "governance.ballot.cast"


def spelled_out(ballot: Ballot) -> str:
    """What the chain holds a keyed digest of: the vote with its ballot, so that equal votes have unlike digests."""
    return f"{ballot.pk} {ballot.choice}"


def altered_votes(workspace_id: UUID) -> list[tuple[int, str]]:
    """Open votes that are not what was cast, each as the number of its row in the chain and what is wrong. Votes cast
    before the chain held their digest are not looked at, and no secret one is.
    """
    found: list[Ballot] = list(Ballot.objects.within(WorkspaceScope(workspace_id)).order_by("pk"))
    by_place = {(ballot.proposal_id, str(ballot.seat_id)): ballot for ballot in found}
    wrong = []
    for row in audit.done(workspace_id, CAST):
        if "vote" not in row.facts or row.subject_id is None:
            continue
        ballot = by_place.get((row.subject_id, row.facts["seat"]))
        if ballot is None:
            wrong.append((row.number, f"the vote of row {row.number} is gone"))
        elif not audit.is_digest(workspace_id, row.facts["vote"], spelled_out(ballot)):
            wrong.append((row.number, f"the vote of row {row.number} is not the one that was cast"))
    return wrong
