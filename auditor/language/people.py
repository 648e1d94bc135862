"""The attending surgeon's name: from a field that says so, else from the name that header or signature puts forward."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.language.reading import Reading
from auditor.language.words import words

# By their first letters, so that one look at a letter rules most of them out.
_TITLE = (
    r"\(?(?:[dD](?i:r|ra|rs|octor|ott(?:\.?ssa)?|ocent|ame)|[mM](?i:r|rs|s|iss|aj)|[pP](?i:rof|rofa|rofessor|d|riv\.?-?doz)"
    r"|[aA](?i:/prof|ssoc\.? prof)|[oO](?i:a|\u00e4|fa|berarzt)|[cC](?i:hefarzt|ol|apt|pt)|[lL](?i:tc)|[sS\u017f](?i:ir|hri|mt)"
    r"|[hH](?i:err)|[fF](?i:rau))\b\.?\)?(?:\s*med\b\.?)?"
)
_INITIAL = r"(?:[A-Z\u00c0-\u00de]\s(?=[A-Z])|[A-Z\u00c0-\u00de]\.\s?)"
_WORD = r"(?:[A-Z\u00c0-\u00de](?:[\w\-]++|['\u2019](?!s\b))++|[A-Z]{2,})"
_PARTICLE = r"(?:(?:van|von|de|der|den|la|le|du|di|da|al|bin|ter|st)\s+)"
# A name begins with a capital or bracket, or with the first letters of a title or particle: one look rules most letters out.
_BEGINS = (
    r"(?=[A-Z\u00c0-\u00de(]|d(?:[rRoOaA]|[eiu]\s|e[rn]\s)|m[rRsSiIaA]|p[rRdD]|a[sS/]|al\s|o[aAfFbB]|c[hHoOaApP]|l(?:[tT]|[ae]\s)"
    r"|[s\u017f][iIhHmM]|st\s|h[eE][rR]|f[rR]|v[ao]n\s|bin\s|ter\s|[acdfhlmops\u017f][^\x00-\x7f])"
)
_NAME = re.compile(
    rf"{_BEGINS}(?P<title>(?:{_TITLE}\s+)*){_INITIAL}*(?:\([A-Z]\w+\)\s)?"  # an everyday name in brackets
    rf"{_PARTICLE}*{_WORD}(?: {{1,2}}{_PARTICLE}*(?:[A-Z]\.|{_WORD})){{0,4}}"
)
_SURNAME_FIRST = re.compile(rf"{_WORD},\s+(?:{_INITIAL}|{_WORD})(?:\s+(?:{_INITIAL}|[A-Z](?=[,\s])))*")
_DEGREE = re.compile(
    r"(?:,?\s+(?:M\.?D|D\.?O|MBBS|MBChB|FRCS\w*(?:\s?\([^)\n]{1,20}\))?|FACS|DDS|DMD|DPM|PhD|MCh|MS|FRACS|BDS)(?!\w)\.?)+"
)
_WITH_DEGREE = re.compile(r" (?:MD|DO|FRCS|FACS|MBBS|DMD|DDS|DPM)\b")
_NOT_NAMES = words(
    "date surgeon attending same none see as procedure anesthesia anaesthesia the resident fellow consultant "
    "operating primary team plastic hand orthopaedic orthopedic service name role of record yes nil voice department "
    "unit operation dos cut assistant registrar theatre hospital surgery"
)
_NEVER_NAMES = words("operation surgery operative hospital department unit procedure report account clinic centre center")
_SAYS_SURGEON = re.compile(
    r"(?:consultant|cons|attending|att|attg|surg|surgeon|operator|who|operated by|dictated by|this is)\W{0,6}$", re.IGNORECASE
)
_IS_SURGEON = re.compile(
    r"^['\u2019]s (?:operating |theatre |theater )?list\b|^\s(?:dictating|speaking|\(scrubbed\))"
    r"|^[\s,(/-]{0,4}(?:consultant|cons\b|attending|attg\b|att\b"
    r"|(?:[\w ,&]{0,30})surgeon|(?:[\w ,&]{0,30})surgery|M\.?D|D\.?O\b|FRCS|FRACS|FACS|DMD|DDS|DPM)",
    re.IGNORECASE,
)
_IS_ATTENDING = re.compile(r"^\s?\((?:attending|attg|att|consultant|cons)\b", re.IGNORECASE)
_IS_OTHER = re.compile(
    r"^[\s,(/-]{0,3}(?:\d|aged|resident|fellow|registrar|trainee|SpR|StR|ST\d|CT\d|PGY|SHO|PA-?C|RN\b|student"
    r"|an(?:a)?esth|DNB|SET\b|PG\b|intern|referr|senior resident|who|is a|was a|has|had)",
    re.IGNORECASE,
)
_SAYS_OTHER = re.compile(
    r"(?:patient|re|assist\w*|an(?:a)?esth\w*|fellow|resident|registrar|scrub\w*|dear|copy to|referr\w*|requested by"
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
_SALUTATION = re.compile(r"^\s*(?:Dear|Hello|Hi)\b", re.MULTILINE)
_ONLY_DATE = re.compile(r"\W*(?:\d{1,4}[-/. ]+\w{1,9}[-/. ,]+\d{2,4}|\w{3,9} \d{1,2},? \d{4})[\s,.|]*")
# A hurried note opens with its surgeon, set apart from date or trainee: "A. Reyes    3 Aug 2022", "Reyes / Lim (fellow)".
_OPENER = re.compile(
    rf"\s*(?:(?i:(?:brief |short )?op\w*\.? (?:note|report|record))(?: {{2,}}|\t|\s*[|,/-]\s*))?(?P<name>{_INITIAL}*{_WORD})"
    rf"(?:(?: {{2,}}|\t|\s*[|,]\s*)(?=\d{{1,4}}[-/. ]+\w{{1,9}}[-/. ,]+\d{{2,4}})"
    rf"|\s*[/&+]\s*(?={_INITIAL}*{_WORD}\s*\((?:fellow|resident|registrar|trainee|reg|asst)\b))"
)
# A doctor who closes one of the first lines puts the note forward; a "Mr" there may be its patient.
_DOCTOR = re.compile(r"(?:Dr|Dra|Prof|Professor|Doctor)\b")
_ENDS_LINE = re.compile(r"[ \t]*(?:\n|\Z|, [A-Z])")
_FIRST_LINES = 4
_HEAD = 900


def find_surgeon(reading: Reading) -> tuple[int, int] | None:
    """Span of the attending's name with degrees, or None where nobody is put forward."""
    named = [section for section in reading.sections if section.kind == "surgeon" and section.heading is not None]
    for section in sorted(named, key=lambda section: not _OF_RECORD.search(reading.text, section.start, section.end)):
        found = _name_in(reading.plain, reading.content_start(section), section.end)
        if found:
            return found
    spoken = _SPOKEN.search(reading.plain, 0, _HEAD) if _may_say(reading.plain[:_HEAD], "this is") else None
    if spoken:
        return spoken.span(1)
    ranked = sorted(_candidates(reading), key=lambda candidate: (-candidate[0], candidate[1]))
    return _in_full(reading.plain, ranked[0][1:]) if ranked and ranked[0][0] >= 3 else None


