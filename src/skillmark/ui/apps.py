"""The design system as a Django app: templates, tags, forms, static files and its words in two languages."""

from django.apps import AppConfig


class DesignSystem(AppConfig):
    name = "skillmark.ui"
    label = "ui"
    verbose_name = "Design system"
