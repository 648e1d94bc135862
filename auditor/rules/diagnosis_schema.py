"""What `patterns/diagnoses.toml` may hold: the side and the class that a code of ICD-10-CM tells, and what fits them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from auditor.errors import RuleError
from auditor.model import Frozen, Laterality
from auditor.rules.schema import Identifier, Text

FILE: Final = "diagnoses.toml"
Mask = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9?\[][0-9A-Z.?*\[\]-]+$")]
Masks = tuple[Mask, ...]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
_FORM = re.compile(r"([A-Z]\d[0-9A-Z])\.?([0-9A-Z]{0,4})")


class SideBlock(Frozen):
    """Codes that tell a side at one place: masks for each side, and codes that each must and must not know."""

    id: Identifier
    right: Masks
    left: Masks
    bilateral: Masks = ()
    why: Text
    source: Text
    examples_right: tuple[Text, ...] = Field(min_length=1)
    examples_left: tuple[Text, ...] = Field(min_length=1)
    examples_bilateral: tuple[Text, ...] = ()
    miss: tuple[Text, ...] = Field(min_length=1)

    def side(self, code: str) -> Laterality | None:
        """The side that `code`, written with its dot, tells in this block."""
        if _fits(code, self.right):
            return "right"
        if _fits(code, self.left):
            return "left"
        return "bilateral" if _fits(code, self.bilateral) else None


class DiagnosisClass(Frozen):
    """Codes that stand for one class of condition; where it is a `tumour`, the note is asked for pathology."""

    id: Name
    label: Text
    tumour: bool = False
    codes: Masks = Field(min_length=1)
    why: Text
    source: Text
    hit: tuple[Text, ...] = Field(min_length=1)
    miss: tuple[Text, ...] = Field(min_length=1)


class StatedCondition(Frozen):
    """A condition that a note states, and the classes of codes that go with it."""

    value: Text
    label: Text
    fits: tuple[Name, ...] = Field(min_length=1)
    unless: tuple[Text, ...] = ()
    why: Text


class DiagnosisCheck(Frozen):
    """Why a check is made, and who says so, as of when."""

    why: Text
    source: Text
    dated: Text | None = None


class DiagnosisChecks(Frozen):
    """What is asked of a code by itself, and the three things in which it is held against a note."""

    form: DiagnosisCheck
    side: DiagnosisCheck
    condition: DiagnosisCheck
    pathology: DiagnosisCheck


class DiagnosisTable(Frozen):
    """All of the file. Blocks and classes are tried in their order, and the first that knows a code tells of it."""

    edition: Text
    side: tuple[SideBlock, ...] = Field(min_length=1)
    classes: tuple[DiagnosisClass, ...] = Field(min_length=1, alias="class")
    stated: tuple[StatedCondition, ...] = Field(min_length=1)
    check: DiagnosisChecks

    def side_of(self, code: str) -> Laterality | None:
        """The side that `code`, with its dot or without, tells in the first block that knows it."""
        plain = dotted(code)
        return next((side for block in self.side if plain and (side := block.side(plain))), None)

    def class_of(self, code: str) -> DiagnosisClass | None:
        """The class that `code` stands for, if any has it."""
        plain = dotted(code)
        return next((item for item in self.classes if plain and _fits(plain, item.codes)), None)


def dotted(code: str) -> str | None:
    """The code as it is printed, `S82.201K`, from any writing of it; None where it has not the form of ICD-10-CM."""
    found = _FORM.fullmatch(code.strip().upper())
    return f"{found[1]}.{found[2]}".rstrip(".") if found else None


def diagnosis_faults(table: DiagnosisTable) -> Iterator[RuleError]:
    """Yield every example that is not told as it says, and every name that nothing has."""
    for block in table.side:
        yield from _side_faults(table, block)
    for item in table.classes:
        for code in item.hit:
            found = table.class_of(code)
            if found is not item:
                yield _fault(f"class {item.id}", code, f"is of class {found.id if found else 'none'}", "hit")
        for code in item.miss:
            if table.class_of(code) is item:
                yield _fault(f"class {item.id}", code, "is of this class", "miss")
    known = {item.id for item in table.classes}
    for stated in table.stated:
        for name in stated.fits:
            if name not in known:
                yield RuleError(f"{FILE}, stated {stated.value}", f"fits names {name!r}, which is no class", "mend the name")


def _side_faults(table: DiagnosisTable, block: SideBlock) -> Iterator[RuleError]:
    where = f"side {block.id}"
    told = {"right": block.examples_right, "left": block.examples_left, "bilateral": block.examples_bilateral}
    for side, codes in told.items():
        for code in codes:
            found = table.side_of(code)
            if found != side or block.side(code) != side:
                yield _fault(where, code, f"tells {found or 'no side'}", f"examples_{side}")
    for code in block.miss:
        if found := table.side_of(code):
            yield _fault(where, code, f"tells {found}", "miss")


def _fault(where: str, code: str, what: str, kind: str) -> RuleError:
    return RuleError(f"{FILE}, {where}", f"{code} {what}, which its {kind} contradicts", "mend the masks or the example")


def _fits(code: str, masks: Masks) -> bool:
    return any(fnmatchcase(code, mask) for mask in masks)
