"""Findings at hand: by concept, by sentence, in body or title, performed or not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from operator import attrgetter

from auditor.facts.returning import is_way_there
from auditor.language.sighting import Sighting
from auditor.model import Assertion

TITLE = frozenset({"title", "header"})
NAMED_VESSELS = frozenset({"artery", "vein", "bare_vessel"})
BODY = frozenset({"technique", "narrative", "procedure", "closure", "addendum", "specimens", "complications", "field"})
_PEOPLE_NAMED = frozenset({"surgeon", "cosurgeon", "assistant"})
DESCRIBING = frozenset({"technique", "narrative", "procedure"})
_HEAD = 120  # characters
_PEOPLE = 300  # characters, in which names and their parts stand
_ANAESTHETICS = frozenset({"ga", "geta", "la", "ra"})
_NOT_YET = frozenset({"join", "resect", "none"})  # acts that accounts of the past are full of, and what is none
# A return to the operating room is the operation itself only where title, diagnosis or history announce it.
_ANNOUNCING = TITLE | {"diagnosis", "history", "indication", "narrative", "patient"}
_GIVEN = frozenset({"flap", "free", "graft"})
# Cues that make the whole note one of another kind than the report of an operation.
_OF_WHOLE_NOTE = frozenset({"note-plan", "note-of-others", "note-nothing-done"})
_TITLE_STOP = "stopped_in_title"
_STOPPED = "discontinued"
# A return that is arranged: "Return to theatre Thursday for a skin graft".
_TO_COME = re.compile(
    r"\s*(?:on\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thurs?|fri)\b|tomorrow|next|in\s+\d|at\s+\d+\s*(?:h|hours|days)\b"
    r"|later|for\s+(?:second|2nd)\s+look)",
    re.IGNORECASE,
)
_UNASSERTED = frozenset({Assertion.NEGATED, Assertion.CONSIDERED, Assertion.TAUGHT, Assertion.PLANNED})


class Index:
    """All findings of one note, grouped once."""

    def __init__(self, findings: tuple[Sighting, ...]) -> None:
        self.findings = findings
        self.join_sentences: list[int] | None = None  # asked for by many, worked out once
        self._concepts: defaultdict[str, list[Sighting]] = defaultdict(list)
        self._sentences: defaultdict[int, list[Sighting]] = defaultdict(list)
        self._several: dict[tuple[str, ...], list[Sighting]] = {}
        concepts, sentences = self._concepts, self._sentences
        for finding in findings:
            concepts[finding.concept].append(finding)
            sentences[finding.sentence].append(finding)

    def of(self, *concepts: str) -> list[Sighting]:
        """Findings of these concepts, in order of place."""
        if len(concepts) == 1:
            return self._concepts.get(concepts[0], [])
        found = self._several.get(concepts)
        if found is None:
            told = (f for concept in concepts for f in self._concepts.get(concept, ()))
            found = self._several[concepts] = sorted(told, key=start_of)
        return found

    def sentence(self, number: int) -> list[Sighting]:
        """Findings of one sentence."""
        return self._sentences.get(number, [])

    def clause(self, finding: Sighting) -> list[Sighting]:
        """Findings that stand in the same clause."""
        return [other for other in self.sentence(finding.sentence) if other.clause == finding.clause]

    def performed(self, *concepts: str, sections: frozenset[str] | None = None) -> list[Sighting]:
        """Findings asserted as performed, where wanted only in some kinds of section."""
        return [f for f in self.of(*concepts) if f.accepted and (sections is None or f.evidence.section in sections)]

    def body(self, *concepts: str) -> list[Sighting]:
        """Performed findings in the description of the operation."""
        return self.performed(*concepts, sections=BODY)

    @cached_property
    def cues(self) -> frozenset[str]:
        """Values of the modifier cues that are asserted, in the report of the operation."""
        found = [f for f in self.of("modifier_cue") if f.assertion not in _UNASSERTED or self._is_told_as_plan(f)]
        found = [f for f in found if f.value not in {_STOPPED, _TITLE_STOP} or self._ends(f)]
        found = [f for f in found if f.assertion is not Assertion.PRIOR or not self._is_of_then(f)]
        found = [f for f in found if f.value != "unplanned_return" or self._announces(f)]
        return frozenset(_STOPPED if f.value == _TITLE_STOP else f.value for f in found)

    def _is_of_then(self, cue: Sighting) -> bool:
        """Whether two surgeons shared an earlier operation: "flap to the jaw Oct 2022, joint case with ENT"."""
        here = self.sentence(cue.sentence)
        mine = has(here, "modifier_cue", "own_part")  # "my part of a two-surgeon procedure on an 11-year-old girl"
        return cue.value == "co_surgeon" and has(here, "history_mark") and not mine

    def _is_told_as_plan(self, cue: Sighting) -> bool:
        """Whether words of a plan tell of today: "as planned" makes a second stage one, and who did a part "will dictate" it."""
        if cue.assertion is not Assertion.PLANNED or self.is_other_note:
            return False
        return cue.value == "planned_stage" or (cue.value == "co_surgeon" and cue.evidence.section in BODY | _PEOPLE_NAMED)

    def _ends(self, stop: Sighting) -> bool:
        """Whether the operation was stopped: not before this one, and no vessel was given up for another ("I abandoned it")."""
        if stop.assertion is Assertion.PRIOR:
            return False
        if stop.value == _TITLE_STOP:
            return stop.evidence.section in TITLE and not self._goes_on(stop)
        surgeons = stop.evidence.quote.lower().startswith(("i ", "we "))
        resumed = surgeons and any(f.sentence > stop.sentence for f in self.body("technique"))
        return not resumed

    def _goes_on(self, stop: Sighting) -> bool:
        """Whether the title names a flap behind what was stopped: it was done instead, or what was stopped lay before it.

        The one flap whose name follows at once is what was stopped itself: "Discontinued free condyle transfer".
        """
        named = (f for f in self.of("flap_name", "soft_flap", "bone", "flap") if f.evidence.section in TITLE)
        given = [f for f in named if (f.role in _GIVEN if f.concept == "bone" else f.value != "piece")]
        after = [f for f in given if start_of(f) > start_of(stop)]
        alone = len(after) == len(given) and len({f.value for f in given if f.concept != "flap"}) == 1
        return bool(after) and not (alone and start_of(after[0]) - stop.evidence.end <= 1)

    def _announces(self, finding: Sighting) -> bool:
        """Whether words stand where a note says why it was written: an account, or before the description begins to operate."""
        announces = finding.evidence.section in _ANNOUNCING or start_of(finding) < (self.begun or self.opened)
        return announces and not (self._comes_in(finding) or _is_to_come(finding))

    def _comes_in(self, finding: Sighting) -> bool:
        """Whether words of going back only tell how a patient came in whose flap is then raised: no pedicle is divided twice."""
        raises = has(self.body("act"), "act", "divide_pedicle")
        return raises and is_way_there(finding, transfers=has(self.performed("flap", sections=TITLE), "flap", "flap"))

    @cached_property
    def begun(self) -> int:
        """Where the operation begins, in characters: the first cut or tourniquet of the description."""
        return self._first_in_description("act", "tourniquet")

    @cached_property
    def opened(self) -> int:
        """The same, where words of positioning and exposure count too."""
        return self._first_in_description("act", "tourniquet", "opening")

    def _first_in_description(self, *concepts: str) -> int:
        signs = (f for f in self.body(*concepts) if f.value not in _NOT_YET and f.evidence.section in DESCRIBING)
        begun = (f for f in signs if not (self._tells_failure(f) or self._is_anaesthetic_at_head(f) or self._is_of_people(f)))
        return next(map(start_of, begun), 0)

    def _tells_failure(self, act: Sighting) -> bool:
        """Whether an act stands with the failure of an earlier treatment, and so begins nothing: "plated, got infected"."""
        told = [f.value for f in self.sentence(act.sentence) if f.concept == "treatment"]
        return "failed" in told and "treatment" in told

    def _is_anaesthetic_at_head(self, sign: Sighting) -> bool:
        """Whether a sign is of the anaesthetic among the names at the head: "Dr A. Bell / Reg IM / GA", "ga, nasal tube"."""
        here = self.sentence(sign.sentence)
        return start_of(sign) < _HEAD and any(f.evidence.quote.lower() in _ANAESTHETICS for f in here if f.concept == "opening")

    def _is_of_people(self, act: Sighting) -> bool:
        """Whether the names at the head tell what a trainee did: "With: Dr Lim, registrar (raised flap)"."""
        juniors = (f for f in self.sentence(act.sentence) if (f.concept, f.value) == ("modifier_cue", "junior"))
        return start_of(act) < _PEOPLE and any(juniors)

    @cached_property
    def is_other_note(self) -> bool:
        """Whether the note is a plan, a visit, a conference or of somebody else rather than the report of the operation."""
        return any(f.cue is not None and f.cue.rule_id in _OF_WHOLE_NOTE for f in self.findings)


# Sort key: place in the note.
start_of: Callable[[Sighting], int] = attrgetter("evidence.start")


def has(findings: Iterable[Sighting], concept: str, *values: str) -> bool:
    """Whether some finding states one of `values` (any value where none is named) of `concept`."""
    told = [f.value for f in findings if f.concept == concept]
    return bool(told) and (not values or not set(values).isdisjoint(told))


def _is_to_come(finding: Sighting) -> bool:
    """Whether the day that stands behind words of going back is still to come."""
    words = finding.evidence
    return _TO_COME.match(words.statements.text, words.end) is not None
