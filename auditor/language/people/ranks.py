"""Whether the words around a name say that it is the surgeon's, somebody else's, or nothing."""

from __future__ import annotations

import re

from auditor.language.people.names import DEGREE, WITH_DEGREE

_SAYS_SURGEON = re.compile(
    r"(?:consultant|cons|attending|att|attg|surg|surgeon|operator|staff|whom?|from:"
    r"|(?:surgeon|staff|attending) of record (?:is|was)|operated (?:on )?(?:[\w ,./]{0,24} )?by"
    r"|operation by|dictated by|^dictation(?: of| by)?|this is|\bme \(|(?:reg|registrar|resident|fellow|SpR): [\w-]+ for"
    r"|(?<!previous )(?<!earlier )(?<!first )(?:operation|surgery|procedure|op) (?:was )?"
    r"(?:done|performed|carried out|undertaken) by)(?!\)\.)\W{0,6}$",
    re.IGNORECASE,
)
_SAYS_SECOND = re.compile(
    r"\b(?:(?:assistant|assisting|second|co-?) ?surgeon"
    r"|second (?:attending|consultant|staff)(?: surgeon)?(?: (?:is|was))?)\W{0,6}$",
    re.IGNORECASE,
)
# One name alone is a surgeon's where one of the first words says so: "2/3/23 attending Bell", "Staff Bell / fellow".
_SAYS_ALONE = re.compile(
    r"(?:^|[.,;|\n]\s?|\d\s)(?:attending|attg|staff|consultant|cons|surgeon|surg|lead|operator)[ :=]{1,3}$|\bme \($",
    re.IGNORECASE,
)
_ALONE_WITHIN = 160
_SAID_WITHIN = 24  # characters, in which all that says so has room
_IS_SURGEON = re.compile(
    r"^['\u2019]s (?:operating |theatre |theater )?list\b|^\s(?:dictating|speaking|\(scrubbed\))"
    r"|^\s(?:scrubbed|operating|operated),\s[\w .-]{2,24}\sassist(?:ing|ed)\b"
    r"|^[\s,(/-]{0,4}(?:consultant|cons\b|attending|attg\b|att\b|operator\b"
    r"|(?:[\w ,&]{0,30})surgeon|(?:[\w ,&]{0,30})surgery|M\.?D|D\.?O\b|FRCS|FRACS|FACS|DMD|DDS|DPM"
    r"|,? with (?:Dr|Mr|Mrs|Ms|Miss)\b"
    r"|,? who (?:is|was) (?:the )?(?:staff|attending|consultant)\b|,? dictat(?:ed|ing)\b|,? (?:typed|transcribed) from\b"
    r"|\.\s(?=asst|assistant\b|assisted by)|assisted by|asst\.?:? (?:SHO|reg|fellow|resident|PGY|none|nil|Dr|Mr|Ms)"
    r"|(?:plastics|ortho(?:p(?:a?edics?)?)?|ENT|OMFS|max(?:illo)?[- ]?fac?(?:ial|s)?|hands|head (?:and|&) neck|H&N|microsurgery)"
    r"\b[.,;])",
    re.IGNORECASE,
)
_IS_ATTENDING = re.compile(r"^\s?\((?:attending|attg|att|consultant|cons)\b", re.IGNORECASE)
_WRITTEN_BY = re.compile(r"\bwritten by\W{0,4}$", re.IGNORECASE)
_IS_RESPONSIBLE = re.compile(r"^ ?\((?:also )?(?:the )?(?:responsible|attending|operating|lead) surgeon\b", re.IGNORECASE)
_IS_OTHER = re.compile(
    r"^[\s,(/-]{0,3}(?:\d|aged|resident|fellow|registrar|trainee|SpR|StR|ST\d|CT\d|PGY|SHO|PA-?C|RN\b|student"
    r"|an(?:a)?esth|DNB|SET\b|PG\b|intern|referr|senior resident"
    r"|who(?! (?:is|was) (?:the )?(?:staff|attending|consultant)\b)|is a|was a|has|had)",
    re.IGNORECASE,
)
# "Fox, MD (resident)", and not "Fox, MD. Resident Dr. Lim".
_IS_TRAINEE = re.compile(
    rf"(?:{DEGREE.pattern})?[ ,]*\(?(?:(?<=, )(?:[a-z]+ ){{1,3}})?(?:resident|fellow|registrar|trainee|PGY-?\s?\d)\b"
    r"(?!\s?:|\s+(?:Dr|Mr|Mrs|Ms|Miss|Prof|dictating is|is)\b|(?-i: [A-Z][a-z]+\b)(?! (?:surg|orth|plast)))",
    re.IGNORECASE,
)
_SAYS_OTHER = re.compile(
    r"\b(?:patient|re|assist\w*|an(?:a)?esth\w*|fellow|resident|registrar|scrub\w*|dear|copy to|referr\w*|requested by"
    r"|thank|name|pt|pcp|gp|pathologist|radiologist|oncologist|(?<!attending )physician|SpR|StR|by"
    r"|reg|asst|nurse|engineer|cc|sister|with|and|trainees?)\W{0,4}$",
    re.IGNORECASE,
)
# A doctor who closes one of the first lines puts the note forward; a "Mr" there may be its patient.
_GRADE = re.compile(r"\s(?:[SC]T-?[1-8]|FY-?[12]|F[12]|SHO|SpR|StR|PGY-?[1-9])\b")  # "Dr Baird ST5" is a trainee
_DOCTOR = re.compile(r"(?:Dr|Dra|(?:A/|Assoc\.? )?Prof|Professor|Doctor)\b")
_ENDS_LINE = re.compile(r"[ \t]*(?:\n|\Z|, [A-Z]|[ ][-\u2013/+&][ ])")
_FIRST_LINES = 4
_ASSISTED = re.compile(r"[ \t]*\n[ \t]*(?:assist|asst|resident|fellow)", re.IGNORECASE)  # in the line below
DATE = r"\d{1,4}(?i:st|nd|rd|th)?[-/. ]+\w{1,9}[-/. ,]+\d{2,4}"
_DATED_NEXT = re.compile(rf"[ \t]*\n\s*{DATE}")
_ONLY_DATE = re.compile(
    r"\W*(?:(?:DOS|DOP|DOO|Date):? ?)?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,? )?"
    rf"(?:{DATE}|\w{{3,9}} \d{{1,2}},? \d{{4}})[\s,.|]*"
)

