"""Competencies, levels, requirements and holdings.

From a real job to a first standard, and from applicants to what they hold. Pure: the caller opens files and hands over
openers or streams; nothing here imports Django, reads a clock or touches the network.
"""

from skillmark.kernel.skills.applicants import COLUMNS as APPLICANT_COLUMNS
from skillmark.kernel.skills.applicants import ONET_HIGHEST, Applicant, SelfRating, derived_id, read_applicants
from skillmark.kernel.skills.case import CaseItem, CasePackage, read_case_package, read_case_requirements
from skillmark.kernel.skills.case_standard import CaseStandard, case_standard
from skillmark.kernel.skills.document import standard_json
from skillmark.kernel.skills.draft import DEFAULT_RULE, DraftingRule, DraftStandard, Indicator, Refusal, draft
from skillmark.kernel.skills.gap import GapLine, GapState, gap
from skillmark.kernel.skills.holdings import (
    ApplicantHoldings,
    PastJobReport,
    applicant_holdings,
    past_job_reports,
)
from skillmark.kernel.skills.kinds import Kind, kind_of_element
from skillmark.kernel.skills.legal import LegalKind, LegalRequirement, legal_requirements
from skillmark.kernel.skills.model import (
    HIGHEST_LEVEL,
    LOWEST_HELD,
    Anchor,
    Basis,
    Element,
    Holding,
    Occupation,
    Rating,
    Requirement,
    Source,
    Task,
    half_up,
)
from skillmark.kernel.skills.onet import CODE as OCCUPATION_CODE
from skillmark.kernel.skills.onet import (
    OCCUPATIONS,
    Catalogue,
    Files,
    occupation_of,
    onet_source,
    onet_version,
    read_catalogue,
    read_elements,
    read_occupations,
)
from skillmark.kernel.skills.past_jobs import (
    Levels,
    PastJob,
    PastJobOutcome,
    PastJobs,
    named_past_jobs,
    occupation_levels,
    onet_past_jobs,
    required_levels,
)
from skillmark.kernel.skills.phrasing import (
    QUALITIES,
    Benchmark,
    RubricCriterion,
    RubricCriterionLevel,
    benchmark,
    is_skeleton,
)
from skillmark.kernel.skills.similar import SuggestedTask, suggest_tasks
from skillmark.kernel.skills.tables import (
    HOLDING_COLUMNS,
    REQUIREMENT_COLUMNS,
    holding_rows,
    read_holdings,
    read_requirements,
    requirement_rows,
)

__all__ = [
    "APPLICANT_COLUMNS",
    "DEFAULT_RULE",
    "HIGHEST_LEVEL",
    "HOLDING_COLUMNS",
    "LOWEST_HELD",
    "OCCUPATIONS",
    "OCCUPATION_CODE",
    "ONET_HIGHEST",
    "QUALITIES",
    "REQUIREMENT_COLUMNS",
    "Anchor",
    "Applicant",
    "ApplicantHoldings",
    "Basis",
    "Benchmark",
    "CaseItem",
    "CasePackage",
    "CaseStandard",
    "Catalogue",
    "DraftStandard",
    "DraftingRule",
    "Element",
    "Files",
    "GapLine",
    "GapState",
    "Holding",
    "Indicator",
    "Kind",
    "LegalKind",
    "LegalRequirement",
    "Levels",
    "Occupation",
    "PastJob",
    "PastJobOutcome",
    "PastJobReport",
    "PastJobs",
    "Rating",
    "Refusal",
    "Requirement",
    "RubricCriterion",
    "RubricCriterionLevel",
    "SelfRating",
    "Source",
    "SuggestedTask",
    "Task",
    "applicant_holdings",
    "benchmark",
    "case_standard",
    "derived_id",
    "draft",
    "gap",
    "half_up",
    "holding_rows",
    "is_skeleton",
    "kind_of_element",
    "legal_requirements",
    "named_past_jobs",
    "occupation_levels",
    "occupation_of",
    "onet_past_jobs",
    "onet_source",
    "onet_version",
    "past_job_reports",
    "read_applicants",
    "read_case_package",
    "read_case_requirements",
    "read_catalogue",
    "read_elements",
    "read_holdings",
    "read_occupations",
    "read_requirements",
    "required_levels",
    "requirement_rows",
    "standard_json",
    "suggest_tasks",
]
