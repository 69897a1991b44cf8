"""Verifiable credentials: issue, verify, present, canonicalise, bake, status lists. No network, no clock, no keys.

Written: Open Badges 3.0 and CLR 2.0 on VCDM 2.0 with `eddsa-rdfc-2022`, as a token (`vc+jwt`, EdDSA) or, with the extra
`eudi`, as SD-JWT VC; BitstringStatusList for revocation and suspension; presentations; PNG and SVG pictures. Read
besides: VCDM 1.1, the other suites of `suites`, the tokens of `tokens`, StatusList2021; Open Badges 2.0 by its issuer's
pages. What is not read gets a verdict that says so.
"""

from skillmark.kernel.vc.badges2 import Badge2, Judged2, badge2, judge_badge2
from skillmark.kernel.vc.controllers import KeyDocuments
from skillmark.kernel.vc.endorsing import N_QUADS, Endorsed, record_digest
from skillmark.kernel.vc.facts import SAMPLE, STATEMENT
from skillmark.kernel.vc.frozen import CREDENTIALS_V2, OPEN_BADGES, Contexts
from skillmark.kernel.vc.issuing import CannotIssue, canonicalize, issue, issue_selective, issue_token
from skillmark.kernel.vc.judge import verify
from skillmark.kernel.vc.lookup import StatusLists
from skillmark.kernel.vc.multibase import did_key, key_method
from skillmark.kernel.vc.opening import document_in
from skillmark.kernel.vc.pictures import bake, picture_kind, unbake
from skillmark.kernel.vc.presenting import present
from skillmark.kernel.vc.replaying import contexts_used, lists_named
from skillmark.kernel.vc.source import Refused
from skillmark.kernel.vc.status import StatusList, status_entry, status_list_document
from skillmark.kernel.vc.verdict import Check, Verdict, unreadable

__all__ = [
    "CREDENTIALS_V2", "N_QUADS", "OPEN_BADGES", "SAMPLE", "STATEMENT", "Badge2", "CannotIssue", "Check", "Contexts",
    "Endorsed", "Judged2", "KeyDocuments", "Refused", "StatusList", "StatusLists", "Verdict", "badge2", "bake",
    "canonicalize", "contexts_used", "did_key", "document_in", "issue", "issue_selective", "issue_token",
    "judge_badge2", "key_method", "lists_named", "picture_kind", "present", "record_digest", "status_entry",
    "status_list_document", "unbake", "unreadable", "verify",
]  # fmt: skip
