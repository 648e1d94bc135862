from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.rules import marks


def test_spans_point_into_the_text_without_marks() -> None:
    parsed = marks.parse("The [[iliac\ncrest]] and a [[rib]].")
    assert parsed.text == "The iliac\ncrest and a rib."
    assert [parsed.text[start:end] for start, end in parsed.spans] == ["iliac\ncrest", "rib"]


def test_single_brackets_are_plain_text() -> None:
    assert marks.parse("[x] [[rib]] [ ]") == marks.Marked("[x] rib [ ]", ((4, 7),))


@pytest.mark.parametrize(
    ("example", "fault"),
    [
        ("The [[rib was cut.", "a mark is opened and not closed"),
        ("The rib]] was cut.", "a mark is closed that was not opened"),
        ("The [[left [[rib]]]] was cut.", "a mark is opened inside another"),
        ("The [[]] was cut.", "a mark encloses no words"),
        ("The [[ ]] was cut.", "a mark encloses no words"),
        ("The [[rib ]]was cut.", "a mark begins or ends with white space"),
    ],
)
def test_broken_marks_are_named(example: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        marks.parse(example)


@given(st.lists(st.text(alphabet="ab ,\n", min_size=1).filter(lambda words: words == words.strip()), min_size=1))
def test_marking_and_parsing_give_the_words_back(words: list[str]) -> None:
    parsed = marks.parse(" x ".join(f"[[{word}]]" for word in words))
    assert [parsed.text[start:end] for start, end in parsed.spans] == words
    assert parsed.text == " x ".join(words)
