"""What stands as a heading, known by a rule or by its form, and of which kind it is."""

from __future__ import annotations

import re

from auditor.language.reading import Mention, Reading

# Kinds that end with their line.
LINE_KINDS = frozenset({"surgeon", "cosurgeon", "assistant", "date", "patient", "field", "codes"})
WHO_AND_WHEN = frozenset({"surgeon", "date"})
AFTER_HEADING = frozenset({":", "-", "|", ".", ">", "=", "]", "*", "**", "***", "__"})
_FRAMES = frozenset({"#", "##", "###"})  # "### PLAN ###"
_INTENDED = frozenset({"booked", "planned", "scheduled", "proposed", "intended", "consented"})
_OPENING = frozenset({"(", "["})
_CLOSING = frozenset({")", "]"})
_WITH_WHOM = re.compile(r"[ \t]+(?:with|by)\b[^\n:]{1,60}(?<![.,;])\r?\n[ \t]*(?:[-*\u2022\u00b7]|\d{1,2}[.)])[ \t]")
_UNEVENTFUL = re.compile(r"\s*[:\-]\s*(?:no (?:problems?|complications?|events?)|uneventful|uncomplicated)\b", re.IGNORECASE)
_MORE_WORDS = 7
_BRACKETED = 32  # words, those in brackets with them
_CAPITALS = 5  # letters: what is shorter may be an abbreviation
_LONGEST_HEADING = 44
_LONGEST_NAME = 90  # characters of an operation's name
_SHORT = frozenset({"hx", "dx", "bg", "ind", "dos", "attg"})
_ADDENDA = frozenset({"addendum", "addenda", "addended", "late", "amendment", "corrigendum"})
# Words that open the date of an operation, or its name: "Performed: 3 May", "Performed: free rib".
_DEEDS = frozenset({"performed", "operated"})
_DATE_WITHIN = 40  # characters
_DATED = re.compile(r"[^\n]{0,24}(?:\d[-/. ]|\d{4}|\b(?:on|by)\b)|\W*\Z")
_RUN_ON = frozenset({"this", "the", "of", "for", "that", "our", "my"})  # "ATTENDING FOR THIS REPORT:" is one label
_SPOKEN_STOPS = frozenset({".", "?", "!", ":", ";"})
_LABEL = re.compile(r"[A-Z][\w/'&().-]*(?: [\w/'&().-]+){0,4} ?:(?=\s)")
_LABEL_OPENS = re.compile(r"[ \t]*[A-Z]+(?: ?[/&,] ?| )(?:[A-Z]+(?: ?[/&,] ?| )){0,3}")
_RUN_IN = re.compile(
    r"(?!(?:He|She|They|The|It|There|No|This|That|His|Her|A|An|We|I|In|On|At|Mr|Mrs|Ms|Miss|Dr|Prof|St)\b)"
    r"[A-Z][\w/'&-]+(?: [\w/'&-]+){0,3}\.(?= +[A-Z])(?<!Mr\.)(?<!Dr\.)|The [a-z]{3,10}\.(?= +[A-Z])"
)
_DOCUMENTS = frozenset({"report", "note", "notes", "record", "sheet", "summary", "dictation"})
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "prof", "professor"})
_ASSOCIATE = ["a", "/", "prof"]


