"""The attending surgeon's name: from a field that says so, else from the name that header or signature puts forward."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.language.names import (
    DEGREE,
    INITIAL,
    NAME,
    NEVER_NAMES,
    NOT_NAMES,
    SIGNED,
    SMALL_FIELD,
    SMALL_LABEL,
    SMALL_NAME,
    SMALL_NOT_NAMES,
    SURNAME_FIRST,
    TITLE,
    WITH_DEGREE,
    WORD,
)
from auditor.language.reading import Reading

_LONGEST_SIGNATURE = 80  # characters
_SAYS_SURGEON = re.compile(
    r"(?:consultant|cons|attending|att|attg|surg|surgeon|operator|staff|who|from:|operated (?:on )?(?:[\w ,./]{0,24} )?by"
    r"|operation by|dictated by|this is|\bme \(|(?:reg|registrar|resident|fellow|SpR): [\w-]+ for"
    r"|(?<!previous )(?<!earlier )(?<!first )(?:operation|surgery|procedure|op) (?:was )?"
    r"(?:done|performed|carried out|undertaken) by)\W{0,6}$",
    re.IGNORECASE,
)
# One name alone is a surgeon's where one of the first words says so: "2/3/23 attending Bell", "Staff Bell / fellow".
_SAYS_ALONE = re.compile(
    r"(?:^|[.,;|\n]\s?|\d\s)(?:attending|attg|staff|consultant|cons|surgeon|surg|lead|operator)[ :=]{1,3}$|\bme \($",
    re.IGNORECASE,
)
_ALONE_WITHIN = 160
_IS_SURGEON = re.compile(
    r"^['\u2019]s (?:operating |theatre |theater )?list\b|^\s(?:dictating|speaking|\(scrubbed\))"
    r"|^[\s,(/-]{0,4}(?:consultant|cons\b|attending|attg\b|att\b"
    r"|(?:[\w ,&]{0,30})surgeon|(?:[\w ,&]{0,30})surgery|M\.?D|D\.?O\b|FRCS|FRACS|FACS|DMD|DDS|DPM"
    r"|,? dictat(?:ed|ing)\b|,? (?:typed|transcribed) from\b"
    r"|\.\s(?=asst|assistant\b|assisted by)|assisted by|asst\.?:? (?:SHO|reg|fellow|resident|PGY|none|nil|Dr|Mr|Ms)"
    r"|(?:plastics|ortho(?:p(?:a?edics?)?)?|ENT|OMFS|max(?:illo)?[- ]?fac?(?:ial|s)?|hands|head (?:and|&) neck|H&N|microsurgery)"
    r"\b[.,;])",
    re.IGNORECASE,
)
_IS_ATTENDING = re.compile(r"^\s?\((?:attending|attg|att|consultant|cons)\b", re.IGNORECASE)
_IS_OTHER = re.compile(
    r"^[\s,(/-]{0,3}(?:\d|aged|resident|fellow|registrar|trainee|SpR|StR|ST\d|CT\d|PGY|SHO|PA-?C|RN\b|student"
    r"|an(?:a)?esth|DNB|SET\b|PG\b|intern|referr|senior resident|who|is a|was a|has|had)",
    re.IGNORECASE,
)
_SMALL_DEGREE = re.compile(r" (?:md|do|frcs|facs|dpm|dmd|dds|mbbs)\b")
_SMALL_IS = re.compile(
    r"\b((?:dr|mr|ms|miss|prof)\.? [a-z][a-z'\u2019-]+(?: [a-z][a-z'\u2019-]+)?)"
    r" (?:(?:is|was) (?:the )?|\()(?:attending|surgeon|staff|consultant)\b"
)
# "Fox, MD (resident)", and not "Fox, MD. Resident Dr. Lim".
_IS_TRAINEE = re.compile(
    rf"(?:{DEGREE.pattern})?[ ,]*\(?(?:resident|fellow|registrar|trainee)\b(?!\s?:|\s+(?:Dr|Mr|Mrs|Ms|Miss|Prof)\b)",
    re.IGNORECASE,
)
_SAYS_OTHER = re.compile(
    r"\b(?:patient|re|assist\w*|an(?:a)?esth\w*|fellow|resident|registrar|scrub\w*|dear|copy to|referr\w*|requested by"
    r"|thank|name|pt|pcp|gp|pathologist|radiologist|oncologist|(?<!attending )physician|SpR|StR|by"
    r"|reg|asst|nurse|engineer|cc|sister|with|and|trainees?)\W{0,4}$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[A-Z]\.?\s?){1,3}")
_ROLE = re.compile(
    r"[\s,.(]*(?:[A-Z]{2,}\b|(?:for|on behalf|\d)|[\w ]{0,24}(?:registrar|resident|fellow|physician|doctor)\b|\W*$)"
)
_OF_RECORD = re.compile(r"\bof record\b", re.IGNORECASE)
_SPOKEN = re.compile(r"\bthis is (?:doctor|dr\.?) ([a-z]+(?: [a-z]+)?)(?= (?:dictating|with|on|from))", re.IGNORECASE)
_SALUTATION = re.compile(r"^\s*(?:Dear|Respected|Hello|Hi)\b", re.MULTILINE)
_ONLY_DATE = re.compile(
    r"\W*(?:(?:DOS|DOP|DOO|Date):? ?)?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,? )?"
    r"(?:\d{1,4}(?:st|nd|rd|th)?[-/. ]+\w{1,9}[-/. ,]+\d{2,4}|\w{3,9} \d{1,2},? \d{4})[\s,.|]*"
)
_LIKE_DATE = re.compile(r"\d(?:st|nd|rd|th)?[-/. ]+\w{1,9}[-/. ,]+\d\d|\d,? \d{4}")  # stands in every such date
# A hurried note opens with its surgeon, set apart from date or trainee: "A. Reyes    3 Aug 2022", "Reyes / Lim (fellow)".
_OPENER = re.compile(
    rf"\s*(?:(?i:(?:brief |short )?op\w*\.? (?:note|report|record))(?: {{2,}}|\t|\s*[|,/-]\s*))?"
    rf"(?P<name>(?:{TITLE}\s+)*{INITIAL}*{WORD}(?: {WORD})?)"
    rf"(?:(?: {{2,}}|\t|\s*[|,]\s*)(?=\d{{1,4}}[-/. ]+\w{{1,9}}[-/. ,]+\d{{2,4}})"
    rf"|\s*[/&+]\s*(?={INITIAL}*{WORD}\s*\((?:fellow|resident|registrar|trainee|reg|asst)\b))"
)
# At the end of a note somebody attests who the surgeon was, or signs as the attending.
_ATTESTED = re.compile(
    rf"(?:\b[Aa]ttending|\b[Cc]onsultant|\b[Rr]esponsible) surgeon,? (?P<name>{NAME.pattern})"
    rf"|(?i:signed)(?: by)?:? (?P<signer>{INITIAL}*{WORD}(?: (?:[A-Z]\.|{WORD})){{0,3}})"
    r"(?=[, ][\w., ]{0,20}(?:attending|consultant|surgeon))"
)
_LAST = 400  # characters
# A doctor who closes one of the first lines puts the note forward; a "Mr" there may be its patient.
_DOCTOR = re.compile(r"(?:Dr|Dra|Prof|Professor|Doctor)\b")
_ENDS_LINE = re.compile(r"[ \t]*(?:\n|\Z|, [A-Z]|[ ][-\u2013/+&][ ])")
_FIRST_LINES = 4
_DATED_NEXT = re.compile(r"[ \t]*\n\s*\d{1,4}[-/. ]+\w{1,9}[-/. ,]+\d{2,4}")
_LONGEST_SHORT = 3  # letters
# Two names and nothing else on a line, and "Op. Reyes / aid Lim".
_PAIR = re.compile(rf"^(?P<first>{WORD}) / (?P<second>{WORD})[ \t]*$", re.MULTILINE)
_OP_BY = re.compile(rf"(?:^|\s)Op\. (?P<name>{WORD}) / (?:aid|asst|ass|assist|assistant)\b", re.MULTILINE)
_DOCUMENTS = ("note", "report", "record")
_DOCUMENT = re.compile(rf"\b(?:{'|'.join(_DOCUMENTS)})\b", re.IGNORECASE)
_STROKES = re.compile(r"\s+(?:[/|\u2013-]|//)\s+| {2,}|\t")
_AND_OTHERS = re.compile(r" [+&] ")
_HEAD = 900


def find_surgeon(reading: Reading) -> tuple[int, int] | None:
    """Span of the attending's name with degrees, or None where nobody is put forward."""
    named = [section for section in reading.sections if section.kind == "surgeon" and section.heading is not None]
    for section in sorted(named, key=lambda s: not _OF_RECORD.search(reading.text, s.start, reading.content_start(s))):
        found = _name_in(reading.plain, reading.content_start(section), section.end)
        if found:
            return found
    if small := _in_small_letters(reading.plain):
        return small
    spoken = _SPOKEN.search(reading.plain, 0, _HEAD) if _may_say(reading.plain[:_HEAD], "this is") else None
    if spoken:
        return spoken.span(1)
    ranked = sorted(_candidates(reading), key=lambda candidate: (-candidate[0], candidate[1]))
    return _in_full(reading.plain, ranked[0][1:]) if ranked and ranked[0][0] >= 3 else None


