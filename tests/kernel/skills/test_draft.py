import json
import os
import subprocess
import sys
from datetime import date

from tests.kernel.skills.factories import core, elements, occupation, rating

from skillmark.kernel.skills import (
    DraftingRule,
    DraftStandard,
    LegalKind,
    LegalRequirement,
    Occupation,
    Refusal,
    Source,
    Task,
    draft,
    onet_source,
    standard_json,
)
from skillmark.kernel.skills.draft import choose_ratings, choose_tasks

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
SOURCE: Source = onet_source("29.0")


def drafted(*ratings, tasks=()) -> DraftStandard:
    standard = draft(occupation(*ratings, tasks=tasks), elements(*ratings), source=SOURCE)
    assert isinstance(standard, DraftStandard)
    return standard


def many(count: int, importance: str = "3.00"):
    return [rating(f"2.A.{number:02}", importance) for number in range(count)]


def test_at_most_ten_indicators():
    assert len(drafted(*many(12)).indicators) == 10


def test_ties_go_to_the_higher_unrounded_level_then_to_the_smaller_id():
    chosen = choose_ratings(
        occupation(
            rating("2.B", "3.00", "2.51"),
            rating("2.D", "3.00", "2.50"),
            rating("2.C", "3.00", "2.50"),
            rating("2.A", "2.99", "7.00"),
        )
    )
    assert [one.element_id for one in chosen] == ["2.B", "2.C", "2.D", "2.A"]


def test_fewer_than_six_are_topped_up_below_the_cut():
    indicators = drafted(*many(4), *(rating(f"2.B.{number}", "2.99") for number in range(4))).indicators
    assert [indicator.below_cut for indicator in indicators] == [False] * 4 + [True] * 2


def test_importance_of_exactly_three_is_above_the_cut():
    assert not any(indicator.below_cut for indicator in drafted(*many(7, "3.00")).indicators)


def test_not_relevant_elements_are_never_indicators():
    ratings = [*many(3), rating("2.B.1", "5.00", relevant=False)]
    assert "2.B.1" not in {indicator.competency_id for indicator in drafted(*ratings).indicators}


def test_three_relevant_elements_are_enough_and_two_are_refused_with_the_reason():
    assert len(drafted(*many(3)).indicators) == 3
    two = [*many(2), rating("2.B.1", "5.00", relevant=False)]
    refusal = draft(occupation(*two), elements(*two), source=SOURCE)
    assert isinstance(refusal, Refusal)
    assert refusal.reason == (
        "Welders (51-4121.00) has only 2 relevant rated elements, fewer than the 3 that a draft needs"
    )


def test_an_unrated_occupation_is_refused_with_its_own_reason():
    refusal = draft(Occupation("1", "Legislators", ""), {}, source=SOURCE)
    assert isinstance(refusal, Refusal)
    assert "has no ratings" in refusal.reason


def test_levels_are_rounded_half_up_and_are_at_least_one():
    ratings = [rating("2.A", "4.50", "2.50"), rating("2.B", "4.40", "2.49"), rating("2.C", "4.30", "0.12")]
    assert [indicator.level for indicator in drafted(*ratings).indicators] == [3, 2, 1]


def test_weight_is_importance_times_a_hundred():
    assert drafted(rating("2.A", "4.12"), *many(2)).indicators[0].weight == 412


def test_essential_from_four_and_at_least_the_first_three_that_are_not_language():
    ratings = [
        rating("2.C.7.a", "4.90"),
        rating("2.A.1", "3.90"),
        rating("2.C.7.b", "3.80"),
        rating("2.A.2", "3.70"),
        rating("2.A.3", "3.60"),
        rating("2.A.4", "3.50"),
    ]
    essential = [indicator.competency_id for indicator in drafted(*ratings).indicators if indicator.essential]
    assert essential == ["2.A.1", "2.A.2", "2.A.3"]
    assert sum(indicator.essential for indicator in drafted(*many(5, "4.00")).indicators) == 5


def test_suppressed_levels_are_used_and_marked():
    indicator = drafted(rating("2.A.1", "4.00", "3.50", low=True), *many(2)).indicators[0]
    assert (indicator.level, indicator.low_confidence) == (4, True)


