"""Accounts, and the link between an account and a person: the holder makes it, the holder can end it."""

from datetime import datetime
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from skillmark.foundation import audit, outbox
from skillmark.foundation.access import require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, holder
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.people import queries, rules
from skillmark.people.actions.persons import add_person
from skillmark.people.models import Account, Person


class AddressTaken(ValueError):
    """Somebody logs in by this e-mail address or number already: whoever she is, a link is no log-in."""


class AlreadyLinked(ValueError):
    """The person has an account, or the account is another person of this workspace."""


@action
def open_account(
    *,
    email: str = "",
    name: str,
    password: str | None,
    phone: str = "",
    language: str = "en",
    email_verified: bool = False,
    now: datetime,
) -> Account:
    """Open an account by e-mail address, phone number or both; without a password it is entered by passkey or a link.

    It belongs to no workspace, so no workspace's chain notes it; what it is linked to, each workspace notes.
    """
    address = email.strip().lower() or None
    number = rules.plain_phone(phone) or None
    account = Account(email=address, phone=number, name=name, language=language, recorded_at=now)
    account.set_password(password)
    account.save(force_insert=True)
    if address:
        EmailAddress.objects.create(user=account, email=address, primary=True, verified=email_verified)
    return account


@action
def set_phone(account: Account, *, phone: str, proved: bool) -> None:
    """Her number from now on. The account, its records and where it is known stay; the chain of each workspace she is
    in notes that it changed.
    """
    number = rules.plain_phone(phone)
    if (account.phone, account.phone_proved) == (number, proved):
        return
    account.phone, account.phone_proved = number, proved
    account.save(update_fields=["phone", "phone_proved"])
    hers = holder(account.pk)
    for person in queries.own_persons(hers):
        audit.record(hers, "people.account.number_set", person, proved=proved)


def password_path(account: Account) -> str:
    """Where the holder of a new account chooses her password; good once, and for three days (Django's default)."""
    key = default_token_generator.make_token(account)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(account), "key": key})


@action
def link_account(actor: Actor, *, person_id: UUID, account_id: UUID, now: datetime) -> Person:
    """Join a person with an account. Raises AlreadyLinked."""
    require(actor, "people.person.link")
    person = one(Person.objects.within(actor), person_id, lock=True)
    return _link(actor, person, account_id)


@action
def accept_invitation(holder: Actor, *, person_id: UUID, now: datetime) -> Person:
    """The holder joins a workspace that knows her by an e-mail address she has proved to be hers."""
    require(holder, "people.own.change")
    invited = queries.own_invitations(holder)
    person = next((person for person in invited if person.pk == person_id), None)
    if person is None or holder.account_id is None:
        raise NotFound(str(person_id))
    return _link(holder, person, holder.account_id)


@action
def come_in(holder: Actor, house: Actor, *, name: str, now: datetime) -> Person:
    """The holder makes herself known to a workspace that takes applications; `house` is the program there.

    Somebody it knows already by an address or a number that she has proved is she. Raises BadInput for an empty name.
    """
    require(holder, "people.own.change")
    account = queries.own_account(holder)
    invited = [person for person in queries.own_invitations(holder) if person.workspace_id == house.workspace_id]
    person = (
        invited[0]
        if invited
        else add_person(
            house, name=name, email=account.email or "", phone=account.phone or "", language=account.language, now=now
        )
    )
    return _link(holder, person, account.pk)


@action
def join(by_link: Actor, *, person_id: UUID, email: str = "", password: str | None, now: datetime) -> Account:
    """She who was invited opens a log-in by the link she got, and is known by it here.

    She logs in by the e-mail address the workspace has of her, else by its number, else by what she gives (`email`).
    An address that the link was sent to is proved hers by her coming. Raises AddressTaken and AlreadyLinked.
    """
    person = one(Person.objects.within(by_link).filter(erased_at=None), person_id, lock=True)
    require(by_link, "people.person.join", person)
    if person.account_id is not None:
        raise AlreadyLinked(str(person_id))
    address = person.email or ("" if person.phone else email)
    number = "" if address else person.phone
    if queries.logs_in_by(address, number):
        raise AddressTaken(address or number)
    proved = queries.proved_by_invitation(by_link, person, now)
    account = open_account(
        email=address,
        phone=number,
        name=person.name,
        password=password,
        language=person.language,
        email_verified=bool(person.email) and proved is rules.Channel.EMAIL,
        now=now,
    )
    account.phone_proved = bool(number) and proved is rules.Channel.SMS
    account.save(update_fields=["phone_proved"])
    _link(by_link, person, account.pk)
    return account


@action
def end_link(holder: Actor, *, person_id: UUID, now: datetime) -> Person:
    """The holder leaves a workspace: it keeps what it must about the person, and she no longer acts in it."""
    require(holder, "people.own.change")
    person = next((person for person in queries.own_persons(holder) if person.pk == person_id), None)
    if person is None:
        raise NotFound(str(person_id))
    person.account = None
    person.save(update_fields=["account"])
    audit.record(holder, "people.person.unlinked", person)
    outbox.announce("people.unlinked", person)
    return person


@action
def set_language(holder: Actor, *, language: str, now: datetime) -> Account:
    """The language the holder is written to in, everywhere; the chain of each workspace she is in notes it."""
    require(holder, "people.own.change")
    if language not in dict(settings.LANGUAGES):
        raise ValueError(f"there is no language “{language}”")
    account = queries.own_account(holder)
    account.language = language
    account.save(update_fields=["language"])
    for person in queries.own_persons(holder):
        person.language = language
        person.save(update_fields=["language"])
        audit.record(holder, "people.person.language_set", person)
    return account


def _link(actor: Actor, person: Person, account_id: UUID) -> Person:
    if person.erased_at is not None:
        raise NotFound(str(person.pk))
    others = Person.objects.across_workspaces().filter(workspace_id=person.workspace_id, account_id=account_id)
    if person.account_id not in (None, account_id) or others.exclude(pk=person.pk).exists():
        raise AlreadyLinked(str(person.pk))
    account = Account.objects.get(pk=account_id)
    person.account, person.language = account, account.language
    person.save(update_fields=["account", "language"])
    audit.record(actor, "people.person.linked", person, account=account_id)
    outbox.announce("people.linked", person)
    return person
