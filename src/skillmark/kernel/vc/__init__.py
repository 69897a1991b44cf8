"""Verifiable credentials: issue, verify, present, canonicalise, bake, status lists. No network, no clock, no keys.

Written: Open Badges 3.0 and CLR 2.0 on VCDM 2.0 with `eddsa-rdfc-2022`, as a token (`vc+jwt`, EdDSA) or, with the extra
`eudi`, as SD-JWT VC; BitstringStatusList for revocation and suspension; presentations; PNG and SVG pictures. Read
besides: VCDM 1.1, the other suites of `suites`, the tokens of `tokens`, StatusList2021; Open Badges 2.0 by its issuer's
pages. What is not read gets a verdict that says so.

Here stand the verbs, and the types of what they take, give and raise. Words of the standards and the parts of documents
are asked of their own modules: `frozen` and `facts`, `multibase`, `status`, `badges2`, `opening`, `replaying`.
"""

from skillmark.kernel.vc.controllers import KeyDocuments
from skillmark.kernel.vc.endorsing import Endorsed
from skillmark.kernel.vc.frozen import Contexts
from skillmark.kernel.vc.issuing import CannotIssue, canonicalize, issue, issue_selective, issue_token
from skillmark.kernel.vc.judge import verify
from skillmark.kernel.vc.lookup import StatusLists
from skillmark.kernel.vc.pictures import bake, unbake
from skillmark.kernel.vc.presenting import present
from skillmark.kernel.vc.source import Refused
from skillmark.kernel.vc.status import StatusList
from skillmark.kernel.vc.verdict import Check, Verdict

__all__ = [
    "CannotIssue", "Check", "Contexts", "Endorsed", "KeyDocuments", "Refused", "StatusList", "StatusLists", "Verdict",
    "bake", "canonicalize", "issue", "issue_selective", "issue_token", "present", "unbake", "verify",
]  # fmt: skip
