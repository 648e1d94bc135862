"""Who is named in a note: patients and those around them, and apart from them those who treat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.masking.fields import Field
from auditor.masking.reading_names import TOKEN, Name, NameReader, bare
from auditor.masking.spans import Span
from auditor.rules.masking_schema import Kind, MaskingRules

_TREATS = re.compile(
    r"['\u2019]s (?:operating |theatre |theater )?list\b|,? ?\(?(?:and I|raised|harvested|assisted|performed|operated|joined|dissected|"
    r"scrubbed|supervised|inset|dictating|took over|did the|was called|attended|anaesthetised|gave the)\b",
)
_TREATED_BY = re.compile(
    r"\b(?:by|with|under|cc|colleagues?|care of|from|dear|list of|to|registrar|spr|str|fellow|consultant|surgeon|assistants?|resident|reg|scrub)[:, ]{1,3}$",
    re.IGNORECASE,
)
_BEHIND_HEAD = re.compile(
    r"[ ,]{1,4}\(?(?:\d{1,3}[ ,;.)/]|\d{1,3}$|[MF]\b|DOB|D\.O\.B|d\.o\.b|dob|aged?\b|born\b|geb\b|[SWD]/[oO]\b|hosp\b|MRN|NHS)|[ ]{2,}[MF]\b"
)
_HEAD = 600
_GENERIC_INITIALS = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class _Found:
    names: list[tuple[Name, str]] = field(default_factory=list)

    def add(self, name: Name | None, rule: str) -> None:
        if name is not None:
            self.names.append((name, rule))


class People:
    """Finds names with one rule set."""

    def __init__(self, rules: MaskingRules, common: frozenset[str]) -> None:
        self._reader = NameReader(rules, common)
        self._common = common
        self._provider_titles = {each.strip(".") for each in rules.provider_titles}
        self._titles = {word for each in rules.titles for word in each.split()}
        self._title = _before_name(rules.titles)
        self._provider_title = _before_name(rules.provider_titles)
        degrees = "|".join(re.escape(each) for each in sorted(rules.degrees, key=len, reverse=True))
        self._degree = re.compile(rf"[ ,./-]{{0,3}}\(?(?:{degrees})(?![\w])", re.IGNORECASE)
        relatives = "|".join(re.escape(each) for each in sorted(rules.relatives, key=len, reverse=True))
        self._relative = re.compile(rf"\b(?:{relatives})(?:,? (?:is|named|called)|,|:)? \(?", re.IGNORECASE)

    def of(
        self,
        text: str,
        fields: Iterable[Field],
        messages: Iterable[str],
        surgeon: str | None,
        patient: str | None,
        *,
        everybody: bool,
    ) -> Iterator[Span]:
        """Every place where a patient or somebody around is named; with `everybody` also where those who treat are."""
        small = sum(letter.isupper() for letter in text) * 50 < len(text)
        told = tuple(fields)
        treating, kept = self._treating(text, told, surgeon, small=small)
        found = _Found()
        self._from_fields(text, told, found, small=small)
        for written in (*messages, *((patient,) if patient else ())):
            words = tuple(bare(word) for word in TOKEN.findall(written.replace("^", " ")) if len(bare(word)) > 1)
            if words:
                found.add(Name(0, 0, words), "message-name")
        self._from_head(text, found, kept)
        self._from_titles(text, found, treating, kept)
        self._from_relatives(text, found, small=small)
        spared = [] if everybody else kept
        people = [
            (name, rule)
            for name, rule in found.names
            if not (name.words and treating.issuperset(name.words) and _inside(name, kept))
        ]
        yield from self._places(text, people, spared, "name", small=small)
        if everybody:
            others = [(name, "provider") for name in kept]
            if surgeon:
                others.append(
                    (
                        Name(0, 0, tuple(bare(w) for w in TOKEN.findall(surgeon) if len(bare(w)) > 1 and not self._no_name(w))),
                        "provider",
                    )
                )
            yield from self._places(text, others, [], "surgeon", small=small)

    def patient_words(self, spans: Iterable[Span]) -> frozenset[str]:
        """The words of all patients' names among spans."""
        return frozenset(word for span in spans if span.kind == "name" for word in span.key.split())

    def _no_name(self, token: str) -> bool:
        return bare(token) in self._provider_titles or bool(self._degree.fullmatch(token)) or bare(token) in self._titles

    def _treating(self, text: str, fields: Iterable[Field], surgeon: str | None, *, small: bool) -> tuple[set[str], list[Name]]:
        """The words of the names of those who treat, and where they stand."""
        names: list[Name] = []
        for each in fields:
            if each.label.takes == "provider":
                names += self._all_in(text, each, small=small)
        for match in self._provider_title.finditer(text):
            name = self._reader.read(text, match.end(), min(len(text), match.end() + 60), sure=True, small=small)
            if name:
                names.append(name)
        for match in TOKEN.finditer(text):
            if match[0][0].isupper() and bare(match[0]) not in self._common:
                name = self._reader.read(text, match.start(), min(len(text), match.end() + 60), sure=False)
                if name and len(name.words) > 0 and (self._degree.match(text, name.end) or _TREATS.match(text, name.end)):
                    names.append(name)
        words = {word for name in names for word in name.words}
        words |= {bare(word) for word in TOKEN.findall(surgeon or "") if len(bare(word)) > 1}
        return words, names

    def _all_in(self, text: str, each: Field, *, small: bool) -> Iterator[Name]:
        """All names of a field for those who treat; without a colon only one with a title, or of two words."""
        place = each.start
        while place < each.end and (match := TOKEN.search(text, place, each.end)):
            name = self._reader.read(text, match.start(), each.end, sure=each.marked, small=small)
            if name is None:
                if not each.marked:
                    return
                place = match.end()
                continue
            if each.marked or len(name.words) > 1:
                yield name
            if not each.marked:
                return
            place = name.end

    def _from_fields(self, text: str, fields: Iterable[Field], found: _Found, *, small: bool) -> None:
        for each in fields:
            if each.label.takes not in ("name", "relative") or text[each.start : each.start + 1].isdigit():
                continue
            if not each.marked and each.label.takes == "relative" and "/" not in text[each.at : each.start]:
                continue
            name = self._reader.read(text, each.start, each.end, sure=each.marked, small=small)
            opens = bare(TOKEN.match(text, each.start)[0]) if TOKEN.match(text, each.start) else ""  # type: ignore[index]
            if (
                name
                and not each.marked
                and (
                    opens in self._common
                    or (
                        text[each.at].islower()
                        and text[name.start].isupper()
                        and len(name.words) < 2
                        and each.label.id != "patient"
                    )
                )
            ):
                continue
            if name and not each.marked and text[each.at : each.start].isupper() and not small and opens in self._common:
                continue
            if name and len(name.words) < 2 and text[each.start - 2 : each.start].strip() == ".":
                continue  # "Patient. Retired shearer"
            if name and not (
                each.marked
                and self._common.issuperset(name.words)
                and len(name.words) == 1
                and text[name.end : name.end + 1] != ","
            ):
                found.add(name, each.label.id)

    def _from_head(self, text: str, found: _Found, kept: list[Name]) -> None:
        """Names that open a line, or a part of one, before an age, a sex or a birthday."""
        for match in re.finditer(r"(?:^|[/|]|\d  ?)[ \t]*(?=[^\W\d_])", text[:_HEAD], re.MULTILINE):
            name = self._reader.read(text, match.end(), min(len(text), match.end() + 60), sure=False)
            if name is None or text[name.end - 1] == ".":
                continue
            words = TOKEN.findall(text[name.start : name.end])
            if len(words) > 1 and not _inside(name, kept) and _BEHIND_HEAD.match(text, name.end):
                found.add(name, "head")

    def _from_titles(self, text: str, found: _Found, treating: set[str], kept: list[Name]) -> None:
        known = {word for name, _ in found.names for word in name.words}
        for match in self._title.finditer(text):
            name = self._reader.read(text, match.end(), min(len(text), match.end() + 60), sure=True)
            if name is None or not name.words or not text[name.start].isupper():
                continue
            theirs = (
                treating.issuperset(name.words)
                or _TREATED_BY.search(text, max(0, match.start() - 14), match.start())
                or _TREATS.match(text, name.end)
            )
            if known & set(name.words) or not (theirs or _inside(name, kept)):
                found.add(name, "title")

    def _from_relatives(self, text: str, found: _Found, *, small: bool) -> None:
        for match in self._relative.finditer(text):
            name = self._reader.read(text, match.end(), min(len(text), match.end() + 60), sure=False, small=False)
            if (
                name
                and not small
                and text[name.start].isupper()
                and bare(text[name.start : name.end].split()[0]) not in self._common
            ):
                found.add(name, "relative")

    def _places(
        self, text: str, people: list[tuple[Name, str]], spared: list[Name], kind: Kind, *, small: bool
    ) -> Iterator[Span]:
        of_word: dict[str, list[tuple[Name, str]]] = {}
        for name, rule in people:
            for word in name.words:
                for part in {word, *(part for part in word.split("-") if len(part) > 2)}:
                    of_word.setdefault(part, []).append((name, rule))
        for name, rule in people:
            if name.end:
                yield Span(name.start, name.end, kind, self._whole(name, people).key, rule)
        closed = [(name.start, name.end) for name in spared]
        for run in self._runs(text, of_word, closed, small=small):
            words = [bare(match[0]) for match in run]
            best = max(
                (pair for word in words for pair in of_word.get(word, ())), key=lambda pair: len(set(words) & set(pair[0].words))
            )
            end = run[-1].end() - (len(run[-1][0]) - len(re.sub(r"(?:['\u2019][sS])?\.?$", "", run[-1][0])))
            yield Span(run[0].start(), end, kind, self._whole(best[0], people).key, best[1])
        yield from self._initials(text, people, kind)

    @staticmethod
    def _whole(name: Name, people: list[tuple[Name, str]]) -> Name:
        """The fullest name that holds all words of this one."""
        return (
            max((other for other, _ in people if set(name.words) <= set(other.words)), key=lambda other: len(other.words))
            if name.words
            else name
        )

    def _runs(
        self, text: str, of_word: dict[str, list[tuple[Name, str]]], closed: list[tuple[int, int]], *, small: bool
    ) -> Iterator[list[re.Match[str]]]:
        tokens = list(TOKEN.finditer(text))
        run: list[re.Match[str]] = []
        for place, token in enumerate(tokens):
            word = bare(token[0])
            mine = (word in of_word or (run and "-" in word and set(word.split("-")) & of_word.keys())) and (
                token[0][0].isupper() or small
            )
            if mine and not any(a <= token.start() < b for a, b in closed):
                if run and not re.fullmatch(
                    r"[ ,.^\u00a0]{1,3}|(?:[ ,]{1,2}[A-Z]\.? ?){1,2}", text[run[-1].end() : token.start()]
                ):
                    yield from self._sure(text, run, tokens)
                    run = []
                run.append(token)
        yield from self._sure(text, run, tokens)

    def _sure(self, text: str, run: list[re.Match[str]], tokens: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
        """A run that is a name beyond doubt: words of the trade are one only beside others, behind a title or with "'s"."""
        if not run:
            return
        before = TOKEN.search(text[max(0, run[0].start() - 12) : run[0].start()][::-1])
        title = bare(before[0][::-1]) if before and text[run[0].start() - 1 : run[0].start()] == " " else ""
        if title in self._provider_titles and title not in self._titles:
            return
        doubtful = all(bare(match[0]) in self._common for match in run)
        if len(run) > 1 or not doubtful or title in self._titles or re.search(r"['\u2019][sS]$", run[-1][0]):
            yield run

    def _initials(self, text: str, people: list[tuple[Name, str]], kind: Kind) -> Iterator[Span]:
        """Dotted initials of a patient, wherever they stand."""
        for name, rule in people:
            printed = text[name.start : name.end]
            letters = name.initials or "".join(
                word[0] for word in printed.replace(",", " ").split() if _GENERIC_INITIALS.match(word)
            )
            if 2 <= len(letters) <= 3:
                forms = {letters, letters[-1] + letters[:-1], letters[1:] + letters[0]} if not name.initials else {letters}
                for form in forms:
                    for match in re.finditer(
                        rf"(?<![\w.])(?:{'[.] ?'.join(map(re.escape, form))}\.)(?!\w)",
                        text,
                        re.IGNORECASE if name.initials else 0,
                    ):
                        if match[0].isupper() or any(letter.isupper() for letter in match[0]):
                            yield Span(match.start(), match.end(), kind, name.key, rule)


def _before_name(titles: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(each).replace(r"\ ", " ") for each in sorted(titles, key=len, reverse=True))
    return re.compile(rf"(?<![\w'\u2019-])(?:{words})\b\.?(?: med\.)? ?(?=[^\W\d_])", re.IGNORECASE)


def _inside(name: Name, others: Iterable[Name]) -> bool:
    return any(other.start <= name.start < other.end for other in others)
