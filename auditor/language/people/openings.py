"""How the head of a note puts its surgeon forward without a label: before a date, between strokes, as the first of a pair."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.language.people.names import (
    DEGREE,
    HEAD,
    INITIAL,
    NAME,
    NEVER_NAMES,
    NOT_NAMES,
    SURNAME_FIRST,
    TITLE,
    WORD,
    with_degree,
)
from auditor.language.people.ranks import DATE, SURELY, Ranked, is_date, says_after
from auditor.language.reading import Reading
from auditor.language.words import may_say, words

_LINE_BEGINS = re.compile(r"^(?:surgeon\s?=\s?)?", re.MULTILINE | re.IGNORECASE)
_LIKE_DATE = re.compile(r"\d(?i:st|nd|rd|th)?[-/. ]+\w{1,9}[-/. ,]+\d\d|\d,? \d{4}")  # stands in every such date
# A hurried note opens with its surgeon, set apart from date or trainee: "A. Reyes    3 Aug 2022", "Reyes / Lim (fellow)".
_OPENER = re.compile(
    rf"\s*(?:(?i:(?:brief |short |quick )?op\w*\.? (?:note|report|record))(?: {{2,}}|\t|\s*[|,/-]\s*))?"
    rf"(?P<name>(?:{TITLE}\s+)*{INITIAL}*{WORD}(?: {WORD})?)"
    rf"(?:(?: {{2,}}|\t|\s*[|,]\s*)(?={DATE})"
    rf"|\s*[/&+]\s*(?={INITIAL}*{WORD}\s*\((?:fellow|resident|registrar|trainee|reg|asst)\b))"
)
# "ANN R. REYES, MD        DOS 04-30-2022": with a degree
_DOCTOR_DATED = re.compile(
    rf"\s*(?P<name>{WORD}(?: [A-Z]\.)? {WORD}(?:{DEGREE.pattern}))"
    rf"(?: {{2,}}|\t)(?:(?i:dos|doo|date)[:.]?\s*)?(?={DATE})"
)
# The same in the line that names the document: "Op note, Miss Reyes, 3.8.22".
_DOCUMENT_LINE = re.compile(
    rf"^(?i:(?:brief |short |quick )?(?:op\w*\.?|theatre|theater|surgical) (?:note|report|record)), "
    rf"(?P<name>(?:{TITLE}\s+)+{INITIAL}*{WORD}(?: {WORD})?), (?={DATE})",
    re.MULTILINE,
)
_INITIALS_OF_HOUSE = re.compile(r"[B-DF-HJ-NP-TV-XZ]{3,}")  # no name is without a vowel
_LONGEST_SHORT = 3  # letters
_STROKE = " / "
# Two names and nothing else on a line, and "Op. Reyes / aid Lim".
_PAIR = re.compile(rf"^(?P<first>{WORD}) / (?P<second>{WORD})[ \t]*$", re.MULTILINE)
# The same with titles, and a word between them: "A/Prof Reyes, with Dr Lim", "Mr Reyes / Lim".
_TITLED_PAIR = re.compile(
    rf"^(?P<name>(?:{TITLE}\s+)+{INITIAL}*{WORD}(?: {WORD})?)(?: \(op(?:erator|erating)?\))?(?:(?P<listed>; )|,? with | / )"
    rf"(?P<second>(?:{TITLE}\s+)*{INITIAL}*{WORD}(?: {WORD})?)(?(listed) assisting|(?: assisting)?)(?:[ \t.]*$| \([a-z]+\) / )",
    re.MULTILINE,
)
_OP_BY = re.compile(rf"(?:^|\s)Op\. (?P<name>{WORD}) / (?:aid|asst|ass|assist|assistant)\b", re.MULTILINE)
# "Ramokgadi / asst Pillay (reg)" on one of the first lines.
_AND_AID = re.compile(rf"^(?P<name>{INITIAL}*{WORD}) / (?:asst|ass|assist|assistant)\b", re.MULTILINE)
_OP_TITLED = re.compile(rf"(?:^|[.;] )Op\.: (?P<name>(?:{TITLE}\s+)+{INITIAL}*{WORD})", re.MULTILINE)
# "Op.: Tachibana K.", the surname first, as a short record labels who operated.
_OP_LABEL = re.compile(rf"^Op\.?:[ \t]+(?P<name>{WORD} (?:[A-Z]\.|{WORD}(?=[ \t]{{2,}}(?:A|Asst|Assist)\b)))", re.MULTILINE)
# Each with what stands in all it finds: to look for that first takes no time.
_ANNOUNCED = (
    (", ", _DOCUMENT_LINE),
    ("Op", _OP_BY),
    ("Op", _OP_LABEL),
    ("Op", _OP_TITLED),
    (" / as", _AND_AID),
)
_HOUSES = (
    NOT_NAMES
    | NEVER_NAMES
    | words("plastics plastic ward ortho orthopaedics orthopedics ent omfs maxfax theatre hands trauma day bed list oncology")
)
_BETWEEN_TITLED = (" with ", " / ", "; ")
_DOCUMENTS = ("note", "report", "record")
_DOCUMENT = re.compile(rf"\b(?:{'|'.join(_DOCUMENTS)})\b", re.IGNORECASE)
_STROKES = re.compile(r"\s+(?:[/|\u2013-]|//)\s+| {2,}|\t")
_WORDS = re.compile(r"[a-z]+")
_AND_OTHERS = re.compile(r" [+&] ")


def put_forward_at_the_head(reading: Reading, *, letter: bool) -> Iterator[Ranked]:
    """Names that stand where the surgeon's stands; a letter opens with the paper that it is written on."""
    text = reading.plain
    opener = _OPENER.match(text) or _DOCTOR_DATED.match(text)
    if opener and not NOT_NAMES & {word.strip(".").lower() for word in opener["name"].split()}:
        yield SURELY, *opener.span("name")
    if letter and (head := NAME.match(text, len(text) - len(text.lstrip()))) and with_degree(text, head.end()) > head.end():
        yield SURELY + 2, head.start(), with_degree(text, head.end())
    yield from _between_strokes(text)
    yield from _pairs(reading)
    yield from _surname_first(text)


