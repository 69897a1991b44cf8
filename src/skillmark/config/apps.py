"""The top of the house: assembles the tables of every context when Django is ready."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "skillmark.config"
    label = "house"

    def ready(self) -> None:
        from skillmark.config import tables

        tables.install()
