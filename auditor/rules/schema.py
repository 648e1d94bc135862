"""What a rule file may hold. Unknown keys are refused at every depth.

Three kinds of file: vocabulary (`concepts/`, `context/`, `sections.toml`, `labels.toml`, `measures.toml`), the code tables
(`codes/`) and the lists of what is asked for (`elements.toml`, `modifiers.toml`). Nothing here knows any clinical word.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from auditor.model import Frozen, Severity

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
ClaimFieldName = Literal[
    "case", "date_of_service", "surgeon", "npi", "code", "modifiers", "units", "coder", "payer", "charge", "diagnoses",
]  # fmt: skip
Scope = Literal["forward", "noun", "backward", "clause", "onward", "sentence", "note", "head", "opening"]


class Rule(Frozen):
    """Words that mean one thing.

    `concept` and `value` name what a match states. `phrases` are lower-case words; `(a|b)` offers alternatives and
    `(a|)` makes words optional; hyphens, line breaks and British spelling need no variants of their own. `scope` says
    how far a cue reaches. `hit` examples mark the exact words as `[[words]]`; `miss` examples must find nothing.
    """

    id: Identifier
    concept: Text
    value: Text
    phrases: tuple[Text, ...] = Field(min_length=1)
    scope: Scope | None = None
    why: Text
    hit: tuple[Text, ...] = Field(min_length=1)
    miss: tuple[Text, ...] = Field(min_length=1)
    todo_hit: tuple[Text, ...] = ()
    todo_miss: tuple[Text, ...] = ()


class Vocabulary(Frozen):
    """One vocabulary file; `concept` is the default for its rules."""

    concept: Text | None = None
    rule: tuple[Rule, ...] = Field(min_length=1)


class CodeRow(Frozen):
    """One row of a code table: where every fact named in `when` has one of the listed values, `code` describes it."""

    id: Identifier
    when: dict[str, tuple[Text, ...]]
    code: Annotated[str, StringConstraints(pattern=r"^\d{5}$")] | None = None
    audited: bool = False
    why: Text
    source: Text


class StatusRow(Frozen):
    """One row of the status table: what the audit answers where the facts are as `when` says."""

    id: Identifier
    when: dict[str, tuple[Text, ...]]
    status: Literal["supported", "query", "outside_set"]
    reason: Text
    why: Text


class CodeFamily(Frozen):
    """One code family: its rows are read top to bottom and the first that holds decides."""

    family: Text
    row: tuple[CodeRow, ...] = Field(min_length=1)


class StatusTable(Frozen):
    """The rows that turn a graft's facts into a status."""

    row: tuple[StatusRow, ...] = Field(min_length=1)


class ElementRule(Frozen):
    """A documentation element: who asks for it, how grave its absence is, and what the surgeon is asked.

    The reader knows by itself when one of the eighteen elements is documented. For any other, `documented_by` names the
    concepts: one mention of one of them, in the operation or its title and not denied, documents the element.

    `nearby` names what a letter may quote where the element is missing, nearest first: another element, a concept, or
    `concept:value`. Where a transfer was begun and not completed, `discontinued_question` takes the place of `question`,
    and an element that is `completed_only` is not asked for. `not_done` is true where the thing asked for may not have
    been done at all. `example` is a wording that documents the element, written for the purpose.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    label: Text
    severity: Severity
    authority: Text
    question: Text
    conflict_question: Text | None = None
    discontinued_question: Text | None = None
    completed_only: bool = False
    documented_by: tuple[Text, ...] = ()
    nearby: tuple[Text, ...] = ()
    not_done: bool = False
    example: Text | None = None
    why: Text


class ElementList(Frozen):
    """The audited elements, in the order in which they are reported."""

    element: tuple[ElementRule, ...] = Field(min_length=1)


class Avoided(Frozen):
    """Words that no letter may hold, and why; `*` stands for any ending and `#` for a figure. `unless` is not meant."""

    id: Identifier
    what: Text
    remedy: Text
    words: tuple[Text, ...] = Field(min_length=1)
    unless: tuple[Text, ...] = ()


class LetterWords(Frozen):
    """What every letter with questions says besides them."""

    title: Text
    opening: Text
    no_change: Text
    addendum: Text
    nothing_found: Text
    nothing_further: Text
    says: Text
    says_too: Text
    further: Text
    answer: Text
    other: Text
    unable: Text
    not_done: Text
    nobody: Text


class EducationWords(Frozen):
    """What every education document says besides its figures and examples."""

    title: Text
    opening: Text
    no_change: Text
    few: Text
    alone: Text
    nothing_missing: Text


class Letters(Frozen):
    """The wording of what is written to surgeons."""

    letter: LetterWords
    education: EducationWords
    avoid: tuple[Avoided, ...] = Field(min_length=1)


class ModifierRule(Frozen):
    """A modifier cue: the findings that give a reason for it, and those that take the reason away."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{2}$")]
    label: Text
    needs: tuple[Text, ...] = Field(min_length=1)
    unless: tuple[Text, ...] = ()
    why: Text
    source: Text


