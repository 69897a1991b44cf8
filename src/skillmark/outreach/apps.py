"""This context as a Django application."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "skillmark.outreach"
    label = "outreach"
