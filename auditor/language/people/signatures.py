"""How the end of a note tells who signed it, or attests who the surgeon was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.language.people.names import DEGREE, INITIAL, NAME, NEVER_NAMES, NOT_NAMES, SIGNED, WORD, with_degree
from auditor.language.people.ranks import SURELY, Ranked, says_after
from auditor.language.words import may_say

_LONGEST_SIGNATURE = 80  # characters
_ROLE = re.compile(
    r"[\s,.(]*(?:[A-Z]{2,}\b|(?:for|on behalf|\d)|[\w ]{0,24}(?:registrar|resident|fellow|physician|doctor)\b|\W*$)"
)
# At the end of a note somebody attests who the surgeon was, or signs as the attending.
_ATTESTED = re.compile(
    rf"(?:\b[Aa]ttending|\b[Cc]onsultant|\b[Rr]esponsible) surgeon,? (?P<name>{NAME.pattern})"
    rf"|(?i:signed|dictated)(?: by)?:? (?P<signer>{INITIAL}*{WORD}(?: (?:[A-Z]\.|{WORD})){{0,3}})"
    r"(?=[, ][\w., ]{0,20}(?:attending|consultant|surgeon))"
)
_LABEL = re.compile(r"(?: [A-Za-z]+){0,3}:")  # "DESCRIPTION OF" PROCEDURE: is no name
_LAST = 400  # characters
_OF_COLLEGE = re.compile(r"\s?\([^()\n]{1,20}\)\s*")  # "FRCS(Tr & Orth)"


def signed(text: str, *, letter: bool) -> Iterator[Ranked]:
    """Names that stand alone on one of the last lines; a letter is signed by its author."""
    end = len(text.rstrip())
    for back in range(6):
        line = text.rfind("\n", 0, end) + 1
        match = NAME.match(text, line, end)
        rest = text[match.end() : end] if match else ""
        ranked = back > 0 and says_after(text, end)  # the line below is the signer's rank: "Consultant Hand Surgeon"
        if line and match and _stands_alone(match, rest) and (back == 0 or letter or ranked or DEGREE.fullmatch(rest)):
            yield SURELY + letter, match.start(), match.end()
        end = max(line - 1, 0)
    last = text[-_LAST:]
    attested = "surgeon" in last or any(may_say(last, word) for word in ("signed", "dictated"))
    for match in _ATTESTED.finditer(text, max(0, len(text) - _LAST)) if attested else ():
        group = "name" if match["name"] else "signer"
        yield SURELY, match.start(group), with_degree(text, match.end(group))
    last_words = SIGNED.search(text, max(0, len(text) - _LONGEST_SIGNATURE))
    if last_words:
        yield SURELY, *last_words.span("name")


def _stands_alone(match: re.Match[str], rest: str) -> bool:
    """Whether a line holds a name and at most degrees or a role after a comma."""
    words = match[0].split()
    plain = {word.strip(".,").lower() for word in words}
    named = len(words) >= 2 and words[0].strip(".,").lower() not in NOT_NAMES and not plain & NEVER_NAMES and len(match[0]) < 45
    college = DEGREE.fullmatch(f" {words[-1]}") is not None and _OF_COLLEGE.fullmatch(rest) is not None
    if _LABEL.match(rest):
        return False
    return named and (not rest.strip() or college or bool(DEGREE.match(rest) or says_after(rest, 0) or _ROLE.match(rest)))
