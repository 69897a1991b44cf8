"""What somebody below said in English, in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from skillmark.kernel.values import Sentence


def in_words(said: str | Sequence[Any]) -> str:
    """A sentence, or its words and values as they were kept; the words are in the catalogue of whoever said them.

    Any other text stays as it is.
    """
    if isinstance(said, Sentence):
        return _filled(said.words, said.values)
    if isinstance(said, list | tuple):
        words, values = said
        return _filled(words, values)
    return str(said)


def _filled(words: str, values: Mapping[str, Any]) -> str:
    return gettext(words) % {name: in_words(value) for name, value in values.items()}
