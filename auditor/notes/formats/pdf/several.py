"""Whether the pages of a PDF are of several notes: a print of several looks like one.

It is parted where that is certain: where the count of pages begins again below a head of its own, or a head of the same form
names another patient or another day of operation. Whatever else differs is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.notes.formats.field_names import FIELD
from auditor.notes.formats.pdf.furniture import Sheet
from auditor.notes.formats.several import date_parts

_TOP = 12  # rows
_LONGEST = 300  # characters of a row that are looked at
_RECORD = re.compile(
    r"\b(mrn|medical record (?:no|number)|hosp(?:ital)?\.? no)\b\W{0,3}([a-z]{0,3}-?\d[\d-]{3,14})", re.IGNORECASE
)
_DATE = re.compile(
    r"\b(date of (?:surgery|operation|procedure|service)|(?:surgery|operation|procedure|service) date|dos)\b"
    r"[ :|]{1,5}([^|\n]{6,24})",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\bpage\s{0,3}(\d{1,4})\s{0,3}(?:of|/)\s{0,3}(\d{1,4})\b", re.IGNORECASE)
_FIELDS = 3  # names such as "Surgeon", "Diagnosis", "Procedure": so many are the head of a note


@dataclass(frozen=True, slots=True)
class _Head:
    """What the head of a page names, each with the name of its field; `first` is its first row without figures.

    `fields` counts the names of fields in it, `page` and `pages` are what the page says of its number.
    """

    record: tuple[str, str] | None
    date: tuple[str, tuple[int, ...]] | None
    first: str
    fields: int
    page: int
    pages: int

    @classmethod
    def of(cls, sheet: Sheet) -> _Head:
        """The head of a page; a page count may stand in its foot."""
        rows = [row.text[:_LONGEST] for row in sheet.rows]
        head = "\n".join(rows[:_TOP])
        record, date = _RECORD.search(head), _DATE.search(head)
        day = date_parts(date[2]) if date else ()
        counted = next((found for row in (*rows[:_TOP], *rows[-_TOP:]) if (found := _COUNT.search(row))), None)
        return cls(
            (record[1].lower(), record[2].replace("-", "").lower()) if record else None,
            (date[1].lower(), day) if date and day else None,
            re.sub(r"\d+", "", _COUNT.sub("", rows[0])).strip() if rows else "",
            len({found[0].lower() for found in FIELD.finditer(head)}),
            int(counted[1]) if counted else 0,
            int(counted[2]) if counted else 0,
        )

    def begins_anew(self, note: _Head, last: _Head) -> bool:
        """Whether a note begins with this page, where another began with the page `note` and went on until `last`."""
        if self.page == 1 and last.page == last.pages > 0:
            return self.record is not None or self.date is not None or self.fields >= _FIELDS
        if self.record and note.record and self.record[0] == note.record[0] and self.record != note.record:
            return True
        other_day = self.date and note.date and self.date[0] == note.date[0] and self.date != note.date
        return bool(other_day) and bool(self.first) and self.first == note.first


def beginnings(sheets: Sequence[Sheet]) -> list[int]:
    """The places of the pages with which notes begin, counted from 0: [0] where there is one, or where more are not certain."""
    heads = [_Head.of(sheet) for sheet in sheets]
    found = [0]
    for at in range(1, len(heads)):
        if heads[at].begins_anew(heads[found[-1]], heads[at - 1]):
            found.append(at)
    return found


def pages_that_differ(sheets: Sequence[Sheet]) -> list[int]:
    """The pages whose heads name a date of operation, or a record number, that no page before names; none where all agree."""
    of_records: dict[str, int] = {}
    of_dates: dict[tuple[int, ...], int] = {}
    for sheet in sheets:
        head = _Head.of(sheet)
        if head.record:
            of_records.setdefault(head.record[1], sheet.number)
        if head.date:
            of_dates.setdefault(head.date[1], sheet.number)
    return sorted({page for named in (of_records, of_dates) if len(named) > 1 for page in named.values()})
