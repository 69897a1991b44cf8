"""Who sees a page, in plain words, read branch by branch from the access map in force: so it is never untrue."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from skillmark.config import tables
from skillmark.foundation import access
from skillmark.foundation.access import Predicate
from skillmark.foundation.roles import Role
from skillmark.people.words import ROLES
from skillmark.ui.help import Words

WORDS: dict[Predicate, Words] = {
    access.anybody: Words(who=gettext_lazy("everybody, without a log-in")),
    access.signed_in: Words(who=gettext_lazy("everybody with a log-in")),
    access.is_holder: Words(who=gettext_lazy("you alone")),
    access.is_member: Words(who=gettext_lazy("everybody here who logs in")),
    access.is_about_self: Words(who=gettext_lazy("the person it is about")),
    access.is_own_report: Words(only=gettext_lazy("only for people who report to them")),
    access.is_of_link: Words(only=gettext_lazy("only that one thing")),
    access.logged_in_for_signing: Words(only=gettext_lazy("logged in with a second step")),
    access.is_program: Words(nobody=True),
    access.in_workspace: Words(),
    access.in_earnest: Words(),
    access.is_not_about_self: Words(),
}
BY_LINK = Words(who=gettext_lazy("whoever was sent a link"))


class NoWords(LookupError):
    """A branch of the access map that this page has no words for. A defect of the program, never of its reader."""


class Said(NamedTuple):
    """A branch in words: the predicate that says whom it lets in, what it calls them, and what narrows it."""

    named: Predicate
    who: str
    only: str

    @property
    def is_everybody(self) -> bool:
        return self.named is access.is_member and not self.only

    @property
    def is_herself(self) -> bool:
        return self.named is access.is_about_self

    @property
    def came_by_link(self) -> bool:
        return hasattr(self.named, "purpose")


def audience(permission: str, *, to_herself: bool = False) -> str:
    """Who may do this, as one sentence in the reader's language. `to_herself`: it is about the reader, who is spoken
    to. Raises NoWords for what it cannot say.
    """
    branches = tuple(tuple(branch) for branch in access.installed()[permission])
    return _sentence(branches, to_herself, get_language() or "")


@cache
def _sentence(branches: tuple[tuple[Predicate, ...], ...], to_herself: bool, language: str) -> str:
    said = [found for branch in branches if (found := _said(branch, to_herself)) is not None]
    if any(each.is_everybody for each in said):
        said = [each for each in said if each.is_everybody or each.came_by_link]
    to_herself = to_herself or all(each.is_herself or each.came_by_link for each in said)
    plain = dict.fromkeys(role for each in said if not each.only for role in getattr(each.named, "roles", ()))
    parts = [_("you")] if to_herself and any(each.is_herself for each in said) else []
    parts += [_roles(plain)] if plain else []
    for each in said:
        if each.only:
            parts.append(f"{each.who} ({each.only})")
        elif not hasattr(each.named, "roles") and not (each.is_herself and to_herself):
            parts.append(each.who)
    whole = "; ".join(dict.fromkeys(parts)) or _("nobody: the program alone does it")
    return f"{whole[0].upper()}{whole[1:]}."


def _said(branch: Sequence[Predicate], to_herself: bool) -> Said | None:
    """One branch; None where no reader is ever let in by it."""
    words = {predicate: _words(predicate) for predicate in branch}
    if any(each.nobody for each in words.values()):
        return None
    naming = {predicate: str(each.who) for predicate, each in words.items() if each.who}
    if len(naming) > 1:  # a member, of whom more is said besides
        naming.pop(access.is_member, None)
    if any(hasattr(predicate, "purpose") for predicate in branch):  # who was sent the link is the person it is about
        naming.pop(access.is_about_self, None)
    if len(set(naming.values())) != 1:
        raise NoWords(f"of {[predicate.__name__ for predicate in branch]} not one alone says who it is")
    named, who = next(iter(naming.items()))
    hers = [one for one in branch if to_herself and (one is access.is_own_report or hasattr(one, "roles_over"))]
    if hers:  # a role over some people, of whom the reader is one
        named, who = hers[0], _("your %(roles)s") % {"roles": _roles(_roles_of(named))}
    only = ", ".join(str(each.only) for predicate, each in words.items() if each.only and predicate not in hers)
    return Said(named, who, only)


def _words(predicate: Predicate) -> Words:
    if hasattr(predicate, "roles"):
        return Words(who=_roles(predicate.roles))
    if roles := _roles_of(predicate):
        who = _("%(roles)s of some people") % {"roles": _roles(roles)}
        return Words(who=who, only=_("only for those") if hasattr(predicate, "roles_over") else "")
    if hasattr(predicate, "purpose"):
        return BY_LINK
    found = WORDS.get(predicate) or tables.words_of_predicates().get(predicate)
    if found is None:
        raise NoWords(f"{predicate.__name__} has no words")
    return found


def _roles_of(predicate: Predicate) -> tuple[Role, ...]:
    """The roles it asks for, whether for everybody or for some people."""
    kinds = ("roles", "roles_for_some", "roles_over")
    return next((getattr(predicate, kind) for kind in kinds if hasattr(predicate, kind)), ())


def _roles(roles: Iterable[Role]) -> str:
    return ", ".join(_lower(str(ROLES[role])) for role in roles)


def _lower(text: str) -> str:
    return f"{text[0].lower()}{text[1:]}"
