"""All phrases of the rules as one tree of words, in which a note is looked up once, from left to right.

Its branches grow as they are asked for: most phrases begin with words that no note of a small folder holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sys import intern

from auditor.language.words import places_of
from auditor.rules.phrases import expand, openings
from auditor.rules.schema import Rule

# Rule, first token, and the token after the last.
Match = tuple[Rule, int, int]


class _Node(dict[str, "_Node"]):
    """What may come after the words that lead here, and for each concept the rule that has a phrase of just these words.

    The rules are in the order of their names, since they are added in it.
    """

    __slots__ = ("ends",)

    def __init__(self) -> None:
        super().__init__()
        self.ends: tuple[tuple[str, Rule], ...] = ()


# What a node ends with, and what follows by which word.
_Key = tuple[tuple[int, ...], frozenset[tuple[str, int]]]


class Phrasebook:
    """Finds phrases in notes; those of one concept compete for the same place, and the longest one keeps it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._opening: dict[str, _Node] = {}
        self._unopened: dict[str, list[tuple[str, Rule]]] = {}
        self._kept: dict[_Key, _Node] = {}
        for rule in sorted(rules, key=lambda rule: rule.id):
            for phrase in rule.phrases:
                for first in openings(phrase):
                    self._unopened.setdefault(intern(first), []).append((phrase, rule))

    def open_all(self) -> None:
        """Take up every phrase now, before it is measured how long notes take, or processes are made that share them."""
        self._open(self._unopened)

    def _open(self, words: Iterable[str]) -> None:
        """Take up the phrases that begin with any of `words`; threads that do so at once grow the same branch."""
        if not self._unopened:
            return
        for first in self._unopened.keys() & words:
            if phrases := self._unopened.get(first):
                self._opening[first] = self._alike(_branch(first, phrases))
                self._unopened.pop(first, None)

    def _alike(self, node: _Node) -> _Node:
        """The node that is kept for all with the same behind them: a book that is small is looked up fast."""
        for word, following in node.items():
            node[word] = self._alike(following)
        key = tuple(id(rule) for _, rule in node.ends), frozenset((word, id(following)) for word, following in node.items())
        return self._kept.setdefault(key, node)

    def holds_any(self, words: list[str]) -> bool:
        """Whether any phrase stands in `words`."""
        self._open(words)
        after = [*words[1:], ""]
        for first, node in enumerate(map(self._opening.get, words), 1):
            following, last = node, first
            while following is not None:
                if following.ends:
                    return True
                following, last = following.get(after[last - 1]), last + 1
        return False

    def every(self, words: list[str]) -> Iterator[Match]:
        """All phrases in `words`, also those that lie in others, for a book whose phrases begin with rare words."""
        self._open(words)
        for first in places_of(self._opening, words):
            node: _Node | None = self._opening[words[first]]
            for last in range(first + 1, len(words) + 1):
                if node is None:
                    break
                for _, rule in node.ends:
                    yield rule, first, last
                node = node.get(words[last]) if last < len(words) else None

    def find(self, words: list[str]) -> list[Match]:
        """The phrases in `words`, by their first word, the longest first; within a concept none overlaps another."""
        self._open(words)
        matches: list[Match] = []
        free: dict[str, int] = {}  # the token from which on a concept has no match yet
        after = [*words[1:], ""]  # no phrase holds an empty word, so that none is looked for beyond the end
        for first, (node, second) in enumerate(zip(map(self._opening.get, words), after, strict=False)):
            if node is None:
                continue
            last = first + 1
            shorter: list[_Node] = []
            following = node.get(second)
            while following is not None:
                shorter.append(node)
                node, last = following, last + 1
                following = node.get(after[last - 1])
            for concept, rule in node.ends:
                if free.get(concept, 0) <= first:
                    free[concept] = last
                    matches.append((rule, first, last))
            while shorter:
                last -= 1
                for concept, rule in shorter.pop().ends:
                    if free.get(concept, 0) <= first:
                        free[concept] = last
                        matches.append((rule, first, last))
        return matches


def _branch(first: str, phrases: Iterable[tuple[str, Rule]]) -> _Node:
    """What may follow the word `first`, by the phrases that can begin with it."""
    branch, beginning = _Node(), f"{first} "
    for phrase, rule in phrases:
        for text in expand(phrase):
            if f"{text} ".startswith(beginning):
                _add(branch, map(intern, text.split()[1:]), rule)
    return branch


def _add(node: _Node, words: Iterable[str], rule: Rule) -> None:
    for word in words:
        following = node.get(word)
        if following is None:
            following = node[word] = _Node()
        node = following
    if not node.ends:
        node.ends = ((rule.concept, rule),)
    elif all(concept != rule.concept for concept, _ in node.ends):
        node.ends = (*node.ends, (rule.concept, rule))
