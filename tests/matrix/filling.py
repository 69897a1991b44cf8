"""What stands in the two workspaces of the matrix, and which record an address is tried with.

The main job fills each. `OBJECTS` maps a parameter, or "route parameter" where a route needs a record in a state of its
own, to a function (place, member) → value, called once for each workspace; the files `of_…` say their own. A parameter
that is not named stands for the first record of that kind: `campaign_id` for the first Campaign.
"""

from __future__ import annotations

import csv
import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.test import Client
from tests.matrix import of_assessment, of_feedback, of_frameworks, of_governance, of_records, of_standards, of_support
from tests.matrix.finding import Maker, record_of, visitor_of
from tests.people import factories as make

from skillmark.assessment import actions as assessment
from skillmark.config.installation.moving import kept
from skillmark.config.mainjob import inputs, run
from skillmark.credentials import actions as credentials
from skillmark.foundation import access, holds, retention, signer, sources, tokens, webhooks
from skillmark.foundation.imports import actions as imports
from skillmark.foundation.roles import Role
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people
from skillmark.people import queries as people_queries

if TYPE_CHECKING:
    from tests.matrix.objects import Place

APPLICANTS, OPENINGS = 6, 2  # more of the one than of the other, so that a lottery is drawn


def fill(slug: str, seed: int, folder: Path) -> run.Done:
    """The main job on the project's own example, with a few of its applicants, in a workspace of this name."""
    few = folder / f"{slug}.csv"
    with inputs.EXAMPLE.joinpath("applicants.csv").open(encoding="utf-8", newline="") as whole:
        lines = list(csv.reader(whole))[: APPLICANTS + 1]
    with few.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(lines)
    asked = inputs.choose(
        occupation=None, onet=None, applicants=str(few), modules=None, demographics=None, credentials=None
    )
    own_sources, own_keys = sources.seeded(f"matrix {seed}", run.DAY), signer.in_process(f"matrix {seed}")
    with sources.using(own_sources), own_keys, patch.object(run, "SLUG", slug):
        return run.carry_out(
            asked,
            template="nontraditional",
            openings=OPENINGS,
            minimum_cell=3,
            seed=seed,
            accounts=False,
            progress=lambda line: None,
        )


@contextmanager
def keys() -> Iterator[None]:
    """Demonstration keys in this process, for whatever a request signs."""
    with signer.in_process("matrix"):
        yield


def a_grant(place: Place, member: make.Member | None) -> UUID:
    """A role of the person that addresses are about, never the visitor's own."""
    grants = people_queries.grants(make.system(place.workspace))
    return grants.filter(person_id=place.person_id).values_list("pk", flat=True)[0]


def a_refused_upload(place: Place, member: make.Member | None) -> UUID:
    """The problems of a table that the visitor herself brought; nobody's where she may bring none."""
    hers = member is not None and member.slug == place.slug and access.may(member.actor, "people.person.import")
    if member is None or not hers:
        return sources.new_id()
    problems = BadInput.of("is missing", file="people.csv", row=2, column="name").problems
    return people.keep_problems(member.actor, file="people.csv", problems=problems, now=make.NOW)


def a_token(place: Place, member: make.Member | None) -> UUID:
    """A token of the visitor's own; nobody's for a stranger and in another workspace."""
    if member is None or member.slug != place.slug:
        return sources.new_id()
    return tokens.own_tokens(member.actor)[0].pk


def a_link(place: Place, member: make.Member | None) -> UUID:
    """A link by which somebody without an account is to mark the attempt that addresses are about."""
    whom = make.person(place.workspace, "Somebody asked").pk
    subject_id = record_of(place, "assessment.Sitting", person_id=place.person_id).pk
    asked = people.ask(
        make.system(place.workspace), purpose="assessment.score", subject_id=UUID(str(subject_id)), person_id=whom,
        days=7, on_paper=True, now=sources.now(),
    )  # fmt: skip
    return asked.pk


def an_asking(place: Place, member: make.Member | None) -> UUID:
    """What the visitor herself asks of many, the person that addresses are about among them; nobody's otherwise."""
    hers = member is not None and member.slug == place.slug and access.may(member.actor, "people.link.ask_many")
    if member is None or not hers:
        return sources.new_id()
    everybody = list(people_queries.persons(member.actor).values_list("pk", flat=True))
    if place.person_id not in everybody:
        return sources.new_id()
    asked = people.prepare_asking(
        member.actor, purpose="people.joining", person_ids=everybody, days=7, now=sources.now()
    )
    return asked.pk


