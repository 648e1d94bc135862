"""The attending surgeon's name: from a field that says so, else from the name that header or signature puts forward."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.language.people.names import DEGREE, HEAD, NAME, NEVER_NAMES, NOT_NAMES, SURNAME_FIRST, with_degree
from auditor.language.people.openings import put_forward_at_the_head
from auditor.language.people.ranks import SURELY, Ranked, is_said_alone, is_trainee, says_surgeon, weight
from auditor.language.people.signatures import signed
from auditor.language.people.small import in_small_letters
from auditor.language.reading import Reading, Section
from auditor.language.words import may_say

_INITIALS = re.compile(r"(?:[A-Z]\.?\s?){1,3}")
_TITLES = re.compile(r"\A(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof)\b\.?\s*)+")
_OF_RECORD = re.compile(r"\bof record\b", re.IGNORECASE)
_WRITERS = ("performed by", "author", "treating", "admitting", "visiting", "vmo")
_LABEL_GOES_ON = re.compile(
    r"(?:\s*\b(?:for|of|on|in|this|the|that|report|record|note|case|procedure|operation|part|dictation)\b)+\s?:", re.IGNORECASE
)
_CELL = re.compile(r"[ \t]*+\|?+(?P<cell>[^|\n]++)\|")
_BULLETS = " \t\n*\u2022-"  # before the name in a list of them
_HEAD_LINES = 4
_NAMES = re.compile(r"[^\W\d_][^\W\d_'\u2019-]{3,}")  # words of a name
_SIGNATURE = 120  # characters
_SPOKEN = re.compile(r"\bthis is (?:doctor|dr\.?) ([a-z]+(?: [a-z]+)?)(?= (?:dictating|with|on|from))", re.IGNORECASE)
_DICTATED_FOR = re.compile(
    r" dictating(?: (?:this|an?|the))?(?: (?:operative|op|brief))?(?: (?:report|note|operation))? for "
    rf"(?P<name>{NAME.pattern})"
)
_SALUTATION = re.compile(r"^\s*(?:Dear|Respected|Hello|Hi)\b", re.MULTILINE)


def find_surgeon(reading: Reading) -> tuple[int, int] | None:
    """Span of the attending's name with degrees, or None where nobody is put forward."""
    named = [section for section in reading.sections if section.kind == "surgeon" and section.heading is not None]
    told: list[tuple[int, int]] = []
    for section in sorted(named, key=lambda section: _order(reading, section)):
        start = reading.content_start(section)
        label = _LABEL_GOES_ON.match(reading.plain, start, section.end)
        found = _name_in(reading.plain, label.end() if label else start, section.end) or _in_column(reading.plain, section.start)
        told += [found] if found else []
    if told:  # "Surgeon: A. Lim, MD (resident)", and below it "Attending surgeon: B. Bell, MD"
        chief = next((name for name in told if not is_trainee(reading.plain, name[1], len(reading.plain))), told[0])
        return _in_full(reading.plain, chief)
    if small := in_small_letters(reading.plain):
        return small
    spoken = _SPOKEN.search(reading.plain, 0, HEAD) if may_say(reading.plain[:HEAD], "this is") else None
    if spoken:
        attending = _DICTATED_FOR.match(reading.plain, spoken.end(), HEAD)
        titled = attending is not None and (attending["title"] or DEGREE.match(reading.plain, attending.end("name")))
        return attending.span("name") if attending and titled else spoken.span(1)
    ranked = sorted(_candidates(reading), key=lambda candidate: (-candidate[0], candidate[1]))
    return _in_full(reading.plain, ranked[0][1:]) if ranked and ranked[0][0] >= SURELY else None


def _order(reading: Reading, section: Section) -> tuple[bool, bool, bool]:
    """Sort key of fields: that of the surgeon of record first, one that names several people, or a team, last.

    The one who wrote the document, or was "performed by" in a print's head, comes behind whom a field calls the surgeon.
    """
    label = reading.text[section.start : reading.content_start(section)].lower()
    return not _OF_RECORD.search(label), label.startswith(_WRITERS), label.startswith(("consultants", "panel"))


