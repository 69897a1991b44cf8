"""How an attempt is checked, as its pages tell it: what there is of each way, what is too old, who may still."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from skillmark.assessment import queries, rules, words
from skillmark.assessment.models import LayerKind, Sitting, VerificationPolicy
from skillmark.foundation.roles import Actor

Text = str | Promise


@dataclass(frozen=True)
class LayerLine:
    """One way of checking: what it is called, how many of how many, how many of these must be independent, for how many
    months each counts (0: without end). `by`: who gave it and when, as far as the reader sees it; `unseen`: how many
    she does not see yet; `too_old`: what was given and does not count any more, or never did; `who` may still give it.
    """

    way: Text
    given: int
    count: int
    independent: int
    missing: int
    months: int = 0
    by: tuple[str, ...] = ()
    unseen: int = 0
    too_old: tuple[str, ...] = ()
    who: str = ""


def layer_line(state: queries.LayerState) -> LayerLine:
    """Without who gave what."""
    layer = state.layer
    old = (*(_older(state, one) for one in state.too_old), *(_not_so(one) for one in state.not_so))
    name = words.WAYS[layer.kind.value]
    return LayerLine(name, state.given, layer.count, layer.independent, state.missing, layer.months or 0, too_old=old)


def layer_lines(actor: Actor, sitting: Sitting, called: Mapping[UUID, str]) -> list[LayerLine]:
    """Each way of checking of an attempt; `called` is what the ratings that the reader may see are called. Where marks
    are kept from her, it is not said who gave them either.
    """
    kept = queries.marks_are_kept(actor, sitting)
    given = {rating.pk: rating for rating in sitting.ratings_in_force()}
    may_be_given = queries.result(sitting).stage.takes_marks
    lines = []
    for state in queries.layers_on(actor, sitting):
        plain, layer = layer_line(state), state.layer
        stale = {one.rating_id for one in (*state.too_old, *state.not_so)}
        hers = [rating for rating in given.values() if rating.kind == layer.kind and rating.pk not in stale]
        by = tuple(_by(called[rating.pk], rating) for rating in hers if rating.pk in called)
        lines.append(
            LayerLine(
                plain.way, plain.given, plain.count, plain.independent, plain.missing, plain.months,
                by, 0 if kept else len(hers) - len(by), plain.too_old,
                _who(actor, sitting, state) if state.missing and may_be_given else "",
            )
        )  # fmt: skip
    return lines


def rule_lines(policy: VerificationPolicy) -> list[str]:
    """How results are checked, a sentence for each way of checking and for each thing that is asked beside."""
    told = []
    for layer in rules.layers_of(policy.layers):
        parts = [gettext("%(count)s needed") % {"count": layer.count}]
        if layer.independent:
            number = layer.independent
            free = ngettext("%(number)s of them independent", "%(number)s of them independent", number)
            parts.append(free % {"number": number})
        if layer.months:
            older = ngettext(
                "no older than %(number)s month when a record is signed",
                "no older than %(number)s months when a record is signed",
                layer.months,
            )
            parts.append(older % {"number": layer.months})
        told.append(f"{words.WAYS[layer.kind.value]}: {', '.join(parts)}.")
    return told + policy_lines(policy)


def pool_lines(pools: Sequence[queries.TaskPool]) -> list[str]:
    """What is drawn from, by what rule and seed: how many tasks, and never which: others are still to try them."""
    told = [
        gettext(
            "“%(name)s”: %(count)s of %(tasks)s tasks are drawn for whoever tries. Which they are is not shown here."
        )
        % {"name": pool.name, "count": pool.count, "tasks": len(pool.tasks)}
        for pool in pools
    ]
    if told:
        told.append(
            gettext(
                "Nobody chooses the seed of a draw: it is made once the person is named, and stands in her record. The "
                "place of a task is the SHA-256 of the seed, a line feed, its id, a line feed and 0. The smallest come "
                "first, tasks given before come last."
            )
        )
    return told


def giver_lines(policy: VerificationPolicy) -> list[str]:
    """Who gives each confirmation that not simply those who mark give, a sentence each."""
    return [
        gettext("%(way)s: given by %(who)s.")
        % {"way": words.WAYS[layer.kind.value], "who": words.WHO[layer.kind.value]}
        for layer in rules.layers_of(policy.layers)
        if layer.kind is not LayerKind.PRACTICAL_TEST
    ]


def policy_lines(policy: VerificationPolicy) -> list[str]:
    """What a policy asks beside its numbers, a sentence each."""
    told = giver_lines(policy) + [
        gettext("%(way)s: not by whoever also %(part)s.") % {"way": words.WAYS[one], "part": words.BESIDE[other]}
        for one, other in policy.apart
    ]
    if policy.blind:
        told.append(gettext("Assessors do not see whose attempt it is before their marks are in."))
        if any(layer["kind"] in rules.KNOW_HER for layer in policy.layers):
            told.append(gettext("Whoever confirms as a supervisor knows it."))
        if any(layer["kind"] == LayerKind.PEER for layer in policy.layers):
            told.append(gettext("Whoever can confirm as a colleague learns that the person works in her part."))
    return told


def _by(who: str, rating: queries.Rating) -> str:
    said = {"who": who, "day": date_format(rating.happened_on, "DATE_FORMAT")}
    if rating.independent:
        return gettext("%(who)s on %(day)s, independent") % said
    return gettext("%(who)s on %(day)s") % said


def _older(state: queries.LayerState, one: rules.Given) -> str:
    months = state.layer.months or 0
    said = ngettext("given on %(day)s, older than %(months)s month", "given on %(day)s, older than %(months)s months",
                    months)  # fmt: skip
    return said % {"day": date_format(one.given_on, "DATE_FORMAT"), "months": months}


def _not_so(one: rules.Given) -> str:
    said = {"day": date_format(one.given_on, "DATE_FORMAT")}
    return gettext("given on %(day)s by somebody, or of something, that is not known to be what this asks for") % said


def _who(actor: Actor, sitting: Sitting, state: queries.LayerState) -> str:
    """Who may still give what is missing of a way of checking, and why nobody is found where that is so."""
    who, kind = _whoever(state), state.layer.kind
    beside = _beside(sitting.policy.apart, kind)
    if beside:
        parts = gettext(" or ").join(str(words.BESIDE[part]) for part in beside)
        who = gettext("%(who)s; nobody who also %(parts)s") % {"who": who, "parts": parts}
    if queries.name_is_hidden(actor, sitting):
        return who
    if kind is LayerKind.SUPERVISOR_CONFIRMATION and sitting.person.manager_id is None:
        return gettext("%(who)s; it is not recorded yet who that is") % {"who": who}
    if kind is LayerKind.PEER and sitting.person.unit_id is None:
        return gettext("%(who)s; it is not recorded yet which part that is") % {"who": who}
    return who


def _whoever(state: queries.LayerState) -> str:
    kind = state.layer.kind.value
    if state.only_independent:
        return str(words.WHO_INDEPENDENT.get(kind, words.WHO[kind]))
    if state.too_old:
        return gettext("whoever gave it before, %(who)s") % {"who": words.WHO[kind]}
    return str(words.WHO[kind])


def _beside(apart: Sequence[Sequence[str]], kind: LayerKind) -> list[str]:
    return [other if one == kind else one for one, other in apart if kind in (one, other)]
