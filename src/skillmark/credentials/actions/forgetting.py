"""Forgetting a person: her records go, their places on the lists stay taken and withdrawn, naming nobody."""

from datetime import datetime
from uuid import UUID

from skillmark.credentials.actions.lists import republish
from skillmark.credentials.models import AcceptedIssuer, Award, OutsideRecord, SignedRecord
from skillmark.foundation import audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action


@action
def forget(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Remove every document about a person. A copy she gave away reads as withdrawn from then on."""
    awards = Award.objects.within(actor).filter(person_id=person_id)
    places = list(awards.exclude(place=None).order_by("id").values_list("place_id", flat=True))
    SignedRecord.objects.within(actor).filter(person_id=person_id).delete()
    removed, _ = awards.delete()
    OutsideRecord.objects.within(actor).filter(person_id=person_id).delete()
    Award.objects.within(actor).filter(awarded_by_id=person_id).update(awarded_by=None)
    AcceptedIssuer.objects.within(actor).filter(accepted_by_id=person_id).update(accepted_by=None)
    republish(actor, index_ids=places, now=now)
    audit.record(actor, "credentials.person.forgotten", None, person=person_id, records=removed)
