"""The design system as a Django app: templates, tags, forms, static files and its words in two languages."""

from django.apps import AppConfig

from skillmark.ui import forms


class DesignSystem(AppConfig):
    name = "skillmark.ui"
    label = "ui"
    verbose_name = "Design system"

    def ready(self) -> None:
        forms.say_what_to_do()
