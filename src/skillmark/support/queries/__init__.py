"""Reads of support, each in one scope."""

from skillmark.support.models import Case, CaseNote, Need, Offer, Payment, PlanStep, Referral
from skillmark.support.queries.cases import (
    Line,
    case,
    caseload,
    may_be_helped,
    may_join,
    team,
    ties,
    waiting,
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
    case_of,
    currency,
    for_herself,
    need,
    receiver,
    referral,
    released,
    whole,
)
from skillmark.support.queries.own import OwnCase, inside, own_cases, own_referral, own_referral_seen
from skillmark.support.rules import Domain, Outcome, Passed, Refusal, State, Urgency

__all__ = [
    "Asked", "Case", "CaseNote", "Domain", "Line", "Need", "NeedSeen", "Offer", "Outcome", "OwnCase", "Passed",
    "Payment", "Place", "PlanStep", "Referral", "ReferralSeen", "Refusal", "State", "Urgency", "Whole", "answers",
    "asked", "assessments", "case", "case_of", "caseload", "currency", "for_herself", "inside", "may_be_helped",
    "may_join", "need", "offer", "offers", "own_cases", "own_referral", "own_referral_seen", "places", "places_for",
    "receiver", "referral", "released", "team", "ties", "waiting", "whole",
]  # fmt: skip
