"""A segment and its fields. The delimiters are those that the message names in MSH-1 and MSH-2."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from auditor.notes.formats.limits import LIMITS
from auditor.notes.formats.message_text import in_one_line

_USUAL = "^~\\&#"
_MOST_PARTS = 100  # more than any segment or field has; what is beyond stays in the last


@dataclass(frozen=True, slots=True)
class Delimiters:
    """The characters that part fields, components, repetitions and sub-components, and the one that begins an escape."""

    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    escape: str = "\\"
    sub: str = "&"
    truncation: str = "#"

    @classmethod
    def of(cls, header: str) -> Delimiters:
        """The delimiters of a message that begins with `header`; those it leaves out are the usual ones."""
        field = header[3]
        named = header[4:].split(field, 1)[0][:6]
        if len(named) > 3 and named[2] == named[3] == "\\":  # the header went through a program that doubles backslashes
            named = named[:3] + named[4:]
        characters = [named[at] if at < len(named) else usual for at, usual in enumerate(_USUAL)]
        return cls(field, *characters)

    @property
    def line_end(self) -> str:
        r"""The sequence of a line end, `\.br\`."""
        return f"{self.escape}.br{self.escape}"


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment; `unescape` turns what stands in a component into what is meant."""

    name: str
    fields: tuple[str, ...]
    delimiters: Delimiters
    unescape: Callable[[str], str]

    @classmethod
    def of(cls, line: str, delimiters: Delimiters, unescape: Callable[[str], str]) -> Segment:
        """Part a line into fields, numbered as the standard numbers them: MSH-1 is the delimiter itself."""
        name, *fields = line.split(delimiters.field, _MOST_PARTS)
        if name == "MSH":
            fields.insert(0, delimiters.field)
        return cls(name, tuple(fields), delimiters, unescape)

    def raw(self, number: int) -> str:
        """Field `number` as it stands; "" where there is none."""
        return self.fields[number - 1] if number <= len(self.fields) else ""

    def repetitions(self, number: int) -> list[str]:
        """The repetitions of a field as they stand."""
        return self.raw(number).split(self.delimiters.repetition, LIMITS.text)

    def components(self, number: int) -> list[str]:
        """The components of the first repetition of a field, unescaped."""
        return self.parts(self.raw(number).split(self.delimiters.repetition, 1)[0])

    def parts(self, repetition: str) -> list[str]:
        """The components of one repetition, unescaped, each in one line."""
        return [in_one_line(self.unescape(part)) for part in repetition.split(self.delimiters.component, _MOST_PARTS)]

    def get(self, number: int, component: int = 1) -> str:
        """One component of the first repetition of a field; "" where there is none or the sender says it is empty."""
        parts = self.components(number)
        found = parts[component - 1] if component <= len(parts) else ""
        return "" if found == '""' else found
