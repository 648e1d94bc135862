"""All phrases of the rules as one tree of words, in which a note is looked up once, from left to right."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.rules.phrases import expand
from auditor.rules.schema import Rule


class _Node:
    """What may come after the words that lead here, and the rules that a phrase of just these words belongs to."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.ends: tuple[Rule, ...] = ()  # one of each concept


# Rule, first token, and the token after the last.
Match = tuple[Rule, int, int]


class Phrasebook:
    """Finds phrases in notes; words of one concept compete for the same place, and the longest phrase keeps it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._root = _Node()
        for rule in sorted(rules, key=lambda rule: rule.id):
            for phrase in rule.phrases:
                for text in expand(phrase):
                    self._add(text.split(), rule)

    def _add(self, words: list[str], rule: Rule) -> None:
        node = self._root
        for word in words:
            node = node.next.get(word) or node.next.setdefault(word, _Node())
        if all(rule.concept != other.concept for other in node.ends):
            node.ends = (*node.ends, rule)

    def find(self, words: list[str]) -> list[Match]:
        """The phrases in `words`, by their first word, the longest first; within a concept none overlaps another."""
        matches: list[Match] = []
        free: dict[str, int] = {}  # the token from which on a concept has no match yet
        after = [*words[1:], "", ""]  # no phrase holds an empty word, so that none is looked for beyond the end
        for first, start in enumerate(map(self._root.next.get, words)):
            if start is None or not (start.ends or after[first] in start.next):
                continue
            node: _Node | None = start
            longest: dict[str, Match] = {}
            last = first
            while node is not None:
                for rule in node.ends:
                    longest[rule.concept] = rule, first, last + 1
                node = node.next.get(after[last])
                last += 1
            kept = [match for concept, match in longest.items() if free.get(concept, 0) <= first]
            if len(kept) > 1:
                kept.sort(key=_longest_first)
            for match in kept:
                free[match[0].concept] = match[2]
            matches += kept
        return matches


def _longest_first(match: Match) -> tuple[int, str]:
    return -match[2], match[0].id