def _may_say(text: str, words: str) -> bool:
    """Whether a text could hold these words in any case: a quick look that spares a search; other letters have odd cases."""
    return not text.isascii() or words in text.lower()


def _in_full(text: str, found: tuple[int, int]) -> tuple[int, int]:
    """The name as the note's head prints it in full, where the signature that was found gives initials only."""
    given, _, surname = _DEGREE.sub("", text[found[0] : found[1]]).rpartition(" ")
    if not _INITIALS.fullmatch(given):
        return found
    full = (match for match in _NAME.finditer(text, 0, _HEAD) if match[0].endswith(f" {surname}"))
    longer = next((match for match in full if len(match[0]) - len(match["title"]) > len(given) + len(surname) + 3), None)
    return longer.span() if longer else found


def _candidates(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """Names of the first lines and of the signature, each with the weight of what stands around it."""
    text = reading.plain
    salutation = _SALUTATION.search(text, 0, _HEAD)
    addressed = salutation.start() if salutation else 0
    place, end = 0, min(_HEAD, len(text))
    while match := _NAME.search(text, place, end):
        words = match[0].split()
        place = match.end()
        if len(words) == 1 and not match["title"] and "(" not in text[place : place + 2]:
            continue  # a single word with a capital, as most are, and no "(attending)" behind it
        if words[0].strip(".,").lower() in _NOT_NAMES:
            place = match.start() + len(words[0])
            continue
        if _NEVER_NAMES & {word.lower() for word in words}:
            continue
        weight = _weight(text, match.start(), match.end(), bool(match["title"]))
        if weight > 0 and not (match.start() < addressed and not _SAYS_SURGEON.search(text[: match.start()])):
            yield weight, match.start(), _with_degree(text, match.end())
    opener = _OPENER.match(text)
    if opener and not _NOT_NAMES & {word.strip(".").lower() for word in opener["name"].split()}:
        yield 3, *opener.span("name")
    yield from _surname_first(text)
    yield from _signatures(text)


def _surname_first(text: str) -> Iterator[tuple[int, int, int]]:
    """Names such as "Bell, Ann MD - attending" that open one of the first lines, or stand behind "surgeon="."""
    for line in re.finditer(r"^(?:surgeon\s?=\s?)?", text[:_HEAD], re.MULTILINE | re.IGNORECASE):
        match = _SURNAME_FIRST.match(text, line.end())
        if match:
            end = _with_degree(text, match.end())
            if line[0] or (
                _IS_SURGEON.search(text[end : end + 44]) and not _DEGREE.match(text, match.start() + match[0].index(","))
            ):
                yield 4, match.start(), end


def _signatures(text: str) -> Iterator[tuple[int, int, int]]:
    """Names that stand alone on one of the last lines; a letter is signed by its author."""
    letter = bool(_SALUTATION.search(text[:_HEAD]))
    end = len(text.rstrip())
    for back in range(6):
        line = text.rfind("\n", 0, end) + 1
        match = _NAME.match(text, line, end)
        rest = text[match.end() : end] if match else ""
        if line and match and _stands_alone(match, rest) and (back == 0 or letter or _DEGREE.fullmatch(rest)):
            yield 3 + letter, match.start(), match.end()
        end = max(line - 1, 0)


def _stands_alone(match: re.Match[str], rest: str) -> bool:
    """Whether a line holds a name and at most degrees or a role after a comma."""
    words = match[0].split()
    named = len(words) >= 2 and words[0].strip(".,").lower() not in _NOT_NAMES and len(match[0]) < 45
    return named and (not rest.strip() or bool(_DEGREE.match(rest) or _IS_SURGEON.match(rest) or _ROLE.match(rest)))


def _weight(text: str, start: int, end: int, titled: bool) -> int:
    after = text[end : end + 44]
    named = titled or len(text[start:end].split()) > 1
    if not named and not _IS_ATTENDING.match(after):
        return 0  # a single word with a capital, as most are
    before = text[max(0, start - 32) : start]
    says = _SAYS_SURGEON.search(before) is not None
    degree = _WITH_DEGREE.search(text, start, end) is not None
    beside = degree and after.lstrip().startswith("/")  # "A. Reyes DPM / resident" names two people
    closes = titled and _DOCTOR.match(text, start) and _ENDS_LINE.match(text, end) and text.count("\n", 0, start) < _FIRST_LINES
    if not says and ((_IS_OTHER.match(after) and not beside and not closes) or _SAYS_OTHER.search(before)):
        return 0
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if closes:
        return 3
    if _ONLY_DATE.fullmatch(line) and len(text[start:end].split()) > 1:
        return 3
    if not named:
        return 3
    weight = 1 if titled else 0
    weight += 3 if says else 0
    weight += 3 if _IS_SURGEON.match(after) or degree else 0
    weight += 2 if titled and re.search(r"\d{4}[\s.,|]*$", line) else 0
    return weight


def _with_degree(text: str, end: int, limit: int | None = None) -> int:
    end -= text[end - 1] == " "  # which stands behind an initial
    degree = _DEGREE.match(text, end, len(text) if limit is None else limit)
    return degree.end() if degree else end


def _name_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first person's name in a stretch; degrees that follow belong to it."""
    inverted = _SURNAME_FIRST.match(text, start, end)
    match = inverted if inverted and not _DEGREE.match(text, inverted.start() + inverted[0].index(","), end) else None
    match = match or _NAME.search(text, start, end)
    while match and match[0].split()[0].strip(".,").lower() in _NOT_NAMES:
        match = _NAME.search(text, match.start() + len(match[0].split()[0]), end)
    if match is None or text.endswith("@", 0, match.start()):  # "@PROVNAME@" waits for the name
        return None
    return match.start(), _with_degree(text, match.end(), end)
