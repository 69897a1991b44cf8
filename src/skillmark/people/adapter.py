"""How accounts are entered: by e-mail address or phone number, with a password, a passkey or a second step."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from skillmark.people import rules
from skillmark.people.models import Account

STRONG = "strong_login"  # in the session; what signs or decides asks for it


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's questions, answered for our accounts."""

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **others: Any) -> HttpResponse:
        """Note in the session whether this log-in took a passkey or a second step."""
        records = get_authentication_records(request, user)
        request.session[STRONG] = any(record.get("method") == "mfa" for record in records)
        response: HttpResponse = super().post_login(request, user, **others)
        return response

    def clean_phone(self, phone: str) -> str:
        return rules.plain_phone(phone)

    def get_phone(self, user: AbstractBaseUser) -> tuple[str, bool] | None:
        """A number is taken as hers because who opened the account entered it; no message is sent to prove it."""
        return (user.phone, True) if isinstance(user, Account) and user.phone else None

    def set_phone(self, user: AbstractBaseUser, phone: str, verified: bool) -> None:
        if isinstance(user, Account):
            user.phone = rules.plain_phone(phone)
            user.save(update_fields=["phone"])

    def get_user_by_phone(self, phone: str) -> Account | None:
        return Account.objects.filter(phone=rules.plain_phone(phone)).first()