def _between_strokes(text: str) -> Iterator[Ranked]:
    """The first name in a head whose parts are set apart, a date among them: "Op. report / Bell / 21.05.2021"."""
    head = text[:HEAD]
    if not (_LIKE_DATE.search(head) or any(may_say(head, word) for word in _DOCUMENTS)):
        return
    for line in re.finditer(r"[^\n]+", head):
        edges = [line.start(), *(edge for mark in _STROKES.finditer(text, *line.span()) for edge in mark.span()), line.end()]
        parts = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
        if len(parts) < 2:
            continue
        dated = any(is_date(text[slice(*part)]) for part in parts)
        if not (dated or _DOCUMENT.search(text, *parts[0])):
            continue
        parts = [(start, end) for start, end in parts if NEVER_NAMES.isdisjoint(_WORDS.findall(text[start:end].lower()))]
        whole = [(start, mark.start() if (mark := _AND_OTHERS.search(text, start, end)) else end) for start, end in parts]
        names = [match for part in whole if (match := NAME.fullmatch(text, *part)) and _may_be_name(match)]
        if names and (dated or names[0]["title"]):
            yield SURELY, *names[0].span()


def holds_pair(text: str) -> bool:
    """Whether two words that may be names are all that a line of the head holds; what else they may be, mentions tell."""
    return _STROKE in text[:HEAD] and _PAIR.search(text, 0, HEAD) is not None


def _pairs(reading: Reading) -> Iterator[Ranked]:
    """The first of two names that are all a line of the head holds, or the one that "Op." announces: "Reyes / Lim"."""
    text = reading.plain
    head = text[:HEAD]
    for match in _PAIR.finditer(text, 0, HEAD) if _STROKE in head else ():
        first = match["first"].lower()
        names = not ({first, match["second"].lower()} & (NOT_NAMES | NEVER_NAMES))
        if names and not (reading.told(*match.span()) or reading.measured(*match.span())):
            yield SURELY, *match.span("first")
    for held, label in _ANNOUNCED:
        if held in head:
            yield from ((SURELY, *match.span("name")) for match in label.finditer(text, 0, HEAD))
    if any(mark in head for mark in _BETWEEN_TITLED):
        for match in _TITLED_PAIR.finditer(text, 0, HEAD):
            placed = not _HOUSES.isdisjoint(match["second"].lower().split())  # "Mrs Bell / Ward"
            if not (placed or text[: match.start()].rstrip().endswith(":")):  # "Scrub:", and their names below it
                yield SURELY, *match.span("name")


def _may_be_name(match: re.Match[str]) -> bool:
    """Whether none of the words names a role, a house or a document, or is printed as what is operated on: "L HUMERUS"."""
    written = match[0].split()
    plain = {word.strip(".,").lower() for word in written}
    shouted = written[-1].isupper() and len(written[-1]) > _LONGEST_SHORT
    shouted = shouted or _INITIALS_OF_HOUSE.fullmatch(written[0]) is not None  # "LCH Sheffield"
    return not plain & (NOT_NAMES | NEVER_NAMES) and (bool(match["title"]) or not shouted)


def _surname_first(text: str) -> Iterator[Ranked]:
    """Names such as "Bell, Ann MD - attending" that open one of the first lines, or stand behind "surgeon="."""
    head = text[:HEAD]
    for line in _LINE_BEGINS.finditer(head) if "," in head else ():
        match = SURNAME_FIRST.match(text, line.end())
        if match and not {word.strip(".,").lower() for word in match[0].split()} <= NOT_NAMES:
            end = with_degree(text, match.end())
            if line[0] or (says_after(text, end) and not DEGREE.match(text, match.start() + match[0].index(","))):
                yield SURELY + 1, match.start(), end
