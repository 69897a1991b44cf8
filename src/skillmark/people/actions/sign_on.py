"""Logging in through an organisation's own provider: set up, ended, and used."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Q

from skillmark.foundation import audit, fetch, sealing, sources
from skillmark.foundation.access import require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput
from skillmark.people import queries, rules
from skillmark.people.actions.accounts import link_account, open_account
from skillmark.people.models import Account, Person, SignOn
from skillmark.people.sign_on import NotLetIn, Reason, Said


@action
def set_up_sign_on(
    actor: Actor,
    *,
    issuer: str,
    client_id: str,
    secret: str,
    domains: Sequence[str],
    second_step_counts: bool,
    now: datetime,
) -> SignOn:
    """Let people of these domains in through a provider from now on. Raises BadInput.

    Whoever calls has read its discovery document before: nothing is asked of others while records are held.
    """
    require(actor, "people.sign_on.manage")
    if actor.demonstration:
        raise BadInput.of("cannot be set up in a demonstration, whose log-ins are printed", file="issuer")
    try:
        fetch.checked(issuer)
    except fetch.Refused as refused:
        raise BadInput.of(str(refused), file="issuer") from None
    named = sorted({domain.strip().lower() for domain in domains if domain.strip()})
    if not named or not all(rules.DOMAIN.fullmatch(domain) for domain in named):
        raise BadInput.of("names no domain such as example.org", file="domains")
    if not client_id.strip() or not secret.strip():
        raise BadInput.of("is empty", file="client_id" if not client_id.strip() else "secret")
    made_id = sources.new_id()
    made: SignOn = SignOn.objects.record(
        actor,
        now=now,
        id=made_id,
        issuer=issuer,
        client_id=client_id.strip(),
        secret=sealing.seal(made_id, secret.strip()),
        domains=named,
        second_step_counts=second_step_counts,
    )
    audit.record(
        actor, "people.sign_on.set_up", made, issuer=issuer, domains=",".join(named), second_step=second_step_counts
    )
    return made


@action
def end_sign_on(actor: Actor, *, sign_on_id: UUID, now: datetime) -> None:
    """Let nobody in through it any more; whoever came in through it is out at once. Raises NotFound."""
    require(actor, "people.sign_on.manage")
    row: SignOn = one(SignOn.objects.within(actor).filter(ended_at=None), sign_on_id, lock=True)
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    audit.record(actor, "people.sign_on.ended", row)


@action
def enter_by_provider(actor: Actor, *, sign_on_id: UUID, said: Said, now: datetime) -> Person:
    """Let in whom the provider vouches for: a person of this workspace alone, with the address as her own or invited by
    it. Opens an account where she has none; gives no role. Raises NotLetIn.
    """
    require(actor, "people.sign_on.enter")
    row = SignOn.objects.within(actor).filter(pk=sign_on_id, ended_at=None).first()
    if row is None:
        raise NotLetIn(Reason.ENDED)
    if not said.verified or not said.email:
        raise NotLetIn(Reason.UNVERIFIED)
    if not rules.is_of(said.email, row.domains):
        raise NotLetIn(Reason.DOMAIN)
    person = _known(actor, said.email) or _invited(actor, said.email, now)
    assert person.account_id is not None  # known by an account, or just linked with one
    hers = queries.actor_for(person.account_id, row.workspace.slug)
    audit.record(hers, "people.sign_on.entered", person, sign_on=row.pk, second_step=said.second_step)
    return person


def by_provider(sign_on: SignOn) -> Actor:
    """The program, letting people into the workspace of a provider."""
    return program(sign_on.workspace_id, "sign-on")


def _known(actor: Actor, email: str) -> Person | None:
    """The person of this workspace whose account has proved this address to be hers."""
    proved = EmailAddress.objects.filter(email=email, verified=True, user__is_active=True).values("user_id")
    found: Person | None = Person.objects.within(actor).filter(erased_at=None, account__in=proved).first()
    return found


def _invited(actor: Actor, email: str, now: datetime) -> Person:
    """The one person without an account known here by this address, now with one."""
    persons = list(Person.objects.within(actor).filter(erased_at=None, account=None, email__iexact=email)[:2])
    if len(persons) != 1:
        raise NotLetIn(Reason.UNKNOWN)
    (invited,) = persons
    account = Account.objects.filter(
        Q(email=email) | Q(pk__in=EmailAddress.objects.filter(email=email).values("user_id"))
    ).first()
    if account is None:
        account = open_account(
            email=email, name=invited.name, password=None, language=invited.language, email_verified=True, now=now
        )
    elif not EmailAddress.objects.filter(user=account, email=email, verified=True).exists():
        raise NotLetIn(Reason.UNCONFIRMED)
    elif not account.is_active:
        raise NotLetIn(Reason.UNKNOWN)
    return link_account(actor, person_id=invited.pk, account_id=account.pk, now=now)
