"""The quick way out of a note without a donor skips only what could find nothing: the whole way finds no graft there either."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.facts.assemble import claims_unnamed_bone, may_transfer
from auditor.facts.donors import find_donors
from auditor.facts.index import Index
from auditor.facts.vessels import find_joins
from auditor.rules.phrases import expand
from tests.language.kit import rules, sight

_ROOT = Path(__file__).resolve().parents[2]
_CORPORA = ("shared/corpus/mtsamples", "shared/eval/dev")
_QUIET = (
    "OPERATION PERFORMED: Excision of a cyst.\n\nDESCRIPTION OF PROCEDURE: The skin was incised.",
    "The pedicle was divided and the artery anastomosed end-to-end to the facial artery.",
    "The wound was closed in layers. Complications: None.",
)
_PHRASES = tuple(expand(phrase)[0] for rule in rules().rules for phrase in rule.phrases)


def _finds_a_graft(text: str) -> bool:
    """Whether a note for which the quick way is open would have a graft at the end of the whole way."""
    index = Index(sight(text))
    if may_transfer(index, rules().anatomy):
        return False  # the whole way is taken
    donors, only_titled = find_donors(index, rules().anatomy)
    return bool(donors or only_titled) or claims_unnamed_bone(index, find_joins(index, donors, rules().anatomy)[0])


@given(st.lists(st.sampled_from(_QUIET + _PHRASES), min_size=1, max_size=6), st.sampled_from(["\n", ". ", " "]))
def test_words_of_rules_dropped_into_quiet_notes(parts: list[str], between: str) -> None:
    assert not _finds_a_graft(between.join(parts))


def test_samples() -> None:
    assert not [path.name for path in sorted((_ROOT / "samples").glob("*.txt")) if _finds_a_graft(path.read_text("utf-8"))]


@pytest.mark.parametrize("corpus", _CORPORA)
def test_corpora(corpus: str) -> None:
    folder = _ROOT.parent / corpus
    if not folder.is_dir():
        pytest.skip(f"needs the notes of {corpus} beside the project")
    notes = sorted(folder.rglob("*.txt"))
    assert not [path.name for path in notes if _finds_a_graft(path.read_text("utf-8", errors="replace"))]


def test_the_quick_way_is_open_only_where_no_bone_is_named_and_no_bone_flap_claimed() -> None:
    anatomy = rules().anatomy
    assert [may_transfer(Index(sight(text)), anatomy) for text in _QUIET] == [False, False, False]
    assert may_transfer(Index(sight("The fibula was harvested.")), anatomy)
