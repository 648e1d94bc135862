"""Changes of what a note says: something is put in that must not count, taken out, or replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_PARAGRAPH_END = re.compile(r"(?<=[a-z)]\.)[ \t]*(?=\n|$)")
MIN_PROSE = 60
"""A line this long that ends with a full stop is the end of a paragraph of prose."""


def paragraph_ends(text: str) -> list[int]:
    """Offsets behind the full stop of each paragraph of prose; a paragraph ends before a blank line or is a long line."""
    found: list[int] = []
    for end in _PARAGRAPH_END.finditer(text):
        line = text[text.rfind("\n", 0, end.start()) + 1 : end.start()]
        ends_block = text[end.end() : end.end() + 2] in ("\n\n", "\n", "")
        if "|" not in line and "\t" not in line and (len(line) > MIN_PROSE * 2 or (ends_block and len(line) > MIN_PROSE / 3)):
            found.append(end.start())
    return found


def with_sentence(text: str, sentence: str, place: float, *, apart: bool) -> str:
    """Put a sentence behind a paragraph: at its end or, with `apart`, as a paragraph of its own."""
    ends = paragraph_ends(text) or [len(text.rstrip())]
    end = ends[min(int(place * len(ends)), len(ends) - 1)]
    return text[:end] + ("\n\n" if apart else " ") + sentence + text[end:]


def without_sentence(text: str, start: str, *, whole_line: bool = False) -> str:
    """Delete the one sentence (or line) that begins with `start`; ValueError where there is none or more than one."""
    if text.count(start) != 1:
        raise ValueError(f"{text.count(start)} places begin with {start!r}")
    begin = text.index(start)
    stop = re.compile(r"\n|$" if whole_line else r"\.(?=\s|$)\s?").search(text, begin)
    assert stop is not None
    return text[:begin] + text[stop.end() :]


def donor_replaced(text: str, words: Mapping[str, Sequence[str]], new: Mapping[str, str], keep: Sequence[str] = ()) -> str:
    """Replace each word for the old donor and its parts by the new donor's word for the same part.

    `words` and `new` have the same keys (bone, stem of the vessels' names, region, muscle, ...); `keep` are words that
    mean something else in this note.
    """
    slot_of = {word.lower(): slot for slot, known in words.items() for word in known if word not in keep}
    known = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(slot_of, key=len, reverse=True))
    pattern = re.compile(rf"\b(?P<article>an?\s+)?(?P<word>{known})\b", re.IGNORECASE)

    def replaced(found: re.Match[str]) -> str:
        word = new[slot_of[" ".join(found["word"].lower().split())]]
        article = ("An " if found["article"][0] == "A" else "an ") if found["article"] else ""
        if article and word[0] not in "aeiou":
            article = article.replace("n", "")
        return article + _in_case(word, found["word"])

    return pattern.sub(replaced, text)


def _in_case(word: str, like: str) -> str:
    if like.isupper() and (" " in like or len(like) > 4):  # a short word in capitals is an abbreviation
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() and not like.isupper() else word
