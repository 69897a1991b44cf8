"""Verifiable credentials: issue, verify, canonicalise, status lists. No network, no clock, no keys of its own.

What is read and written today: Open Badges 3.0 and CLR 2.0 records in JSON on VCDM 2.0, `eddsa-rdfc-2022` (read also
`eddsa-jcs-2022`), issuers `did:key` (Ed25519), BitstringStatusList for revocation and suspension. Everything else gets
a verdict that says so, never a wrong one.
"""

from skillmark.kernel.vc.frozen import CREDENTIALS_V2, OPEN_BADGES, Contexts
from skillmark.kernel.vc.issuing import CannotIssue, canonicalize, issue
from skillmark.kernel.vc.judge import SAMPLE, verify
from skillmark.kernel.vc.lookup import StatusLists
from skillmark.kernel.vc.multibase import did_key, key_method
from skillmark.kernel.vc.source import Refused
from skillmark.kernel.vc.status import StatusList, status_entry, status_list_document
from skillmark.kernel.vc.verdict import Check, Verdict, unreadable

__all__ = [
    "CREDENTIALS_V2", "OPEN_BADGES", "SAMPLE", "CannotIssue", "Check", "Contexts", "Refused", "StatusList",
    "StatusLists", "Verdict", "canonicalize", "did_key", "issue", "key_method", "status_entry",
    "status_list_document", "unreadable", "verify",
]  # fmt: skip
