"""What other systems tell us: signed with a secret shared with them, fresh, and a plain JSON object.

Headers follow Standard Webhooks: `webhook-id`, `webhook-timestamp`, and `webhook-signature` `v1,…`: HMAC-SHA256 over
"id.timestamp.body", Base64, by the secret (`whsec_` and Base64, or any text).
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from skillmark.kernel.values import BadInput, unstorable_place

FRESH_SECONDS = 300  # what was recorded on the way and is sent again later counts for nothing
KEY_PREFIX = "whsec_"


def told(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> dict[str, Any]:
    """The object that a system with the secret sent. Raises BadInput, in one sentence, for anything else."""
    if not secret:
        raise BadInput.of("nothing is taken from outside before `incoming` is set", file="installation.toml")
    number, sent = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent.isdecimal() or len(sent) > 12 or abs(int(sent) - now.timestamp()) > FRESH_SECONDS:
        raise BadInput.of("is missing or not of the last five minutes", file="webhook-timestamp")
    wanted = signature(secret, number, sent, body)
    given = headers.get("webhook-signature", "").split()
    if not any(hmac.compare_digest(one.encode(), wanted.encode()) for one in given):
        raise BadInput.of("was not made with the secret of this installation", file="webhook-signature")
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise BadInput.of("is no JSON", file="body") from None
    if not isinstance(said, dict) or unstorable_place(said) is not None:
        raise BadInput.of("is no JSON object of plain texts", file="body")
    return said


def signature(secret: str, number: str, sent: str, body: bytes) -> str:
    """The one signature that fits."""
    made = hmac.new(_key(secret), f"{number}.{sent}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(made).decode()}"


def _key(secret: str) -> bytes:
    if secret.startswith(KEY_PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(KEY_PREFIX), validate=True)
        except binascii.Error:
            pass
    return secret.encode()
