"""This context as a Django application."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "skillmark.outcomes"
    label = "outcomes"
