"""All phrases of the rules as one tree of words, in which a note is looked up once, from left to right.

Its branches grow as they are asked for: most phrases begin with words that no note of a small folder holds.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.rules.phrases import expand, openings
from auditor.rules.schema import Rule

_LEAF: dict[str, _Node] = {}  # of all nodes with nothing behind them, which are most

# Rule, first token, and the token after the last.
Match = tuple[Rule, int, int]


class _Node:
    """What may come after the words that lead here, and for each concept the rule that has a phrase of just these words.

    The rules are in the order of their names, since they are added in it.
    """

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next = _LEAF
        self.ends: tuple[tuple[str, Rule], ...] = ()


class Phrasebook:
    """Finds phrases in notes; those of one concept compete for the same place, and the longest one keeps it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._opening: dict[str, _Node] = {}
        self._unopened: dict[str, list[tuple[str, Rule]]] = {}
        for rule in sorted(rules, key=lambda rule: rule.id):
            for phrase in rule.phrases:
                for first in openings(phrase):
                    self._unopened.setdefault(first, []).append((phrase, rule))

    def open_all(self) -> None:
        """Take up every phrase now, before it is measured how long notes take, or processes are made that share them."""
        self._open(self._unopened)

    def _open(self, words: Iterable[str]) -> None:
        """Take up the phrases that begin with any of `words`; threads that do so at once grow the same branch."""
        for first in self._unopened.keys() & words:
            if phrases := self._unopened.get(first):
                self._opening[first] = _branch(first, phrases)
                self._unopened.pop(first, None)

    def holds_any(self, words: list[str]) -> bool:
        """Whether any phrase stands in `words`."""
        self._open(words)
        after = [*words[1:], ""]
        for first, node in enumerate(map(self._opening.get, words), 1):
            following, last = node, first
            while following is not None:
                if following.ends:
                    return True
                following, last = following.next.get(after[last - 1]), last + 1
        return False

    def find(self, words: list[str]) -> list[Match]:
        """The phrases in `words`, by their first word, the longest first; within a concept none overlaps another."""
        self._open(words)
        matches: list[Match] = []
        free: dict[str, int] = {}  # the token from which on a concept has no match yet
        after = [*words[1:], ""]  # no phrase holds an empty word, so that none is looked for beyond the end
        for first, (node, second) in enumerate(zip(map(self._opening.get, words), after, strict=False)):
            if node is None:
                continue
            following = node.next.get(second)
            if following is None:
                for concept, rule in node.ends:
                    if free.get(concept, 0) <= first:
                        free[concept] = first + 1
                        matches.append((rule, first, first + 1))
                continue
            last = first + 1
            longest = {concept: (rule, first, last) for concept, rule in node.ends}
            while following is not None:
                last += 1
                for concept, rule in following.ends:
                    longest[concept] = rule, first, last
                following = following.next.get(after[last - 1])
            for match in sorted(longest.values(), key=_longest_first) if len(longest) > 1 else longest.values():
                concept = match[0].concept
                if free.get(concept, 0) <= first:
                    free[concept] = match[2]
                    matches.append(match)
        return matches


def _branch(first: str, phrases: Iterable[tuple[str, Rule]]) -> _Node:
    """What may follow the word `first`, by the phrases that can begin with it."""
    branch, beginning = _Node(), f"{first} "
    for phrase, rule in phrases:
        for text in expand(phrase):
            if f"{text} ".startswith(beginning):
                _add(branch, text.split()[1:], rule)
    return branch


def _add(node: _Node, words: list[str], rule: Rule) -> None:
    for word in words:
        following = node.next.get(word)
        if following is None:
            if node.next is _LEAF:
                node.next = {}
            following = node.next[word] = _Node()
        node = following
    if not node.ends:
        node.ends = ((rule.concept, rule),)
    elif all(concept != rule.concept for concept, _ in node.ends):
        node.ends = (*node.ends, (rule.concept, rule))


def _longest_first(match: Match) -> tuple[int, str]:
    return -match[2], match[0].id
