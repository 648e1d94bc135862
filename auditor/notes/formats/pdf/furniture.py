"""What comes on every page: heads, feet and page numbers, taken out of the sentences and kept once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.notes.formats.pdf.rows import Row

_NUMBER = r"\d{1,4}"
_WHOLE = r"(?!\w|[.,]\d)"  # and not the beginning of another number or of a measure
_BEGINS = r"(?:\b|(?-i:(?<=\w)(?=P)))"  # also where two parts of a foot touch: "HIMPage 1 of 2"
_PAGE = re.compile(
    rf"[\-–—(\[|]*\s*(?:{_BEGINS}(?:page|pg|p)\b\.?\s*+(?:no\.?)?\s*+:?\s*+#?\s*+{_NUMBER}(?:\s*(?:of|/|\|)\s*{_NUMBER})?{_WHOLE})"
    # Without that word it must stand apart: "Vein 2 of 3" is a heading.
    rf"\s*[\-–—)\]|]*|(?:\A|[\-–—(\[|,;]|\s{{3}})\s*{_NUMBER}\s+of\s+{_NUMBER}\s*(?:[\-–—)\]|]+|(?=[,;]|\s{{3}}|\Z))",
    re.IGNORECASE,
)
_ONLY_NUMBER = re.compile(rf"[\-–—(\[|\s]*(?:{_NUMBER}|{_NUMBER}\s*/\s*{_NUMBER}|[ivx]{{1,5}})[\-–—)\]|.\s]*", re.IGNORECASE)
_OF = rf"page\s*{_NUMBER}\s*(?:of|/)\s*{_NUMBER}"
_OF_PAGES = re.compile(rf"{_BEGINS}{_OF}\W*\Z|\A\W*{_OF}\b", re.IGNORECASE)
_COUNTED = re.compile(r"\s(\d{1,4})\s?/\s?(\d{1,4})\s*\Z")  # "file:///note.html 1/2"
_LONGEST = 160  # characters of a row that bears a page number beside other things
_DEEPEST = 12  # rows of a head or a foot
_HEAD, _FOOT = 0.35, 0.75  # of the height of the page: heads end above, feet begin below


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's number, height and rows."""

    number: int
    height: float
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of a head or foot as it stands on the first page that bears it; `row` is without its page number."""

    page: int
    row: Row
    text: str


def without_furniture(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Kept]]:
    """The sheets without what repeats on them, and once what was taken out, page numbers apart."""
    heads = _repeated(sheets, head=True)
    feet = _repeated(sheets, head=False)
    kept: dict[str, Kept] = {}
    bare = []
    for sheet in sheets:
        top, foot = _depth(sheet, heads, head=True), _depth(sheet, feet, head=False)
        end = max(len(sheet.rows) - foot, top)
        for row in (*sheet.rows[:top], *sheet.rows[end:]):
            counted = _counted(row, sheet)
            text = counted[0] if counted and counted in feet else without_number(row.text)
            if text:
                kept.setdefault(text, Kept(sheet.number, row, text))
        bare.append(Sheet(sheet.number, sheet.height, sheet.rows[top:end]))
    printed = {row.text for row in bare[0].rows} if bare else set()
    return bare, [row for text, row in kept.items() if text not in printed]


def without_number(text: str) -> str:
    """A row without its page number; empty where it is nothing else."""
    if len(text) > _LONGEST:
        return text
    if _ONLY_NUMBER.fullmatch(text):
        return ""
    return _PAGE.sub("", text).strip(" \t|-–—")


_Key = tuple[str, str, int]


def _key(row: Row) -> _Key:
    return without_number(row.text), "", round(row.base / 6)


def _counted(row: Row, sheet: Sheet) -> _Key | None:
    """What a foot is that ends with "1/2" on the first page and "2/2" on the second, as browsers print them."""
    text = without_number(row.text)
    found = _COUNTED.search(text) if len(text) <= _LONGEST and row.base >= _FOOT * sheet.height else None
    if found is None:
        return None
    return text[: found.start()], f"{int(found[1]) - sheet.number}/{found[2]}", round(row.base / 6)


def _edge(sheet: Sheet, *, head: bool) -> Iterable[Row]:
    rows = sheet.rows[:_DEEPEST] if head else sheet.rows[::-1][:_DEEPEST]
    limit = (_HEAD if head else _FOOT) * sheet.height
    return [row for row in rows if (row.base <= limit if head else row.base >= limit)]


def _repeated(sheets: Sequence[Sheet], *, head: bool) -> set[_Key]:
    """Rows that stand at the same place of at least half of the pages, page numbers apart."""
    counts: Counter[_Key] = Counter()
    for sheet in _different(sheets):
        rows = list(_edge(sheet, head=head))
        keys = {*map(_key, rows), *filter(None, (_counted(row, sheet) for row in rows))}
        counts.update({(text, number, place + near) for text, number, place in keys for near in (-1, 0, 1)})
    least = max(2, (len(sheets) + 1) // 2)
    return {key for key, count in counts.items() if count >= least}


def _different(sheets: Sequence[Sheet]) -> Iterable[Sheet]:
    """A page of text that was printed twice counts once, or all of it would be a head."""
    return {
        (tuple(row.text for row in sheet.rows) if len(sheet.rows) > _DEEPEST else sheet.number): sheet for sheet in sheets
    }.values()


def _depth(sheet: Sheet, repeated: set[_Key], *, head: bool) -> int:
    """How many rows at the edge of a page are furniture: such as repeat, and such as bear a page number."""
    depth = 0
    for row in _edge(sheet, head=head):
        if _key(row) not in repeated and _counted(row, sheet) not in repeated and not _numbered(row, sheet, head=head):
            break
        depth += 1
    return depth


def _numbered(row: Row, sheet: Sheet, *, head: bool) -> bool:
    """Whether a row at the edge is, or bears, a page number; a page that a sentence names is none."""
    at_edge = row.base <= 0.1 * sheet.height if head else row.base >= 0.9 * sheet.height
    if at_edge and _ONLY_NUMBER.fullmatch(row.text):
        return True
    if any(_PAGE.fullmatch(piece.text) for piece in row.pieces):
        return True
    return len(row.text) <= _LONGEST and _OF_PAGES.search(row.text) is not None
