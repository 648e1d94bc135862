"""What must and must not be said to a surgeon: neutral, open wording after the published practice for compliant queries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.rules.schema import Avoided, Letters

_YES_OR_NO = frozenset(
    {"am", "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "shall", "should", "was",
     "were", "will", "would"}
)  # fmt: skip
_SENTENCE = re.compile(r"[^.?!]+[.?!]?")
# What a letter must say in so many words, whatever else a department writes.
_DEMANDED = {
    "no_change": ("no particular answer is expected", "as it is"),
    "addendum": ("addendum", "dated", "signed", "original text stays"),
    "nothing_found": ("no statement", "found"),
    "nothing_further": ("no further statement", "found"),
    "other": ("other (please specify)",),
    "unable": ("unable to determine",),
}


def avoided(text: str, lists: tuple[Avoided, ...]) -> Iterator[tuple[str, str]]:
    """Yield what `text` says that no letter may say, each time with the remedy."""
    for each in lists:
        meant = text
        for phrase in each.unless:
            meant = _pattern(phrase).sub("", meant)
        found = min((m for word in each.words if (m := _pattern(word).search(meant))), key=lambda m: m.start(), default=None)
        if found:
            yield f"{each.what} ({found.group()!r})", each.remedy


def question_faults(question: str, lists: tuple[Avoided, ...]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with `question`, each time with the remedy; nothing where its wording is neutral and open."""
    yield from avoided(question, lists)
    asked = [sentence.strip() for sentence in _SENTENCE.findall(question) if sentence.endswith("?")]
    if len(asked) != 1 or not question.rstrip().endswith("?"):
        yield "it does not end in exactly one question", "ask one thing, in the last sentence"
    for sentence in asked:
        if sentence.split()[0].lower() in _YES_OR_NO:
            yield "it can be answered with yes or no", "ask how, what, which, where or from what"


def letter_faults(letters: Letters) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each text of the letters that is at fault, what is wrong with it, and the remedy."""
    for part in (letters.letter, letters.education):
        for name, text in part:
            # "Other (please specify)" is the standard's own wording.
            spoken = text if name != "other" else text.replace("(please specify)", "")
            yield from ((name, what, remedy) for what, remedy in avoided(spoken, letters.avoid))
    for name, demanded in _DEMANDED.items():
        for words in demanded:
            if words not in getattr(letters.letter, name).lower():
                yield name, f"it does not say {words!r}", "take these words in; every letter has to say so"


def _pattern(words: str) -> re.Pattern[str]:
    """`words` as they may stand in a text: `*` is any ending, `#` a figure, and a space any white space."""
    body = re.escape(words).replace(r"\*", r"\w*").replace(r"\#", r"\d").replace(r"\ ", r"\s+")
    return re.compile(rf"(?<!\w){body}(?!\w)" if words[0].isalnum() or words[0] == "#" else body, re.IGNORECASE)
