"""The field's words as frozen types: everything that is handed from room to room.

Sizes are always centimetres, largest first. Offsets always point into the note's original text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """Base of every record: immutable, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Assertion(StrEnum):
    """What the note says of a mention. Only `PERFORMED` counts towards a code."""

    PERFORMED = "performed"
    NEGATED = "negated"
    PLANNED = "planned"
    PRIOR = "prior"
    CONSIDERED = "considered"
    CONVERTED = "converted"
    DISCONTINUED = "discontinued"
    TAUGHT = "taught"


class Status(StrEnum):
    """The audit's answer for a note."""

    SUPPORTED = "supported"
    QUERY = "query"
    OUTSIDE_SET = "outside_set"
    NOT_APPLICABLE = "not_applicable"


class ElementState(StrEnum):
    """State of one documentation element."""

    DOCUMENTED = "documented"
    MISSING = "missing"
    NOT_REQUIRED = "not_required"


Laterality = Literal["left", "right", "bilateral"]
MentionedSide = Literal["left", "right", "bilateral", "opposite", "same"]
Vascularity = Literal["free", "pedicled", "undocumented"]
SkinPaddle = Literal["present", "absent", "undocumented"]
Technique = Literal["end_to_end", "end_to_side", "coupler"]
ElementName = Literal[
    "donor_site", "donor_laterality", "defect_size", "defect_location", "arterial_anastomosis", "venous_anastomosis",
    "recipient_vessels", "skin_paddle", "skin_paddle_size", "graft_fixation", "perfusion_check", "indication",
    "prior_treatment", "expected_benefit", "closure", "complications", "preop_imaging", "pathology",
]  # fmt: skip
Severity = Literal["decisive", "support", "regulatory", "quality"]
DonorSite = Literal[
    "fibula", "iliac_crest", "metatarsal", "great_toe", "second_toe", "scapula", "rib", "radius", "ulna", "humerus",
    "medial_femoral_condyle", "medial_femoral_trochlea", "lateral_femoral_condyle", "femur", "tibia", "clavicle",
    "calvarium", "metacarpal", "other", "undocumented",
]  # fmt: skip
SizeCm = Annotated[tuple[float, ...], Field(min_length=1, max_length=3)]


@dataclass(frozen=True, slots=True)
class Place:
    """From the offset `start` of the text on, people find what is quoted at `name`: "page 2", "table 1, row 3"."""

    start: int
    name: str


@dataclass(frozen=True, slots=True)
class Cover:
    """`start`..`end` of a note's text gave a patient away, and `length` characters stand there now."""

    start: int
    end: int
    length: int


@dataclass(frozen=True, slots=True)
class Known:
    """What the container says of its note; None where it says nothing. `date` is year-month-day."""

    author: str | None = None
    date: str | None = None
    kind: str | None = None
    patient: str | None = None
    case: str | None = None


class Note(Frozen):
    """A note as it was read: the text is never altered after this point.

    `format` names the kind of file. Of a plain text, `encoding` is the codec that gives the text from the bytes. `places` are
    sorted, `remarks` are sentences on how the file was read, without note text. `covers` are there in a masked note alone; all
    offsets but their own lengths count in the text as it was.
    """

    id: str
    text: str
    source: str = ""
    encoding: str = "utf-8"
    format: str = "plain text"
    places: tuple[Place, ...] = ()
    known: Known = Known()
    remarks: tuple[str, ...] = ()
    covers: tuple[Cover, ...] = ()

    @property
    def digest(self) -> str:
        """The SHA-256 of the text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


class Evidence(Frozen):
    """A quotation and its place; `quote` is exactly `text[start:end]` of the note, and begins in `line`, counted from 1.

    `place` is where people find it in a file that is no plain text: "page 2, line 14", "OBX 7".
    """

    quote: str
    start: int
    end: int
    line: int
    section: str
    place: str = ""

    @property
    def where(self) -> str:
        """The place as people are told: that in the file, else the line."""
        return self.place or f"line {self.line}"

    @classmethod
    def of(cls, text: str, start: int, end: int, section: str, *, line: int | None = None, place: str = "") -> Evidence:
        """Quote `text[start:end]`; raise ValueError where the span does not lie in the text.

        The line is counted where the caller does not know it, which takes the longer, the longer the text is.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span {start}:{end} is not inside a text of {len(text)} characters")
        if line is None:
            line = 1 + text.count("\n", 0, start) + text.count("\r", 0, start) - text.count("\r\n", 0, start + 1)
        return cls(quote=text[start:end], start=start, end=end, line=line, section=section, place=place)


