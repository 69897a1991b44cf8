"""This context as a Django application."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "skillmark.credentials"
    label = "credentials"
