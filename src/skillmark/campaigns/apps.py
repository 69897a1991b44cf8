"""This context as a Django application."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "skillmark.campaigns"
    label = "campaigns"
