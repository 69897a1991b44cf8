"""This context as a Django application."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "skillmark.feedback"
    label = "feedback"
