"""Bodies, their seats, what is proposed to them, how they vote, what was decided and is reviewed, and appeals."""

from skillmark.governance.models.appeals import Appeal, AppealAnswer, AppealParty, AppealTerms, Stake
from skillmark.governance.models.bodies import Alternate, Body, Constituency, Filling, Seat
from skillmark.governance.models.consultations import Comment, Consultation, Hidden, Response, Verdict
from skillmark.governance.models.meetings import Meeting, Minutes
from skillmark.governance.models.proposals import (
    Ballot,
    Choice,
    Conflict,
    Decision,
    Extension,
    Outcome,
    Proposal,
    Side,
    Signature,
    Tally,
    Voter,
)
from skillmark.governance.models.reviews import Conclusion, Review, ReviewCycle, ReviewReason
from skillmark.governance.models.rights import (
    Agreement,
    BargainingAgent,
    DecisionRight,
    Elsewhere,
    Part,
    Question,
    Workstream,
)

__all__ = [
    "Agreement",
    "Alternate",
    "Appeal",
    "AppealAnswer",
    "AppealParty",
    "AppealTerms",
    "Ballot",
    "BargainingAgent",
    "Body",
    "Choice",
    "Comment",
    "Conclusion",
    "Conflict",
    "Constituency",
    "Consultation",
    "Decision",
    "DecisionRight",
    "Elsewhere",
    "Extension",
    "Filling",
    "Hidden",
    "Meeting",
    "Minutes",
    "Outcome",
    "Part",
    "Proposal",
    "Question",
    "Response",
    "Review",
    "ReviewCycle",
    "ReviewReason",
    "Seat",
    "Side",
    "Signature",
    "Stake",
    "Tally",
    "Verdict",
    "Voter",
    "Workstream",
]
