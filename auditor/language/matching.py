"""Finds every phrase of every rule in one pass, and keeps the longest where phrases of one kind overlap."""

from __future__ import annotations

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
_COVERED = frozenset({"bone", "bare_vessel", "region", "flap", "condition", "skin", "treatment", "closure"})


class Matching:
    """spaCy component: fills `mentions`, `headings` and `cues`."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._matcher = PhraseMatcher(vocab, attr="ORTH")
        self._rules: dict[int, Rule] = {}

    def use(self, rules: RuleSet) -> None:
        """Take the phrases of a rule set."""
        for rule in rules.rules:
            if rule.concept in _READ_ELSEWHERE:
                continue
            self._rules[self._vocab.strings.add(rule.id)] = rule
            plain = dict.fromkeys(text for phrase in rule.phrases for text in expand(phrase))
            self._matcher.add(rule.id, [Doc(self._vocab, words=text.split()) for text in plain])

    def __call__(self, doc: Doc) -> Doc:
        """Set the mentions of the reading of `doc`, in the order of the text."""
        reading = reading_of(doc)
        by_group: dict[str, list[Mention]] = {}
        for key, first, last in self._matcher(doc):
            rule = self._rules[key]
            by_group.setdefault(_GROUPS.get(rule.concept, rule.concept), []).append(Mention(rule, first, last))
        reading.headings = _longest(by_group.pop("section", []))
        reading.label_words = _longest(by_group.pop("heading_word", []))
        reading.cues = _without_landmarks(_longest(by_group.pop("cue", [])), _longest(by_group.get("landmark", [])))
        found = [mention for group in by_group.values() for mention in _longest(group)]
        found = _without_covered(found)
        found.sort(key=_place)
        reading.mentions = found
        return doc


def _place(mention: Mention) -> tuple[int, int, str]:
    return mention.first, -mention.last, mention.rule.id


def _longest(mentions: list[Mention]) -> list[Mention]:
    """Left to right, the longest mention first; one that overlaps an accepted one is left out."""
    mentions.sort(key=_place)
    kept: list[Mention] = []
    free_from = 0
    for mention in mentions:
        if mention.first >= free_from:
            kept.append(mention)
            free_from = mention.last
    return kept


def _without_landmarks(cues: list[Mention], landmarks: list[Mention]) -> list[Mention]:
    """Leave out cues that are part of a longer name: a paddle "planned over" a vessel is drawn, and put off by nothing."""
    longer = [(mark.first, mark.last) for mark in landmarks if mark.last - mark.first > 1]
    return [cue for cue in cues if not any(first <= cue.first and cue.last <= last for first, last in longer)]


def _without_covered(mentions: list[Mention]) -> list[Mention]:
    """Leave out what lies wholly inside a longer name."""
    covers: dict[int, Mention] = {}
    for mention in mentions:
        if mention.concept in _COVERING:
            for token in range(mention.first, mention.last):
                known = covers.get(token)
                if known is None or mention.last - mention.first > known.last - known.first:
                    covers[token] = mention
    return [
        mention
        for mention in mentions
        if not (_is_covered(mention, covers.get(mention.first)) or _is_denied(mention, covers.get(mention.first)))
    ]


def _is_denied(mention: Mention, cover: Mention | None) -> bool:
    """Whether a flap's name begins inside "non-vascularised": the "non" takes the vessels from all of it."""
    inside = cover is not None and cover.concept == "nonvascular" and cover.first < mention.first < cover.last < mention.last
    return inside and mention.concept in {"flap", "flap_name"}


def _is_covered(mention: Mention, cover: Mention | None) -> bool:
    if cover is None or mention.concept not in _COVERED or cover is mention:
        return False
    longer = cover.last - cover.first > mention.last - mention.first or cover.concept == "landmark"
    allowed = mention.concept in {"flap", "skin", "condition"} and cover.concept not in {"landmark", "soft_flap"}
    if cover.concept == "nonvascular":  # "non-vascularised" claims no vessels; the bones it names stay
        allowed = mention.concept != "flap" or mention.rule.value in {"graft", "piece"}
    return longer and not allowed and cover.first <= mention.first and mention.last <= cover.last
