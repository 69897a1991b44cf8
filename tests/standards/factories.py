"""Standards to test with: a small occupation database of our own, real ones, and a way to publish."""

import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from tests.governance.factories import cast, full_body, held

from skillmark.foundation import sources
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor, program
from skillmark.governance import actions as governance
from skillmark.governance.queries import Choice, Decision, Proposal
from skillmark.kernel.skills import Refusal, read_case_package, read_requirements
from skillmark.standards import actions, archives, queries
from skillmark.standards.queries import Framework, ReferenceSource

ROOT = Path(__file__).resolve().parents[2]
TIDEWAY = ROOT / "examples" / "tideway-pumps"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

ELEMENTS = {
    "2.A.1.b": "Active Listening",
    "2.B.1.a": "Social Perceptiveness",
    "2.B.3.k": "Troubleshooting",
    "2.C.1.e": "Customer and Personal Service",
    "2.C.7.a": "English Language",
    "2.C.9.a": "Telecommunications",
}
OCCUPATIONS = {
    "51-0001.00": ("Net Menders", ("Twine fixers", "Menders")),
    "51-0002.00": ("Rope Makers", ("Cordage workers", "Menders")),
    "51-0003.00": ("Lamp Tenders", ()),
    "51-0004.00": ("Buoy Painters", ()),
}
# element → (importance, level, recommend suppress, not relevant)
RATINGS: Mapping[str, Mapping[str, tuple[str, str, str, str]]] = {
    "51-0001.00": {
        "2.A.1.b": ("3.12", "2.50", "N", "N"),
        "2.B.1.a": ("3.00", "3.49", "Y", "N"),
        "2.B.3.k": ("4.38", "4.00", "N", "N"),
        "2.C.1.e": ("2.75", "2.10", "N", "N"),
        "2.C.7.a": ("4.50", "3.10", "N", "N"),
        "2.C.9.a": ("1.50", "0.80", "N", "Y"),
    },
    "51-0002.00": {
        "2.A.1.b": ("3.50", "3.00", "N", "N"),
        "2.B.3.k": ("3.25", "2.75", "N", "N"),
        "2.C.1.e": ("3.01", "1.20", "N", "N"),
    },
    "51-0003.00": {"2.A.1.b": ("3.50", "3.00", "N", "N")},
}


def onet_files() -> dict[str, bytes]:
    """A text database in the official layout, of our own invention."""
    titles, tasks = [], []
    for code, (_, others) in OCCUPATIONS.items():
        titles += [(code, other, "n/a", "") for other in others]
        tasks += [
            (code, f"{code[3:7]}{number}", f"Inspect part {number} of the work to find faults.", kind, "", "", "")
            for number, kind in enumerate(("Core", "Core", "Supplemental"), start=1)
        ]
    skills, knowledge = [], []
    for code, rated in RATINGS.items():
        for element, (importance, level, suppress, irrelevant) in rated.items():
            lines = knowledge if element.startswith("2.C") else skills
            lines.append((code, element, "IM", importance, suppress, "n/a"))
            lines.append((code, element, "LV", level, suppress, irrelevant))
    rating_columns = ("O*NET-SOC Code", "Element ID", "Scale ID", "Data Value", "Recommend Suppress", "Not Relevant")
    return {
        "Occupation Data.txt": _tabbed(
            ("O*NET-SOC Code", "Title", "Description"),
            [(code, title, f"What {title.lower()} do.") for code, (title, _) in OCCUPATIONS.items()],
        ),
        "Alternate Titles.txt": _tabbed(("O*NET-SOC Code", "Alternate Title", "Short Title", "Source(s)"), titles),
        "Task Statements.txt": _tabbed(
            ("O*NET-SOC Code", "Task ID", "Task", "Task Type", "Incumbents Responding", "Date", "Domain Source"), tasks
        ),
        "Content Model Reference.txt": _tabbed(
            ("Element ID", "Element Name", "Description"),
            [(element, name, f"{name}, described.") for element, name in ELEMENTS.items()],
        ),
        "Level Scale Anchors.txt": _tabbed(
            ("Element ID", "Element Name", "Scale ID", "Anchor Value", "Anchor Description"),
            [
                (element, name, "LV", level, f"{name} at {level}")
                for element, name in ELEMENTS.items()
                for level in (2, 4)
            ],
        ),
        "Skills.txt": _tabbed(rating_columns, skills),
        "Knowledge.txt": _tabbed(rating_columns, knowledge),
    }


