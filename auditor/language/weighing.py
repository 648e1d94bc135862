"""How much of a stretch of text speaks of operating, and how much of the past."""

from __future__ import annotations

import re
from bisect import bisect_right

from auditor.language.dates import dates_in
from auditor.language.flow import VESSELS
from auditor.language.reading import Mention, Reading
from auditor.language.words import words

OPERATING = frozenset({"opening", "technique", "tourniquet", "release"})
WORK = frozenset({"cut", "harvest", "divide_pedicle", "keep_pedicle", "join", "resect"})
_TOLD = re.compile(r"(?<![^\W\d_])[^\W\d_A-Z][^\W\d_]+")  # a word in small letters
_CLAMPS = words("clip clips both snares clamp clamps tourniquet cuff flow vessels pedicle microclamps")
_NAMED_WITHIN = 6  # words
_OPENS_WITH = 8  # characters
_FIRST_LINES = 200  # characters


def words_between(reading: Reading, start: int, end: int) -> list[str]:
    """The words of a stretch of text between two offsets."""
    starts = reading.tokens.starts
    return reading.tokens.words[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]


def sentence_edges(reading: Reading, start: int, end: int) -> list[int]:
    """Where the sentences of a stretch of text begin, its own beginning first."""
    starts, sentence = reading.tokens.starts, reading.sentence
    first = bisect_right(starts, start - 1)
    edges = {start}
    for token in range(first + 1, len(starts)):
        if starts[token] >= end:
            break
        if sentence[token] != sentence[token - 1]:
            edges.add(starts[token])
    return sorted(edges)


def count_work(reading: Reading, start: int, end: int) -> int:
    """How many words of work on bone and vessels a stretch of text holds."""
    return len([m for m in reading.told(start, end) if m.concept == "act" and m.rule.value in WORK])


def weigh(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """How many words of operating, and how many of the past, a stretch of text holds."""
    told = reading.told(start, end)
    past = [m for m in told if m.concept == "history_mark" and not _tells_no_past(reading, m)]
    operating = [m for m in told if m.concept in OPERATING and not _names_release(reading, m)]
    return len(operating) + tells_today(reading, start, told), len(past)


def _names_release(reading: Reading, mention: Mention) -> bool:
    """Whether "release" is the name of an operation and lets no blood in: "Release of ankylosis and a new condyle"."""
    words = reading.tokens.words
    return (
        mention.concept == "release"
        and words[mention.last : mention.last + 1] == ["of"]
        and _CLAMPS.isdisjoint(words[mention.last : mention.last + _NAMED_WITHIN])
    )


def weigh_sentence(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The same for one sentence. A pedicle is cut and bone is raised on vessels by operating; who operated when tells no past."""
    opening, past = weigh(reading, start, end)
    told = reading.told(start, end)
    acts = {mention.rule.value for mention in told if mention.concept == "act"}
    raised = "harvest" in acts and any(mention.concept in VESSELS for mention in told)
    severed = "divide_pedicle" in acts or raised
    return opening + 2 * severed, 0 if not _TOLD.search(reading.text, start, end) else past


def weigh_acts(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The same where no words of operating stand anywhere: bone is cut, or a vessel kept, in a sentence that tells no past."""
    opening, past = weigh_sentence(reading, start, end)
    worked = any(mention.concept == "act" and mention.rule.value in WORK for mention in reading.told(start, end))
    return opening + (worked and not past), past


def tells_today(reading: Reading, start: int, told: list[Mention]) -> bool:
    """Whether a stretch opens with "today" and names bone or flap: "Today scapular tip with a small cuff"."""
    words = words_between(reading, start, start + _OPENS_WITH)
    return words[:1] in (["today"], ["now"]) and any(mention.concept in {"bone", "flap", "flap_name"} for mention in told)


def _tells_no_past(reading: Reading, mark: Mention) -> bool:
    """Whether words of the past say nothing of it: those of who writes, and a full date at the head of the note."""
    return _is_of_surgeon(reading, mark) or _is_date_at_head(reading, mark)


def _is_date_at_head(reading: Reading, mark: Mention) -> bool:
    """Whether a month or a year belongs to a date with its day in the first lines: "Theatre note. 14 November 2023"."""
    place, text = reading.tokens.starts[mark.first], reading.plain
    if place > _FIRST_LINES:
        return False
    return any(found.start <= place < found.end for found in dates_in(text, 0, _FIRST_LINES, reading.day_first))


def _is_of_surgeon(reading: Reading, mark: Mention) -> bool:
    """Whether who writes says what was in hand, and nothing of the past: "followed back until I had a stalk of 7 cm"."""
    words = reading.tokens.words
    return words[mark.first] == "had" and words[mark.first - 1 : mark.first] in (["i"], ["we"])
