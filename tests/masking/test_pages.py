"""A masked page: marks sit on the masked text where the findings are, and places stay those of the note."""

from __future__ import annotations

import html
import re

from auditor.masking.covers import Covered, place_of
from auditor.masking.masker import Masker
from auditor.masking.placeholders import Placeholders
from auditor.masking.spans import Span, apart
from auditor.model import Note
from auditor.report.pages.page import PageMaker
from auditor.rules.load import load
from tests.masking.kit import auditor, marked

_LINK = re.compile(r'<a class="m [^>]*?data-f="([\d ]+)"[^>]*>(.*?)</a>', re.DOTALL)


def test_places_before_inside_across_and_behind_a_placeholder() -> None:
    covered = Covered("Ann Lee had 9 cm.", [Span(0, 7, "name", "ann lee", "patient")], Placeholders())
    assert covered.text == "[name 1] had 9 cm."
    assert [covered.quote(*place) for place in ((8, 11), (12, 16), (4, 7), (4, 11), (0, 17))] == [
        "had", "9 cm", "[name 1]", "[name 1] had", "[name 1] had 9 cm.",
    ]  # fmt: skip
    assert place_of(covered.covers, 12, 16) == (13, 17)
    assert place_of((), 12, 16) == (12, 16)


def test_a_placeholder_never_goes_over_a_line() -> None:
    text = "Address: 14 Foxglove Close\nHexham"
    spans = apart([Span(9, len(text), "address", "x", "address")], text)
    covered = Covered(text, spans, Placeholders())
    assert covered.text == "Address: [address 1]\n[address 1]"


def test_marks_sit_on_the_words_that_they_quote() -> None:
    maker, masker = PageMaker(load()), Masker(load())
    checked = 0
    for each in (*marked("notes.txt"), *marked("unseen.txt")):
        note = Note(id=each.id, text=each.text)
        shown = masker.audited(note, auditor().audit(note))
        page = "".join(maker.page(shown.note, shown.audit))
        text = page[page.index('id="text"') : page.index('<section id="path"')]
        words: dict[int, str] = {}
        for numbers, inside in _LINK.findall(text):
            for number in map(int, numbers.split()):
                words[number] = words.get(number, "") + html.unescape(re.sub(r"<[^>]+>", "", inside))
        for number, finding in enumerate(shown.audit.findings, 1):
            assert words[number] == finding.evidence.quote
            checked += 1
        assert "The note, masked" in page
    assert checked > 250  # more with every word that the rules learn


def test_offsets_are_those_of_the_note_and_quotes_those_of_the_masked_text() -> None:
    masker = Masker(load())
    for each in marked("notes.txt"):
        note = Note(id=each.id, text=each.text)
        audit = auditor().audit(note)
        shown = masker.audited(note, audit)
        for one, other in zip(audit.findings, shown.audit.findings, strict=True):
            assert (other.evidence.start, other.evidence.end, other.evidence.line) == (
                one.evidence.start, one.evidence.end, one.evidence.line,
            )  # fmt: skip
            assert other.evidence.quote in shown.note.text
        assert shown.note.text.count("\n") == each.text.count("\n")
