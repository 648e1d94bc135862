"""Finds every phrase of every rule in one pass, and keeps the longest where phrases of one kind overlap."""

from __future__ import annotations

from typing import Any

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.language.reading import Mention, reading_of
from auditor.rules.load import RuleSet
from auditor.rules.phrases import expand
from auditor.rules.schema import Rule

# Words of one group compete for the same place; a cue never displaces a concept.
_GROUPS = {"cue": "cue", "section": "section", "heading_word": "heading_word"}
# A bone's name inside the name of a vessel, a flap or a landmark is no mention of the bone.
_COVERING = frozenset({"artery", "vein", "bare_vessel", "flap_name", "landmark", "soft_flap", "nonvascular"})
# Units are read with their numbers, and header values by the header component.
_READ_ELSEWHERE = frozenset({"unit", "surgeon", "date_of_service", "stated_code"})
_OTHER = "\u241f"  # a sign that no rule holds, in place of words of no rule
# First token, end with a minus, rank of the rule among all, and the rule: they sort as they are tried.
Match = tuple[int, int, int, Rule]
_COVERED = frozenset({"bone", "bare_vessel", "region", "flap", "condition", "skin", "treatment", "closure"})


class Matching:
    """spaCy component: fills `mentions`, `headings` and `cues`."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._matcher = PhraseMatcher(vocab, attr="ORTH")
        self._known: dict[str, int] = {}
        self._rules: dict[int, tuple[str, int, Rule]] = {}

    def use(self, rules: RuleSet) -> None:
        """Take the phrases of a rule set."""
        matched = sorted((rule for rule in rules.rules if rule.concept not in _READ_ELSEWHERE), key=lambda rule: rule.id)
        for rank, rule in enumerate(matched):
            self._rules[self._vocab.strings.add(rule.id)] = (_GROUPS.get(rule.concept, rule.concept), rank, rule)
            plain = dict.fromkeys(text for phrase in rule.phrases for text in expand(phrase))
            # The form in which the matcher keeps and pickles phrases; making a document of each would take a second.
            phrases: Any = [tuple(map(self._key_of, text.split())) for text in plain]
            self._matcher.add(rule.id, phrases)

    def _key_of(self, word: str) -> int:
        key = self._known.get(word)
        if key is None:
            key = self._known[word] = self._vocab.strings.add(word)
        return key

    def doc(self, words: list[str]) -> Doc:
        """The document that is matched. Words of no rule are all one: they can match nothing, and cost and leave nothing."""
        known = self._known
        return Doc(self._vocab, words=[word if word in known else _OTHER for word in words])

    def __call__(self, doc: Doc) -> Doc:
        """Set the mentions of the reading of `doc`, in the order of the text."""
        reading = reading_of(doc)
        rules = self._rules
        by_group: dict[str, list[Match]] = {}
        for key, first, last in self._matcher(doc):
            group, rank, rule = rules[key]
            by_group.setdefault(group, []).append((first, -last, rank, rule))
        kept = {group: _longest(matches) for group, matches in by_group.items()}
        reading.headings = kept.pop("section", [])
        reading.label_words = kept.pop("heading_word", [])
        reading.cues = _without_landmarks(kept.pop("cue", []), kept.get("landmark", []))
        found = _without_covered([mention for group in kept.values() for mention in group])
        found.sort(key=place)
        reading.mentions = found
        return doc


def place(mention: Mention) -> tuple[int, int, str]:
    """Sort key: from left to right, the longest first."""
    return mention.first, -mention.last, mention.rule.id


def _longest(matches: list[Match]) -> list[Mention]:
    """Left to right, the longest match first; one that overlaps an accepted one is left out."""
    matches.sort()
    kept: list[Mention] = []
    free_from = 0
    for first, minus_last, _, rule in matches:
        if first >= free_from:
            kept.append(Mention(rule, first, -minus_last))
            free_from = -minus_last
    return kept


def _without_landmarks(cues: list[Mention], landmarks: list[Mention]) -> list[Mention]:
    """Leave out cues that are part of a longer name: a paddle "planned over" a vessel is drawn, and put off by nothing."""
    longer = [(mark.first, mark.last) for mark in landmarks if mark.last - mark.first > 1]
    return [cue for cue in cues if not any(first <= cue.first and cue.last <= last for first, last in longer)]


def _without_covered(mentions: list[Mention]) -> list[Mention]:
    """Leave out what lies wholly inside a longer name."""
    covers: dict[int, Mention] = {}
    for mention in mentions:
        if mention.rule.concept in _COVERING:
            for token in range(mention.first, mention.last):
                known = covers.get(token)
                if known is None or mention.last - mention.first > known.last - known.first:
                    covers[token] = mention
    cover = covers.get
    return [m for m in mentions if (over := cover(m.first)) is None or not (_is_covered(m, over) or _is_denied(m, over))]


def _is_denied(mention: Mention, cover: Mention) -> bool:
    """Whether a flap's name begins inside "non-vascularised": the "non" takes the vessels from all of it."""
    inside = cover.concept == "nonvascular" and cover.first < mention.first < cover.last < mention.last
    return inside and mention.concept in {"flap", "flap_name"}


def _is_covered(mention: Mention, cover: Mention) -> bool:
    if mention.concept not in _COVERED or cover is mention:
        return False
    longer = cover.last - cover.first > mention.last - mention.first or cover.concept == "landmark"
    allowed = mention.concept in {"flap", "skin", "condition"} and cover.concept not in {"landmark", "soft_flap"}
    if cover.concept == "nonvascular":  # "non-vascularised" claims no vessels; the bones it names stay
        allowed = mention.concept != "flap" or mention.rule.value in {"graft", "piece"}
    return longer and not allowed and cover.first <= mention.first and mention.last <= cover.last
