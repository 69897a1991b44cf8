"""What an account reads of itself, across workspaces (the holder scope)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import F, Q, Value
from django.db.models.functions import Replace

from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.samples import IN_EARNEST
from skillmark.foundation.scopes import HolderScope, NotFound
from skillmark.people import drawings, rules
from skillmark.people.models import (
    Account,
    Age,
    AskedPerson,
    Consent,
    Correction,
    Demographic,
    Employment,
    GuardianConsent,
    Merge,
    Message,
    Organisation,
    Person,
    Pin,
    PinTries,
    RoleGrant,
    SafeContact,
    SelfRating,
    Signature,
    SigningRequest,
    TextToSign,
    WorkPreference,
)
from skillmark.people.queries.messages import LATEST, words
from skillmark.people.queries.signatures import drawn_signatures, signed_names

SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes only come with one of them


@dataclass(frozen=True, slots=True)
class OwnWorkspace:
    """A workspace the account is a person of, and what she is in it today."""

    person_id: UUID
    slug: str
    name: str
    demonstration: bool
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class OwnMessage:
    """A message in the reader's language, with the workspace it came from and how it was sent."""

    subject: str
    text: str
    workspace: str
    recorded_at: datetime
    message: Message
    time_zone: str


def own_account(holder: Actor) -> Account:
    """The account that reads. Raises NotFound outside the holder scope."""
    account = Account.objects.filter(pk=_account_id(holder)).first()
    if account is None:
        raise NotFound("no account")
    return account


def has_account(holder: Actor) -> bool:
    """Whether the account is still there: it goes with the last person it is."""
    return bool(Account.objects.filter(pk=_account_id(holder)).exists())


def is_log_in(email: str) -> bool:
    """Whether somebody logs in by this address here, whoever she is: what whoever opens log-ins asks first."""
    return bool(Account.objects.filter(email=email.strip().lower()).exists())


def logs_in_by(email: str, phone: str) -> bool:
    """Whether somebody logs in by this address, or else by this number: what is asked before one is opened for it."""
    number = rules.plain_phone(phone)
    if email.strip():
        return is_log_in(email) or EmailAddress.objects.filter(email__iexact=email.strip()).exists()
    return bool(number) and Account.objects.filter(phone=number).exists()


def has_second_step(account_id: UUID) -> bool:
    """Whether a passkey or a second step is set up for this account; asked of the reader's own alone."""
    return bool(Authenticator.objects.filter(user_id=account_id, type__in=SECOND_STEPS).exists())


def own_persons(holder: Actor) -> list[Person]:
    """The persons the account is, by workspace."""
    rows = Person.objects.across_workspaces().filter(account_id=_account_id(holder))
    return list(rows.select_related("workspace").order_by("workspace__slug"))


def own_person_in(holder: Actor, workspace_id: UUID) -> Person | None:
    """The person the account is in this workspace; None where it is none."""
    return next((person for person in own_persons(holder) if person.workspace_id == workspace_id), None)


def own_workspaces(holder: Actor) -> list[OwnWorkspace]:
    """The workspaces the account acts in, by name, with the roles not taken away. Three queries, however many."""
    persons = own_persons(holder)
    named = _names_of_workspaces([person.workspace_id for person in persons])
    roles: dict[UUID, set[Role]] = {}
    for grant in RoleGrant.objects.across_workspaces().filter(person__in=persons, ended_at=None):
        roles.setdefault(grant.person_id, set()).add(Role(grant.role))
    own = [
        OwnWorkspace(
            person.pk,
            person.workspace.slug,
            named.get(person.workspace_id, person.workspace.slug),
            person.workspace.demonstration,
            tuple(sorted(roles.get(person.pk, ()))),
        )
        for person in persons
    ]
    return sorted(own, key=lambda workspace: (workspace.name, workspace.slug))


def own_invitations(holder: Actor) -> list[Person]:
    """Persons without an account whose e-mail address or phone number is one this account has proved: hers to join, or
    to leave be.
    """
    number = Account.objects.filter(pk=_account_id(holder), phone_proved=True).values_list("phone", flat=True).first()
    addresses = EmailAddress.objects.filter(user_id=_account_id(holder), verified=True).values_list("email", flat=True)
    hers = Q(email__in=list(addresses)) | (Q(plain_phone=number) if number else Q(pk=None))
    rows = Person.objects.across_workspaces().annotate(plain_phone=_plain_phone())
    rows = rows.filter(hers, IN_EARNEST, account=None, erased_at=None)
    joined = [person.workspace_id for person in own_persons(holder)]
    return list(rows.exclude(workspace_id__in=joined).select_related("workspace").order_by("workspace__slug"))


def _plain_phone() -> Any:
    """A number as `rules.plain_phone` spells it, in the database: numbers are kept as typed."""
    plain: Any = F("phone")
    for sign in " ().-":
        plain = Replace(plain, Value(sign))
    return plain


def invitation_names(persons: Sequence[Person]) -> list[tuple[UUID, str]]:
    """(person, public name of the workspace's organisation) of each invitation."""
    named = _names_of_workspaces([person.workspace_id for person in persons])
    return [(person.pk, named.get(person.workspace_id, person.workspace.slug)) for person in persons]


