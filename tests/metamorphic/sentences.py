"""Sentences put into samples where they must not count, and what each changes nevertheless."""

from __future__ import annotations

from collections.abc import Mapping

from tests.metamorphic import wording
from tests.metamorphic.check import wrong_fields
from tests.metamorphic.corpus import case, table
from tests.metamorphic.laws import Change

HOSTS = ("crest-to-femoral-neck", "metatarsal-to-tibia", "plain-crest-graft", "muscle-flap-bone-later")
"""Bone said to be without skin; silent about skin; a plain bone graft; a free muscle flap."""
SENTENCES = [sentence for group in table("sentences").values() for sentence in group]
PLACES = (0.0, 0.5, 0.999)


def broken(sentence: str) -> Mapping[str, str]:
    """The fields that the sentence changes, each with the first sample where it does."""
    found: dict[str, str] = {}
    for host in HOSTS:
        note = case(host)
        for place in PLACES:
            text = wording.with_sentence(note.text, sentence, place, apart=place == PLACES[1])
            for field in wrong_fields(Change(sentence, text, note.picture)):
                found.setdefault(field, host)
    return found