def stands_as_heading(reading: Reading, heading: Mention) -> bool:
    """Whether the words of a heading's rule stand as a heading where they were found."""
    tokens, text = reading.tokens, reading.text
    if tokens.words[heading.first] == "note" and heading.rule.value == "addendum":
        return reading.starts_line(heading.first) and _is_later(tokens.words, heading)
    if tokens.spoken and heading.last - heading.first > 1 and _opens_sentence(reading, heading):
        return True
    starts_line = (
        reading.starts_line(heading.first) or "\t" in text[tokens.ends[max(heading.first - 1, 0)] : tokens.starts[heading.first]]
    )
    if heading.last >= len(tokens.words):
        return starts_line
    follower = tokens.words[heading.last]
    gap = text[tokens.ends[heading.last - 1] : tokens.starts[heading.last]]
    if not starts_line:
        if not text[tokens.starts[heading.first]].isupper() or tokens.words[heading.first - 1] in _RUN_ON:
            return False
        if heading.rule.value not in LINE_KINDS and _closes_label(reading, heading):
            return False
        return (
            follower == ":"
            or (heading.rule.value in LINE_KINDS and _after_gap(reading, heading))
            or _in_capitals(reading, heading)
            or _adds_in_one_line(reading, heading)
        )
    if (
        (heading.last - heading.first == 1 and tokens.words[heading.first] in _SHORT)
        or tokens.words[heading.first] in _ADDENDA
        or (
            heading.rule.value == "surgeon"
            and (follower in _TITLES or tokens.words[heading.last : heading.last + 3] == _ASSOCIATE)
        )
    ):
        return True
    ends_line = tokens.starts[heading.last] in reading.layout.breaks or _is_framed(reading, heading)
    marked = ends_line or follower in AFTER_HEADING or "\t" in gap or len(gap) > 1
    return marked or _colon_follows(reading, heading) or heads_list(reading, heading)


def _closes_label(reading: Reading, heading: Mention) -> bool:
    """Whether words in capitals that open the line lead up to a heading, which ends their label: "HISTORY / WHY TODAY:"."""
    text, start = reading.text, reading.tokens.starts[heading.first]
    before = text[text.rfind("\n", 0, start) + 1 : start]
    document = reading.in_one_line or reading.tokens.words[heading.first - 1] in _DOCUMENTS
    return not document and _LABEL_OPENS.fullmatch(before) is not None


def _is_framed(reading: Reading, heading: Mention) -> bool:
    """Whether nothing but the signs of a frame stands between a heading and the end of its line: "### PLAN ###"."""
    words, token = reading.tokens.words, heading.last
    while token < len(words) and words[token] in _FRAMES:
        token += 1
    return token > heading.last and (token == len(words) or reading.tokens.starts[token] in reading.layout.breaks)


def heads_list(reading: Reading, heading: Mention) -> bool:
    """Whether a line that names options and who heard them stands above a list: "Options discussed with Ms K. and her son"."""
    return heading.rule.value == "options" and _WITH_WHOM.match(reading.text, reading.tokens.ends[heading.last - 1]) is not None


def _adds_in_one_line(reading: Reading, heading: Mention) -> bool:
    """Whether a note without lines is added to by a sentence of its second half: "Addendum by Dr. Bell 3 May, I said right"."""
    words = reading.tokens.words
    adds = words[heading.first] in _ADDENDA - {"late"} and 2 * heading.first > len(words)
    return adds and reading.in_one_line and _opens_sentence(reading, heading)


def _is_later(words: list[str], heading: Mention) -> bool:
    """Whether a dated "note of" stands behind the operation, where it adds to the report, and not over it."""
    return 2 * heading.first > len(words) and any(word[0].isdigit() for word in words[heading.last : heading.last + 2])


def _opens_sentence(reading: Reading, heading: Mention) -> bool:
    """Whether nothing of the sentence stands before a heading: in spoken text no line does tell."""
    before = reading.tokens.words[heading.first - 1] if heading.first else "."
    return before in _SPOKEN_STOPS or reading.starts_line(heading.first)


def _in_capitals(reading: Reading, heading: Mention) -> bool:
    """Whether a heading alone stands in capitals, in a note that was pasted into one line of mixed letters."""
    if not reading.in_one_line or reading.text.isupper():
        return False
    tokens = reading.tokens
    before, after = (reading.text[tokens.starts[word] : tokens.ends[word]] for word in (heading.first - 1, heading.last))
    words = reading.text[tokens.starts[heading.first] : tokens.ends[heading.last - 1]]
    return words.isupper() and len(words) >= _CAPITALS and not before.isupper() and not after.isupper()


