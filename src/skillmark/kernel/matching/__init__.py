"""Who meets this job, who could soon: exact, in whole numbers, explained, and the same bits from every engine."""

from skillmark.kernel.matching.holdings import Holdings, read_holdings
from skillmark.kernel.matching.ranking import explain, rank, rankings
from skillmark.kernel.matching.records import Explanation, JobRanking, PersonRanking, State
from skillmark.kernel.matching.requirements import Requirements, read_requirements
from skillmark.kernel.matching.top import Top, top_k, warm
from skillmark.kernel.skills import Basis, Holding, Requirement

__all__ = [
    "Basis",
    "Explanation",
    "Holding",
    "Holdings",
    "JobRanking",
    "PersonRanking",
    "Requirement",
    "Requirements",
    "State",
    "Top",
    "explain",
    "rank",
    "rankings",
    "read_holdings",
    "read_requirements",
    "top_k",
    "warm",
]
