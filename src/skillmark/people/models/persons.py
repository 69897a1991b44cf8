"""Who is in a workspace, where she works in it, and which roles she holds there."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from skillmark.foundation.records import WorkspaceRecord
from skillmark.foundation.roles import Role

HOUSE_COLOUR = "#1f5f5b"  # the ui's own mark, until an organisation chooses


class OrganisationKind(models.TextChoices):
    EMPLOYER = "employer"
    PARTNER = "partner"
    AGENCY = "agency"
    PROVIDER = "provider"
    ASSOCIATION = "association"


class Organisation(WorkspaceRecord):
    """An organisation as this workspace knows it. `home` is the workspace's own.

    `public_name` is the neutral one: only it appears on credentials, messages, links and file names.
    """

    name = models.CharField(max_length=200)
    public_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.EMPLOYER)
    colour = models.CharField(max_length=7, default=HOUSE_COLOUR)
    home = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace"], condition=Q(home=True), name="one_home_organisation"),
            models.UniqueConstraint(fields=["workspace", "name"], name="one_organisation_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(WorkspaceRecord):
    """A ward, a crew, a branch: part of the workplace, inside another or at the top."""

    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="no_unit_inside_itself")
        ]

    def __str__(self) -> str:
        return self.name


class Person(WorkspaceRecord):
    """One human being in one workspace. Her account, if any, was linked by herself; no other workspace sees it.

    An erased person keeps her row, because other rows name its id; it holds no personal value any more. So does one of
    two records of one person after they were merged, `merged_into` the other: what could not follow goes on naming it.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="persons"
    )
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10, default="en")
    reference = models.CharField(max_length=100, blank=True)
    manager = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reports")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="persons")
    shift = models.CharField(max_length=60, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged"
    )
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    @property
    def person_id(self) -> UUID:
        """Whom a link about this row is about: herself."""
        return UUID(str(self.pk))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "reference"], condition=~Q(reference=""), name="one_person_per_reference"
            ),
            models.UniqueConstraint(
                fields=["workspace", "account"], condition=Q(account__isnull=False), name="one_person_per_account"
            ),
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | ~Q(manager=F("id")), name="nobody_manages_herself"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="nobody_is_merged_into_herself"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(name="", email="", phone="", reference="", shift="", account__isnull=True),
                name="erased_persons_hold_nothing",
            ),
        ]
        indexes = [models.Index(fields=["workspace", "name", "id"], name="persons_by_name")]

    def __str__(self) -> str:
        return self.name


class Merge(WorkspaceRecord):
    """Two records of one person made one: `kept` stays, `absorbed` gave it what it had.

    `moved` lists `[table, field, id]` of every row that followed; `filled` says what each field of `kept` that took the
    absorbed record's value held before: nothing, or an id. An undo goes by both; no value of hers is in them.
    """

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    absorbed = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=list)
    filled = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(undone_at__isnull=True), name="merged_once_at_a_time"
            )
        ]


class RoleGrant(WorkspaceRecord):
    """A role held for a period and a scope; `over` names the unit, cohort or case, none: the workspace.

    `ends` is the last day it was meant for; `ended_at` the instant somebody took it away, in force at once.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    over = models.UUIDField(null=True, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="a_role_ends_after_it_starts"
            )
        ]
