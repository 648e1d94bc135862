"""Who is named in a note: patients and those around them, and apart from them those who treat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.masking.fields import Field
from auditor.masking.named_places import NamedPlaces, Person
from auditor.masking.reading_names import TOKEN, Name, NameReader, bare
from auditor.masking.spans import Span
from auditor.rules.masking_schema import MaskingRules

_TREATS = re.compile(
    r"['\u2019]s (?:operating |theatre |theater )?list\b|,? ?\(?(?:and I|raised|harvested|assisted|performed|operated|joined|"
    r"dissected|scrubbed|supervised|inset|dictating|took over|did the|was called|attended|anaesthetised|gave the)\b",
)
_TREATED_BY = re.compile(
    r"\b(?:by|with|under|cc|colleagues?|care of|from|dear|list of|to|registrar|spr|str|fellow|consultant|surgeon|assistants?|"
    r"resident|reg|scrub)[:, ]{1,3}$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[/|)]|\d  ?)[ \t]*(?=[^\W\d_])", re.MULTILINE)
_AGE_OR_SEX = re.compile(
    r"[ ,]{1,4}\(?(?:\d{1,3}[ ,;.)/]|\d{1,3}$|[MF]\b|DOB|D\.O\.B|d\.o\.b|dob|aged?\b|born\b|geb\b|[SWD]/[oO]\b|hosp\b|MRN|NHS)"
    r"|[ ]{2,}[MF]\b"
)
_HEAD = 600  # characters in which a line may open with the patient's name
_LONGEST = 60  # characters of a name
_DENSE = 50  # one capital among so many characters, or the note was dictated without any


@dataclass(slots=True)
class _Note:
    """What is known of one note while it is read."""

    text: str
    fields: tuple[Field, ...]
    small: bool
    treating: list[Name] = field(default_factory=list)
    treating_words: set[str] = field(default_factory=set)
    people: list[Person] = field(default_factory=list)

    def add(self, name: Name | None, rule: str) -> None:
        if name is not None:
            self.people.append((name, rule))


class People:
    """Finds names with one rule set. `common` are the words of the trade, of which hardly any is a name."""

    def __init__(self, rules: MaskingRules, common: frozenset[str]) -> None:
        self._reader = NameReader(rules, common)
        self._common = common
        self._places = NamedPlaces(rules, common)
        self._not_theirs = {word for each in (*rules.titles, *rules.provider_titles) for word in each.split()}
        self._title = _before_name(rules.titles)
        self._provider_title = _before_name(rules.provider_titles)
        self._degree = re.compile(rf"[ ,./-]{{0,3}}\(?(?:{_either(rules.degrees)})(?![\w])", re.IGNORECASE)
        self._relative = re.compile(rf"\b(?:{_either(rules.relatives)})(?:,? (?:is|named|called)|,|:)? \(?", re.IGNORECASE)

    def of(
        self, text: str, fields: Iterable[Field], written: Iterable[str], surgeon: str | None, *, everybody: bool
    ) -> Iterator[Span]:
        """Every place where a patient or somebody around is named; with `everybody` also where those who treat are.

        `written` are names of patients that stand elsewhere, in the file or in a message's own form.
        """
        note = _Note(text, tuple(fields), small=sum(letter.isupper() for letter in text) * _DENSE < len(text))
        surgeons = self._words(surgeon or "")
        self._treating(note, surgeons)
        self._from_fields(note)
        for name in written:
            if words := self._words(name.replace("^", " ")):
                note.add(Name(0, 0, words), "message-name")
        self._from_head(note)
        self._from_titles(note)
        self._from_relatives(note)
        spared = [] if everybody else note.treating
        patients = [(name, rule) for name, rule in note.people if not self._treats(name, note)]
        yield from self._places.of(text, patients, spared, "name", small=note.small)
        if everybody:
            others = [(name, "provider") for name in (*note.treating, *((Name(0, 0, surgeons),) if surgeons else ()))]
            yield from self._places.of(text, others, (), "surgeon", small=note.small)

    def _words(self, printed: str) -> tuple[str, ...]:
        """The words of a name that was printed somewhere else, without titles and degrees."""
        words = (bare(token) for token in TOKEN.findall(printed) if not self._degree.fullmatch(token))
        return tuple(word for word in words if len(word) > 1 and word not in self._not_theirs)

    def _read(self, note: _Note, start: int, *, sure: bool) -> Name | None:
        return self._reader.read(note.text, start, min(len(note.text), start + _LONGEST), sure=sure, small=note.small and sure)

    def _treats(self, name: Name, note: _Note) -> bool:
        return bool(name.words) and note.treating_words.issuperset(name.words) and _inside(name, note.treating)

    def _treating(self, note: _Note, surgeons: tuple[str, ...]) -> None:
        """Those who treat: by their fields, titles, degrees, and what they are said to do."""
        for each in note.fields:
            if each.label.takes == "provider":
                note.treating += self._all_in(note, each)
        for match in self._provider_title.finditer(note.text):
            if name := self._read(note, match.end(), sure=True):
                note.treating.append(name)
        for match in TOKEN.finditer(note.text):
            if match[0][0].isupper() and bare(match[0]) not in self._common:
                name = self._read(note, match.start(), sure=False)
                if name and (self._degree.match(note.text, name.end) or _TREATS.match(note.text, name.end)):
                    note.treating.append(name)
        note.treating_words = {word for name in note.treating for word in name.words} | set(surgeons)

    def _all_in(self, note: _Note, each: Field) -> Iterator[Name]:
        """All names of a field for those who treat; without a colon only one, of two words."""
        place = each.start
        while place < each.end and (match := TOKEN.search(note.text, place, each.end)):
            name = self._reader.read(note.text, match.start(), each.end, sure=each.marked, small=note.small)
            if name and (each.marked or len(name.words) > 1):
                yield name
            if not each.marked:
                return
            place = name.end if name else match.end()

    def _from_fields(self, note: _Note) -> None:
        for each in note.fields:
            if each.label.takes in ("name", "relative") and not note.text[each.start : each.start + 1].isdigit():
                name = self._reader.read(note.text, each.start, each.end, sure=each.marked, small=note.small)
                if name and (self._marked(note, each, name) if each.marked else self._unmarked(note, each, name)):
                    note.add(name, each.label.id)

    def _marked(self, note: _Note, each: Field, name: Name) -> bool:
        """Behind a colon anything with a capital is a name, but for one word of the trade ("Patient: Supine")."""
        text = note.text
        if len(name.words) < 2 and text[each.start - 2 : each.start].strip() == ".":
            return False
        return not (len(name.words) == 1 and self._common.issuperset(name.words)) or text[name.end : name.end + 1] == ","

    def _unmarked(self, note: _Note, each: Field, name: Name) -> bool:
        text = note.text
        if each.label.takes == "relative" and "/" not in text[each.at : each.start]:
            return False
        opens = TOKEN.match(text, each.start)
        if opens is None or bare(opens[0]) in self._common:
            return False
        return not (text[each.at].islower() and text[name.start].isupper() and len(name.words) < 2) or each.label.id == "patient"

    def _from_head(self, note: _Note) -> None:
        """Names that open a line, or a part of one, before an age, a sex or a birthday."""
        for match in _OPENS.finditer(note.text[:_HEAD]):
            name = self._read(note, match.end(), sure=False)
            if name is None or note.text[name.end - 1] == "." or _inside(name, note.treating):
                continue
            if len(TOKEN.findall(note.text[name.start : name.end])) > 1 and _AGE_OR_SEX.match(note.text, name.end):
                note.add(name, "head")

    def _from_titles(self, note: _Note) -> None:
        known = {word for name, _ in note.people for word in name.words}
        text = note.text
        for match in self._title.finditer(text):
            name = self._read(note, match.end(), sure=True)
            if name is None or not name.words or (text[name.start : name.end].islower() and not note.small):
                continue
            before = _TREATED_BY.search(text, max(0, match.start() - 14), match.start())
            theirs = note.treating_words.issuperset(name.words) or before or _TREATS.match(text, name.end)
            if known & set(name.words) or not (theirs or _inside(name, note.treating)):
                note.add(name, "title")

    def _from_relatives(self, note: _Note) -> None:
        for match in self._relative.finditer(note.text):
            name = None if note.small else self._read(note, match.end(), sure=False)
            if name and bare(note.text[name.start : name.end].split()[0]) not in self._common:
                note.add(name, "relative")


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))


def _before_name(titles: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'\u2019-])(?:{_either(titles)})\b\.?(?: med\.)? ?(?=[^\W\d_])", re.IGNORECASE)


def _inside(name: Name, others: Iterable[Name]) -> bool:
    return any(other.start <= name.start < other.end for other in others)
