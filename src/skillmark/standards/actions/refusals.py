"""Why a change to a standard is refused."""


class NoDecision(Exception):
    """No body has decided that this version may be published."""


class AlreadyAsked(Exception):
    """A group is voting on this version just now."""


class AlreadyDecided(AlreadyAsked):
    """A group has said yes to this version, which waits to be signed."""


class NotAsVoted(Exception):
    """The text is not the one that the group voted on."""


class NotSigned(NoDecision):
    """It passed, and management, those who do the work or an outside partner has not signed yet."""


class NotADraft(Exception):
    """The version is published already, or a later one of the same standard is in force."""


class ReasonsMissing(Exception):
    """A requirement that stays only with a written reason has none."""


class LinesUntraced(Exception):
    """A requirement names no task of this standard that it shows in."""


class NoLines(Exception):
    """A draft without any requirement asks nothing of anybody, so there is nothing to vote on."""


class NotAgreed(Exception):
    """Only a draft that a group agreed to, and that is not published yet, is set back to work."""


class PanelClosed(Exception):
    """The panel of this version has closed, or nobody was asked."""


class TooFewRaters(Exception):
    """So few have answered that one could be told from the figures."""


class NotInForce(Exception):
    """Only the version in force has a next one."""


class NotHerWork(Exception):
    """Lines are confirmed and disputed by those who hold the job or lead somebody who does."""


class AlreadyDrafted(Exception):
    """The next version is being drafted already."""


class LastLine(Exception):
    """A standard without any requirement screens nobody."""
