"""Who is meant by a printed name, and what the files for that person are called.

Two printed names are one person where they are the same full name apart from titles, degrees, case, stops and the order of
surname and first name. Anything less is a doubt, and on doubt there are two letters.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from auditor.language.words import words

_TITLES = words("dr doctor mr mrs ms miss mx prof professor assoc sir dame col lt ltc maj capt cpt")
# As they are written: "Do" and "Ba" are surnames, "DO" and "BA" behind a comma are not.
_DEGREES = words(
    "MD DO MBBS MBChB MBBCh MB BM BS BCh BChir ChB DDS DMD BDS PhD DPhil MS MSc MPH MCh MA BA BSc MBA "
    "FACS FRACS FRCS FRCSC FRCSEd FRCSI MRCS FCS Tr Orth Plast"
)
# Those that are no name, even where no comma stands before them.
_SURE = words("MD MBBS MBChB DDS DMD PhD FACS FRACS FRCS FRCSC FRCSEd FRCSI MRCS")
_BIRTH_ORDER = frozenset({"jr", "sr", "ii", "iii", "iv"})
_WORD = re.compile(r"[^\W_]+(?:['\u2019\-\u2010\u2011][^\W_]+)*")
_SLASHED = re.compile(r"\b[A-Za-z]/(?=prof\b)", re.IGNORECASE)  # A/Prof
_DOTTED = re.compile(r"\b(?:[A-Za-z]{1,3}\.\s?){2,}")  # M.D., Ph. D., F.R.C.S.


def key_of(name: str) -> str:
    """What tells one person from another in a printed name; empty where nobody is named."""
    printed_name = _SLASHED.sub("", unicodedata.normalize("NFKC", name))
    parts = [_untitled(_WORD.findall(part)) for part in _DOTTED.sub(_closed, printed_name).split(",")]
    names = [part for part in parts if part and not _DEGREES.issuperset(part)]
    if not names:
        return ""
    names[-1] = _without_degrees(names[-1])
    if len(names) == 2 and not _BIRTH_ORDER.issuperset(word.casefold() for word in names[1]):
        names.reverse()  # "Smith, Anna" is Anna Smith
    name_words = [word.casefold() for part in names for word in part]
    # A surname alone may be anybody's, so that only the same print is the same person.
    return " ".join(name_words if len(name_words) > 1 else printed_name.casefold().split())


def may_be(key: str, other: str) -> bool:
    """Whether two keys can be one person's.

    Each word of the shorter is a word of the longer or its initial, and one of them is whole; titles and degrees are no words.
    """
    short, long = sorted((_names_in(key), _names_in(other)), key=len)
    free = list(long)
    whole = False
    for word in sorted(short, key=len, reverse=True):
        found = next((name for name in free if name == word), None) or next(
            (name for name in free if name[0] == word[0] and 1 in (len(name), len(word))), None
        )
        if found is None:
            return False
        whole = whole or (found == word and len(word) > 2)
        free.remove(found)
    return whole


def _names_in(key: str) -> list[str]:
    words_of_key = (word.strip(".,") for word in key.split())
    return [word for word in words_of_key if word and word not in _TITLES and word.upper() not in _SURE]


def printed(names: Iterable[str]) -> str:
    """The form in which a person is addressed: the one most often printed, else the longest."""
    counts = Counter(" ".join(name.split()) for name in names)
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


def file_stems(keys: Iterable[str], prefix: str) -> dict[str, str]:
    """A file name without suffix for each key: letters and figures that every system knows, none used twice."""
    stems: dict[str, str] = {}
    for key in sorted(keys):
        plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-")
        stem = f"{prefix}-{slug or hashlib.sha256(key.encode()).hexdigest()[:8]}"
        number, taken = 1, stem
        while taken in stems.values():
            number += 1
            taken = f"{stem}-{number}"
        stems[key] = taken
    return stems


def _closed(dotted: re.Match[str]) -> str:
    """Dotted letters as one word where they are a degree ("M.D."), else as the initials that they are."""
    letters = re.sub(r"[.\s]", "", dotted[0])
    return f"{letters} " if letters in _DEGREES else dotted[0]


def _untitled(part: list[str]) -> list[str]:
    first = next((place for place, word in enumerate(part) if word.casefold() not in _TITLES), len(part))
    return part[first:]


def _without_degrees(part: list[str]) -> list[str]:
    while len(part) > 2 and part[-1] in _SURE:
        part = part[:-1]
    return part
