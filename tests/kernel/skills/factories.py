"""A very small O*NET database in memory, and one row of it at a time to break."""

import io
from collections.abc import Mapping
from decimal import Decimal

from skillmark.kernel.skills import Element, Files, Occupation, Rating, Task

HEADERS = {
    "Occupation Data.txt": "O*NET-SOC Code\tTitle\tDescription",
    "Alternate Titles.txt": "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)",
    "Task Statements.txt": "O*NET-SOC Code\tTask ID\tTask\tTask Type",
    "Content Model Reference.txt": "Element ID\tElement Name\tDescription",
    "Level Scale Anchors.txt": "Element ID\tElement Name\tScale ID\tAnchor Value\tAnchor Description",
    "Skills.txt": "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tRecommend Suppress\tNot Relevant",
    "Knowledge.txt": "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tRecommend Suppress\tNot Relevant",
}
ROWS: dict[str, list[str]] = {
    "Occupation Data.txt": ["51-4121.00\tWelders\tJoin metal.", "51-4122.00\tWelding Machine Setters\tSet machines."],
    "Alternate Titles.txt": [
        "51-4121.00\tTorch Hand\tn/a\t01",
        "51-4122.00\tTorch Hand\tn/a\t01",
        "51-4122.00\tWelders\tn/a\t01",
        "51-4121.00\tArc Welder\tTIG\t01",
    ],
    "Task Statements.txt": ["51-4121.00\t1\tWeld seams to prevent leaks.\tCore", "51-4121.00\t2\tGrind seams.\tn/a"],
    "Content Model Reference.txt": ["2.A.1.e\tMathematics\tUsing it.", "2.C.4.a\tMathematics\tKnowing it."],
    "Level Scale Anchors.txt": [
        "2.A.1.e\tMathematics\tLV\t4\tCalculate a discount",
        "2.A.1.e\tMathematics\tLV\t2\tCount change",
    ],
    "Skills.txt": [
        "51-4121.00\t2.A.1.e\tMathematics\tIM\t3.12\tN\t",
        "51-4121.00\t2.A.1.e\tMathematics\tLV\t2.50\tY\tN",
    ],
    "Knowledge.txt": [
        "51-4121.00\t2.C.4.a\tMathematics\tIM\t1.00\tN\t",
        "51-4121.00\t2.C.4.a\tMathematics\tLV\t1.50\tN\tY",
    ],
}


def onet_files(**changes: list[str] | None) -> Files:
    """The small database; `Skills=[…]` puts other rows in that file, `Skills=None` leaves it out."""
    contents: dict[str, bytes] = {}
    for name, header in HEADERS.items():
        rows = changes.get(name.removesuffix(".txt").replace(" ", "_"), ROWS[name])
        if rows is not None:
            contents[name] = "\n".join([header, *rows, ""]).encode()
    return of_bytes(contents)


def of_bytes(contents: Mapping[str, bytes]) -> Files:
    return {name: lambda content=content: io.BytesIO(content) for name, content in contents.items()}


def rating(element: str, importance: str, level: str = "3.00", *, relevant: bool = True, low: bool = False) -> Rating:
    return Rating(element, Decimal(importance), Decimal(level), relevant, low)


def occupation(*ratings: Rating, tasks: tuple[Task, ...] = ()) -> Occupation:
    return Occupation("51-4121.00", "Welders", "Join metal.", tasks, {one.element_id: one for one in ratings})


def elements(*ratings: Rating) -> dict[str, Element]:
    return {one.element_id: Element(one.element_id, f"Name {one.element_id}", "About it") for one in ratings}


def core(identifier: str, statement: str = "Weld seams.") -> Task:
    return Task(identifier, statement, True)
