"""Changes of layout and of characters: the same words in the same order, on other lines and with other signs.

Each function takes the text of a note and gives the changed text.
"""

from __future__ import annotations

import html
import re
import textwrap

FIELD_WIDTH = 72
"""Lines no longer than this are headings and form lines; they keep a line of their own."""
SENTENCE_WIDTH = 45
"""Lines longer than this hold sentences that a page break may cut."""
WRAPPED_WIDTH = 100
"""A note whose lines are all shorter was wrapped by hand or machine; longer lines are whole paragraphs."""

_COLUMNS = re.compile(r"\t|\||\S {3,}\S|\.{3,}|^ {6,}")
_STARTS_ANEW = re.compile(r"^\s*(?:[-*•#=]|\d+[.)\s]|\[|[A-Z][\w /&'()]{1,40}:|\d\d:\d\d)")


def one_line(text: str) -> str:
    """All white space to single spaces."""
    return " ".join(text.split())


def upper_case(text: str) -> str:
    """The whole note in capitals."""
    return text.upper()


def bold_labels(text: str) -> str:
    """The label that opens a line between stars, as records that know bold letters print it: "**Complications:** none"."""
    return re.sub(r"^([A-Z][\w /&'()-]{1,40}:)(?=\s)", r"**\1**", text, flags=re.MULTILINE)


def paragraphs(text: str) -> list[str]:
    """The lines of a note, with the lines of a wrapped paragraph joined to one."""
    lines = text.splitlines()
    width = max(map(len, lines), default=0)
    joined: list[str] = []
    last = ""
    for line in lines:
        if width <= WRAPPED_WIDTH and _goes_on(last, line, width):
            joined[-1] += ("" if last.endswith("-") else " ") + line.strip()
        else:
            joined.append(line.rstrip())
        last = line.rstrip()
    return joined


def is_prose(paragraph: str) -> bool:
    """Whether a paragraph may be filled anew: long, and not laid out in columns."""
    return len(paragraph) > FIELD_WIDTH and not _COLUMNS.search(paragraph)


def rewrap(text: str, width: int, *, at_hyphens: bool = False) -> str:
    """Fill every paragraph anew at `width` characters; headings, form lines and tables keep their lines."""
    return "\n".join(_filled(paragraph, width, at_hyphens) for paragraph in paragraphs(text))


def parted(text: str, step: int) -> str:
    """Every `step`-th long word in small letters parted by a hyphen and the end of a line, as narrow columns are printed."""
    words = list(re.finditer(r"(?<![\w-])[a-z]{8,}(?![\w-])", text))
    for number, word in reversed(list(enumerate(words))):
        if number % step == 0:
            middle = word.start() + 3 + number % (len(word[0]) - 5)
            text = f"{text[:middle]}-\n{text[middle:]}"
    return text


def typographic(text: str, space: str, dash: str) -> str:
    """Use `space` between number and unit and within short forms, `dash` for each hyphen, and curly quotation marks."""
    text = re.sub(r"(?<=\d) (?=(?:cm|mm|x|×|in)\b)|(?<=[x×]) (?=\d)|(?<=\b[A-Z]) (?=[a-z])|(?<=\bDr\.) ", space, text)
    text = re.sub(r"(?<=\w)-(?=\w)", dash, text)
    text = re.sub(r"(?<= )--?(?= )", "—", text)
    return re.sub(r'"([^"\n]*)"', "“\\1”", re.sub(r"(?<=\w)'(?=\w)", "’", text))


def all_spaces(text: str, space: str) -> str:
    """Every space that is not at the start or end of a line becomes `space`."""
    return re.sub(r"(?<=\S) (?=\S)", space, text)


def soft_hyphens(text: str) -> str:
    """A hyphen that is not seen within every long word, as programs put it where a word may be parted."""
    return re.sub(r"(\w{4})(\w{4})", "\\1\u00ad\\2", text)


def without_width(text: str, mark: str) -> str:
    """A mark without a width behind every space and at the head of every line."""
    return re.sub(r"(?<= )(?=\S)|^", mark, text, flags=re.MULTILINE)


def joined_letters(text: str) -> str:
    """One sign for letters that are printed joined: the first two of "fibula" and of "flap"."""
    return text.replace("ffi", "\ufb03").replace("fi", "\ufb01").replace("fl", "\ufb02")


def by_name(text: str) -> str:
    """Signs and the space before a unit by their names in HTML."""
    return re.sub(r" (?=cm|mm)", "&nbsp;", html.escape(text))


def numbered(text: str) -> str:
    """The number of each line before it."""
    return "\n".join(f"{number:4}  {line}" for number, line in enumerate(text.splitlines(), 1))


def quoted(text: str) -> str:
    """As a mail quotes what it answers."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def framed(text: str, sign: str) -> str:
    """A sign at both sides of each line."""
    lines = text.expandtabs().splitlines()
    width = max(map(len, lines))
    return "\n".join(f"{sign} {line:{width}} {sign}" for line in lines)


def page_header(text: str, header: str, places: tuple[float, ...], *, apart: bool = False) -> str:
    """Put a page header into the middle of a sentence, at each of `places` (0 to 1, the share of the prose before it).

    `apart`: with blank lines around it.
    """
    gaps = _gaps_in_sentences(text)
    chosen = sorted({gaps[min(int(place * len(gaps)), len(gaps) - 1)] for place in places}) if gaps else []
    around = "\n\n" if apart else "\n"
    for gap in reversed(chosen):
        text = text[:gap] + around + header + around + text[gap + 1 :]
    return text


def _goes_on(last: str, line: str, width: int) -> bool:
    """Whether `line` is the same paragraph as the line before: its first word would not have fitted there."""
    words = line.split()
    if not words or len(last) < width / 2 or _COLUMNS.search(last) or _COLUMNS.search(line) or _STARTS_ANEW.match(line):
        return False
    return len(last) + 1 + len(words[0]) > min(width, 80)


def _filled(paragraph: str, width: int, at_hyphens: bool) -> str:
    if not is_prose(paragraph):
        return paragraph
    return textwrap.fill(paragraph, width, break_long_words=False, break_on_hyphens=at_hyphens)


def _gaps_in_sentences(text: str) -> list[int]:
    """Offsets of the single spaces in prose that have words of one sentence on both sides."""
    found: list[int] = []
    for line in re.finditer(r"[^\n]+", text):
        if len(line[0]) > SENTENCE_WIDTH and not _COLUMNS.search(line[0]):
            found += [line.start() + gap.start() for gap in re.finditer(r"(?<=[a-z]{2}) (?=[a-z])", line[0])]
    return found
