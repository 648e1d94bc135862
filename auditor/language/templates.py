"""Templates: fields that were left blank, and boxes that were ticked as no."""

from __future__ import annotations

import re

from auditor.language.asked import ASKED_FOR, DENIABLE, WAY, answers_no, is_unanswered
from auditor.language.boxes import ANY_BOX, EMPTY_BOX, EMPTY_SIGNS, SIGNS, TICKED_BOX
from auditor.language.reading import Mention, Reading

_EMPTY_CELL = re.compile(r"(?: [A-Za-z]+){0,4}:? *(?:\t[\t ]*|\|[| \t]*)(?=\n|\Z)")
_ANY_BOX = re.compile(ANY_BOX)
_NEXT_NUMBER = re.compile(r"\n\s*\d{1,2}[.)]?\s*\Z")  # of the field that follows
# Nothing but labels of further fields that nobody filled in: "Bleeding:", and below it "Count of gauzes:".
_ONLY_LABELS = re.compile(r"(?:[A-Za-z][\w /]{0,30}+:[ \t]*+(?:\n\s*+|\Z))++")
_WINDOW = 240  # characters: a form's line is no longer, and a note pasted into one line is not read over and over
_LABEL = 6  # words
_TO_BARE_BLANK, _TO_BLANK = 3, 7  # words, without a colon and with one
_BEFORE_BLANK = frozenset({":", "-", "=", "(", ")"})
_EMPTY_BOX = re.compile(rf"\s*{EMPTY_BOX}\s?")
_BEHIND_EMPTY_BOX = re.compile(rf"{EMPTY_BOX}\s{{0,2}}\Z")
_GAP = re.compile(r"(?:\w[ \t]{4,}|(?:->|=>|\u2192|\u00bb)[ \t]*)\Z")  # or an arrow
_BEHIND_TICKED = re.compile(rf"{TICKED_BOX}[^\[\]():{SIGNS}\n]{{0,24}}\Z")
_OPENS_EMPTY = re.compile(rf"[ \-*\u2022\t]*{EMPTY_BOX}")
_BOX = rf"{ANY_BOX}\s*(?:yes|no|none|n/?a|present|absent|taken|not taken|y|n)\b"
_REMARK = rf"(?:\([^\[\](){SIGNS}\n]{{0,32}}\)[ \t]*+)?"  # "[ ] yes (size *** x ***)"
_CHOICE = re.compile(rf"(?: [a-z]+){{0,3}}[ \t]*+[:?|]?[ \t]*+(?:{_BOX}[^\[\](){SIGNS}\n]{{0,32}}{_REMARK}){{2,}}", re.IGNORECASE)
# Braces that still hold the choice or the wildcard they were made with: "{Y/N}", "{vessel:5581}", "{Drains: ___}".
_BRACES = re.compile(r"\{([^{}\n]*)\}")
_UNCHOSEN = re.compile(r"(?!(?<![A-Za-z])[wc]/)[A-Za-z)][ ]?/[ ]?[A-Za-z(]|:\s*:?\s*\d{1,6}\b(?!:)|__|\*\*|\||\A\s*\Z")
# A field that still asks to be filled in, or that ends with its sign: "[select one]", "[ ]", "complications =".
_PROMPT = re.compile(
    r"(?:[ \t]*/[ \t]*[A-Za-z]+)?[ \t]*+[:=-]?[ \t]*"
    r"(?:[\[<({][^\[\]<>(){}\n]{0,40}\b(?:select|choose|click|enter|pick|insert|specify|describe|fill|type here)\b"
    r"|(?:(?<=[:=-])|(?<=[:=-][ \t]))[ \t]*(?:\?+[ \t]*(?=\n|\Z)|tb[acd]\b|to be (?:completed|added|dictated|filled)\b)"
    r"|(?:\[ *\]|\.{4,}+(?:[ \t]*\(to be [^()\n]{0,40}\))?)[ \t]*(?=\n|\Z)|(?<=[=-])[ \t]*(?=\n|\Z))",
    re.IGNORECASE,
)
# A field that only says where else to look: "Donor closure: refer to the plastic surgeon's note".
_SEE = (
    r"(?:please[ \t]+)?(?:see|refer(?:red)?[ \t]+to|as[ \t]+per|per|dictated[ \t]+(?:by|separately|elsewhere))\b"
    r"(?![ \t]+(?:above|below|findings))"
)
_REFERRED = re.compile(rf"(?:[ \t]+[a-z]+){{0,5}}(?:[ \t]*:[ \t]*|[ \t]{{2,}}){_SEE}", re.IGNORECASE)
_REFERS = re.compile(rf"[: \t](?:(?<=:)[ \t]*|[ \t]){_SEE}", re.IGNORECASE)  # the end of all that
_ELSEWHERE = frozenset({"closure", "treatment", "fixation", "perfusion"})
SAID_IN_WORDS = ASKED_FOR | DENIABLE | _ELSEWHERE  # what may be left blank, denied or only referred to without any box
_BRACES_AFTER = re.compile(r"(?: [a-z]+){0,7}[ \t]*+(?::|\.{2,})?[ \t]*+\{([^{}\n]*)\}")
# A label whose boxes all stand empty: "Complications: [ ] none  [ ] see below".
_UNTICKED = re.compile(rf"[ \w]{{0,24}}:(?![^\n]*{TICKED_BOX})[ \t]*+(?:{EMPTY_BOX}(?:(?!{EMPTY_BOX})[^\[\]{SIGNS}\n])*+)++")
# The same without a colon, where there are at least two: "Complications   [ ] nil   [ ] yes".
_NONE_TICKED = re.compile(rf"(?![^\n]*{TICKED_BOX})[ \t|]+(?:{EMPTY_BOX}(?:(?!{EMPTY_BOX})[^\[\]{SIGNS}\n])*+){{2,}}+")
_ENDS_IN_OPTION = re.compile(rf"\b(?:{WAY}|yes|y)[ \t]*\Z", re.IGNORECASE)
_NO_TICKED = re.compile(rf"{TICKED_BOX}\s*(?:no|none|n/?a|absent|not taken|n)\b", re.IGNORECASE)