def test_twelve_core_tasks_in_published_order():
    chosen = choose_tasks([core(str(number)) for number in range(20)])
    assert [task.task_id for task in chosen] == [str(number) for number in range(12)]


def test_fewer_than_six_core_tasks_are_followed_by_others_marked():
    others = [Task(f"s{number}", "Grind seams.", core) for number, core in enumerate([False, None, None])]
    chosen = choose_tasks([others[0], core("c1"), core("c2"), core("c3"), core("c4"), *others[1:]])
    assert [(task.task_id, task.below_core) for task in chosen] == [
        ("c1", False),
        ("c2", False),
        ("c3", False),
        ("c4", False),
        ("s0", True),
        ("s1", True),
    ]


def test_as_many_tasks_as_there_are():
    assert len(choose_tasks([core("c1"), Task("s", "Grind seams.", False)])) == 2


def test_keeping_ones_own_licence_is_the_laws_business_not_a_task():
    licence = core("9", "Maintain current electrician's license to meet governmental regulations.")
    standard = drafted(*many(3), tasks=(licence, core("1"), core("2", "Renew domain name registrations.")))
    assert [task.task_id for task in standard.tasks] == ["1", "2"]
    assert "task 9" in standard.legal[0].text


def test_every_legal_kind_stands_and_says_ask_your_state():
    standard = drafted(*many(3))
    assert [requirement.kind.value for requirement in standard.legal] == [
        "licence",
        "registry entry",
        "background check",
        "minimum age",
        "right to work",
    ]
    assert {(requirement.place, requirement.known) for requirement in standard.legal} == {("ask your state", False)}


def test_an_indicator_that_no_task_speaks_of_says_none_found():
    standard = drafted(*many(3), tasks=(core("1", "Polish brass."),))
    document = standard_json(standard)
    assert {indicator["suggested_tasks"] for indicator in document["first_pass_indicators"]} == {"none found"}


def test_the_document_leads_with_the_law_and_the_tasks():
    document = standard_json(drafted(*many(3), tasks=(core("1"),)))
    assert list(document)[3:] == ["legal_requirements", "tasks", "rule", "first_pass_indicators", "source"]
    assert document["tasks"][0]["source_id"] == "1"
    assert document["source"]["attribution"].endswith("; modified")


def test_the_document_carries_the_rule_as_data_and_in_words():
    rule = standard_json(drafted(*many(3)))["rule"]
    assert rule["figures"]["most_indicators"] == 10
    assert rule["figures"]["cut"] == "3"
    assert any("top 10 by importance" in sentence for sentence in rule["sentences"])


def test_another_rule_drafts_another_standard_and_says_so():
    ratings = many(12)
    standard = draft(occupation(*ratings), elements(*ratings), source=SOURCE, rule=DraftingRule(most_indicators=8))
    assert isinstance(standard, DraftStandard)
    assert len(standard.indicators) == 8
    assert any("top 8 by importance" in sentence for sentence in standard.rule_sentences)


def test_what_is_known_of_the_law_replaces_ask_your_state():
    known = LegalRequirement(LegalKind.MINIMUM_AGE, "18 years", "Ohio", "the labor office", date(2026, 1, 5), True)
    ratings = many(3)
    standard = draft(occupation(*ratings), elements(*ratings), source=SOURCE, legal=[known])
    assert isinstance(standard, DraftStandard)
    assert [requirement for requirement in standard.legal if requirement.known] == [known]
    assert len(standard.legal) == len(LegalKind)


def test_the_same_input_gives_the_same_bytes():
    ratings = many(5)
    texts = {json.dumps(standard_json(drafted(*ratings, tasks=(core("1"), core("2"))))) for _ in range(2)}
    assert len(texts) == 1


def test_importing_the_package_loads_no_heavy_library():
    loaded = "import sys, skillmark.kernel.skills; print(sorted({'sklearn', 'pandas', 'django'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True, env=ENVIRONMENT)
    assert done.stdout == "[]\n"
