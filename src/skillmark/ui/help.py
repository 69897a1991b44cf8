"""What a page says about itself where one stands: what it is, who sees it, an example.

A context declares it in its `help.py`: PAGES, by the page's name, and WORDS for the predicates of its own in `access`.
Who sees a page is never written down: `config.audience` reads it from the access map that is in force.
"""

from dataclasses import dataclass

from skillmark.ui.tables import Text


@dataclass(frozen=True, slots=True)
class About:
    """`who` adds, after the list of who sees the page, what the access map cannot say of a part of it."""

    what: Text
    example: Text = ""
    who: Text = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A predicate in plain words: `who` names those it lets in, `only` narrows what stands beside it. With neither it
    shuts out nobody whom a reader would think of. `nobody`: no one who reads a page ever meets it.
    """

    who: Text = ""
    only: Text = ""
    nobody: bool = False
