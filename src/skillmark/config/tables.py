"""What each context declares, gathered: permissions, handlers, job carriers, tasks that links open, kinds of
spreadsheets, answers. Lower floors receive answers, never the module that gives them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.conf import settings

from skillmark.foundation import (
    access,
    entries,
    erasure,
    exposure,
    jobs,
    links,
    outbox,
    personal,
    retention,
    routes,
    trials,
)
from skillmark.foundation.imports import kinds
from skillmark.ui.help import About, Words


def _declared(name: str) -> Iterator[tuple[str, ModuleType]]:
    """The module of this name in every context that has one, lowest floor first; `config` comes last."""
    for context in (*settings.CONTEXTS, "config"):
        if find_spec(f"skillmark.{context}.{name}") is not None:
            yield context, import_module(f"skillmark.{context}.{name}")


@cache
def answers() -> dict[str, dict[str, Callable[..., Any]]]:
    """question → context → query; the foundation's own answers about a person come first."""
    gathered: dict[str, dict[str, Callable[..., Any]]] = defaultdict(dict)
    gathered["personal_data"]["foundation"] = personal.personal_data
    for context, module in _declared("answers"):
        for question, query in module.ANSWERS.items():
            gathered[question][context] = query
    return dict(gathered)


@cache
def about_pages() -> dict[str, About]:
    """The name of a page → what it says about itself."""
    return {name: about for _, module in _declared("help") for name, about in module.PAGES.items()}


@cache
def words_of_predicates() -> dict[access.Predicate, Words]:
    """The contexts' own predicates in plain words."""
    return {each: words for _, module in _declared("help") for each, words in getattr(module, "WORDS", {}).items()}


def install() -> None:
    """Hand the gathered tables to the foundation. A permission declared twice is a defect."""
    permissions: dict[str, Any] = {}
    for context, module in _declared("access"):
        for permission, branches in module.PERMISSIONS.items():
            if permission in permissions:
                raise ValueError(f"{permission} is declared twice, the second time in {context}")
            permissions[permission] = branches
    access.install(permissions)
    handlers: dict[str, list[outbox.Handler]] = defaultdict(list)
    carriers: dict[str, jobs.Carrier] = {}
    daily: list[str] = []
    for _, module in _declared("handlers"):
        for event, functions in module.HANDLERS.items():
            handlers[event].extend(functions)
        carriers.update(getattr(module, "CARRIERS", {}))
        daily.extend(getattr(module, "DAILY", ()))
    outbox.install(handlers)
    jobs.install(carriers, daily)
    tasks: dict[str, links.Task] = {}
    for _, module in _declared("linked"):
        tasks.update(module.LINKED)
    links.install(tasks)
    kinds.install([kind for _, module in _declared("imports") for kind in module.KINDS])
    # an eraser may read what lower floors still hold, so the highest floor goes first
    erasure.install(dict(reversed(answers().get("erase", {}).items())))
    people = import_module("skillmark.people.queries")
    personal.install(answers()["personal_data"], people.all_records_of, answers().get("put_right_within", {}))
    exposure.install(list(answers().get("not_to_be_shown", {}).values()))
    lasting = answers().get("lasting", {})
    retention.install(
        {f"{context}.{kind}": how for context, answer in lasting.items() for kind, how in answer().items()}
    )
    trials.install(answers().get("leave", {}).values())
    import_module("skillmark.campaigns.doors").install(answers().get("doors", {}))
    import_module("skillmark.campaigns.resources").install(answers().get("earned", {}))
    import_module("skillmark.feedback.subjects").install(
        answers().get("subject_of_feedback", {}),
        answers().get("public_subject", {}),
        answers().get("heard_of", {}),
        answers().get("said_in_public", {}),
    )
    import_module("skillmark.governance.subjects").install(
        answers().get("subject_of_vote", {}), answers().get("draft_to_comment", {})
    )
    import_module("skillmark.governance.judgements").install(answers().get("judged", {}))
    import_module("skillmark.governance.agenda").install(answers().get("agenda", {}))
    import_module("skillmark.governance.reviewed").install(
        answers().get("review_subjects", {}), answers().get("review_piles", {})
    )
    import_module("skillmark.assessment.ladders").install(answers().get("counts_for", {}))
    import_module("skillmark.standards.affected").install(answers().get("affected_by", {}))
    import_module("skillmark.standards.news").install(answers().get("noted_since", {}))
    import_module("skillmark.standards.settings").install(
        answers().get("task_settings", {}), answers().get("pass_rule", {})
    )
    import_module("skillmark.standards.consistency").install(answers().get("cites", {}), answers().get("assessed", {}))
    routes.install(people.actor_for)
    entries.install(people.actor_by)
