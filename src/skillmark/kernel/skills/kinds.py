"""What sort of ability a competency is, as far as an identifier of O*NET tells."""

from enum import StrEnum


class Kind(StrEnum):
    """Technical; how somebody goes about the work; what any job asks; `unsorted` until somebody has said."""

    TECHNICAL = "technical"
    BEHAVIOURAL = "behavioural"
    EMPLOYABILITY = "employability"
    UNSORTED = "unsorted"


# O*NET's content model: 2.A basic skills, 2.B.1 social skills, 2.B.2–2.B.5 problems, technology, systems, resources,
# 2.C knowledge. What somebody says of a line replaces this.
KINDS = (
    ("2.A.", Kind.EMPLOYABILITY),
    ("2.B.1.", Kind.BEHAVIOURAL),
    ("2.B.3.", Kind.TECHNICAL),
    ("2.B.", Kind.EMPLOYABILITY),
    ("2.C.", Kind.TECHNICAL),
)


def kind_of_element(element_id: str) -> Kind:
    """The kind that an element's place in the content model tells; unsorted where it tells none."""
    for prefix, kind in KINDS:
        if element_id.startswith(prefix):
            return kind
    return Kind.UNSORTED
