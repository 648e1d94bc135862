"""What is quoted around a mention: its sentence, without headings, names, codes and long numbers, and never too much of it."""

from __future__ import annotations

import pytest

from auditor.model import Evidence, Finding
from tests.language.kit import read

LONG = " and ".join(["the muscle was split"] * 30)


def statement(text: str, words: str) -> Evidence | None:
    """The statement of the first mention whose own words are these."""
    return mention(text, words).statement


def mention(text: str, words: str) -> Finding:
    return next(found for found in read(text) if found.evidence.quote == words)


@pytest.mark.parametrize(
    ("text", "words", "quote"),
    [
        ("TECHNIQUE: The leg was draped. The iliac crest was raised. It bled.", "iliac crest", "The iliac crest was raised."),
        ("OPERATION PERFORMED: Free rib flap.", "rib", "Free rib flap."),
        ("OPERATION PERFORMED: Free rib flap (CPT 20962).", "rib", "Free rib flap"),
        ("TECHNIQUE: For code 20962 the iliac crest was raised.", "iliac crest", "the iliac crest was raised."),
        ("TECHNIQUE: The iliac crest of Mrs Amber Doe was raised.", "iliac crest", "The iliac crest of"),
        ("TECHNIQUE: Specimen 1234567 and the iliac crest were sent.", "iliac crest", "and the iliac crest were sent."),
        ("TECHNIQUE: The iliac\r\n  crest was\r\nraised.", "iliac\r\n  crest", "The iliac\r\n  crest was\r\nraised."),
    ],
)  # fmt: skip
def test_the_sentence_without_what_is_kept_back(text: str, words: str, quote: str) -> None:
    found = statement(text, words)
    assert found is not None
    assert found.quote == quote
    assert text[found.start : found.end] == quote


def test_a_long_sentence_is_cut_between_words_around_the_mention() -> None:
    text = f"TECHNIQUE: {LONG} and the iliac crest was raised and {LONG}."
    found = statement(text, "iliac crest")
    assert found is not None
    assert "the iliac crest was raised" in found.quote
    assert 150 < len(found.quote) <= 240
    assert text[found.start - 1] == text[found.end] == " "


def test_what_does_not_count_has_no_statement() -> None:
    assert statement("TECHNIQUE: The leg was draped.\n\nPLAN: An iliac crest graft.", "iliac crest") is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_count_them(end: str) -> None:
    text = end.join(["TITLE: Free rib flap.", "", "TECHNIQUE: The leg was draped.", "The iliac crest was raised."])
    found = mention(text, "iliac crest")
    assert (found.evidence.line, found.statement and found.statement.line) == (4, 4)
    assert Evidence.of(text, found.evidence.start, found.evidence.end, "technique").line == 4
    assert mention(text, "rib").evidence.line == 1
