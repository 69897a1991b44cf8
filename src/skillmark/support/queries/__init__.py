"""Reads of support, each in one scope."""

from skillmark.support.models import Case, CaseNote, Need, Offer, Payment, PlanStep, Referral
from skillmark.support.queries.cases import (
    Line,
    case,
    caseload,
    may_join,
    team,
    ties,
    ties_of,
    waiting,
    without_case,
)
from skillmark.support.queries.directory import Place, offer, offers, places, places_for
from skillmark.support.queries.opened import (
    Asked,
    NeedSeen,
    ReferralSeen,
    Whole,
    answers,
    asked,
    assessments,
    currency,
    for_herself,
    need,
    receiver,
    referral,
    released,
    whole,
)
from skillmark.support.queries.own import OwnCase, inside, own_cases, own_referral
from skillmark.support.rules import Domain, Outcome, Passed, Refusal, State, Urgency

__all__ = [
    "Asked", "Case", "CaseNote", "Domain", "Line", "Need", "NeedSeen", "Offer", "Outcome", "OwnCase", "Passed",
    "Payment", "Place", "PlanStep", "Referral", "ReferralSeen", "Refusal", "State", "Urgency", "Whole", "answers",
    "asked", "assessments", "case", "caseload", "currency", "for_herself", "inside", "may_join", "need", "offer",
    "offers", "own_cases", "own_referral", "places", "places_for", "receiver", "referral", "released", "team", "ties",
    "ties_of", "waiting", "whole", "without_case",
]  # fmt: skip