def _in_full(text: str, found: tuple[int, int]) -> tuple[int, int]:
    """The name as the note's head prints it in full, where the signature that was found gives initials only."""
    given, _, surname = DEGREE.sub("", text[found[0] : found[1]]).rpartition(" ")
    if not _INITIALS.fullmatch(_TITLES.sub("", given)):
        return found
    full = (match for match in NAME.finditer(text, 0, HEAD) if _names(match[0], surname))
    longer = next((match for match in full if len(match[0]) - len(match["title"]) > len(given) + len(surname) + 1), None)
    return longer.span() if longer else found


def _names(full: str, surname: str) -> bool:
    """Whether a name ends with a surname, or goes on behind it with degrees only: "Garrett Villar MD"."""
    _, found, rest = f"{full} ".partition(f" {surname} ")
    return bool(found) and (not rest.strip() or rest.strip().isupper())


def _candidates(reading: Reading) -> Iterator[Ranked]:
    """Names of the first lines and of the signature, each with the weight of what stands around it."""
    text = reading.plain
    salutation = _SALUTATION.search(text, 0, HEAD)
    addressed = salutation.start() if salutation else 0
    yield from _among_the_first_lines(text, addressed)
    yield from put_forward_at_the_head(reading, letter=addressed > 0)
    yield from signed(text, letter=salutation is not None)


def _among_the_first_lines(text: str, addressed: int) -> Iterator[Ranked]:
    place, end = 0, min(HEAD, len(text))
    while match := NAME.search(text, place, end):
        words = match[0].split()
        place = match.end()
        alone = len(words) == 1 and not match["title"]
        if alone and "(" not in text[place : place + 2] and not is_said_alone(text, match.start()):
            continue  # a single word with a capital, as most are, and no "(attending)" behind it
        if words[0].strip(".,").lower() in NOT_NAMES:
            place = match.start() + len(words[0])
            continue
        if NEVER_NAMES & {word.lower() for word in words} or (len(words) > 1 and words[-1].lower() in NOT_NAMES):
            continue
        weighs = weight(text, match.start(), match.end(), bool(match["title"]))
        signs = weighs >= SURELY and _heads_letter(text, match)
        if weighs > 0 and (match.start() >= addressed or says_surgeon(text[: match.start()]) or signs):
            yield weighs, match.start(), with_degree(text, match.end())


def _heads_letter(text: str, name: re.Match[str]) -> bool:
    """Whether a letter's head bears the name that also signs it, or whose first name does: "Mr H. Bell, Consultant Surgeon"."""
    above = text[: name.start()]
    opens = not above.strip() or (above.endswith("\n") and above.count("\n") <= _HEAD_LINES)
    signed = set(_NAMES.findall(text[-_SIGNATURE:]))
    return opens and any(word in signed for word in _NAMES.findall(name[0].removeprefix(name["title"])))


def _end_of_name(text: str, start: int, end: int) -> int:
    """Where a name ends, without words behind it that are no names: "Ann Bell GA"."""
    words = text[start:end].split()
    while len(words) > 1 and words[-1].isupper() and words[-1].lower() in NOT_NAMES:
        words.pop()
    return start + text[start:end].rindex(words[-1]) + len(words[-1])


def _in_column(text: str, start: int) -> tuple[int, int] | None:
    """The name in the first cell below a table's head: "Surgeon | Part of it", and below it "Dr. Ann Bell | Harvest"."""
    line = text.find("\n", start)
    row = _CELL.match(text, line + 1) if line >= 0 and "|" in text[start:line] else None
    return _name_in(text, row.start("cell"), row.end("cell")) if row else None


def _name_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first person's name in a stretch; degrees that follow belong to it."""
    content = text[start:end]
    inverted = SURNAME_FIRST.match(text, start + len(content) - len(content.lstrip(_BULLETS)), end)
    match = inverted if inverted and not DEGREE.match(text, inverted.start() + inverted[0].index(","), end) else None
    match = match or NAME.search(text, start, end)
    while match and match[0].split()[0].strip(".,").lower() in NOT_NAMES:
        match = NAME.search(text, match.start() + len(match[0].split()[0]), end)
    if match and not inverted and is_trainee(text, match.end(), end):  # "Fox, MD (resident) for Bell, MD (attending)"
        match = NAME.search(text, match.end(), end) or match
    if match is None or text.endswith("@", 0, match.start()):  # "@PROVNAME@" waits for the name
        return None
    return match.start(), with_degree(text, _end_of_name(text, *match.span()), end)
