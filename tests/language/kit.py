"""The rules that ship, loaded once, and what the reader finds in a text."""

from __future__ import annotations

from functools import cache

from auditor.language.layout import lay_out
from auditor.language.pipeline import Reader
from auditor.language.sighting import Sighting
from auditor.language.spelling import Speller
from auditor.language.tokens import Tokeniser, Tokens
from auditor.model import Finding, Note
from auditor.rules.load import RuleSet, load


@cache
def rules() -> RuleSet:
    """The rule set in `patterns/`."""
    return load()


@cache
def speller() -> Speller:
    """The speller of those rules."""
    return Speller(rules())


@cache
def _reader() -> Reader:
    return Reader(rules())


def read(text: str) -> tuple[Finding, ...]:
    """Everything that the rules find in `text`."""
    return _reader().read(Note(id="note", text=text))


def sight(text: str) -> tuple[Sighting, ...]:
    """The same, as the next room is told of it."""
    return _reader().sight(Note(id="note", text=text))


def tokens(text: str) -> Tokens:
    """The words of `text` with their offsets."""
    return Tokeniser(speller())(text, lay_out(text))


def found(text: str, concept: str, value: str | None = None) -> list[Finding]:
    """The findings of one concept, and where wanted of one value."""
    return [f for f in read(text) if f.concept == concept and value in {None, f.value}]


def one(text: str, concept: str, value: str | None = None) -> Finding:
    """The only finding of a concept."""
    (finding,) = found(text, concept, value)
    return finding


def body(text: str) -> str:
    """`text` under a heading that says what was done."""
    return f"OPERATIVE TECHNIQUE: {text}"
