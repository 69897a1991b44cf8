"""Every address of the house and every operation of its API, read from Django's resolver and the OpenAPI document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from skillmark.config import api

# Addresses that are not ours to declare. The list is closed: a new exception needs a line and a reason here.
EXCEPTIONS = {
    "account_": "log-in and log-out, which allauth guards: whoever is not known yet must reach them",
    "mfa_": "a person's own second step, which allauth shows to her alone",
    "socialaccount_": "log-in through an employer's own accounts; allauth guards it",
    "openid_connect_": "the two steps of that log-in",
    "unnamed accounts/social/": "where that log-in used to be; allauth redirects",
    "set_language": "Django's own: it sets a cookie and reads no record",
    "api:api-nothing": "answers 404 to every unknown address of the API, whoever asks",
}


@dataclass(frozen=True)
class Route:
    """One address, or one operation of the API ("api:GET /people"). `permission` is None where none is declared."""

    name: str
    address: str
    parameters: tuple[str, ...]
    permission: str | None
    scope: str | None
    method: str = ""

    @property
    def is_operation(self) -> bool:
        return bool(self.method)


def excepted(name: str) -> bool:
    return any(name == entry or (entry.endswith(("_", "/")) and name.startswith(entry)) for entry in EXCEPTIONS)


def pages() -> list[Route]:
    """Every address of the resolver but the exceptions and the API's operations."""
    found = []
    for name, address, pattern in _patterns(get_resolver().url_patterns):
        if not excepted(name) and not _is_operation(name, pattern):
            view: Any = pattern.callback
            parameters = tuple(pattern.pattern.converters)
            permission, scope = getattr(view, "permission", None), getattr(view, "scope", None)
            found.append(Route(name, address, _with_workspace(address, parameters), permission, scope))
    return sorted(found, key=lambda route: route.name)


def operations() -> list[Route]:
    """Every operation of the API, by method and path as its description tells them."""
    served = _served()
    found = []
    for path, methods in api.description()["paths"].items():
        for method in methods:
            function = served.get((method.upper(), path))
            parameters = tuple(part[1:-1] for part in path.split("/") if part.startswith("{"))
            name = f"api:{method.upper()} {path.removeprefix('/api/v1')}"
            permission, scope = getattr(function, "permission", None), getattr(function, "scope", None)
            found.append(Route(name, path, parameters, permission, scope, method.upper()))
    return sorted(found, key=lambda route: route.name)


def undescribed() -> list[str]:
    """Operations that are served although the OpenAPI document leaves them out."""
    described = {(route.method, route.address) for route in operations()}
    return [f"{method} {path}" for method, path in sorted(_served()) if (method, path) not in described]


def every() -> list[Route]:
    return [*pages(), *operations()]


def _patterns(entries: list[Any], prefix: str = "", space: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for entry in entries:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _patterns(entry.url_patterns, address, inner)
        else:
            yield space + (entry.name or f"unnamed {address}"), address, entry


def _with_workspace(address: str, parameters: tuple[str, ...]) -> tuple[str, ...]:
    return parameters if "<slug:workspace>" not in address or "workspace" in parameters else ("workspace", *parameters)


def _is_operation(name: str, pattern: URLPattern) -> bool:
    """Operations share a view for each path, so the permission stands at the function of each and not at the view."""
    return name.startswith("api:") and not hasattr(pattern.callback, "permission")


def _served() -> dict[tuple[str, str], Any]:
    """The function behind each method and path of the API, as the framework itself binds them."""
    return {
        (method, _address(router.prefix, path)): operation.view_func
        for router in api.api()._get_bound_routers()
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }


def _address(prefix: str, path: str) -> str:
    """As the description writes it: no double slashes, `{uuid:person_id}` as `{person_id}`."""
    parts = [part for part in f"{prefix}/{path}".split("/") if part]
    return re.sub(r"\{\w+:(\w+)\}", r"{\1}", "/".join(["/api/v1", *parts]))
