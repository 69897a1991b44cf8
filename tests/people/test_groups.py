import subprocess
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from tests.people import factories as make

from skillmark.foundation.access import Forbidden
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor, Role
from skillmark.people import actions, queries
from skillmark.people.models import TableRelease

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).resolve().parents[2] / "src" / "skillmark"


def counted(groups: dict[str, tuple[int, int]], where: Any = None) -> tuple[Actor, list[queries.StageEvent]]:
    """An actor and the events of a stage: group → (came, passed). The group `unknown` answered nothing."""
    actor = make.system(where or make.workspace())
    applicants, passed, rows = [], {}, []
    for group, (came, through) in groups.items():
        for number in range(came):
            reference = f"{group}-{number}"
            applicants.append(make.applicant(reference, reference, "", (), None))
            passed[reference] = number < through
            if group != "unknown":
                rows.append((reference, "sex", group))
    persons = actions.import_applicants(actor, applicants=applicants, now=make.NOW)
    actions.import_demographics(actor, rows=rows, now=make.NOW)
    return actor, [queries.StageEvent(persons[one].pk, "invited", through) for one, through in passed.items()]


def table(actor: Actor, events: list[queries.StageEvent], purpose: str = "adverse impact") -> queries.GroupTable:
    return queries.group_table(actor, events, ["sex"], 10, purpose, make.NOW)


def test_rates_and_ratios_come_out_where_everybody_is_many() -> None:
    actor, events = counted({"female": (40, 20), "male": (50, 40)})
    rows = {row.group: row for row in table(actor, events).rows}
    assert (rows["female"].n, rows["female"].selected) == (40, 20)
    assert rows["female"].below_four_fifths is True
    assert rows["male"].ratio == 1


def test_a_small_cell_is_not_told_and_cannot_be_worked_out() -> None:
    actor, events = counted({"female": (40, 20), "male": (50, 40), "other": (30, 3)})
    rows = {row.group: row for row in table(actor, events).rows}
    assert rows["other"].selected is None
    hidden = [row for row in rows.values() if row.selected is None]
    assert len(hidden) >= 2  # one alone is the total less the others


def test_nobody_s_answer_is_in_the_ledger_and_everybody_s_id_is() -> None:
    actor, events = counted({"female": (40, 20), "male": (50, 40)})
    release = TableRelease.objects.within(actor).get(pk=table(actor, events).release_id)
    assert sorted(release.counted) == sorted(str(event.person_id) for event in events)
    assert {row["group"] for row in release.rows} == {"female", "male"}


def test_asking_the_same_again_adds_nothing_to_the_ledger() -> None:
    actor, events = counted({"female": (40, 20), "male": (50, 40)})
    first, second = table(actor, events), table(actor, list(reversed(events)))
    assert first.release_id == second.release_id
    assert first.rows == second.rows
    assert queries.releases(actor).count() == 1


def test_a_table_that_differs_from_an_earlier_one_by_too_few_is_refused() -> None:
    actor, events = counted({"female": (40, 20), "male": (50, 40)})
    earlier = table(actor, events)
    left = [event for event in events if event.person_id != events[0].person_id]
    for purpose in ("adverse impact", "another name for it"):
        with pytest.raises(queries.DiffersByTooFew) as refused:
            table(actor, left, purpose)
        assert refused.value.earlier == earlier.release_id
    assert queries.releases(actor).count() == 1


def test_one_more_selected_is_too_few_as_well() -> None:
    actor, events = counted({"female": (40, 20), "male": (50, 40)})
    table(actor, events)
    changed = [*events[:20], queries.StageEvent(events[20].person_id, "invited", True), *events[21:]]
    with pytest.raises(queries.DiffersByTooFew):
        table(actor, changed)


def test_what_is_hidden_at_ten_stays_hidden_when_the_same_people_are_counted_at_five() -> None:
    actor, events = counted({"female": (40, 20), "male": (50, 40), "other": (30, 7)})
    Workspace.objects.filter(pk=actor.workspace_id).update(minimum_cell=5)
    first = table(actor, events)
    assert {row.group: row.selected for row in first.rows}["other"] is None
    for purpose in ("adverse impact", "another name for it"):
        again = queries.group_table(actor, events, ["sex"], 5, purpose, make.NOW)
        assert again.minimum == 10
        assert again.rows == first.rows
    some = queries.group_table(actor, events[:45], ["sex"], 5, "a part of them", make.NOW)
    assert some.minimum == 10