_BEHIND = 44  # characters
Ranked = tuple[int, int, int]  # weight, start, end
SURELY = 3  # the weight from which a name is the surgeon's


def says_surgeon(before: str) -> bool:
    """Whether the words that end here announce the surgeon."""
    return _SAYS_SURGEON.search(before) is not None and _SAYS_SECOND.search(before) is None


def says_after(text: str, end: int) -> bool:
    """Whether the words behind a name call it the surgeon's."""
    return _IS_SURGEON.match(text[end : end + _BEHIND]) is not None


def is_trainee(text: str, end: int, limit: int) -> bool:
    """Whether the words behind a name call it a trainee's."""
    return _IS_TRAINEE.match(text, end, limit) is not None


def is_date(text: str) -> bool:
    """Whether a text holds a date and nothing else."""
    return _ONLY_DATE.fullmatch(text) is not None


def weight(text: str, start: int, end: int, titled: bool) -> int:
    """How surely a name of the first lines is the surgeon's, by the words around it; 0 where it is somebody else's."""
    after = text[end : end + _BEHIND]
    named = titled or len(text[start:end].split()) > 1
    if not named and not _IS_ATTENDING.match(after):
        return SURELY * is_said_alone(text, start)  # a single word with a capital, as most are
    before = text[max(0, start - 32) : start]
    if _GRADE.search(text, start, end) or is_trainee(text, end, len(text)) or _SAYS_SECOND.search(before):
        return 0
    says = says_surgeon(before)
    degree = WITH_DEGREE.search(text, start, end) is not None
    beside = degree and after.lstrip().startswith("/")  # "A. Reyes DPM / resident" names two people
    doctor = _DOCTOR.match(text, start) or (start == len(text) - len(text.lstrip()) and _DATED_NEXT.match(text, end))
    first = text.count("\n", 0, start) < _FIRST_LINES or _ASSISTED.match(text, end) is not None
    closes = titled and doctor and first and _ENDS_LINE.match(text, end)
    other = (_IS_OTHER.match(after) and not beside and not closes) or _SAYS_OTHER.search(before)
    written = _WRITTEN_BY.search(before) is not None and _IS_RESPONSIBLE.match(after) is not None
    if other and not says and not written:
        return 0
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if closes:
        return SURELY
    if is_date(line) and len(text[start:end].split()) > 1:
        return SURELY
    if not named:
        return SURELY
    if text[start:end].isupper() and not (titled or says or degree):
        return 0  # a house, as the first line of a letterhead prints it
    points = 1 if titled else 0
    points += SURELY if says else 0
    points += SURELY if _IS_SURGEON.match(after) or degree else 0
    points += 2 if titled and re.search(r"\d{4}[\s.,|]*$", line) else 0
    return points


def is_said_alone(text: str, start: int) -> bool:
    """Whether one of the note's first words says that the one name which follows is the surgeon's."""
    return start < _ALONE_WITHIN and _SAYS_ALONE.search(text, max(start - _SAID_WITHIN, 0), start) is not None
