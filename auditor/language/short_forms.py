"""Short forms that a note gives vessels itself: after "the ulnar artery (UA)", "UA" means that artery.

A name that two vessels share means the one that the note names in full: "profunda brachii artery ... vein of the profunda".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.language.reading import Mention, Reading, place

_VESSELS = frozenset({"artery", "vein"})
_GIVEN = re.compile(r"\(([A-Z]{2,5})\)")
_SHARED = "profunda"  # of the arm and of the thigh; alone, the thigh's
_MEANING_MORE = frozenset({"PT", "GA", "IV", "OR", "CT", "CTA", "PA", "AP", "MRI", "MRA", "US", "DOB", "ID"})
_BEFORE_FORM = 2  # characters: " ("


def with_short_forms(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """`mentions`, and each vessel that is told further on by the short form that the note gives it."""
    mentions = _with_shared_name(reading, mentions)
    given: dict[str, Mention] = {}
    twice: set[str] = set()
    for form, named in _given(reading, mentions):
        if given.setdefault(form, named).meaning != named.meaning:
            twice.add(form)  # "ulnar artery (UA)", and later "ulnar vein (UA)"
    for form in twice | _MEANING_MORE:
        given.pop(form, None)
    if not given:
        return mentions
    taken = {token for m in mentions if m.concept in _VESSELS for token in range(m.first, m.last)}
    tokens, text = reading.tokens, reading.text
    told = [
        Mention(vessel.rule, token, token + 1)
        for token, (start, end) in enumerate(zip(tokens.starts, tokens.ends, strict=True))
        if token not in taken and (vessel := given.get(text[start:end])) is not None and token > vessel.last + 1
    ]
    return sorted([*mentions, *told], key=place)


def _with_shared_name(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """`mentions`, in which the name that two vessels share means the one that stands in full, where only one does."""
    words = reading.tokens.words
    named = [m for m in mentions if m.concept == "artery" and _SHARED in words[m.first : m.last]]
    full = {m.rule.value: m.rule for m in named if m.last - m.first > 1}
    if len(full) != 1 or len(named) == 1:
        return mentions
    if any(m.concept in _VESSELS and "femoral" in m.rule.value for m in mentions if m not in named):
        return mentions  # the thigh's own are told of
    (rule,) = full.values()
    return [Mention(rule, m.first, m.last) if m in named and m.last - m.first == 1 else m for m in mentions]


def _given(reading: Reading, mentions: list[Mention]) -> Iterator[tuple[str, Mention]]:
    """Each short form in brackets, with the vessel whose name stands right before it."""
    forms = {form.start(): form[1] for form in _GIVEN.finditer(reading.text)}
    if not forms:
        return
    for mention in mentions:
        if mention.concept in _VESSELS:
            end = reading.tokens.ends[mention.last - 1]
            form = next((forms[at] for at in range(end, end + _BEFORE_FORM) if at in forms), None)
            if form is not None:
                yield form, mention
