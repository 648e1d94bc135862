"""Where the people that a note names are named: whole, in part, by initials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.masking.reading_names import TOKEN, Name, bare
from auditor.masking.spans import Span
from auditor.rules.masking_schema import Kind, MaskingRules

Person = tuple[Name, str]  # with the rule that found them
_Run = list[re.Match[str]]
_BETWEEN = re.compile(r"[ ,.^\u00a0]{1,3}|(?:[ ,]{1,2}[A-Z]\.? ?){1,2}")
_TAIL = re.compile(r"(?:['\u2019][sS])?\.?$")
_POSSESSIVE = re.compile(r"['\u2019][sS]$")
_BEFORE = re.compile(r"([^\W\d_]+)\.? $")
_INITIALS_BEFORE = re.compile(r"(?<!\w)(?:[A-Z]\. ?){1,2}$")
_INITIALS_BEHIND = re.compile(r",? [A-Z]\.(?=[ ,;)]|$)(?! [A-Z])", re.MULTILINE)
_SHORTEST = 3  # letters of a part of a double name
_INITIALS = (2, 3)


class NamedPlaces:
    """Finds places with the titles of one rule set. Words of `common` are a name only where nothing else can be meant."""

    def __init__(self, rules: MaskingRules, common: frozenset[str]) -> None:
        self._titles = {word for each in rules.titles for word in each.split()}
        self._provider_titles = {each.strip(".") for each in rules.provider_titles} - self._titles
        self._common = common

    def of(self, text: str, people: Sequence[Person], spared: Sequence[Name], kind: Kind, *, small: bool) -> Iterator[Span]:
        """Every place of these people but those that are `spared`; with `small`, capitals do not matter."""
        if not people:
            return
        of_word: dict[str, list[Person]] = {}
        for person in people:
            for word in person[0].words:
                for part in {word, *(part for part in word.split("-") if len(part) >= _SHORTEST)}:
                    of_word.setdefault(part, []).append(person)
        for name, rule in people:
            if name.end:
                yield Span(name.start, name.end, kind, _whole(name, people).key, rule)
        for run in self._runs(text, of_word, spared, small=small):
            words = [bare(match[0]) for match in run]
            known = [person for word in words for person in of_word.get(word, ())]
            name, rule = max(known or list(people), key=lambda person: len(set(words) & set(person[0].words)))
            end = run[-1].start() + len(_TAIL.sub("", run[-1][0]))
            before = _INITIALS_BEFORE.search(text, max(0, run[0].start() - 7), run[0].start())
            behind = _INITIALS_BEHIND.match(text, end)
            start = before.start() if before else run[0].start()
            end = behind.end() if behind else end
            yield Span(start, end, kind, _whole(name, people).key, rule)
        yield from _initials(text, people, kind)

    def _runs(self, text: str, of_word: dict[str, list[Person]], spared: Sequence[Name], *, small: bool) -> Iterator[_Run]:
        """Words of names that stand together."""
        run: _Run = []
        for token in TOKEN.finditer(text):
            word = bare(token[0])
            mine = word in of_word or ("-" in word and not of_word.keys().isdisjoint(word.split("-")))
            if not mine or not (token[0][0].isupper() or small) or _in(token.start(), spared):
                continue
            if run and not _BETWEEN.fullmatch(text, run[-1].end(), token.start()):
                yield from self._sure(text, run)
                run = []
            run.append(token)
        yield from self._sure(text, run)

    def _sure(self, text: str, run: _Run) -> Iterator[_Run]:
        """A run that is a name beyond doubt: a word of the trade is one only beside others, behind a title, or with "'s"."""
        if not run:
            return
        before = _BEFORE.search(text, max(0, run[0].start() - 14), run[0].start())
        title = before[1].casefold() if before else ""
        if title in self._provider_titles:
            return
        doubtful = all(bare(match[0]) in self._common for match in run)
        if len(run) > 1 or not doubtful or title in self._titles or _POSSESSIVE.search(run[-1][0]):
            yield run


def _whole(name: Name, people: Sequence[Person]) -> Name:
    """The fullest name that holds all words of this one."""
    if not name.words:
        return name
    return max((other for other, _ in people if set(name.words) <= set(other.words)), key=lambda other: len(other.words))


def _initials(text: str, people: Sequence[Person], kind: Kind) -> Iterator[Span]:
    """Dotted initials of a name that was printed, the surname first or last."""
    for name, rule in people:
        printed = text[name.start : name.end].replace(",", " ").split()
        letters = name.initials.upper() or "".join(word[0].upper() for word in printed if word[0].isalpha())
        if _INITIALS[0] <= len(letters) <= _INITIALS[1]:
            for form in sorted({letters, letters[-1] + letters[:-1], letters[1:] + letters[0]}):
                dotted = r"\. ?".join(map(re.escape, form))
                for match in re.finditer(rf"(?<![\w.]){dotted}\.(?!\w)", text):
                    yield Span(match.start(), match.end(), kind, _whole(name, people).key, rule)


def _in(place: int, names: Sequence[Name]) -> bool:
    return any(name.start <= place < name.end for name in names)
