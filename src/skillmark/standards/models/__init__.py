"""Records of standards, and what they are drafted from."""

from skillmark.standards.models.analysis import Capacity, JobAnalysis, JobRating, KeptReason, Panelist
from skillmark.standards.models.changes import (
    EditedPart,
    LineEdit,
    LineVerb,
)
from skillmark.standards.models.exchange import (
    ComingState,
    FrameworkImport,
    ImportedAssociation,
    ImportedFramework,
    ImportedItem,
    ItemAlignment,
    Relation,
)
from skillmark.standards.models.frameworks import (
    OUT_OF_USE,
    Competency,
    CompetencyKind,
    Framework,
    LegalRequirement,
    ReferenceElement,
    ReferenceJob,
    ReferenceOccupation,
    ReferenceSource,
    Requirement,
    Retirement,
    Rubric,
    SourceInUse,
    Status,
    WorkTask,
)
from skillmark.standards.models.ladders import ProgressionRule
from skillmark.standards.models.own import KeptSelfAssessment
from skillmark.standards.models.validation import (
    LineVote,
)

__all__ = [
    "OUT_OF_USE",
    "Capacity",
    "ComingState",
    "Competency",
    "CompetencyKind",
    "EditedPart",
    "Framework",
    "FrameworkImport",
    "ImportedAssociation",
    "ImportedFramework",
    "ImportedItem",
    "ItemAlignment",
    "JobAnalysis",
    "JobRating",
    "KeptReason",
    "KeptSelfAssessment",
    "LegalRequirement",
    "LineEdit",
    "LineVerb",
    "LineVote",
    "Panelist",
    "ProgressionRule",
    "ReferenceElement",
    "ReferenceJob",
    "ReferenceOccupation",
    "ReferenceSource",
    "Relation",
    "Requirement",
    "Retirement",
    "Rubric",
    "SourceInUse",
    "Status",
    "WorkTask",
]
