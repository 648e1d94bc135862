"""What holds inside a group of rich text; a group gets a copy of what holds around it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, auto

from auditor.notes.formats.rtf.story import Layout, Story


class Goes(Enum):
    """Where the text of a group goes."""

    TEXT = auto()
    NOWHERE = auto()
    INSTRUCTION = auto()
    FONTS = auto()
    PROPERTIES = auto()
    AUTHOR = auto()
    CATEGORY = auto()
    CREATED = auto()
    CHOICES = auto()


@dataclass(slots=True)
class Field:
    """A field: its instruction, and what a box or list of a form says. `replaced`: its sign was printed for its result."""

    instruction: str = ""
    replaced: bool = False
    form: int | None = None
    result: int | None = None
    default: int = 0
    choices: list[str] = field(default_factory=list)

    def shown(self) -> str:
        """The text of a box or list of a form; nothing for other fields, which have a result of their own."""
        chosen = self.default if self.result is None or self.result == 25 else self.result
        if self.form == 1:
            return "[x]" if chosen else "[ ]"
        return self.choices[chosen] if self.form == 2 and 0 <= chosen < len(self.choices) else ""


@dataclass(slots=True)
class State:
    """The state of one group."""

    story: Story
    layout: Layout
    goes: Goes = Goes.TEXT
    hidden: bool = False
    struck: bool = False
    deleted: bool = False
    capitals: bool = False
    bold: bool = False
    font: int | None = None
    fallback: int = 1
    field: Field | None = None
    of_list: bool = False
    leaves_next: bool = False
    opens: bool = True

    def inner(self) -> State:
        """The state of a group that opens here."""
        goes = Goes.NOWHERE if self.leaves_next else self.goes
        self.leaves_next = False
        return replace(self, layout=replace(self.layout), goes=goes, opens=True, leaves_next=False)

    def plain(self, font: int | None) -> None:
        """Words as the document's default has them."""
        self.hidden = self.struck = self.deleted = self.capitals = self.bold = False
        self.font = font
