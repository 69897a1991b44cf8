"""This context as a Django application."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "skillmark.assessment"
    label = "assessment"
