"""This context as a Django application."""

from django.apps import AppConfig


class HiringConfig(AppConfig):
    name = "skillmark.hiring"
    label = "hiring"