def a_subscription(place: Place, member: make.Member | None) -> UUID:
    """An outside system that is told of signed records."""
    lead = visitor_of(place, Role.TALENT_LEAD).actor
    events = ["credentials.record.issued"]
    return webhooks.subscribe(lead, url="https://hr.example.org/told", events=events, now=make.NOW).pk


def a_provider(place: Place, member: make.Member | None) -> UUID:
    """A provider that people log in through, at an address that is never asked. (A demonstration sets none up.)"""
    manager: Any = apps.get_model("people.SignOn")._default_manager
    given = {"issuer": "https://127.0.0.1", "client_id": "matrix", "secret": b"", "domains": ["harbor.example"]}
    return UUID(str(manager.record(make.system(place.workspace), now=make.NOW, **given).pk))


def a_tablet(place: Place, member: make.Member | None) -> UUID:
    lead = visitor_of(place, Role.TALENT_LEAD).actor
    return people.make_tablet(lead, name="Tablet of line 2", unit_id=None, shift="", now=make.NOW).pk


def an_invitation(place: Place, member: make.Member | None) -> UUID:
    """Somebody whom another workspace knows by the e-mail address of the holder."""
    assert place.holder.member is not None
    account = people_queries.own_account(place.holder.member.holder)
    return make.person(make.workspace(), email=str(account.email)).pk


def a_job(place: Place, member: make.Member | None) -> UUID:
    """A job of the person that addresses are about."""
    system = make.system(place.workspace)
    return people.record_employment(system, person_id=place.person_id, title="Cook", now=make.NOW).pk


def a_rating(place: Place, member: make.Member | None) -> UUID:
    """What the person that addresses are about says of one competency."""
    system = make.system(place.workspace)
    said = people.rate_self(system, person_id=place.person_id, competency_id="2.A.1.c", level=4, now=make.NOW)
    return said.pk


def a_correction(place: Place, member: make.Member | None) -> UUID:
    """Something she asked to have put right."""
    asking = dataclasses.replace(make.system(place.workspace), process="", person_id=place.person_id)
    wanted = "It was another day."
    return people.ask_correction(asking, person_id=place.person_id, kind="people.role", wanted=wanted, now=make.NOW).pk


def a_consent(place: Place, member: make.Member | None) -> UUID:
    """One of the holder's, not withdrawn."""
    assert place.holder.member is not None
    hers = place.holder.member
    return people.give_consent(hers.actor, person_id=hers.person_id, purpose="contact", now=make.NOW).pk


def a_share(place: Place, member: make.Member | None) -> UUID:
    """What the holder shows to somebody, open."""
    assert place.holder.member is not None
    hers = place.holder.member.holder
    return credentials.share(hers, record_ids=[place.proof.pk], days=7, now=sources.now())[0].pk


def a_guardian_consent(place: Place, member: make.Member | None) -> UUID:
    """A guardian's, for the person that addresses are about."""
    lead = visitor_of(place, Role.TALENT_LEAD).actor
    paper = {"guardian": "Eva Ruiz", "relation": "mother", "given_on": make.NOW.date()}
    return people.note_guardian_consent(lead, person_id=place.person_id, **paper, now=make.NOW).pk


def a_text(place: Place, member: make.Member | None) -> UUID:
    """A text about the person that addresses are about."""
    system = make.system(place.workspace)
    text = people.prepare_text(
        system, title="A plan", language="en", content=b"What we do.", person_id=place.person_id, now=make.NOW
    )
    return text.pk


def a_signing(place: Place, member: make.Member | None) -> UUID:
    """She is asked to sign it."""
    system, person_id = make.system(place.workspace), place.person_id
    text_id = a_text(place, member)
    return people.ask_to_sign(system, text_id=text_id, person_id=person_id, link=False, now=make.NOW).pk


def a_sheet(place: Place, member: make.Member | None) -> UUID:
    """She signed it on paper, which somebody else brought."""
    system = make.system(place.workspace)
    picture = b"%PDF-1.7 a scan"
    brought = people.bring_sheet(
        system, signing_id=a_signing(place, member), content=picture, file_name="a.pdf", signed_on=make.NOW.date(),
        now=make.NOW,
    )  # fmt: skip
    return brought.pk


def a_rule(place: Place, member: make.Member | None) -> UUID:
    """How long messages are kept."""
    lead = visitor_of(place, Role.TALENT_LEAD).actor
    rule = {"kind": "people.message", "place": "*", "months": 12, "source": "A decision."}
    return retention.set_rule(lead, **rule, now=make.NOW).pk


