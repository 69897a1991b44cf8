"""Shared tablets, and the PINs by which people come in at them."""

from django.db import models

from skillmark.foundation.records import WorkspaceRecord


class Tablet(WorkspaceRecord):
    """A device that people of a place share: of a unit, a shift, both, or the whole workspace."""

    name = models.CharField(max_length=60)
    unit = models.ForeignKey("people.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    shift = models.CharField(max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True)


class Pin(WorkspaceRecord):
    """Six digits of a person's own, kept as passwords are."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=200)


class PinTries(WorkspaceRecord):
    """How often a PIN was typed wrongly at a tablet since it was typed right, and until when it is locked there."""

    tablet = models.ForeignKey(Tablet, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    wrong = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tablet", "person"], name="tries_of_a_pin_at_a_tablet")]