def _in_small_letters(text: str) -> tuple[int, int] | None:
    """The name that a note without capitals gives behind its label: with a title, an initial, or a colon before it."""
    if not SMALL_LABEL.search(text, 0, _HEAD):
        return None
    for match in SMALL_FIELD.finditer(text, 0, _HEAD):
        found = SMALL_NAME.match(text, match.end())
        degree = found is not None and _SMALL_DEGREE.search(found["name"]) is not None
        if found and (found["title"] or found["initial"] or degree or ":" in match[0] or "=" in match[0]):
            parts = found["name"].split()
            known = next((number for number, part in enumerate(parts) if part.strip(".") in SMALL_NOT_NAMES), len(parts))
            if known:
                kept = " ".join(parts[:known])
                return found.start(), found.start("name") + len(kept)
    named = _SMALL_IS.search(text, 0, _HEAD)
    return named.span(1) if named else None


def _may_say(text: str, words: str) -> bool:
    """Whether a text could hold these words in any case: a quick look that spares a search; other letters have odd cases."""
    return not text.isascii() or words in text.lower()


def _in_full(text: str, found: tuple[int, int]) -> tuple[int, int]:
    """The name as the note's head prints it in full, where the signature that was found gives initials only."""
    given, _, surname = DEGREE.sub("", text[found[0] : found[1]]).rpartition(" ")
    if not _INITIALS.fullmatch(given):
        return found
    full = (match for match in NAME.finditer(text, 0, _HEAD) if match[0].endswith(f" {surname}"))
    longer = next((match for match in full if len(match[0]) - len(match["title"]) > len(given) + len(surname) + 3), None)
    return longer.span() if longer else found


