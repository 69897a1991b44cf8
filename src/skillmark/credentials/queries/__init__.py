"""Every read of credentials, each in exactly one scope."""

from skillmark.credentials.models import (
    AcceptedIssuer,
    Achievement,
    Award,
    OutsideRecord,
    SignedRecord,
    StatusList,
)
from skillmark.credentials.queries.holdings import HoldingsReport, asked_for, holdings, holdings_report
from skillmark.credentials.queries.lists import list_loader, own_issuers, published_loader, published_status_list
from skillmark.credentials.queries.records import (
    accepted_issuers,
    achievement,
    achievements,
    issuers,
    known_people,
    known_person,
    missing_for,
    outside_record,
    outside_records,
    own_record,
    own_records,
    people_with_a_record,
    record,
    records,
    unsigned,
)
from skillmark.credentials.rules import Lack, Missing

__all__ = [
    "AcceptedIssuer",
    "Achievement",
    "Award",
    "HoldingsReport",
    "Lack",
    "Missing",
    "OutsideRecord",
    "SignedRecord",
    "StatusList",
    "accepted_issuers",
    "achievement",
    "achievements",
    "asked_for",
    "holdings",
    "holdings_report",
    "issuers",
    "known_people",
    "known_person",
    "list_loader",
    "missing_for",
    "outside_record",
    "outside_records",
    "own_issuers",
    "own_record",
    "own_records",
    "people_with_a_record",
    "published_loader",
    "published_status_list",
    "record",
    "records",
    "unsigned",
]
