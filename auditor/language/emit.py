"""Mentions -> sightings: the door of this room. Every sighting quotes the original text."""

from __future__ import annotations

from auditor.language.reading import HEADINGS, Mention, Reading, place
from auditor.language.sighting import CueWords, Sighting, Words
from auditor.language.statements import Statements
from auditor.language.tokens import Tokens
from auditor.model import Assertion

_WHY = {
    Assertion.NEGATED: "the note denies it",
    Assertion.PLANNED: "only planned",
    Assertion.PRIOR: "belongs to the time before this operation",
    Assertion.CONSIDERED: "only considered",
    Assertion.CONVERTED: "given up for something else",
    Assertion.DISCONTINUED: "begun and not completed",
    Assertion.TAUGHT: "general talk, not this operation",
}
# Sizes of these owners are facts of their own; any other owner keeps a size from being one.
_OWNED = frozenset({"defect", "paddle", "skin"})


def sightings_of(reading: Reading) -> tuple[Sighting, ...]:
    """Sightings in order of place, headings among them."""
    headings = {id(section.heading): section.heading for section in reading.sections if section.heading is not None}
    ordered = sorted([*reading.mentions, *headings.values()], key=place)
    statements = Statements(reading)
    return tuple([_sighting(reading, mention, statements) for mention in ordered])


def _sighting(reading: Reading, mention: Mention, statements: Statements) -> Sighting:
    rule, first, assertion = mention.rule, mention.first, mention.assertion
    if reading.other_note is not None and rule.concept not in HEADINGS and assertion is Assertion.PERFORMED:
        assertion, mention.cue = Assertion(reading.other_note.rule.value), reading.other_note
    why = mention.why
    if not why and (assertion is not Assertion.PERFORMED or mention.cm is not None):
        why = _other_owner(mention) if assertion is Assertion.PERFORMED else _WHY[assertion]
    tokens = reading.tokens
    start = tokens.starts[first]
    return Sighting(
        rule.id,
        rule.concept if mention.cm is None else "size",
        mention.value or rule.value,
        assertion,
        Words(statements, start, tokens.ends[mention.last - 1], reading.section_by_token[first].kind),
        reading.sentence[first],
        reading.clause[first],
        why is None,
        why,
        None if mention.cue is None else _cue(statements, tokens, mention.cue),
        mention.side,
        mention.role,
        mention.cm,
    )


def _other_owner(mention: Mention) -> str | None:
    """Why a size does not count: it belongs to something else."""
    if mention.meaning in _OWNED:
        return None
    return (
        "nothing says what it measures"
        if mention.meaning == "unknown"
        else f"the size of another thing: {mention.meaning.replace('_', ' ')}"
    )


def _cue(statements: Statements, tokens: Tokens, cue: Mention) -> CueWords:
    return CueWords(cue.rule.id, statements, tokens.starts[cue.first], tokens.ends[cue.last - 1])
