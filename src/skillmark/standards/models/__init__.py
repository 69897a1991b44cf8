"""Records of standards, and what they are drafted from."""

from skillmark.standards.models.frameworks import (
    Competency,
    CompetencyKind,
    Framework,
    LegalRequirement,
    ReferenceElement,
    ReferenceJob,
    ReferenceOccupation,
    ReferenceSource,
    Requirement,
    Rubric,
    SourceInUse,
    Status,
    WorkTask,
)

__all__ = [
    "Competency",
    "CompetencyKind",
    "Framework",
    "LegalRequirement",
    "ReferenceElement",
    "ReferenceJob",
    "ReferenceOccupation",
    "ReferenceSource",
    "Requirement",
    "Rubric",
    "SourceInUse",
    "Status",
    "WorkTask",
]
