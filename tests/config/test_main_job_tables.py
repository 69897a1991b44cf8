"""What the main job refuses of its tables: one plain sentence with file, row and column, and nothing is kept."""

import io
from datetime import date

import pytest
from tests.people import factories as people

from skillmark.campaigns import queries as campaigns
from skillmark.config.mainjob.campaign import Asked, from_a_job
from skillmark.config.mainjob.inputs import EXAMPLE
from skillmark.foundation import sources
from skillmark.foundation.roles import program
from skillmark.kernel.values import BadInput

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("table", "content", "sentence"),
    [
        ("applicants", b"name\nAda\n", "input.csv, row 1"),
        ("applicants", b"name,previous_job\n\xff\xfe,Cook\n", "input.csv, row 2: is not UTF-8 text"),
        (
            "applicants",
            b"applicant_id,name,previous_job\nA,Ada,Cook\nA,Bo,Cook\n",
            "input.csv, row 3, column applicant_id",
        ),
        (
            "applicants",
            b"name,previous_job,self_ratings\nAda,Cook,TP-01=11\n",
            "input.csv, row 2, column self_ratings",
        ),
        ("modules", b"module_id,competency_id\nM,TP-01\n", "input.csv, row 1, column from_level"),
        ("demographics", b"applicant_id,group\nNOBODY,a\n", "input.csv"),
    ],
)
def test_bad_input_is_told_by_file_row_and_column(table: str, content: bytes, sentence: str) -> None:
    place = people.workspace(demonstration=True)
    actor = program(place.pk, "demonstration", demonstration=True)
    with pytest.raises(BadInput) as refused:
        from_a_job(actor, asked(**{table: content}), sources.now())
    assert sentence in str(refused.value)
    assert not list(campaigns.campaigns(actor))


def asked(**tables: bytes) -> Asked:
    """The project's example, with these tables instead of its own."""
    given = {
        "package": (EXAMPLE / "framework.json").read_bytes(),
        "requirements": (EXAMPLE / "requirements.csv").read_bytes(),
        "applicants": (EXAMPLE / "applicants.csv").read_bytes(),
        "modules": (EXAMPLE / "modules.csv").read_bytes(),
        "demographics": (EXAMPLE / "voluntary_demographics.csv").read_bytes(),
    }
    files = {name: io.BytesIO(tables.get(name, content)) for name, content in given.items()}
    for name in tables:
        files[name].name = "input.csv"  # type: ignore[attr-defined]
    return Asked(
        occupation="", template="nontraditional", openings=10, starts_on=date(2026, 3, 9), credentials=(), **files
    )
