"""Who operated, when, and which codes the note prints."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from spacy.tokens import Doc

from auditor.language.operated_on import find_operation_date
from auditor.language.people.surgeon import find_surgeon
from auditor.language.reading import Mention, Reading, reading_of
from auditor.rules.load import RuleSet
from auditor.rules.schema import Rule

_CODE = re.compile(r"(\d\d{4})(?<![\w./:#-]\d{5})(?:-\d{2})?(?![\w/:]|[.,-]\d)")
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


_LIST = 60  # characters
_AFTER_CODE = re.compile(r"(?:, \d{5})*(?:\.|\s*(?:\n|\Z))")
_VALUES = frozenset({"surgeon", "date_of_service", "stated_code"})


class Header:
    """spaCy component: adds mentions of the concepts `surgeon`, `date_of_service` and `stated_code`."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}

    def use(self, rules: RuleSet) -> None:
        """Take the rules that stand for header values."""
        self._rules = {rule.concept: rule for rule in rules.rules if rule.concept in _VALUES}

    def __call__(self, doc: Doc) -> Doc:
        """Add the header's mentions to the reading of `doc`."""
        self.read(reading_of(doc))
        return doc

    def read(self, reading: Reading) -> None:
        """The same for a reading, of whose sections none are asked for but those that say who and when."""
        self._surgeon(reading)
        self._date(reading)
        self._codes(reading)

    def _add(self, reading: Reading, concept: str, start: int, end: int, value: str) -> None:
        rule = self._rules.get(concept)
        if rule is not None:
            first, last = _token_span(reading, start, end)
            reading.mentions.append(Mention(rule, first, last, value=value))

    def _surgeon(self, reading: Reading) -> None:
        found = find_surgeon(reading)
        if found:
            self._add(reading, "surgeon", *found, " ".join(reading.plain[found[0] : found[1]].split()))

    def _date(self, reading: Reading) -> None:
        found = find_operation_date(reading)
        if found is not None:
            self._add(reading, "date_of_service", found.start, found.end, found.day.isoformat())

    def _codes(self, reading: Reading) -> None:
        text = reading.text
        matches = list(_CODE.finditer(text))
        braces = [match.span() for match in _BRACED.finditer(text)] if matches else []
        seen: set[str] = set()
        for match in matches:
            code = match[1]
            if code not in seen and not any(a <= match.start() < b for a, b in braces) and _is_code(text, match):
                seen.add(code)
                self._add(reading, "stated_code", match.start(1), match.end(1), code)


def _token_span(reading: Reading, start: int, end: int) -> tuple[int, int]:
    starts = reading.tokens.starts
    first = bisect_right(reading.tokens.ends, start)
    first = first if first < len(starts) else 0
    last = bisect_left(starts, end, first)
    return first, max(last, first + 1)


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
    opens = before[-2:] in {", ", ". "} or before in {" - ", " \u2013 "}
    return opens and _AFTER_CODE.match(text, match.end()) is not None
