"""Whether a text can hold a phrase at all: a look at what stands between its spaces, before any words are cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from auditor.language.tokens import Tokeniser
from auditor.rules.phrases import expand
from auditor.rules.schema import Rule

_REMEMBERED = 50_000


class Bags:
    """The words of each phrase as a bag: where none of the bags is whole in a text, none of the phrases stands.

    Only words of letters are looked at: no space parts them, so that a chunk tells its own. What chunks tell is remembered
    between notes (vocabulary only, bounded).
    """

    def __init__(self, rules: Iterable[Rule], tokenise: Tokeniser) -> None:
        phrases = {text for rule in rules for phrase in rule.phrases for text in expand(phrase)}
        bags = _smallest({frozenset(filter(str.isalpha, text.split())) for text in phrases})
        self._everywhere = frozenset() in bags  # a phrase of signs and figures alone
        words = frozenset().union(*bags)
        self._halves = [(halves, meant) for halves, meant in tokenise.halves().items() if meant in words]
        self._words = words.union(*(halves for halves, _ in self._halves))
        self._by_longest: dict[str, list[frozenset[str]]] = defaultdict(list)
        for bag in bags:
            self._by_longest[max(bag, key=lambda word: (len(word), word), default="")].append(bag)
        self._tokenise = tokenise
        self._told: dict[str, frozenset[str]] = {}
        self._idle: set[str] = set()

    def may_stand(self, chunks: set[str]) -> bool:
        """Whether any phrase could stand in a text of these `chunks`."""
        here: set[str] = set()
        for chunk in chunks - self._idle:
            here |= self._told.get(chunk) or self._tells(chunk)
        here.update([meant for halves, meant in self._halves if halves <= here])
        return self._everywhere or any(bag <= here for word in here for bag in self._by_longest.get(word, ()))

    def _tells(self, chunk: str) -> frozenset[str]:
        """The words that a chunk gives to bags, whole or as a half ("meta tarsal")."""
        if len(self._told) + len(self._idle) >= _REMEMBERED:
            self._told.clear()
            self._idle.clear()
        told = self._words.intersection(self._tokenise.words_of(chunk))
        if told:
            self._told[chunk] = told
        else:
            self._idle.add(chunk)
        return told


def _smallest(bags: set[frozenset[str]]) -> set[frozenset[str]]:
    """The bags that hold no other one."""
    kept: set[frozenset[str]] = set()
    for bag in sorted(bags, key=len):
        if not any(part in kept for part in _parts(bag)):
            kept.add(bag)
    return kept


def _parts(bag: frozenset[str]) -> Iterator[frozenset[str]]:
    for size in range(len(bag)):
        yield from map(frozenset, combinations(bag, size))
