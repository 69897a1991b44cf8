"""What governance does as jobs: tell whoever commented and left an address what was answered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from skillmark.foundation import jobs, outbox
from skillmark.foundation.roles import Actor
from skillmark.governance import actions, queries
from skillmark.people import actions as messages


@jobs.outside
def carry_answer(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    """One letter, and the address is forgotten."""
    comment_id = UUID(payload["comment"])
    found = queries.to_be_told(actor, comment_id)
    if found is not None:
        comment, address = found
        page = settings.ADDRESS + reverse("governance:public_consultation", args=[comment.consultation_id])
        messages.write_outside(
            actor,
            letter_id=comment.pk,
            address=address,
            event="governance.comment_answered",
            parameters={"title": comment.consultation.title},
            language=comment.language,
            page=f"{page}#comment-{comment.pk}",
        )
    actions.forget_address(actor, comment_id=comment_id)


HANDLERS: Mapping[str, Sequence[outbox.Handler]] = {}
CARRIERS: Mapping[str, jobs.Carrier] = {actions.ANSWERING: carry_answer}
