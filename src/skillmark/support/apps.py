"""This context as a Django application."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "skillmark.support"
    label = "support"
