"""Lines of a note: which are page furniture, and where a line break ends a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from auditor.language.parted import goes_on_below
from auditor.language.words import may_say, words

_PAGE = re.compile(r"\b(?:page|pg|p)\b\.?\s*:?\s*\d+\s*(?:of|/)\s*\d+", re.IGNORECASE)
_PAGE_LAST = re.compile(r"\s{3,}page\s*:?\s*\d+\s*\Z", re.IGNORECASE)
_PAGE_ALONE = re.compile(r"\W*page\s*\d+\W*\Z", re.IGNORECASE)
_CONTINUED = re.compile(r"[^.]{0,60}\(?\bcont(?:inued|['\u2019]d|d)\b\.?\)?\W*\Z", re.IGNORECASE)
# "Patient: Doe, Jamie  MRN: 447  Printed: 03/02/2031"; a model that was printed is none.
_PRINTED = re.compile(
    r"(?:^|\b(?:patient|name|dob|mrn|nhs|urn?)\b.*)\s*\bprinted\b(?: on| at)?:?\s+\d{1,4}[-/.]\d{1,2}[-/.]\d", re.IGNORECASE
)
_SERVED = re.compile(r"surg|serv|proced|operat|\bdos\b", re.IGNORECASE)  # such a line tells more than when it was printed
_TURN_OVER = re.compile(r"[^.]{0,60}\bcont(?:inued|['\u2019]d|d)\b (?:on (?:the )?next page|overleaf)\W*\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_RULE = re.compile(r"[\s\-=_*~.+|:]*\Z")
_BULLET = re.compile(r"\s*(?:[-*\u2022\u00b7\u25aa|>]|\d{1,2}[.)]\s|\(\d{1,2}\)|\[.?\]|[a-zA-Z][.)]\s)")
_COUNTED = re.compile(r"(?:\d{1,2}|[a-zA-Z])\.\s")  # "joined to a", and below it "V. comitans"
# A label and a gap before its value: "Procedure    Free rib".
_LABEL = re.compile(r"[A-Z][\w.&/]*,?(?: [\w.&/()]+,?){0,3}(?: {3,}|\t)\S")
# A label and its colon, dash or leaders at the start of a line: "Done - free rib", "op: Dr Hall", "bone missing ..... 3 cm".
_MARKED = re.compile(
    r"(?:[A-Z][\w.&/]*(?: [\w.&/()]+){0,3} ?:|[A-Z][a-z]*(?: [a-z]+)? [-\u2013]|[a-z]{1,4} ?(?:\([\w ]{1,20}\) ?)?:)\s+\S"
    r"|[\w ,()/]{2,40}\.{4,} ?\S"
)
_FIELD = re.compile(r"[a-z]{1,14}(?: [a-z]{1,14}){0,3} ?(?:\([\w ]{1,20}\) ?)?:\s")
_FEWEST_FIELDS = 4  # lines
_ITEM = re.compile(r"[-*\u2022\u00b7>|]|\(?\w{1,2}[.)](?!\d)")  # "4.8 cm" is none
_OPEN_WORDS = words("was were is are of the a an to with and or by from into at in on for measuring measured about")
# "To the right", and below it the part of the body that goes on with it.
_PART = re.compile(
    r"\s*(?:ulna|radius|tibia|femur|humerus|mandible|maxilla|clavicle|scaphoid|lunate|talus|foot|hand|leg|arm|forearm|thigh|jaw|"
    r"(?:first|second|third|1st|2nd|3rd) (?:metacarpal|metatarsal))\b",
    re.IGNORECASE,
)
_GAP_OPEN = (" gap", " defect", " loss", " deficit")  # "the mandibular gap", and below it "5.5 cm on caliper"
_SIZE = re.compile(
    r"\s*\d+(?:[.,]\d+)? ?(?:cm|mm)\s*(?:\Z|[.,;]|\b(?:on|by|at|in|along|long|wide|high|measured)\b)", re.IGNORECASE
)
# "Tibial gap after resection", and below it "3.4 cm by ruler": a label on a line of its own, and its size.
_SIZED_LABEL = re.compile(
    r"(?=[^\n]*\b(?:gap|defect|loss|deficit|paddle|island)\b)(?!(?:the|an?|this)\b)[A-Z][a-z/]+(?: [a-z/()]+){0,5}", re.IGNORECASE
)
_SIZE_ALONE = re.compile(
    r"\s*\d+(?:[.,]\d+)?(?: ?(?:x|\u00d7|by) ?\d+(?:[.,]\d+)?){0,2} ?(?:cm|mm)\s*"
    r"(?:\Z|[.,;\n]|\b(?:on|by|at|long|wide|high|measured)\b)",
    re.IGNORECASE,
)
_SIDES = frozenset({"left", "right"})
_OPEN_SIDES = (" to the right", " to the left", " of the right", " of the left", " from the right", " from the left")
_RUNS_ON = words("and or with w/ of + &")  # what no line of its own begins with
_NARROWEST_WRAP = 36
_FEWEST_WORDS = 12
_CAPITALS = 0.02  # the share of words with a capital up to which a note is one that writes none
_LONGEST_FURNITURE = 200  # characters
_LONGEST_HEADING = 44
_SHORTEST_HEADING = 20  # characters of one that needs no blank line below it
_SURE_WRAP = 60
_SHORT_LINE = 0.3  # of the longest line of its block, which so uneven lines never wrap at
_LOOSE_LINE = 0.6  # of the longest, below which no word of a wrap would have found no room
_FULL_LINE = 0.85  # of the longest
_FEWEST_LOOSE = 2  # lines
_ENDS = re.compile(r"[.:;!?|,]")
_NEARLY_FULL = 0.7


@dataclass(slots=True)
class Layout:
    """`printed`: spans of text without page furniture. `breaks`: offsets where a new line starts a new sentence.

    `lines`: offset of each line's first character, furniture left out; `paragraphs`: offsets where a blank line or a
    heading-like gap precedes.
    """

    printed: list[tuple[int, int]]
    breaks: frozenset[int]
    lines: list[int]
    paragraphs: frozenset[int]


def opens_item(text: str, start: int) -> bool:
    """Whether a line that starts at `start` is an item of a list: a bullet, "3.", "b)"."""
    return _ITEM.match(text, start) is not None


def headed_lines(text: str, layout: Layout) -> set[int]:
    """Where lines begin that complete the heading in capitals right above them: "BONE GAP", and below it "4.8 cm."."""
    headed: set[int] = set()
    for line, following in pairwise(layout.lines):
        if line in layout.paragraphs and following not in layout.paragraphs and _is_heading(text[line:following].strip()):
            end = text.find("\n", following)
            content = text[following : end if end >= 0 else len(text)]
            if not (content.isupper() or opens_item(text, following)):
                headed.add(following)
    return headed


def _is_heading(line: str) -> bool:
    return line.isupper() and len(line) <= _LONGEST_HEADING and line[-1] not in ".,;:?!" and "\n" not in line


def lay_out(text: str) -> Layout:
    """Read the lines of `text`."""
    lines = _split(text)
    kept = _without_furniture(text, lines)
    removed = sorted({start for start, _ in lines} - {start for start, _ in kept})
    blocks = _blocks(text, kept)
    small = cache(lambda: _writes_small(text))  # few notes have lines that ask for it
    breaks: set[int] = set()
    paragraphs: set[int] = set()
    previous: tuple[int, int] | None = None
    for block in blocks:
        width, longest = _wrap_width(block), max(end - start for start, end in block)
        sheet, loose = _is_sheet(text, block), _is_loose(text, block, longest)
        for number, (start, end) in enumerate(block):
            if previous is None or (number == 0 and not _runs_on(text, previous, (start, end), removed)):
                breaks.add(start)
                paragraphs.add(start)
            elif number:
                short = width == 0 and longest >= _NARROWEST_WRAP and previous[1] - previous[0] < _SHORT_LINE * longest
                short = short or (width == 0 and loose)
                field = (sheet and _FIELD.match(text, start)) or (number == 1 and _heads_block(text, previous, start, longest))
                if field or _ends_line(text, previous, (start, end), width, small, short=short):
                    breaks.add(start)
            previous = (start, end)
    return Layout(_merge(kept, text), frozenset(breaks), [start for block in blocks for start, _ in block], frozenset(paragraphs))


def _heads_block(text: str, first: tuple[int, int], start: int, longest: int) -> bool:
    """Whether a word or two in the first line of a block are its heading, and no wrap of its long lines: "Post-op" above them."""
    line = text[first[0] : first[1]]
    short = longest >= _SURE_WRAP and len(line) <= _SHORTEST_HEADING and line[0].isupper() and line[-1].isalpha()
    short = short and not text[first[1] : start].strip()  # no page furniture was taken out between them
    return short and text[start].isalpha() and not (_is_open(line, text[start:]) or goes_on_below(text, first[1], start))


def _is_sheet(text: str, block: list[tuple[int, int]]) -> bool:
    """Whether most lines of a block are fields of a sheet that writes its labels small: "imaging: plain film"."""
    return len(block) >= _FEWEST_FIELDS and 2 * sum(_FIELD.match(text, start) is not None for start, _ in block) > len(block)


def _is_loose(text: str, block: list[tuple[int, int]], longest: int) -> bool:
    """Whether small letters open lines below such as are far from full, so that none of the block's lines is a wrap."""
    below = (
        end - start for (start, end), (first, _) in pairwise(block) if text[first].islower() and not _ENDS.match(text[end - 1])
    )
    full = sum(end - start >= _FULL_LINE * longest for start, end in block)
    return (
        longest >= _SURE_WRAP
        and 4 * full <= len(block) + 3
        and sum(length < _LOOSE_LINE * longest for length in below) >= _FEWEST_LOOSE
    )


