"""This context as a Django application."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "skillmark.learning"
    label = "learning"
