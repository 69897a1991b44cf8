"""Opening a real installation: its workspace, its first administrator, and the link by which she enters."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.management import call_command
from django.utils.translation import gettext as _
from django.utils.translation import override

from skillmark.config.installation import backups, facts, first_page
from skillmark.foundation import retention, trials
from skillmark.foundation.roles import Role, program
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people

FIRST_ROLES = (Role.OPERATOR, Role.TALENT_LEAD)  # whoever sets it up also starts the first campaign
LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Opened:
    """The workspace and the address at which its administrator chooses her password."""

    slug: str
    administrator: str
    first_log_in: str


def install(answers: facts.Answers, now: datetime) -> Opened:
    """Make the tables, write down the facts, open the workspace. Raises BadInput where one is open already.

    Killed midway it can be carried out again: the workspace comes last.
    """
    call_command("migrate", verbosity=0)
    if not backups.is_empty():
        raise BadInput.of("is set up already; nothing was changed", file="this installation")
    facts.write(settings.DATA, answers.facts)
    try:
        opened = _open(answers, now)
        first_page.use_up(settings.DATA)
        return opened
    except ValueError as error:  # a time zone, currency or address that people does not take
        raise BadInput.of(str(error), file="the answers") from None


@action
def _open(answers: facts.Answers, now: datetime) -> Opened:
    workspace = people.open_workspace(
        slug=answers.slug or slug_of(answers.organisation),
        name=answers.organisation,
        public_name=answers.public_name,
        demonstration=False,
        currency=answers.currency,
        time_zone=answers.time_zone,
        now=now,
    )
    actor = program(workspace.pk, "set-up", demonstration=False)
    retention.set_first_rules(actor, now=now)
    name = answers.administrator_name or answers.administrator.partition("@")[0]
    person = people.add_person(actor, name=name, email=answers.administrator, now=now)
    for role in FIRST_ROLES:
        people.grant_role(actor, person_id=person.pk, role=role, now=now)
    if answers.trial:
        trials.mark(actor, trial=True, now=now)
    account = people.open_account(
        email=answers.administrator,
        name=name,
        password=None,
        language=answers.language,
        email_verified=True,
        now=now,
    )
    people.link_account(actor, person_id=person.pk, account_id=account.pk, now=now)
    address = answers.facts.address.rstrip("/") + people.password_path(account)
    return Opened(workspace.slug, answers.administrator, address)


def send_test_letter(answers: facts.Answers) -> str:
    """Send a letter by the mail server just named; why it did not go, or empty."""
    options = facts.mail_options(answers.facts.mail)
    with override(answers.language):
        letter = EmailMessage(
            _("Skillmark can send e-mail"),
            _("This is the test letter of your installation at %(address)s. Nothing needs to be done.")
            % {"address": answers.facts.address},
            answers.facts.mail_from or None,
            [answers.administrator],
            connection=get_connection("django.core.mail.backends.smtp.EmailBackend", **options),
        )
    try:
        letter.send()
    except (OSError, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def slug_of(name: str) -> str:
    """A workspace's part of an address: “Núñez & Söhne” is `nunez-sohne`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "workspace"
