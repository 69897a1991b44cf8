"""This context as a Django application."""

from django.apps import AppConfig


class MobilityConfig(AppConfig):
    name = "skillmark.mobility"
    label = "mobility"