def _after_gap(reading: Reading, heading: Mention) -> bool:
    """Whether three spaces or more part a heading from what stands before it on its line."""
    before = reading.tokens.ends[heading.first - 1]
    gap = reading.text[before : reading.tokens.starts[heading.first]]
    return len(gap) >= 3 and not gap.strip()


def _colon_follows(reading: Reading, heading: Mention) -> bool:
    """Whether a colon or a line's end follows after a remark in brackets, or a colon after a few more words of the line."""
    words, starts, breaks = reading.tokens.words, reading.tokens.starts, reading.layout.breaks
    inside, more = False, 0
    for token in range(heading.last, min(heading.last + _BRACKETED, len(words))):
        inside = (inside or words[token] in _OPENING) and words[token] not in _CLOSING
        more += not inside
        if starts[token] in breaks or (not inside and (words[token] in {".", ",", ";"} or more > _MORE_WORDS)):
            return False
        if (
            words[token] in _CLOSING
            and more == 1
            and (token + 1 == len(words) or starts[token + 1] in breaks or words[token + 1] == "-")
        ):
            return True  # "PLAN (talked over with the family)" on a line of its own, "LEG (R) - in short, see the other note:"
        if words[token] == ":" or "\t" in reading.text[reading.tokens.ends[token] : reading.tokens.ends[token] + 2]:
            return True
    return False


def is_plain_heading(text: str, start: int) -> bool:
    """Whether a short line opens a block of text at `start`, as a heading does that no rule knows."""
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)].strip()
    follows = end >= 0 and text[end + 1 : end + 2] not in {"", "\n", "\r"}
    return (
        bool(line)
        and follows
        and len(line) <= _LONGEST_HEADING
        and len(line.split()) <= 5
        and line[-1] not in ".,;?!"
        and line[0].isupper()
    )


def kind_of(reading: Reading, heading: Mention) -> str:
    """The heading's kind; a label such as "Procedure (as booked):" announces a plan, not what was done."""
    kind = heading.rule.value
    if kind == "date" and reading.tokens.words[heading.last - 1] in _DEEDS and not _DATED.match(_rest_of_line(reading, heading)):
        return "title"
    if kind == "technique" and reading.tokens.words[heading.last - 1] == "note" and _names_after_colon(reading, heading):
        return "title"
    if kind in {"procedure", "title"} and _UNEVENTFUL.match(_rest_of_line(reading, heading)):
        return "complications"  # "Surgery: no problem"
    if kind in {"procedure", "title"}:
        words, starts = reading.tokens.words, reading.tokens.starts
        for token in range(heading.last, min(heading.last + 8, len(words))):
            if words[token] == ":" or starts[token] in reading.layout.breaks:
                break  # "OPERATION", and on the next line "stage 2 of 2, as planned"
            if words[token] in _INTENDED:
                return "booked"
    return kind


def _names_after_colon(reading: Reading, heading: Mention) -> bool:
    """Whether the name of a document goes on to that of the operation: "Procedure Note: Removal of hardware, right hand"."""
    rest = _rest_of_line(reading, heading)
    return rest.startswith(":") and _CAPITALS < len(rest.strip(": ")) <= _LONGEST_NAME and not rest.rstrip().endswith(":")


def _rest_of_line(reading: Reading, heading: Mention) -> str:
    start = reading.tokens.ends[heading.last - 1]
    end = reading.text.find("\n", start)
    return reading.text[start : end if end >= 0 else start + _DATE_WITHIN]


def label_at(text: str, start: int, *, paragraph: bool) -> bool:
    """Whether a line at `start` opens with a short label: "Graft used: ...", or "What I found. ..." in a paragraph."""
    return _LABEL.match(text, start) is not None or (paragraph and _RUN_IN.match(text, start) is not None)