def zipped(files: Mapping[str, bytes], folder: str = "db_29_0_text") -> BytesIO:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{folder}/{name}", content)
    stream.seek(0)
    return stream


def load_small_database(actor: Actor, *, folder: str = "db_29_0_text", now: datetime = NOON) -> ReferenceSource:
    database = archives.from_zip(zipped(onet_files(), folder), name="occupations.zip")
    return actions.load_occupations(actor, database=database, now=now)


def lead(place: Workspace) -> Actor:
    """The program, which may do all that a talent lead may."""
    return program(place.pk, "test", demonstration=place.demonstration)


def workspace(slug: str = "harbor", *, demonstration: bool = False) -> Workspace:
    return Workspace.objects.create(
        slug=slug, demonstration=demonstration, digest_key=sources.random_bytes(32), recorded_at=NOON
    )


def net_menders(actor: Actor, now: datetime = NOON) -> Framework:
    """A draft from the small database, which must be loaded."""
    drafted = actions.draft_standard(actor, occupation_code="51-0001.00", now=now)
    assert not isinstance(drafted, Refusal)
    return drafted


def tideway(actor: Actor, job_id: str | None = None, now: datetime = NOON) -> Framework:
    """A draft from the example employer's own framework."""
    with (TIDEWAY / "framework.json").open("rb") as stream:
        package = read_case_package(stream, name="framework.json")
    with (TIDEWAY / "requirements.csv").open("rb") as stream:
        lines = read_requirements(stream, name="requirements.csv")
    return actions.draft_from_case(
        actor, package=package, requirements=lines, requirements_name="requirements.csv", job_id=job_id, now=now
    )


def argued(actor: Actor, framework: Framework, *, now: datetime = NOON) -> Framework:
    """The draft, with a reason for whatever stays only with one, and a task for whatever names none."""
    asked = queries.to_argue(queries.framework(actor, framework.pk))
    missing = {line.requirement.pk: "The signs are in English." for line in asked if not line.reason}
    actions.give_reasons(actor, framework_id=framework.pk, reasons=missing, now=now)
    first = framework.work_tasks.order_by("position").values_list("reference", flat=True)[:1]
    lacking = {line.pk: list(first) for line in queries.untraced(actor, framework)}
    if lacking:
        actions.trace_lines(actor, framework_id=framework.pk, tasks=lacking, now=now)
    return framework


def ask(actor: Actor, framework: Framework, *, now: datetime = NOON) -> Proposal:
    """Put the version to a new body whose four seats are taken."""
    if framework.status == queries.Status.DRAFT:
        argued(actor, framework, now=now)
    body = full_body(actor, now=now)
    return actions.ask_to_publish(
        actor,
        framework_id=framework.pk,
        body_id=body.pk,
        title=framework.title,
        what_changes="People are measured by it.",
        deadline=now + timedelta(days=7),
        now=now,
    )


def decide(actor: Actor, framework: Framework, *, choice: Choice = Choice.YES, now: datetime = NOON) -> Decision:
    """Put the version to a body of four and let every seat vote this way."""
    proposal = ask(actor, framework, now=now)
    for seat in held(actor, proposal.body):
        cast(seat, proposal, choice, now=now)
    return governance.close_proposal(actor, proposal_id=proposal.pk, now=now + timedelta(days=8))


def published(actor: Actor, framework: Framework, *, now: datetime = NOON) -> Framework:
    """The version, published by a vote."""
    decide(actor, framework, now=now)
    return actions.publish_framework(actor, framework_id=framework.pk, now=now + timedelta(days=8))


def _tabbed(header: tuple[str, ...], rows: list[tuple[object, ...]]) -> bytes:
    return "".join("\t".join(str(cell) for cell in row) + "\n" for row in (header, *rows)).encode()
