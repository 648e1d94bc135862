"""An account of an earlier transfer goes on until something is done today: "A free fibula in 2019. Its artery was joined ..."."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import groupby

from spacy.tokens import Doc

from auditor.language.flow import VESSELS
from auditor.language.reading import Mention, Reading, first_word, reading_of
from auditor.language.words import words
from auditor.model import Assertion

WENT_ON = "goes on with the account of an earlier operation"
# Another paper's own words: 'My note of that day reads: "..."'.
_QUOTED = re.compile(
    r"\b(?:reads?|reading|says?|said|states?|stated|recorded|writes?|wrote|verbatim|quotes?|quoted|copied)\b"
    r"[^\"\u201c\u201d\n]{0,40}(?:[:,]|\n)\s*[\"\u201c](?P<words>[^\"\u201c\u201d]{40,})[\"\u201d]",
    re.IGNORECASE,
)
_MARKS = ('"', "\u201c")  # without one there is nothing to look for
_DESCRIBING = frozenset({"narrative", "technique", "procedure"})
_ACCOUNTS = frozenset({"history", "indication", "previous"})
_BEGINNING = frozenset({"opening", "tourniquet", "release", "harvest_cue"})
_TRANSFERS = frozenset({"flap_name", "bone_claim"})
_FLAPS = frozenset({"flap", "free"})
_WORK = frozenset({"harvest", "cut", "resect", "divide_pedicle", "keep_pedicle", "inset"})
_TOLD_ON = VESSELS | {"technique", "vessel", "flap", "flap_name", "bone_claim", "perfusion", "skin", "size", "own_vessels"}
_NOW = words("today now we i then next")


def go_on_with_accounts(doc: Doc) -> Doc:
    """spaCy component: what is joined right behind a transfer of the past, before any work is told, was joined then."""
    reading = reading_of(doc)
    if any(mark in reading.text for mark in _MARKS):
        for quoted in _QUOTED.finditer(reading.text):
            for mention in reading.told(*quoted.span("words")):
                _put_back(mention)
    if any(_is_past_transfer(mention) for mention in reading.mentions):
        _go_on(reading)
    return doc


def _go_on(reading: Reading) -> None:
    """Carry the past from sentence to sentence, up to the first work."""
    last: Mention | None = None  # the latest mention of the account
    every = sorted([*reading.mentions, *reading.owners], key=first_word)  # "a gap of 6 cm" goes on with the account too
    told = (m for m in every if reading.section_of(m.first).kind in _ACCOUNTS | _DESCRIBING)
    for number, group in groupby(told, key=lambda mention: reading.sentence[mention.first]):
        mentions = list(group)
        if any(map(_is_past_transfer, mentions)):
            last = mentions[-1]
        elif reading.section_of(mentions[0].first).kind not in _DESCRIBING:
            continue
        elif any(map(_is_work, mentions)):
            return
        elif last is not None and _follows(reading, last, mentions[0]) and not _speaks_of_now(reading, number):
            for mention in mentions:
                if mention.concept in _TOLD_ON or mention.rule.id == "act-join":
                    _put_back(mention)
            last = mentions[-1]


def _put_back(mention: Mention) -> None:
    if mention.assertion is Assertion.PERFORMED:
        mention.assertion, mention.why = Assertion.PRIOR, WENT_ON


def _follows(reading: Reading, last: Mention, mention: Mention) -> bool:
    """Whether a mention stands in the next sentence, and in the same paragraph or under the same heading."""
    if reading.sentence[mention.first] != reading.sentence[last.first] + 1:
        return False
    before, here = reading.section_of(last.first).heading, reading.section_of(mention.first).heading
    return before is here or (here is not None and not reading.starts_line(here.first))


def _is_past_transfer(mention: Mention) -> bool:
    flap = mention.concept in _TRANSFERS or (mention.concept == "flap" and mention.rule.value in _FLAPS)
    return flap and mention.assertion is Assertion.PRIOR


def _is_work(mention: Mention) -> bool:
    """Whether something is done, so that the account of the past is over."""
    if mention.concept in _BEGINNING:
        return True
    return mention.concept == "act" and mention.rule.value in _WORK and mention.assertion is Assertion.PERFORMED


def _speaks_of_now(reading: Reading, number: int) -> bool:
    """Whether a sentence says that it tells of today."""
    first, last = bisect_left(reading.sentence, number), bisect_right(reading.sentence, number)
    return not _NOW.isdisjoint(reading.tokens.words[first:last])
