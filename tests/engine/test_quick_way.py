"""The quick way: a note that can hold no graft is read for its record alone, and the full reading gives the same audit."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.engine.one import Auditor
from auditor.language.sighting import Sighting
from auditor.language.words import words
from auditor.model import Note
from auditor.rules.phrases import expand
from tests.language.kit import rules

_ROOT = Path(__file__).resolve().parents[2]
_CORPORA = ("shared/corpus/mtsamples", "shared/eval/dev")
# Concepts that only a graft's audit asks for, as the quick way leaves them out.
_LEFT_OUT = words(
    "benefit perfusion closure treatment region fixation recipient_cue past_cause tool harvest_cue craniotomy donor_bed"
)


@cache
def _auditor() -> Auditor:
    return Auditor(rules())


def _sight(text: str, *, whole: bool) -> tuple[Sighting, ...]:
    return _auditor().reader.sight(Note(id="note", text=text), whole=whole)


def _is_quick(text: str) -> bool:
    """Whether the quick way leaves anything out of a note."""
    return len(_sight(text, whole=False)) < len(_sight(text, whole=True))


def _same(text: str) -> bool:
    """Whether both ways give the same audit; what they sight is the same but for the concepts that are left out."""
    note = Note(id="note", text=text)
    whole, quick = _sight(text, whole=True), _sight(text, whole=False)
    if len(quick) < len(whole):
        whole = tuple(sighting for sighting in whole if sighting.concept not in _LEFT_OUT)
    sighted = [sighting.finding() for sighting in quick] == [sighting.finding() for sighting in whole]
    return sighted and _auditor().audit(note) == _auditor().answer(note, _sight(text, whole=True))


@cache
def _quiet_lines() -> tuple[str, ...]:
    """The lines of the samples, and a phrase of each rule, that can stand in a note which is read the quick way."""
    lines = {line for path in (_ROOT / "samples").glob("*.txt") for line in path.read_text("utf-8").splitlines() if line.strip()}
    phrases = {expand(phrase)[-1] for rule in rules().rules for phrase in rule.phrases}
    quiet = "PROCEDURE: Excision of a cyst.\nThe wound was irrigated and closed.\n{}\n"
    assert _is_quick(quiet.format("The skin was incised."))
    return tuple(sorted(text for text in lines | phrases if _is_quick(quiet.format(text))))


_NOTES = st.deferred(lambda: st.lists(st.sampled_from(_quiet_lines()), min_size=1, max_size=25))


@given(_NOTES, st.sampled_from(["\n", "\n\n", " ", ". "]), st.sampled_from([str, str.lower, str.upper, str.title]))
def test_mutated_notes(lines: list[str], between: str, cased: Callable[[str], str]) -> None:
    assert _same(cased(between.join(lines)))


@given(st.sampled_from(sorted((_ROOT / "samples").glob("*.txt"))), st.data())
def test_samples_without_the_lines_that_name_a_graft(path: Path, data: st.DataObject) -> None:
    quiet = frozenset(_quiet_lines())
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.strip() or line in quiet]
    first, last = sorted(data.draw(st.tuples(st.integers(0, len(lines)), st.integers(0, len(lines)))))
    assert _same("\n".join(lines[:first] + lines[last:]))


def test_samples() -> None:
    assert not [path.name for path in sorted((_ROOT / "samples").glob("*.txt")) if not _same(path.read_text("utf-8"))]


@pytest.mark.parametrize("corpus", _CORPORA)
def test_corpora(corpus: str) -> None:
    folder = _ROOT.parent / corpus
    if not folder.is_dir():
        pytest.skip(f"needs the notes of {corpus} beside the project")
    notes = sorted(folder.rglob("*.txt"))
    assert not [path.name for path in notes if not _same(path.read_text("utf-8", errors="replace"))]


def test_what_the_quick_way_leaves_out() -> None:
    text = "PROCEDURE: Excision of a cyst.\nThe wound of the left foot was closed in layers. The artery was tied."
    whole, quick = ({sighting.concept for sighting in _sight(text, whole=whole)} for whole in (True, False))
    assert (whole - quick, quick - whole) == ({"closure", "region"}, set())


def test_a_named_donor_or_a_plan_for_the_whole_note_is_read_in_full() -> None:
    quiet = "The wound was closed in layers."
    assert [_is_quick(text) for text in (quiet, f"{quiet} The fibula was sound.", f"CLINIC NOTE\n{quiet}")] == [
        True,
        False,
        False,
    ]


def test_the_cues_of_a_plan_govern_the_whole_note() -> None:
    """The facts ask whether any mention at all bears one of these, so that none may be left out where one stands."""
    scopes = {rule.id: rule.scope for rule in rules().rules if rule.id in {"note-plan", "note-nothing-done"}}
    assert scopes.keys() == {"note-plan", "note-nothing-done"}
    assert set(scopes.values()) <= {"note", "head"}
