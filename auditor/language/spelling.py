"""Words as written -> words as the rules spell them: lower case, American spelling, typing errors of long terms."""

from __future__ import annotations

from sys import intern

from rapidfuzz.distance import DamerauLevenshtein

from auditor.rules.load import RuleSet
from auditor.rules.phrases import words_of

_SHORTEST_TERM = 8
_TWO_ERRORS_FROM = 11
_REMEMBERED = 50_000


class Speller:
    """Canonical spelling of single words, remembered between notes (vocabulary only, bounded).

    A word is the same object as in the lists and phrases that hold it: to look it up there compares no letters.
    """

    def __init__(self, rules: RuleSet) -> None:
        spelling = rules.spelling
        known = {word for rule in rules.rules for phrase in rule.phrases for word in words_of(phrase)}
        self._known = known
        self._variants = dict(spelling.variants)
        for word in known:
            for ours, theirs in spelling.swaps:
                if ours in word and (other := word.replace(ours, theirs)) not in known:
                    self._variants.setdefault(other, word)
        self._terms = tuple(term for term in spelling.terms if len(term) >= _SHORTEST_TERM)
        self._real = frozenset(spelling.false_friends)
        self._remembered: dict[str, str] = {}
        pairs = ((*written.split(maxsplit=1), meant) for written, meant in spelling.joined.items())
        self._joined = {(first, second): meant for first, second, meant in pairs}
        self.seconds = frozenset(second for _, second in self._joined)  # no other word joins the one before it

    def canonical(self, written: str) -> str:
        """The word that `written` stands for; `written` itself, in lower case, where nothing is known of it."""
        word = self._remembered.get(written)
        if word is None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            word = self._remembered[written] = intern(self._find(written.lower().replace("\u2019", "'")))
        return word

    def joined(self, before: str, word: str) -> str | None:
        """The one word that two written words stand for ("meta tarsal"), else None."""
        return self._joined.get((before, word)) if word in self.seconds else None

    def broken(self, start: str, end: str) -> str | None:
        """The one word of the rules that a line's end has parted ("anas-", "tomosis"); None where both parts are words, too."""
        known = self._known
        whole = self.canonical(start + end)
        return whole if whole in known and not (self.canonical(start) in known and self.canonical(end) in known) else None

    def _find(self, word: str) -> str:
        if word in self._variants:
            return self._variants[word]
        if word in self._known or len(word) < _SHORTEST_TERM or word in self._real or not word.isalpha():
            return word
        return self._mend(word)

    def _mend(self, word: str) -> str:
        """The one long term that `word` misspells, else `word`."""
        allowed = 2 if len(word) >= _TWO_ERRORS_FROM else 1
        close = [
            (distance, term)
            for term in self._terms
            if abs(len(term) - len(word)) <= allowed and term[0] == word[0]
            and (distance := DamerauLevenshtein.distance(term, word, score_cutoff=allowed)) <= allowed
        ]  # fmt: skip
        return min(close)[1] if close else word
