"""This context as a Django application."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "skillmark.governance"
    label = "governance"
