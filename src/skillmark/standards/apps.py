"""This context as a Django application."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "skillmark.standards"
    label = "standards"