def _is_empty_heading(reading: Reading, mention: Mention) -> bool:
    """Whether a mention is a heading and nothing stands under it."""
    section = reading.section_of(mention.first)
    if section.heading is None or section.heading.first != mention.first:
        return False
    content = reading.text[reading.tokens.ends[section.heading.last - 1] : section.end]
    left = _NEXT_NUMBER.sub("", content).lstrip(" \t\r\n:.-*_|").rstrip()
    return not left or _ONLY_LABELS.fullmatch(left) is not None


def _is_empty_cell(reading: Reading, mention: Mention) -> bool:
    """Whether a line is a row of a table whose first cell the mention opens, and whose second holds nothing."""
    text, start = reading.text, reading.tokens.starts[mention.first]
    opens = not text[text.rfind("\n", max(0, start - _WINDOW), start) + 1 : start].strip(" |\t")
    return opens and _EMPTY_CELL.match(text, reading.tokens.ends[mention.last - 1]) is not None


def left_blank(reading: Reading, mention: Mention) -> bool:
    """Whether the template was not filled in: an open field after the words, an unticked box, or a choice list."""
    if mention.concept == "complication" and (
        _is_empty_heading(reading, mention) or _PROMPT.match(reading.text, reading.tokens.ends[mention.last - 1])
    ):
        return True
    if reading.has_cells and _is_empty_cell(reading, mention):
        return True
    if is_unanswered(reading, mention):
        return True
    if not reading.is_form or _answers_head(reading, mention):
        return False
    line, line_end = _line_around(reading, mention)
    after = reading.tokens.ends[min(mention.last + 2, len(reading.tokens.words) - 1)]
    if not reading.has_field(line, max(line_end, after)):
        return False
    if _blank_follows(reading, mention):
        return True
    box = _box_of(reading, mention, line, line_end)
    if box is not None:
        return not box
    start = reading.tokens.starts[mention.first]
    if _in_open_braces(reading.text, line, line_end, start) or _awaits_choice(reading, mention):
        return True
    return _OPENS_EMPTY.match(reading.text, line, start) is not None


def _answers_head(reading: Reading, mention: Mention) -> bool:
    """Whether the boxes of the line answer the head of their table, and not the words beside them."""
    start = reading.tokens.starts[mention.first]
    return any(first <= start < end for first, end in reading.choice_rows)


def is_unticked(reading: Reading, words: Mention) -> bool:
    """Whether the box of these words stands empty: the "none" of "[x] island 6 x 3 cm  [ ] none" denies nothing."""
    line, line_end = _line_around(reading, words)
    return reading.has_field(line, line_end) and _box_of(reading, words, line, line_end) is False


def _line_around(reading: Reading, mention: Mention) -> tuple[int, int]:
    """The ends of the line that holds a mention, or of a window where the line is longer."""
    start = reading.tokens.starts[mention.first]
    line = reading.text.rfind("\n", max(0, start - _WINDOW), start) + 1 or max(0, start - _WINDOW)
    end = reading.text.find("\n", start, start + _WINDOW)
    return line, end if end >= 0 else min(start + _WINDOW, len(reading.text))