class Cue(Frozen):
    """The words that set an assertion or an owner, and the rule that knows them."""

    rule_id: str
    quote: str
    start: int
    end: int


class Finding(Frozen):
    """One mention that a rule found, with what the note says of it.

    `sentence` and `clause` are ordinals in reading order and link mentions that stand together. `statement` is as much of
    the sentence as may be shown to the surgeon, for mentions that count. `cm` is filled for measures only. `accepted` is
    false where the mention must not count; `why` then says why.
    """

    rule_id: str
    concept: str
    value: str
    assertion: Assertion
    evidence: Evidence
    statement: Evidence | None = None
    sentence: int
    clause: int
    accepted: bool = True
    why: str | None = None
    cue: Cue | None = None
    side: MentionedSide | None = None
    role: str | None = None
    cm: SizeCm | None = None


class Graft(Frozen):
    """One vascularised bone transfer performed, or begun, in the operation."""

    donor_site: DonorSite
    laterality: Laterality | None = None
    vascularity: Vascularity = "undocumented"
    skin_paddle: SkinPaddle = "undocumented"
    skin_paddle_cm: SizeCm | None = None
    arterial_anastomosis: tuple[Technique, ...] = ()
    venous_anastomosis: tuple[Technique, ...] = ()
    recipient_vessels: tuple[str, ...] = ()
    quote: str | None = None


class Defect(Frozen):
    """The bone defect that the graft fills."""

    size_cm: SizeCm | None = None
    location: str | None = None
    laterality: Laterality | None = None
    quote: str | None = None


class Conflict(Frozen):
    """Two statements of one note that cannot both hold; `topic` names the fact in dispute."""

    topic: str
    first: Evidence
    second: Evidence


ToldField = Literal["surgeon", "date_of_service"]


class Header(Frozen):
    """Who operated, when, and the codes that the note prints; `told_by_file` are fields that its text leaves open."""

    surgeon: str | None = None
    date_of_service: str | None = None
    stated_codes: tuple[str, ...] = ()
    told_by_file: tuple[ToldField, ...] = ()


class Question(Frozen):
    """A neutral, open question to the surgeon about one element or one conflict.

    `quotes` are the words of a conflict. `statements` are what a letter shows beside the question: for a conflict the
    sentences that hold its quotes, for a missing element the statement that comes nearest to it, if there is one.
    """

    element: str
    severity: Severity
    authority: str
    text: str
    quotes: tuple[Evidence, ...] = ()
    statements: tuple[Evidence, ...] = ()


class Step(Frozen):
    """One row of the code table, whether it fired for a graft, and why or why not."""

    graft: int
    row: str
    fired: bool
    why: str


class Audit(Frozen):
    """The answer for one note: the fields of the annotation guidelines, and beside them all that defends them."""

    id: str
    surgeon: str | None
    date_of_service: str | None
    status: Status
    best_fit: tuple[str, ...]
    other_codes: tuple[str, ...]
    reason: str
    grafts: tuple[Graft, ...]
    defect: Defect | None
    elements: Mapping[str, ElementState]
    modifier_cues: tuple[str, ...]
    stated_codes: tuple[str, ...]
    questions: tuple[Question, ...]
    support: Mapping[str, tuple[Finding, ...]] = {}
    findings: tuple[Finding, ...]
    path: tuple[Step, ...]
    source: str
    encoding: str
    format: str = "plain text"
    told_by_file: tuple[ToldField, ...] = ()
    remarks: tuple[str, ...] = ()
    tool_version: str
    rules_digest: str
    note_digest: str
