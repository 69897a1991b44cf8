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
    she does not see yet; `too_old`: what was given and does not count any more; `who` may still give it.
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
    layer, old = state.layer, tuple(_older(state, one) for one in state.too_old)
    name = words.WAYS[layer.kind.value]
    return LayerLine(name, state.given, layer.count, layer.independent, state.missing, layer.months or 0, too_old=old)


def layer_lines(actor: Actor, sitting: Sitting, called: Mapping[UUID, str]) -> list[LayerLine]:
    """Each way of checking of an attempt; `called` is what the ratings that the reader may see are called. Where marks
    are kept from her, it is not said who gave them either.
    """
    kept = queries.marks_are_kept(actor, sitting)
    given = {rating.pk: rating for rating in sitting.ratings_in_force()}
    open_stages = (rules.Stage.WAITS_FOR_ASSESSORS, rules.Stage.PASSED)
    may_be_given = queries.result(sitting).stage in open_stages
    lines = []
    for state in queries.layers_on(actor, sitting):
        plain, layer = layer_line(state), state.layer
        stale = {one.rating_id for one in state.too_old}
        hers = [rating for rating in given.values() if rating.kind == layer.kind and rating.pk not in stale]
        by = tuple(_by(called[rating.pk], rating) for rating in hers if rating.pk in called)
        lines.append(
            LayerLine(
                plain.way, plain.given, plain.count, plain.independent, plain.missing, plain.months,
                by, 0 if kept else len(hers) - len(by), plain.too_old,
                _who(sitting.policy, state) if state.missing and may_be_given else "",
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


def policy_lines(policy: VerificationPolicy) -> list[str]:
    """What a policy asks beside its numbers, a sentence each."""
    told = [
        gettext("%(way)s: not by whoever also %(part)s.") % {"way": words.WAYS[one], "part": words.BESIDE[other]}
        for one, other in policy.apart
    ]
    if policy.blind:
        told.append(gettext("Assessors do not see whose attempt it is before their marks are in."))
        if any(layer["kind"] in rules.KNOW_HER for layer in policy.layers):
            told.append(gettext("Whoever confirms as a supervisor knows it."))
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


def _who(policy: VerificationPolicy, state: queries.LayerState) -> str:
    """Who may still give what is missing of a way of checking."""
    who = gettext("an assessor outside the person’s line of reporting") if state.only_independent else _whoever(state)
    beside = _beside(policy.apart, state.layer.kind)
    if not beside:
        return who
    return gettext("%(who)s; nobody who also %(parts)s") % {
        "who": who,
        "parts": gettext(" or ").join(str(words.BESIDE[part]) for part in beside),
    }


def _whoever(state: queries.LayerState) -> str:
    if state.too_old:
        return gettext("whoever gave it before, an assessor, or whoever leads the person")
    return gettext("an assessor, or whoever leads the person")


def _beside(apart: Sequence[Sequence[str]], kind: LayerKind) -> list[str]:
    return [other if one == kind else one for one, other in apart if kind in (one, other)]