class ModifierList(Frozen):
    """The modifier cues."""

    modifier: tuple[ModifierRule, ...] = Field(min_length=1)


class DisagreementReason(Frozen):
    """A reason that a reviewer may choose for not agreeing with the audit, and when to choose it."""

    label: Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
    why: Text


class ReviewLists(Frozen):
    """What reviewers choose from."""

    reason: tuple[DisagreementReason, ...] = Field(min_length=1)


class ClaimField(Frozen):
    """A field of a claim line, and the titles by which its column is known.

    `titles` mean the field for certain; `lesser` ones only where no column has one of these. Capitals, spaces and signs do
    not matter, and a field that takes `several` columns knows them by number.
    """

    id: ClaimFieldName
    titles: tuple[Text, ...] = Field(min_length=1)
    lesser: tuple[Text, ...] = ()
    several: bool = False
    why: Text


class ClaimFields(Frozen):
    """The fields of claim lines; `words` are the short forms of words in titles, and the words that they mean."""

    words: dict[Text, Text] = {}
    field: tuple[ClaimField, ...] = Field(min_length=1)


class Spelling(Frozen):
    """How words may be written otherwise.

    `swaps` are pairs of letters (American, British) tried on every word of the vocabulary; `variants` map a written
    form to the word meant, and `joined` two written words to the one meant; `terms` are the long words whose typing
    errors are recognised by edit distance, and `false_friends` the real words that must never be taken for a typing error.
    """

    swaps: tuple[tuple[Text, Text], ...] = ()
    variants: dict[Text, Text] = {}
    joined: dict[Text, Text] = {}
    terms: tuple[Text, ...] = ()
    false_friends: tuple[Text, ...] = ()


class Donor(Frozen):
    """A donor bone: the regions where it is raised, the vessels that may feed it, those that feed it alone (`own`),
    and those it merely comes from, which prove nothing (`through`); `vague` are words for it that mean other things as well.
    One that is `seldom` given is mostly named as the bone to be repaired, and is no donor by its name alone.
    """

    id: Text
    regions: tuple[Text, ...]
    pedicles: tuple[Text, ...]
    own: tuple[Text, ...]
    through: tuple[Text, ...] = ()
    vague: tuple[Text, ...] = ()
    seldom: bool = False


class Place(Frozen):
    """A bone that may receive a graft, and the regions in which its wound lies."""

    id: Text
    regions: tuple[Text, ...]


class SoftFlap(Frozen):
    """A flap without bone that may be moved beside a graft: where it is raised, the arteries and veins of its own,
    and the arteries `beside` them there, to which it is not led.
    """

    region: Text
    arteries: tuple[Text, ...] = Field(min_length=1)
    veins: tuple[Text, ...] = ()
    beside: tuple[Text, ...] = ()


class Anatomy(Frozen):
    """What lies where; `parts` of the body name the place that receives where no bone is named."""

    parts: tuple[Text, ...] = ()
    donor: tuple[Donor, ...] = Field(min_length=1)
    place: tuple[Place, ...] = Field(min_length=1)
    soft_flap: tuple[SoftFlap, ...] = ()
