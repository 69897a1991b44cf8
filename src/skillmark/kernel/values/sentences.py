"""Sentences that can be said in another language: English as they stand, with the words and what stands in them."""

from collections.abc import Iterable, Mapping

Kept = str | tuple[str, dict[str, "Kept"]]  # as JSON keeps a sentence, the pair as a list


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


def as_kept(text: str) -> Kept:
    """Its words and values, so that it can be said later to a reader of any language; any other text as it stands."""
    if not isinstance(text, Sentence):
        return text
    return text.words, {name: as_kept(value) for name, value in text.values.items()}


def joined(sentences: Iterable[str]) -> Sentence:
    """Several in one, a semicolon between them."""
    texts = {f"part{place}": sentence for place, sentence in enumerate(sentences, start=1)}
    return told("; ".join(f"%({name})s" for name in texts), **texts)
