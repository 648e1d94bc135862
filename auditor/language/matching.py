"""Finds every phrase of every rule in one pass, and keeps the longest where phrases of one kind overlap."""

from __future__ import annotations

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.language.reading import Mention, reading_of
from auditor.rules.load import RuleSet
from auditor.rules.phrases import expand

# Words of one group compete for the same place; a cue never displaces a concept.
_GROUPS = {"cue": "cue", "section": "section"}


class Matching:
    """spaCy component: fills `mentions`, `headings` and `cues`."""

    def __init__(self, vocab: Vocab, rules: RuleSet) -> None:
        self._matcher = PhraseMatcher(vocab, attr="ORTH")
        self._rules = {vocab.strings.add(rule.id): rule for rule in rules.rules}
        for rule in rules.rules:
            plain = dict.fromkeys(text for phrase in rule.phrases for text in expand(phrase))
            self._matcher.add(rule.id, [Doc(vocab, words=text.split()) for text in plain])

    def __call__(self, doc: Doc) -> Doc:
        reading = reading_of(doc)
        by_group: dict[str, list[Mention]] = {}
        for key, first, last in self._matcher(doc):
            rule = self._rules[key]
            by_group.setdefault(_GROUPS.get(rule.concept, rule.concept), []).append(Mention(rule, first, last))
        reading.headings = _longest(by_group.pop("section", []))
        reading.cues = _longest(by_group.pop("cue", []))
        found = [mention for group in by_group.values() for mention in _longest(group)]
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
