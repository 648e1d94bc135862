from __future__ import annotations

import pytest

from auditor.model import Status
from auditor.report.text import listed, sentence, size, visible, words


def test_unseen_characters_become_signs() -> None:
    assert visible("a\x00b\x1b[31mc\x7fd\x85e\u202ef\u200fg\ufffe") == "a␀b␛[31mc␡d�e�f�g�"
    assert visible("\ud800") == "�"


def test_what_can_be_seen_is_left_alone() -> None:
    text = "3½ cm – “crest”\tnext\nΩ 骨 🦴\u00a0"
    assert visible(text) == text


def test_line_ends_become_a_line_feed() -> None:
    assert visible("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_values_in_words() -> None:
    assert words("medial_femoral_condyle") == "medial femoral condyle"
    assert words(None) == ""
    assert listed(("end_to_side", "coupler")) == "end-to-side, coupler"


@pytest.mark.parametrize(("cm", "shown"), [((6.0, 4.5), "6 × 4.5"), ((0.35,), "0.35"), (None, "")])
def test_sizes(cm: tuple[float, ...] | None, shown: str) -> None:
    assert size(cm) == shown


def test_counts_in_one_sentence() -> None:
    counts = {Status.SUPPORTED: 9, Status.QUERY: 3, Status.OUTSIDE_SET: 4, Status.NOT_APPLICABLE: 2}
    assert sentence(counts, 0) == "18 notes audited: 9 supported, 3 query, 4 outside the set, 2 not applicable; 0 not audited."
    assert sentence({Status.QUERY: 1}, 2) == (
        "1 note audited: 0 supported, 1 query, 0 outside the set, 0 not applicable; 2 not audited."
    )
