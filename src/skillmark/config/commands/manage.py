"""The web framework's own commands."""

import argparse

SUMMARY = "the web framework's own commands (migrate, shell, …)"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("arguments", nargs=argparse.REMAINDER)


def run(arguments: argparse.Namespace) -> int:
    import os

    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    execute_from_command_line(["skillmark manage", *arguments.arguments])
    return 0
