"""The procedure codes that a note prints, told from record numbers, telephones and the items of other countries' schemes."""

from __future__ import annotations

import re
from bisect import bisect_right

_CODE = re.compile(r"(\d\d{4})(?<![\w./:#-]\d{5})(?:-\d{2}){0,3}+(?![\w/:]|[.,-]\d)")
_CODE_CONTEXT = re.compile(
    r"\b(?:cpt|codes?|coded|coding|bill(?:ed|ing|er|s)?|item|submitted|authoriz\w*|authoris\w*|estimate|charge\w*|claim|booked|listed|"
    r"scheduled|wrote|under|entered|keyed|selected|assigned)\b",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"\b(?:mrn|record|account|acct|hosp|hospital|phone|tel|fax|zip|id|no|nr|number|case|ur|lot|serial|ref|nhs|npi)\b[\s.:#]*$",
    re.IGNORECASE,
)
_OTHER_SCHEME = re.compile(r"\b(?:MBS|OPCS|ACHI|CCSD|mbs|opcs)\b")  # the item numbers of other countries' schemes
_FAMILY = re.compile(r"209(?:55|56|57|62|69|70|72|73)")
_BRACKETED = re.compile(r"[(\[]\d{5}(?:-\d\d)?(?:[,;/]? (?:and )?\d{5}(?:-\d\d)?)+[)\]]")  # "(25825, 25210)"
_BRACED = re.compile(r"\{[^{}\n]*\}")
# A line that announces procedure codes and nothing else, and the lines below it that open with one each.
_COLUMN = re.compile(
    r"^[ \t*#]*+(?:(?:my|our|surgeon|surgical|procedure|billing|professional|proposed|suggested|final) ){0,2}"
    r"(?:CPT(?:-?4)?|codes?|coding|billing|charges?)(?: (?!zip|post)[a-z]+){0,3}+(?: \([^()\n]{0,60}\))?+[ \t*:.]*+\n"
    r"(?:[ \t]*+(?:(?:[-\u2022*]|\d[.)])[ \t]*+)?\(?\d{5}(?![\w/])[^\n]*+(?:\n|\Z))++",
    re.IGNORECASE | re.MULTILINE,
)
_LIST = 60  # characters
_AFTER_CODE = re.compile(r"(?:, \d{5})*(?:\.|\s*(?:\n|\Z))")


def printed_codes(text: str) -> list[tuple[int, str]]:
    """Each code that `text` prints, once, with the offset of where it first stands."""
    matches = list(_CODE.finditer(text))
    if not matches:
        return []
    braces = [match.span() for match in _BRACED.finditer(text)]
    columns = [match.span() for match in _COLUMN.finditer(text)]
    found: dict[str, int] = {}
    for match in matches:
        if match[1] in found or _lies_in(braces, match):
            continue
        if (_opens_line(text, match) and _lies_in(columns, match)) or _is_code(text, match):
            found[match[1]] = match.start(1)
    return [(start, code) for code, start in found.items()]


def _lies_in(spans: list[tuple[int, int]], match: re.Match[str]) -> bool:
    """Whether a match stands in one of `spans`, which are in order and apart."""
    before = bisect_right(spans, match.start(), key=_start)
    return before > 0 and match.start() < spans[before - 1][1]


def _start(span: tuple[int, int]) -> int:
    return span[0]


def _opens_line(text: str, match: re.Match[str]) -> bool:
    """Whether nothing but the sign or number of an item stands before a code that can be a procedure's."""
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    return "10000" <= match[1] <= "69999" and not any(map(str.isalpha, line))


def _is_code(text: str, match: re.Match[str]) -> bool:
    code = match[1]
    before = text[max(0, match.start() - 16) : match.start()]
    if _IDENTIFIER.search(before) and not _CODE_CONTEXT.search(before):
        return False
    if _FAMILY.fullmatch(code):
        return True
    if not "10000" <= code <= "69999":
        return False
    line_start = text.rfind("\n", 0, match.start()) + 1
    line_end = text.find("\n", match.end())
    line = text[max(line_start, match.start() - 120) : line_end if line_end >= 0 else len(text)]
    if _OTHER_SCHEME.search(line) and not _FAMILY.search(line):
        return False
    bracketed = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1] in {"()", "[]", "("}
    listed = any(
        codes.start() <= match.start() < codes.end() for codes in _BRACKETED.finditer(text, line_start, match.end() + _LIST)
    )
    return bool(_CODE_CONTEXT.search(line)) or bracketed or listed or bool(_FAMILY.search(line)) or _ends_item(text, match)


def _ends_item(text: str, match: re.Match[str]) -> bool:
    """A code that closes an item of the title list: "External fixation, 20692.", "Tracheostomy - 31600", "28750, 20902."."""
    before = text[max(0, match.start() - 3) : match.start()]
    opens = before[-2:] in {", ", ". "} or before in {" - ", " \u2013 ", ".  ", ",  "}
    return opens and _AFTER_CODE.match(text, match.end()) is not None