def _candidates(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """Names of the first lines and of the signature, each with the weight of what stands around it."""
    text = reading.plain
    salutation = _SALUTATION.search(text, 0, _HEAD)
    addressed = salutation.start() if salutation else 0
    place, end = 0, min(_HEAD, len(text))
    while match := NAME.search(text, place, end):
        words = match[0].split()
        place = match.end()
        alone = len(words) == 1 and not match["title"]
        if alone and "(" not in text[place : place + 2] and not _is_said_alone(text, match.start()):
            continue  # a single word with a capital, as most are, and no "(attending)" behind it
        if words[0].strip(".,").lower() in NOT_NAMES:
            place = match.start() + len(words[0])
            continue
        if NEVER_NAMES & {word.lower() for word in words} or (len(words) > 1 and words[-1].lower() in NOT_NAMES):
            continue
        weight = _weight(text, match.start(), match.end(), bool(match["title"]))
        if weight > 0 and not (match.start() < addressed and not _SAYS_SURGEON.search(text[: match.start()])):
            yield weight, match.start(), _with_degree(text, match.end())
    opener = _OPENER.match(text)
    if opener and not NOT_NAMES & {word.strip(".").lower() for word in opener["name"].split()}:
        yield 3, *opener.span("name")
    if addressed and (head := NAME.match(text, len(text) - len(text.lstrip()))) and _with_degree(text, head.end()) > head.end():
        yield 5, head.start(), _with_degree(text, head.end())  # whose paper a letter is written on
    yield from _between_strokes(text)
    yield from _pairs(reading)
    yield from _surname_first(text)
    yield from _signatures(text)


def _between_strokes(text: str) -> Iterator[tuple[int, int, int]]:
    """The first name in a head whose parts are set apart, a date among them: "Op. report / Bell / 21.05.2021"."""
    head = text[:_HEAD]
    if not (_LIKE_DATE.search(head) or any(_may_say(head, word) for word in _DOCUMENTS)):
        return
    for line in re.finditer(r"[^\n]+", head):
        edges = [line.start(), *(edge for mark in _STROKES.finditer(text, *line.span()) for edge in mark.span()), line.end()]
        parts = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
        if len(parts) < 2:
            continue
        dated = any(_ONLY_DATE.fullmatch(text, *part) for part in parts)
        if not (dated or _DOCUMENT.search(text, *parts[0])):
            continue
        whole = [(start, mark.start() if (mark := _AND_OTHERS.search(text, start, end)) else end) for start, end in parts]
        names = [match for part in whole if (match := NAME.fullmatch(text, *part)) and _may_be_name(match)]
        if names and (dated or names[0]["title"]):
            yield 3, *names[0].span()


def holds_pair(text: str) -> bool:
    """Whether two words that may be names are all that a line of the head holds; what else they may be, mentions tell."""
    return " / " in text[:_HEAD] and _PAIR.search(text, 0, _HEAD) is not None


def _pairs(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """The first of two names that are all a line of the head holds, or the one that "Op." announces: "Reyes / Lim"."""
    text = reading.plain
    for match in _PAIR.finditer(text, 0, _HEAD):
        first = match["first"].lower()
        if not ({first, match["second"].lower()} & (NOT_NAMES | NEVER_NAMES)) and not any(reading.told(*match.span())):
            yield 3, *match.span("first")
    for match in _OP_BY.finditer(text, 0, _HEAD):
        yield 3, *match.span("name")


def _may_be_name(match: re.Match[str]) -> bool:
    """Whether none of the words names a role, a house or a document, or is printed as what is operated on: "L HUMERUS"."""
    written = match[0].split()
    plain = {word.strip(".,").lower() for word in written}
    shouted = not match["title"] and written[-1].isupper() and len(written[-1]) > _LONGEST_SHORT
    return not plain & (NOT_NAMES | NEVER_NAMES) and not shouted


def _surname_first(text: str) -> Iterator[tuple[int, int, int]]:
    """Names such as "Bell, Ann MD - attending" that open one of the first lines, or stand behind "surgeon="."""
    for line in re.finditer(r"^(?:surgeon\s?=\s?)?", text[:_HEAD], re.MULTILINE | re.IGNORECASE):
        match = SURNAME_FIRST.match(text, line.end())
        if match:
            end = _with_degree(text, match.end())
            if line[0] or (
                _IS_SURGEON.search(text[end : end + 44]) and not DEGREE.match(text, match.start() + match[0].index(","))
            ):
                yield 4, match.start(), end


def _signatures(text: str) -> Iterator[tuple[int, int, int]]:
    """Names that stand alone on one of the last lines; a letter is signed by its author."""
    letter = bool(_SALUTATION.search(text[:_HEAD]))
    end = len(text.rstrip())
    for back in range(6):
        line = text.rfind("\n", 0, end) + 1
        match = NAME.match(text, line, end)
        rest = text[match.end() : end] if match else ""
        if line and match and _stands_alone(match, rest) and (back == 0 or letter or DEGREE.fullmatch(rest)):
            yield 3 + letter, match.start(), match.end()
        end = max(line - 1, 0)
    last = text[-_LAST:]
    attested = "surgeon" in last or _may_say(last, "signed")
    for match in _ATTESTED.finditer(text, max(0, len(text) - _LAST)) if attested else ():
        group = "name" if match["name"] else "signer"
        yield 3, match.start(group), _with_degree(text, match.end(group))
    signed = SIGNED.search(text, max(0, len(text) - _LONGEST_SIGNATURE))
    if signed:
        yield 3, *signed.span("name")


def _stands_alone(match: re.Match[str], rest: str) -> bool:
    """Whether a line holds a name and at most degrees or a role after a comma."""
    words = match[0].split()
    plain = {word.strip(".,").lower() for word in words}
    named = len(words) >= 2 and words[0].strip(".,").lower() not in NOT_NAMES and not plain & NEVER_NAMES and len(match[0]) < 45
    return named and (not rest.strip() or bool(DEGREE.match(rest) or _IS_SURGEON.match(rest) or _ROLE.match(rest)))


def _weight(text: str, start: int, end: int, titled: bool) -> int:
    after = text[end : end + 44]
    named = titled or len(text[start:end].split()) > 1
    if not named and not _IS_ATTENDING.match(after):
        return 3 * _is_said_alone(text, start)  # a single word with a capital, as most are
    before = text[max(0, start - 32) : start]
    if _IS_TRAINEE.match(text, end):
        return 0
    says = _SAYS_SURGEON.search(before) is not None
    degree = WITH_DEGREE.search(text, start, end) is not None
    beside = degree and after.lstrip().startswith("/")  # "A. Reyes DPM / resident" names two people
    doctor = _DOCTOR.match(text, start) or (start == len(text) - len(text.lstrip()) and _DATED_NEXT.match(text, end))
    closes = titled and doctor and _ENDS_LINE.match(text, end) and text.count("\n", 0, start) < _FIRST_LINES
    if not says and ((_IS_OTHER.match(after) and not beside and not closes) or _SAYS_OTHER.search(before)):
        return 0
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if closes:
        return 3
    if _ONLY_DATE.fullmatch(line) and len(text[start:end].split()) > 1:
        return 3
    if not named:
        return 3
    if text[start:end].isupper() and not (titled or says or degree):
        return 0  # a house, as the first line of a letterhead prints it
    weight = 1 if titled else 0
    weight += 3 if says else 0
    weight += 3 if _IS_SURGEON.match(after) or degree else 0
    weight += 2 if titled and re.search(r"\d{4}[\s.,|]*$", line) else 0
    return weight


def _is_said_alone(text: str, start: int) -> bool:
    """Whether one of the note's first words says that the one name which follows is the surgeon's."""
    return start < _ALONE_WITHIN and _SAYS_ALONE.search(text[:start]) is not None


def _with_degree(text: str, end: int, limit: int | None = None) -> int:
    end -= text[end - 1] == " "  # which stands behind an initial
    degree = DEGREE.match(text, end, len(text) if limit is None else limit)
    return degree.end() if degree else end


def _name_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first person's name in a stretch; degrees that follow belong to it."""
    inverted = SURNAME_FIRST.match(text, start, end)
    match = inverted if inverted and not DEGREE.match(text, inverted.start() + inverted[0].index(","), end) else None
    match = match or NAME.search(text, start, end)
    while match and match[0].split()[0].strip(".,").lower() in NOT_NAMES:
        match = NAME.search(text, match.start() + len(match[0].split()[0]), end)
    if match and not inverted and _IS_TRAINEE.match(text, match.end(), end):  # "Fox, MD (resident) for Bell, MD (attending)"
        match = NAME.search(text, match.end(), end) or match
    if match is None or text.endswith("@", 0, match.start()):  # "@PROVNAME@" waits for the name
        return None
    return match.start(), _with_degree(text, match.end(), end)
