"""Records of the foundation."""

from skillmark.foundation.models.audit import AuditAnchor, AuditHead, AuditRow
from skillmark.foundation.models.doors import ApiToken, CapabilityLink, KeptAnswer, Subscription
from skillmark.foundation.models.files import StoredFile
from skillmark.foundation.models.imports import Import, ImportRow
from skillmark.foundation.models.jobs import Job
from skillmark.foundation.models.keys import Erasure, PersonKey, SigningKey
from skillmark.foundation.models.rights import Hold, Reading, RetentionRule
from skillmark.foundation.models.trials import InstallationRow, Sample, Trial
from skillmark.foundation.models.workspace import Workspace

__all__ = [
    "ApiToken",
    "AuditAnchor",
    "AuditHead",
    "AuditRow",
    "CapabilityLink",
    "Erasure",
    "Hold",
    "Import",
    "ImportRow",
    "InstallationRow",
    "Job",
    "KeptAnswer",
    "PersonKey",
    "Reading",
    "RetentionRule",
    "Sample",
    "SigningKey",
    "StoredFile",
    "Subscription",
    "Trial",
    "Workspace",
]
