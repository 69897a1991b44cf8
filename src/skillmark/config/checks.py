"""What must hold before the house opens its doors."""

import ipaddress
import os

import django


def may_bind(host: str) -> bool:
    """Whether the server may listen there: beyond loopback only where no demonstration workspace exists."""
    if is_loopback(host):
        return True
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    from skillmark.foundation.models import Workspace

    return not Workspace.objects.filter(demonstration=True).exists()


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
