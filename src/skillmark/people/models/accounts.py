"""The account: global, one per human being, holder of credentials and keys. A workspace sees only its own person."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from skillmark.foundation.sources import new_id, now


class AccountManager(BaseUserManager["Account"]):
    """Accounts belong to no workspace: they are read by id, by e-mail address or by phone number alone."""


class Account(AbstractBaseUser):
    """Who logs in, by e-mail address or phone number. Written in lower case, so that each address has one account.

    `phone_proved`: a code sent to the number came back, so it is hers.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recorded_at = models.DateTimeField(default=now, editable=False)
    email = models.EmailField(max_length=254, unique=True, null=True, blank=True)
    phone = models.CharField(max_length=20, unique=True, null=True, blank=True)
    phone_proved = models.BooleanField(default=False)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False), name="an_account_can_be_reached"
            )
        ]

    def __str__(self) -> str:
        return self.email or self.phone or str(self.pk)
