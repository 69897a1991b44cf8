"""Records of standards, and what they are drafted from."""

from skillmark.standards.models.exchange import (
    ImportedAssociation,
    ImportedFramework,
    ImportedItem,
    ItemAlignment,
    Relation,
)
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
    "ImportedAssociation",
    "ImportedFramework",
    "ImportedItem",
    "ItemAlignment",
    "LegalRequirement",
    "ReferenceElement",
    "ReferenceJob",
    "ReferenceOccupation",
    "ReferenceSource",
    "Relation",
    "Requirement",
    "Rubric",
    "SourceInUse",
    "Status",
    "WorkTask",
]
