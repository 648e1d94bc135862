"""Mentions -> findings: the door of this room. Every finding quotes the original text."""

from __future__ import annotations

from auditor.language.reading import HEADINGS, Mention, Reading
from auditor.language.statements import Statements
from auditor.model import Assertion, Cue, Finding

# Mentions that only helped others to be understood leave no finding of their own.
_INNER = frozenset({"owner", "unit"})


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


def findings_of(reading: Reading) -> tuple[Finding, ...]:
    """Findings in order of place, headings among them."""
    mentions = [mention for mention in reading.mentions if mention.concept not in _INNER or mention.cm is not None]
    headings = [section.heading for section in reading.sections if section.heading is not None]
    unique = {id(mention): mention for mention in (*mentions, *headings)}
    ordered = sorted(unique.values(), key=lambda mention: (mention.first, mention.last, mention.rule.id))
    statements = Statements(reading)
    return tuple(_finding(reading, mention, statements) for mention in ordered)


def _finding(reading: Reading, mention: Mention, statements: Statements) -> Finding:
    assertion = mention.assertion
    if reading.planned_note is not None and mention.concept not in HEADINGS and assertion is Assertion.PERFORMED:
        assertion, mention.cue = Assertion.PLANNED, reading.planned_note
    why = mention.why or _WHY.get(assertion) or _other_owner(mention)
    return Finding(
        rule_id=mention.rule.id,
        concept="size" if mention.cm is not None else mention.concept,
        value=mention.meaning,
        assertion=assertion,
        evidence=statements.words_of(mention),
        statement=statements.around(mention) if why is None and mention.concept not in HEADINGS else None,
        sentence=reading.sentence[mention.first],
        clause=reading.clause[mention.first],
        accepted=why is None,
        why=why,
        cue=_cue(reading, mention.cue),
        side=mention.side,
        role=mention.role,
        cm=mention.cm,
    )


def _other_owner(mention: Mention) -> str | None:
    """Why a size does not count: it belongs to something else."""
    if mention.cm is None or mention.meaning in _OWNED:
        return None
    return (
        "nothing says what it measures"
        if mention.meaning == "unknown"
        else f"the size of another thing: {mention.meaning.replace('_', ' ')}"
    )


def _cue(reading: Reading, cue: Mention | None) -> Cue | None:
    if cue is None:
        return None
    start, end = reading.tokens.starts[cue.first], reading.tokens.ends[cue.last - 1]
    return Cue(rule_id=cue.rule.id, quote=reading.text[start:end], start=start, end=end)