def test_a_table_keeps_to_the_workspace_s_minimum_and_may_only_raise_it() -> None:
    actor, events = counted({"female": (40, 20), "male": (50, 40), "other": (30, 7)})
    assert queries.minimum_for(actor, {event.person_id for event in events}, asked=2) == 10
    assert queries.group_table(actor, events, ["sex"], 2, "adverse impact", make.NOW).minimum == 10
    assert queries.group_table(actor, events, ["sex"], 25, "adverse impact", make.NOW).minimum == 25


def test_no_workspace_shows_groups_below_five() -> None:
    where = make.workspace()
    with pytest.raises(DatabaseError), transaction.atomic():
        Workspace.objects.filter(pk=where.pk).update(minimum_cell=4)
    lead = make.member(where, Role.TALENT_LEAD)
    same = {"name": "A", "public_name": "A", "colour": "#1f5f5b", "time_zone": "UTC", "currency": "USD"}
    with pytest.raises(ValueError, match="smaller than 5"):
        actions.change_profile(lead.actor, **same, minimum_cell=4, now=make.NOW)
    actions.change_profile(lead.actor, **same, minimum_cell=5, now=make.NOW)
    assert queries.workspace(lead.actor).minimum_cell == 5


def test_other_people_s_tables_do_not_stand_in_each_other_s_way() -> None:
    where = make.workspace()
    actor, first = counted({"female": (40, 20), "male": (50, 40)}, where)
    more = {f"{sex}x": size for sex, size in {"female": (41, 20), "male": (50, 40)}.items()}
    _, second = counted(more, where)
    rows = [(queries.references(actor, [event.person_id])[event.person_id], "sex", "female") for event in second[:41]]
    rows += [(queries.references(actor, [event.person_id])[event.person_id], "sex", "male") for event in second[41:]]
    actions.import_demographics(actor, rows=rows, now=make.NOW)
    table(actor, first)
    table(actor, second)
    assert queries.releases(actor).count() == 2


def test_the_ledger_is_never_changed() -> None:
    actor, events = counted({"female": (40, 20), "male": (50, 40)})
    release = table(actor, events).release_id
    for change in ("update", "delete"):
        rows = TableRelease.objects.within(actor).filter(pk=release)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(minimum=1) if change == "update" else rows.delete()
    assert TableRelease.objects.within(actor).get(pk=release).minimum == 10


def test_a_stage_counts_each_person_once() -> None:
    actor, events = counted({"female": (12, 6)})
    with pytest.raises(ValueError, match="each person once"):
        table(actor, [*events, events[0]])
    with pytest.raises(ValueError, match="one stage"):
        table(actor, [*events[:-1], queries.StageEvent(events[-1].person_id, "hired", True)])


def test_nobody_counted_is_an_empty_table() -> None:
    assert table(make.system(make.workspace()), []).rows == ()


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.LINE_MANAGER, Role.CASE_MANAGER, Role.WORKER])
def test_who_decides_about_a_person_does_not_count(role: Role) -> None:
    member = make.member(make.workspace(), role)
    with pytest.raises(Forbidden):
        table(member.actor, [queries.StageEvent(UUID(int=1), "invited", True)])


def test_demographics_have_one_reader() -> None:
    """Whoever names the records: the counting, the holder's own data, the import, the erasure and what a rule
    lets go of; nobody else."""
    found = subprocess.run(
        ["grep", "-rlE", r"\bDemographic\b", "--include=*.py", str(SOURCE)], capture_output=True, text=True, check=True
    )
    naming = {str(Path(line).relative_to(SOURCE)) for line in found.stdout.splitlines() if "/migrations/" not in line}
    assert naming == {
        "people/models/__init__.py",
        "people/models/groups.py",
        "people/queries/groups.py",
        "people/queries/own.py",
        "people/actions/demographics.py",
        "people/actions/erasing.py",
        "people/actions/retaining.py",
    }
