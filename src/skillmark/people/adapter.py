"""How accounts are entered: by e-mail address or phone number, with a password, a passkey or a second step."""

import logging
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skillmark.foundation import entries, sources
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions, channels, rules
from skillmark.people.fields import NumberField
from skillmark.people.models import Account
from skillmark.people.queries.actors import who_looks
from skillmark.people.queries.messages import Words, is_stopped

log = logging.getLogger(__name__)
STRONG = "strong_login"  # in the session; what signs or decides asks for it


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's questions, answered for our accounts."""

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **others: Any) -> HttpResponse:
        """Note in the session whether this log-in took a passkey or a second step."""
        records = get_authentication_records(request, user)
        request.session.pop(entries.KEY, None)
        request.session[STRONG] = any(record.get("method") == "mfa" for record in records)
        response: HttpResponse = super().post_login(request, user, **others)
        return response

    def logout(self, request: HttpRequest) -> None:
        """Whoever looked at a sample stopped by it, and that is noted as when she stops otherwise."""
        entry = entries.of(request)
        if entry is not None and entry.way is entries.Way.SAMPLE:
            with suppress(NotFound):  # her role ended meanwhile
                actions.look_no_more(who_looks(entry), person_id=entry.person_id, now=sources.now())
        super().logout(request)

    def save_user(self, request: HttpRequest, user: Account, form: Any, commit: bool = True) -> Account:
        """An account by phone number alone has no e-mail address, rather than an empty one."""
        opened: Account = super().save_user(request, user, form, commit=False)
        opened.email = opened.email or None
        opened.phone = form.cleaned_data.get("phone") or None
        opened.language = get_language() or settings.LANGUAGE_CODE
        opened.save()
        return opened

    def clean_phone(self, phone: str) -> str:
        return rules.plain_phone(phone)

    def phone_form_field(self, **options: Any) -> NumberField:
        return NumberField(**options | {"label": _("Phone number")})

    def get_phone(self, user: AbstractBaseUser) -> tuple[str, bool] | None:
        """Her number, and whether it is proved to be hers; without a gateway nothing proves it, and it is taken so."""
        if not isinstance(user, Account) or not user.phone:
            return None
        return user.phone, user.phone_proved or not settings.INSTALLED.sms

    def set_phone(self, user: AbstractBaseUser, phone: str, verified: bool) -> None:
        if isinstance(user, Account):
            actions.set_phone(user, phone=phone, proved=verified)

    def set_phone_verified(self, user: AbstractBaseUser, phone: str) -> None:
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> Account | None:
        return Account.objects.filter(phone=rules.plain_phone(phone)).first()

    def send_verification_code_sms(self, user: AbstractBaseUser, phone: str, code: str, **others: Any) -> None:
        """She asked for it herself, so it comes at any hour; a number that said STOP gets none even so."""
        said = _("Your code for Skillmark is %(code)s. Tell it to nobody.") % {"code": code}
        self._send(phone, said)

    def send_unknown_account_sms(self, phone: str, **others: Any) -> None:
        """Nobody has this number: whose ever it is is not written to because somebody typed it."""

    def send_account_already_exists_sms(self, phone: str) -> None:
        self._send(phone, _("This number has an account on Skillmark already. Ask for a code to log in."))

    def _send(self, phone: str, text: str) -> None:
        """What cannot be sent is not said: the page would tell who has an account. It names the reasons always."""
        number = rules.plain_phone(phone)
        if not settings.INSTALLED.sms or is_stopped(number):
            return
        try:
            channels.send_sms(sources.new_id(), number, Words("", text), urlsplit(settings.ADDRESS).hostname or "")
        except channels.Undeliverable:
            log.info("A code for logging in could not be delivered")
        except Exception:  # noqa: BLE001  a gateway that does not answer is no fault of hers
            log.warning("The SMS gateway did not take a code for logging in")
