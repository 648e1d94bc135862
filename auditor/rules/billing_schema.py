"""What `billing.toml` and `bundles.toml` may hold: how claims are held against notes. Unknown keys are refused."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from auditor.model import ElementName, Frozen
from auditor.rules.schema import Identifier, Text

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{5}$")]
CodeRange = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{5}(-[A-Z0-9]{5})?$")]
ModifierCode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{2}$")]
Level = Literal["error", "query", "remark"]
Direction = Literal["over", "under", "even", "unknown"]
Indicator = Literal[0, 1, "unsure"]
ResultName = Literal[
    "wrong_donor", "wrong_skin", "not_free", "unbundled", "over_coded", "under_coded", "outside_set", "unsupported",
    "not_billed", "modifier", "units", "repeated", "diagnosis", "undecided", "statement", "assistants", "other_year",
    "addendum", "details",
]  # fmt: skip


class Payers(Frozen):
    """Words that name Medicare as the payer, words that name another although those stand there, and what a claim without
    a payer counts as.
    """

    medicare: tuple[Text, ...] = Field(min_length=1)
    others: tuple[Text, ...] = ()
    untold: Literal["medicare", "other"]


class BilledCodes(Frozen):
    """The codes of the family with the bone of each, codes that stand in a transfer's place, the modifiers of those who
    assist or share, and where the codes come from.
    """

    transfers: tuple[Code, ...] = Field(min_length=1)
    bone: dict[Code, Text]
    alternatives: tuple[Code, ...]
    assistants: tuple[ModifierCode, ...]
    shared: tuple[ModifierCode, ...]
    source: Text
    dated: Text


class Benchmark(Frozen):
    """The share of right codes that accuracy is held against, from 0 to 1."""

    accuracy: float = Field(gt=0, lt=1)
    why: Text
    source: Text


class ResultRow(Frozen):
    """One kind of result: its name for people, how grave it is, its sentence, and what it means.

    A `medicare` rule is a remark on claims to other payers. `source` and `dated` are of the result itself, for differences
    behind which no other row stands.
    """

    id: ResultName
    label: Text
    level: Level
    medicare: bool = False
    says: Text
    meaning: Text
    source: Text | None = None
    dated: Text | None = None


class CheckRow(Frozen):
    """A check of modifiers against the code and the note; see the comment in the file for `when` and `cue`."""

    id: Identifier
    modifiers: tuple[ModifierCode, ...] = Field(min_length=1)
    codes: tuple[Code, ...] = ()
    cue: ModifierCode | None = None
    when: Literal["billed", "cued", "both"]
    unless: tuple[Text, ...] = ()
    level: Level
    direction: Direction
    medicare: bool = False
    says: Text
    why: Text
    source: Text
    dated: Text | None = None


class SideCheck(Frozen):
    """Modifiers that name a side."""

    level: Level
    modifiers: dict[ModifierCode, Literal["left", "right"]]
    says: Text
    why: Text
    source: Text


class BillingRules(Frozen):
    """How claims are held against notes."""

    payers: Payers
    codes: BilledCodes
    benchmark: Benchmark
    result: tuple[ResultRow, ...]
    check: tuple[CheckRow, ...]
    side: SideCheck


class Edit(Frozen):
    """Codes that are not reported beside a transfer; `indicator` says so for each code of the family.

    `shows` is the element whose words of the note are shown beside the pair.
    """

    id: Identifier
    label: Text
    others: tuple[CodeRange, ...] = Field(min_length=1)
    indicator: dict[Code, Indicator] = Field(min_length=1)
    loses: Literal["other", "transfer"] = "other"
    shows: ElementName | None = None
    medicare: bool = True
    why: Text
    source: Text | None = None

    def names(self, code: str) -> bool:
        """Whether `code` is one of the codes beside the transfer."""
        return any(first <= code <= (last or first) for first, _, last in (each.partition("-") for each in self.others))


class Bundles(Frozen):
    """The table of edits, its date and source, and the modifiers that can open an edit."""

    table: Text
    effective: date
    source: Text
    opens: tuple[ModifierCode, ...] = Field(min_length=1)
    edit: tuple[Edit, ...] = Field(min_length=1)
