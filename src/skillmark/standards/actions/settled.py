"""What others read to decide stays as they read it: while they vote, and once they have said yes."""

from uuid import UUID

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.standards import queries, rules
from skillmark.standards.actions.refusals import AlreadyAsked, AlreadyDecided, NotADraft, NotAsVoted
from skillmark.standards.models import Framework, Status


def changeable(actor: Actor, framework_id: UUID, permission: str) -> Framework:
    """The draft, locked, nothing of which is being voted on or was agreed to, for whoever has this permission on it.

    Raises NotFound, Forbidden, NotADraft, AlreadyAsked, and AlreadyDecided. After a vote that failed its text is free
    again.
    """
    framework = queries.framework(actor, framework_id, lock=True)
    access.require(actor, permission, framework)
    if framework.status != Status.DRAFT:
        raise NotADraft(framework.title)
    if queries.vote_is_open(framework):
        raise AlreadyAsked(framework.title)
    if queries.is_agreed(framework):
        raise AlreadyDecided(framework.title)
    if framework.asked_digest:
        framework.asked_digest = ""
        framework.save(update_fields=["asked_digest"])
    return framework


def hold(framework: Framework) -> str:
    """The digest of the text as it stands, which nothing changes until the group has said no."""
    return rules.digest(queries.published_text(framework))


def require_as_voted(framework: Framework) -> str:
    """The digest of what is published: of nothing but what was voted on. Raises NotAsVoted. A question put before
    digests were kept has none to compare with.
    """
    digest = hold(framework)
    if framework.asked_digest not in ("", digest):
        raise NotAsVoted(framework.title)
    return digest