def _wrap_width(block: list[tuple[int, int]]) -> int:
    """The width at which a block's lines are wrapped, or 0 where its lines are too uneven to be wrapped text."""
    lengths = [end - start for start, end in block]
    width = max(lengths)
    full = sum(length >= _NEARLY_FULL * width for length in lengths[:-1])
    if len(lengths) < 3:
        return width if width >= _SURE_WRAP else 0
    return width if full >= _NEARLY_FULL * (len(lengths) - 1) else 0


def _writes_small(text: str) -> bool:
    """Whether a note is written without capitals, so that a small letter at the head of a line says nothing.

    Short forms in capitals ("GA", "R") say nothing either way.
    """
    words = _WORD.findall(text)
    capitals = sum(word[0].isupper() and not word.isupper() for word in words)
    return len(words) >= _FEWEST_WORDS and capitals <= _CAPITALS * len(words)


def _split(text: str) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for line in text.splitlines(keepends=True):
        spans.append((start, start + len(line.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029"))))
        start += len(line)
    return spans


def _without_furniture(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines that are no page furniture; a line that comes again and again beside page numbers is part of their head."""
    written = [text[start:end] for start, end in lines]
    furniture = [_is_furniture(line) for line in written]
    if any(furniture):
        counts = Counter(_DIGITS.sub("0", line).strip() for line in written)
        again = [bool(line.strip()) and counts[_DIGITS.sub("0", line).strip()] > 1 for line in written]
        for step in (1, -1):  # from a page line on, down and up
            for number in range(len(lines))[::step]:
                beside = number - step
                inside = 0 <= beside < len(lines)
                if inside and furniture[beside] and again[number] and not furniture[number]:
                    furniture[number] = True
    return [line for line, out in zip(lines, furniture, strict=True) if not out]


def _is_furniture(line: str) -> bool:
    """Page headers and ruled lines; a blank line is none."""
    printed = line.strip()
    if not printed or len(line) > _LONGEST_FURNITURE:
        return False  # a note that was pasted into one line is not lost with its page numbers
    if _DIGITS.search(line):
        if _PAGE.search(line) or _PAGE_LAST.search(line) or _PAGE_ALONE.match(line):
            return True
        if may_say(line, "printed") and _PRINTED.search(line) and not _SERVED.search(line):
            return True
    if may_say(line, "cont") and (_TURN_OVER.match(line) or ((line.isupper() or "(" in line) and _CONTINUED.match(line))):
        return True
    return len(printed) > 2 and _RULE.fullmatch(line) is not None and "__" not in line


def _blocks(text: str, lines: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Lines grouped between blank lines; each line's leading white space is left out."""
    blocks: list[list[tuple[int, int]]] = []
    open_block = False
    for start, end in lines:
        stripped = text[start:end]
        lead = len(stripped) - len(stripped.lstrip())
        if not stripped.strip():
            open_block = False
            continue
        if not open_block:
            blocks.append([])
            open_block = True
        blocks[-1].append((start + lead, end))
    return blocks


def _runs_on(text: str, previous: tuple[int, int], line: tuple[int, int], removed: list[int]) -> bool:
    """Whether a sentence goes on after page furniture, which stood where lines were `removed`, was taken out of its middle."""
    between = bisect_left(removed, previous[1]) < bisect_left(removed, line[0])
    return between and text[previous[1] - 1] not in ".:;!?" and (text[line[0]].islower() or text[line[0]].isdigit())


def _ends_line(
    text: str, previous: tuple[int, int], line: tuple[int, int], width: int, small: Callable[[], bool], *, short: bool
) -> bool:
    """Whether the break between two lines is meant, not a wrap: the next word would still have fitted.

    Where `small` letters begin all lines, and these are of all lengths, or behind a `short` one, each line is a statement of its
    own.
    """
    start, end = line
    head = text[start:end]
    if goes_on_below(text, previous[1], start):
        return False
    above = text[previous[0] : previous[1]]
    if (_BULLET.match(head) and not (_COUNTED.match(head) and _last_word(above) in _OPEN_WORDS)) or _LABEL.match(head):
        return True
    if _MARKED.match(head):
        return True
    last = text[previous[1] - 1]
    if _is_open(above, head):
        return False
    word = head.split(None, 1)[0]
    if head[0].islower() and last not in ".:;!?|":
        own = width < _NARROWEST_WRAP and word not in _RUNS_ON and (short or small())
        if not own:
            return False
    first_word = len(word)
    fits = (previous[1] - previous[0]) + 1 + first_word <= width
    return fits or width < _NARROWEST_WRAP


def _is_open(line: str, following: str) -> bool:
    """Whether a line cannot end its sentence: it stops after "was" or "of the", inside a bracket, at a comma, before a size."""
    last_word = _last_word(line)
    if last_word in _OPEN_WORDS or line.rfind("(") > line.rfind(")"):
        return True
    if last_word in _SIDES and line.lower().endswith(_OPEN_SIDES) and _PART.match(following):
        return True
    if (line.endswith(_GAP_OPEN) and _SIZE.match(following)) or (_SIZE_ALONE.match(following) and _SIZED_LABEL.fullmatch(line)):
        return True
    return line.endswith(",") and ":" not in following[:30] and not line.isupper()


def _last_word(line: str) -> str:
    return line.rsplit(None, 1)[-1].lower()


def _merge(lines: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Neighbouring printed lines as one span, so that the tokeniser is called once where nothing was taken out."""
    spans: list[tuple[int, int]] = []
    for start, end in lines:
        if spans and "\n" not in text[spans[-1][1] : start].replace("\n", "", 1):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans
