"""This context as a Django application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "skillmark.people"
    label = "people"
