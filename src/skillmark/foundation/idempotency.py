"""The same request twice has one effect: the first answer is kept with its effect, in one transaction, and given
again.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase

from skillmark.foundation.models.doors import ApiToken, KeptAnswer

KEPT_FOR = timedelta(days=1)  # how long a sender may go on trying
LONGEST_KEY = 200


class KeyMissing(ValueError):
    """A POST came without an Idempotency-Key, or with one that is too long."""


class KeyUsed(ValueError):
    """The key was used for another request."""


class AnswerGone(LookupError):
    """The request was answered before; its answer told of somebody who was erased since."""


def once(
    token: ApiToken, key: str, request: bytes, now: datetime, answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Answer a request, or give again what was answered to it. `request` is what makes it the same request.

    An answer of 400 or more undoes what was done and is not kept. Raises KeyMissing, KeyUsed, AnswerGone.
    """
    if not key or len(key) > LONGEST_KEY:
        raise KeyMissing(key[:20])
    key_digest, request_digest = _digest(key.encode()), _digest(request)
    kept = _again(token, key_digest, request_digest, now)
    if kept is not None:
        return kept
    try:
        with transaction.atomic():
            response = answer()
            if response.status_code >= 400 or not isinstance(response, HttpResponse):
                transaction.set_rollback(True)
                return response
            KeptAnswer.objects.create(
                token=token,
                key_digest=key_digest,
                request_digest=request_digest,
                status=response.status_code,
                content_type=response.get("Content-Type", ""),
                body=response.content,
                recorded_at=now,
            )
        return response
    except IntegrityError:  # somebody sent the same at the same time and was first
        kept = _again(token, key_digest, request_digest, now)
        if kept is None:
            raise
        return kept


def forget_old(workspace_id: UUID, now: datetime) -> int:
    """Delete answers kept long enough; gives how many."""
    rows = KeptAnswer.objects.filter(token__workspace_id=workspace_id, recorded_at__lt=now - KEPT_FOR)
    return rows.delete()[0]


def _again(token: ApiToken, key_digest: str, request_digest: str, now: datetime) -> HttpResponse | None:
    kept = KeptAnswer.objects.filter(token=token, key_digest=key_digest).first()
    if kept is None:
        return None
    if kept.request_digest != request_digest:
        raise KeyUsed
    if kept.body is None:
        raise AnswerGone
    response = HttpResponse(bytes(kept.body), status=kept.status, content_type=kept.content_type)
    response["Idempotency-Replayed"] = "true"
    return response


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