def a_hold(place: Place, member: make.Member | None) -> UUID:
    """Answers to follow-ups must be kept, whoever gave them."""
    lead = visitor_of(place, Role.TALENT_LEAD).actor
    return holds.place_hold(lead, kind="outcomes.answer", reason="An audit.", now=make.NOW).pk


def a_handed_in_file(place: Place, member: make.Member | None) -> UUID:
    """A file among what was handed in to the attempt that addresses are about."""
    sitting = record_of(place, "assessment.Sitting", person_id=place.person_id)
    handed_in = assessment.add_evidence(
        make.system(place.workspace),
        sitting_id=sitting.pk,
        content=b"plan",
        file_name="plan.txt",
        others=False,
        now=sources.now(),
    )
    return handed_in.pk


def of_the_person(label: str) -> Maker:
    """The first record of this kind that is about the person addresses are about."""
    return lambda place, member: record_of(place, label, person_id=place.person_id).pk


def a_spreadsheet_on_its_way(place: Place, member: make.Member | None) -> UUID:
    content = b"Employee number,Name\n1042,Zoe Zander\n"
    lead = visitor_of(place, Role.TALENT_LEAD).actor
    return imports.bring(lead, kind="employees", name="staff.csv", content=content, now=make.NOW).pk


def two_merged_records(place: Place, member: make.Member | None) -> UUID:
    kept, absorbed = (make.person(place.workspace, f"Twice Here {number}").pk for number in (1, 2))
    system = make.system(place.workspace)
    return people.merge_persons(system, kept_id=kept, absorbed_id=absorbed, now=make.NOW).pk


def first_of(label: str) -> Maker:
    return lambda place, member: record_of(place, label).pk


def a_taken_file(place: Place, member: make.Member | None) -> str:
    """The secret address of a file of the workspace, made."""
    asked = kept.ask(make.system(place.workspace), delete=False, now=sources.now())
    name = hashlib.sha256(asked.secret.encode()).hexdigest() + kept.ENDING  # its address stands nowhere
    (Path(settings.DATA) / "exports" / place.workspace.pk.hex / name).write_bytes(b"sealed")
    return asked.secret


OBJECTS: dict[str, Maker] = {
    "grant_id": a_grant,
    "refused_id": a_refused_upload,
    "token_id": a_token,
    "subscription_id": a_subscription,
    "sign_on_id": a_provider,
    "tablet_id": a_tablet,
    "place": lambda place, member: place.slug,
    "link_id": a_link,
    "asking_id": an_asking,
    "purpose": lambda place, member: "assessment.score",
    "subject_id": of_the_person("assessment.Sitting"),
    "secret": lambda place, member: "nobody-s",
    "house:taken secret": a_taken_file,
    "house:fetch_taken secret": a_taken_file,
    "form": lambda place, member: "csv",
    "credentials:own_record_form form": lambda place, member: "png",
    "kind": lambda place, member: "employees",
    "import_id": a_spreadsheet_on_its_way,
    "merge_id": two_merged_records,
    "other_id": lambda place, member: make.person(place.workspace, "Somebody Like Her").pk,
    "workspace_id": lambda place, member: place.workspace.pk,
    "people:accept_invitation person_id": an_invitation,
    "sitting_id": of_the_person("assessment.Sitting"),
    "task_id": lambda place, member: record_of(place, "assessment.AssessmentTask").pk,
    "evidence_id": a_handed_in_file,
    "entry_id": of_the_person("hiring.FitEntry"),
    "employment_id": a_job,
    "rating_id": a_rating,
    "correction_id": a_correction,
    "consent_id": a_consent,
    "share_id": a_share,
    "people:ask_correction kind": lambda place, member: "people-person",
    "guardian_consent_id": a_guardian_consent,
    "text_id": a_text,
    "signing_id": a_signing,
    "sheet_id": a_sheet,
    "rule_id": a_rule,
    "hold_id": a_hold,
    "sheet": lambda place, member: "slate",
    "release_id": first_of("outcomes.FigureRelease"),
    "list_id": first_of("credentials.StatusList"),
    "issuer_id": lambda place, member: place.proof.workspace_id,
    "record_id": lambda place, member: place.proof.pk,
    **of_assessment.OBJECTS,
    **of_frameworks.OBJECTS,
    **of_feedback.OBJECTS,
    **of_governance.OBJECTS,
    **of_records.OBJECTS,
    **of_standards.OBJECTS,
    **of_support.OBJECTS,
}
# what a visitor has done before she asks
BEFORE: dict[str, Callable[[Client, Mapping[str, object]], None]] = {}
HER_OWN = {"asking_id", "awarding_id", "refused_id", "token_id"}  # a record of its own for each visitor
