"""Reading modules.csv: several rows of one module, and what is refused with its place."""

from decimal import Decimal
from io import BytesIO, StringIO

import pytest

from skillmark.kernel.planning import MODULE_COLUMNS, Step, amount, module_rows, read_modules
from skillmark.kernel.values import BadInput, write_table

HEADER = "module_id,competency_id,from_level,to_level,hours,cost,weeks,prerequisites\n"


def read(text: str):
    return read_modules(BytesIO((HEADER + text).encode()), "modules.csv")


def test_several_rows_with_one_id_are_one_module():
    (weld, safety) = read("weld,a,0,2,8.5,120.50,1,safety\nsafety,s,0,1,2,0,1,\nweld,b,1,3,8.5,120.50,1,safety\n")
    assert weld.steps == (Step("a", 0, 2), Step("b", 1, 3))
    assert (weld.hours, weld.cost, weld.weeks, weld.prerequisites) == (Decimal("8.5"), 12050, 1, ("safety",))
    assert safety.prerequisites == ()


def test_prerequisites_are_parted_by_semicolons_in_any_order():
    modules = read("m,a,0,1,1,1,1,q; p\nm,b,0,1,1,1,1,p;q\np,c,0,1,1,1,1,\nq,d,0,1,1,1,1,\n")
    assert modules[0].prerequisites == ("p", "q")


@pytest.mark.parametrize(
    "rows, sentence",
    [
        (
            "m,a,0,1,1,1,1,\nm,b,0,1,2,1,1,",
            "row 3, column hours: differs from row 2, which describes the same module m",
        ),
        ("m,a,0,1,1,1,1,\nm,b,0,1,1,1.5,1,", "row 3, column cost: differs from row 2"),
        ("m,a,0,1,1,1,1,\nm,b,0,1,1,1,3,", "row 3, column weeks: differs from row 2"),
        ("p,z,0,1,1,1,1,\nm,a,0,1,1,1,1,\nm,b,0,1,1,1,1,p", "row 4, column prerequisites: differs from row 3"),
        ("m,a,0,1,1,1,1,\nm,a,1,2,1,1,1,", "row 3, column competency_id: module m already gives a"),
        ("m,a,0,1,1,1,1,ghost", "row 2, column prerequisites: module ghost is in no readable row of the table"),
        ("m,a,0,1,1,1,1,m", "row 2, column prerequisites: module m waits for a circle of prerequisites"),
        ("m,a,2,2,1,1,1,", "row 2, column to_level: 2 is not above the from_level 2"),
        ("m,a,0,11,1,1,1,", "row 2, column to_level: 11 is outside 1 to 10"),
        ("m,a,0,1,-1,1,1,", "row 2, column hours: -1 is outside 0 to 100000"),
        ("m,a,0,1,1,0.005,1,", "row 2, column cost: 0.005 has more than two decimals"),
        ("m,a,0,1,0,0,1,", "row 2, column hours: hours and cost are both 0"),
    ],
)
def test_a_faulty_table_is_refused_with_its_place(rows, sentence):
    with pytest.raises(BadInput) as refused:
        read(rows + "\n")
    assert f"modules.csv, {sentence}" in str(refused.value)


def test_every_module_in_a_circle_is_named():
    with pytest.raises(BadInput) as refused:
        read("m,a,0,1,1,1,1,n\nn,b,0,1,1,1,1,m\np,c,0,1,1,1,1,\n")
    assert [problem.row for problem in refused.value.problems] == [2, 3]


def test_what_is_written_is_read_back():
    modules = read("weld,a,0,2,8.5,120.50,1,safety\nweld,b,1,3,8.5,120.50,1,safety\nsafety,s,0,1,2,0,0.25,\n")
    out = StringIO()
    write_table(out, MODULE_COLUMNS, module_rows(modules))
    assert read_modules(BytesIO(out.getvalue().encode()), "again.csv") == modules


@pytest.mark.parametrize("minor, written", [(0, "0"), (45000, "450"), (45050, "450.50"), (5, "0.05")])
def test_amounts_are_written_in_the_major_unit(minor, written):
    assert amount(minor) == written


@pytest.mark.parametrize(
    "currency, cost, minor", [("JPY", "900", 900), ("USD", "900", 90_000), ("KWD", "1.125", 1125), ("", "9.5", 950)]
)
def test_a_cost_is_kept_in_minor_units_of_its_currency_and_written_back(currency, cost, minor):
    table = f"{HEADER}weld,a,0,2,8,{cost},1,\n"
    (weld,) = read_modules(BytesIO(table.encode()), "modules.csv", currency)
    assert weld.cost == minor
    out = StringIO()
    write_table(out, MODULE_COLUMNS, module_rows((weld,), currency))
    assert read_modules(BytesIO(out.getvalue().encode()), "again.csv", currency) == (weld,)


@pytest.mark.parametrize(
    "currency, cost, why",
    [("JPY", "9.5", "any decimals"), ("USD", "9.555", "more than two"), ("KWD", "1.1255", "three")],
)
def test_a_cost_has_no_more_decimals_than_its_currency(currency, cost, why):
    with pytest.raises(BadInput, match=f"row 2, column cost: {cost} has .*{why}"):
        read_modules(BytesIO(f"{HEADER}weld,a,0,2,8,{cost},1,\n".encode()), "modules.csv", currency)


def test_unknown_and_circular_prerequisites_are_told_together_with_bad_cells() -> None:
    with pytest.raises(BadInput) as refused:
        read("m,a,0,2,much,1,1,ghost\nn,a,0,1,1,1,1,o\no,b,0,1,1,1,1,n\np,b,0,1,1,1,1,m;spirit\n")
    told = [(one.row, one.column) for one in refused.value.problems]
    assert told == [
        (2, "hours"),
        (2, "prerequisites"),
        (3, "prerequisites"),
        (4, "prerequisites"),
        (5, "prerequisites"),
    ]
    assert "spirit" in refused.value.problems[-1].message  # m, whose row is bad, is in the table all the same
