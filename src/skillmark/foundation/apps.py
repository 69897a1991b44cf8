"""The foundation as a Django application."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "skillmark.foundation"
    label = "foundation"