def _blank_follows(reading: Reading, mention: Mention) -> bool:
    """Whether the words are followed by a blank that waits for an answer: "size ___ x ___", "artery: ***"."""
    words, sentence = reading.tokens.words, reading.sentence
    return mention.concept not in {"flap", "piece"} and any(
        sentence[token] == sentence[mention.first]
        and words[token][:2] in {"**", "__"}
        and (token < mention.last + _TO_BARE_BLANK or words[token - 1] == ":")
        and not _closes_bold(words, mention.first, token)
        and all(word.isalpha() or word in _BEFORE_BLANK for word in words[mention.last : token])
        for token in range(mention.last, min(mention.last + _TO_BLANK, len(words)))
    )


def _closes_bold(words: list[str], first: int, token: int) -> bool:
    """Whether two stars end a label in bold letters: "**Complications:** nil"."""
    return words[token] == "**" and "**" in words[max(first - _LABEL, 0) : first]


def _box_of(reading: Reading, mention: Mention, line: int, line_end: int) -> bool | None:
    """Whether the box that the words belong to is ticked, or None where they have none that says so."""
    text, start = reading.text, reading.tokens.starts[mention.first]
    behind = reading.tokens.ends[mention.last - 1]
    boxes_follow = _box_follows_words(text[max(line, start - _WINDOW) : line_end])
    if _UNTICKED.fullmatch(text, behind, line_end) or (boxes_follow and _EMPTY_BOX.match(text, behind)):
        return False
    if boxes_follow:
        return None
    before = text[line:start]
    if not _ANY_BOX.search(before) and _NONE_TICKED.fullmatch(text, behind, line_end):
        return False
    if _BEHIND_TICKED.search(before):
        return True  # "[ ] plate  [x] headless screw"
    return False if _BEHIND_EMPTY_BOX.search(before) or _in_empty_box(reading, mention) else None


def _in_empty_box(reading: Reading, mention: Mention) -> bool:
    """Whether an empty box opens the words among which these stand: "[ ] artery patent"."""
    words, clause = reading.tokens.words, reading.clause
    first = mention.first
    while first and clause[first - 1] == clause[mention.first]:
        first -= 1
    if words[first : first + 2] != ["[", "]"] and words[first] not in EMPTY_SIGNS:
        return False
    # What stands apart answers the field itself: "artery [x] end-end [ ] end-side      radial artery".
    starts = reading.tokens.starts
    return _GAP.search(reading.text, reading.tokens.ends[first + 1], starts[mention.first]) is None


def _in_open_braces(text: str, line: int, line_end: int, start: int) -> bool:
    """Whether the words at `start` stand in braces that nobody filled in; "{Left}" is an answer."""
    for braces in _BRACES.finditer(text, line, line_end):
        if braces.start() < start < braces.end():
            return _UNCHOSEN.search(braces[1]) is not None
    return text.rfind("{", line, start) > text.rfind("}", line, start)  # a choice that goes on in the next line


def _awaits_choice(reading: Reading, mention: Mention) -> bool:
    """Whether braces with an open choice follow the words: "Skin paddle: {Y/N}"."""
    found = _BRACES_AFTER.match(reading.text, reading.tokens.ends[mention.last - 1])
    return found is not None and _UNCHOSEN.search(found[1]) is not None and mention.concept not in {"flap", "piece", "section"}


def may_refer(text: str) -> bool:
    """Whether a field of a note could tell where else to look: a quick look that spares one for each of its mentions."""
    return _REFERS.search(text) is not None


def refers_on(reading: Reading, mention: Mention) -> bool:
    """Whether a field tells of such a thing only where else to look for it."""
    told = mention.concept in _ELSEWHERE or mention.rule.id == "act-join"
    return told and _REFERRED.match(reading.text, reading.tokens.ends[mention.last - 1]) is not None


def ticked_no(reading: Reading, mention: Mention) -> bool:
    """Whether a choice of boxes follows the words and "no" is the one ticked ("Skin paddle: [ ] yes [x] no")."""
    end = reading.tokens.ends[mention.last - 1]
    if answers_no(reading, mention):
        return True
    if not reading.is_form:
        return False
    found = _CHOICE.match(reading.text, end)
    return found is not None and _NO_TICKED.search(found[0]) is not None


def _box_follows_words(line: str) -> bool:
    """Whether boxes stand behind their words ("CT [ ]  MRI [ ]") rather than before them ("[ ] CT  [ ] MRI")."""
    boxes = list(_ANY_BOX.finditer(line))
    if not boxes:
        return False
    before, after = line[: boxes[0].start()], line[boxes[0].end() :]
    if not before.strip(" \t-*") or before.rstrip().endswith(":"):
        return False
    if _ENDS_IN_OPTION.search(before):
        return True  # "Artery  ETE [ ]  ETS [x]  to the radial": a label would stand there otherwise
    ends_with_box = not line[boxes[-1].end() :].strip()
    return ends_with_box or len(after) - len(after.lstrip()) > len(before) - len(before.rstrip())