def own_messages(holder: Actor) -> list[OwnMessage]:
    """The latest messages, newest first, put in the words of the language now shown."""
    rows = Message.objects.across_workspaces().filter(person__account_id=_account_id(holder))
    latest = list(rows.select_related("workspace").order_by("-recorded_at", "-id")[:LATEST])
    named = _names_of_workspaces([message.workspace_id for message in latest])
    return [_own(message, named.get(message.workspace_id, "")) for message in latest]


def _own(message: Message, workspace: str) -> OwnMessage:
    said = words(message.event, message.parameters)
    return OwnMessage(said.subject, said.text, workspace, message.recorded_at, message, message.workspace.time_zone)


def own_consent(holder: Actor, consent_id: UUID) -> Consent:
    """One the account's persons gave and have not withdrawn. Raises NotFound."""
    rows = Consent.objects.across_workspaces().filter(person__account_id=_account_id(holder), withdrawn_at=None)
    found: Consent = one(rows, consent_id)
    return found


def held(person_id: UUID) -> list[dict[str, Any]]:
    """Every row about a person: `{"kind", "recorded_at", "values": {field: value}}`, the kinds in reading order; `id`
    names the row where she can do something about it.
    """
    rows: list[dict[str, Any]] = []
    for kind, model, fields in HELD:
        named = {Person: "pk", Merge: "kept_id"}.get(model, "person_id")
        found = model.objects.across_workspaces().filter(**{named: person_id}).order_by("recorded_at", "pk")
        for row in found.values("pk", "recorded_at", *fields):
            values = {field: row[field] for field in fields if row[field] not in (None, "")}
            rows.append({"id": row["pk"], "kind": kind, "recorded_at": row["recorded_at"], "values": values})
    for message in Message.objects.across_workspaces().filter(person_id=person_id).order_by("recorded_at", "pk"):
        text = words(message.event, message.parameters).text
        shown = {"text": text, "language": message.language, "channel": message.channel, "sent_at": message.sent_at}
        values = {field: value for field, value in shown.items() if value is not None}
        rows.append({"kind": "message", "recorded_at": message.recorded_at, "values": values})
    return [*rows, *_signing(person_id)]


def _signing(person_id: UUID) -> list[dict[str, Any]]:
    """Texts about her, what she is asked to sign, what she signed."""
    rows: list[dict[str, Any]] = []
    texts = TextToSign.objects.across_workspaces().filter(person_id=person_id).order_by("recorded_at", "pk")
    for text in texts:
        values = {"name": text.title, "version": text.version}
        rows.append({"kind": "text", "recorded_at": text.recorded_at, "values": values})
    asked = SigningRequest.objects.across_workspaces().filter(Q(person_id=person_id) | Q(on_behalf_of_id=person_id))
    for request in asked.select_related("text").order_by("recorded_at", "pk"):
        values = {"name": request.text.title, "version": request.text.version}
        values |= {"by": request.by} if request.by else {}
        rows.append({"kind": "signing_request", "recorded_at": request.recorded_at, "values": values})
    found = Signature.objects.across_workspaces().filter(person_id=person_id).select_related("request__text")
    signed = list(found.order_by("recorded_at", "pk"))
    names, drawn = signed_names(signed), drawn_signatures(signed)
    for row in signed:
        text = row.request.text
        values = {"name": text.title, "version": text.version, "how": row.how, "signed_on": row.signed_on}
        values["signed_as"] = names[row.pk]
        values |= {"drawing": drawings.svg(drawn[row.pk])} if row.pk in drawn else {}
        rows.append({"kind": "signature", "recorded_at": row.recorded_at, "values": values})
    return rows


HELD: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("person", Person, ("name", "email", "phone", "reference", "shift", "language")),
    ("role", RoleGrant, ("role", "starts", "ends", "ended_at")),
    ("employment", Employment, ("title", "occupation_code", "organisation", "years", "started", "ended", "source")),
    ("self_rating", SelfRating, ("competency_id", "level", "happened_on")),
    ("preference", WorkPreference, ("floor_wage", "currency", "period", "commute_minutes", "available_from")),
    ("demographic", Demographic, ("attribute", "value", "value_before")),
    ("safe_contact", SafeContact, ("channel", "opens", "closes", "gathered_at", "address")),
    ("merge", Merge, ("undone_at",)),
    ("consent", Consent, ("purpose", "recipients", "expires_on", "withdrawn_at")),
    ("age", Age, ("born_on", "under_18")),
    ("guardian_consent", GuardianConsent, ("guardian", "relation", "given_on", "withdrawn_at")),
    ("asked_together", AskedPerson, ("done_at", "left_out")),
    ("pin", Pin, ()),
    ("pin_tries", PinTries, ("wrong", "locked_until")),
    ("correction", Correction, ("kind", "wanted", "answer_by", "answered_at", "corrected", "answer")),
)


def _names_of_workspaces(workspace_ids: Sequence[UUID]) -> dict[UUID, str]:
    homes = Organisation.objects.across_workspaces().filter(workspace_id__in=workspace_ids, home=True)
    return dict(homes.values_list("workspace_id", "public_name"))


def _account_id(holder: Actor) -> UUID:
    if not isinstance(holder.scope, HolderScope):
        raise NotFound("outside the holder's own records")
    return holder.scope.account_id
