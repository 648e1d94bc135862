"""What the rooms downstream ask of a mention, at hand at once; what only a reader of the report sees is quoted when asked for.

A note has hundreds of mentions and its record shows a few dozen, so line, place and statement are worked out for those alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from auditor.language.reading import HEADINGS
from auditor.language.statements import Statements
from auditor.model import Assertion, Cue, Evidence, Finding, MentionedSide

# Why a mention in a form says nothing, or says no.
BLANK = "left blank in the template"
OFFERED = "only offered as a choice in the template"
ANSWERED_NO = "answered with no in the template"


@dataclass(slots=True)
class Words:
    """A stretch of the note and the kind of section that holds it; an `Evidence` without line and place."""

    statements: Statements
    start: int
    end: int
    section: str

    @property
    def quote(self) -> str:
        """The words themselves, as they are read."""
        return self.statements.text[self.start : self.end]

    @property
    def named(self) -> str:
        """The words in lower case, those put together again that the end of a line parts."""
        return self.statements.on_one_line(self.start, self.end).lower()

    @property
    def written(self) -> str:
        """The words as the note has them, for the record."""
        return self.statements.as_written(self.start, self.end)[0]

    @property
    def shown(self) -> Evidence:
        """The words with line and place, as the record shows them."""
        return self.statements.quote(self.start, self.end, self.section)


@dataclass(slots=True)
class CueWords:
    """The words of a cue and the rule that knows them."""

    rule_id: str
    statements: Statements
    start: int
    end: int

    @property
    def text(self) -> str:
        """The note that they stand in, as it is read."""
        return self.statements.text

    @property
    def quote(self) -> str:
        """The words themselves, as they are read."""
        return self.text[self.start : self.end]

    @property
    def shown(self) -> Cue:
        """The words as the note has them, as the record shows them."""
        quote, start, end = self.statements.as_written(self.start, self.end)
        return Cue(rule_id=self.rule_id, quote=quote, start=start, end=end)


@dataclass(slots=True)
class Sighting:
    """One mention as it leaves this room: the fields of a `Finding`, which it becomes where the record holds it."""

    rule_id: str
    concept: str
    value: str
    assertion: Assertion
    evidence: Words
    sentence: int
    clause: int
    accepted: bool
    why: str | None
    cue: CueWords | None
    side: MentionedSide | None
    role: str | None
    cm: tuple[float, ...] | None

    @property
    def statement(self) -> Evidence | None:
        """As much of the mention's sentence as may be shown to the surgeon, for mentions that count."""
        if not self.accepted or self.concept in HEADINGS or not self.evidence.section:
            return None
        words = self.evidence
        return words.statements.around(words.start, words.end, self.sentence)

    def alone(self) -> Sighting:
        """The same with nothing of what stands around it, as a note tells it that is read no further than for its head."""
        return stated(self.rule_id, self.concept, self.value, replace(self.evidence, section=""))

    def finding(self) -> Finding:
        """The finding for the record."""
        return Finding(
            rule_id=self.rule_id,
            concept=self.concept,
            value=self.value,
            assertion=self.assertion,
            evidence=self.evidence.shown,
            statement=self.statement,
            sentence=self.sentence,
            clause=self.clause,
            accepted=self.accepted,
            why=self.why,
            cue=None if self.cue is None else self.cue.shown,
            side=self.side,
            role=self.role,
            cm=self.cm,
        )


def stated(rule_id: str, concept: str, value: str, words: Words) -> Sighting:
    """What a note states by itself: no cue, section or sentence has a say in it."""
    return Sighting(rule_id, concept, value, Assertion.PERFORMED, words, 0, 0, True, None, None, None, None, None)
