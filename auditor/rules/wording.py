"""What a question to a surgeon must not say: neutral, open wording after the published practice for compliant queries."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FORBIDDEN = (
    (
        re.compile(
            r"\$|\b(?:reimburse\w*|pay(?:s|ing|ment|ments)?|revenues?|rvus?|charges?|fees?|profits?|denials?|billing|billable|"
            r"quality scores?|rankings?|percentiles?|(?:higher|lower) codes?)\b|(?<!bone )(?<!blood )\bloss\b",
            re.IGNORECASE,
        ),
        "it speaks of money or scores",
        "ask for the clinical fact alone",
    ),
    (
        re.compile(r"\b\d{5}\b|\bCPT\b|\bmodifiers?\b|\bcod(?:e|es|ed|ing)\b", re.IGNORECASE),
        "it names a code or a modifier",
        "keep codes on the auditor's sheet",
    ),
    (
        re.compile(
            r"\b(?:please|confirm\w*|should|must|needs? to|ensure|be sure|amend|add that|state that|document that|"
            r"as required|isn't|wasn't|didn't)\b",
            re.IGNORECASE,
        ),
        "it leads the surgeon to an answer",
        "ask how, what, which, where or from what",
    ),
)
_YES_OR_NO = frozenset(
    {"am", "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "shall", "should", "was",
     "were", "will", "would"}
)  # fmt: skip
_SENTENCE = re.compile(r"[^.?!]+[.?!]?")


def faults(question: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with `question`, each time with the remedy; nothing where its wording is neutral and open."""
    for words, what, remedy in _FORBIDDEN:
        if found := words.search(question):
            yield f"{what} ({found.group()!r})", remedy
    asked = [sentence.strip() for sentence in _SENTENCE.findall(question) if sentence.endswith("?")]
    if len(asked) != 1 or not question.rstrip().endswith("?"):
        yield "it does not end in exactly one question", "ask one thing, in the last sentence"
    for sentence in asked:
        if sentence.split()[0].lower() in _YES_OR_NO:
            yield "it can be answered with yes or no", "ask how, what, which, where or from what"
