"""Sentences that can be said in another language: English as they stand, with the words and what stands in them."""

from collections.abc import Iterable, Mapping


class Sentence(str):
    """A text in English that keeps its `words`, with a %(name)s for each of its `values`; `told` makes it.

    Whoever shows it looks its words up in the reader's language; a value may itself be a Sentence.
    """

    words: str
    values: Mapping[str, str]


def told(words: str, /, **values: object) -> Sentence:
    """A sentence of these words and values. Written out where it is used, so that its Spanish can be asked for."""
    texts = {name: value if isinstance(value, Sentence) else str(value) for name, value in values.items()}
    sentence = Sentence(words % texts)
    sentence.words, sentence.values = words, texts
    return sentence


def joined(sentences: Iterable[str]) -> Sentence:
    """Several in one, a semicolon between them."""
    texts = {f"part{place}": sentence for place, sentence in enumerate(sentences, start=1)}
    words = "; ".join(f"%({name})s" for name in texts)
    return told(words, **texts)
