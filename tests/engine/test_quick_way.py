"""The quick way: a note that names no graft is read for its head alone, and the full reading gives the same audit."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.engine.one import Auditor
from auditor.language.sighting import Sighting
from auditor.model import Audit, Note, Status
from auditor.rules.phrases import expand
from tests.language.kit import rules

_ROOT = Path(__file__).resolve().parents[2]
_CORPORA = ("shared/corpus/mtsamples", "shared/eval/dev")
_HEAD = {"surgeon", "date_of_service", "stated_code"}
_CYST = """Surgeon: Ann Bell, MD
Date of surgery: 4 March 2021
PROCEDURE: Excision of a cyst, CPT 11402.
The facial artery was tied by two attending surgeons. The wound of the left foot was closed. Complications: none.
Signed: C. Reyes
"""


@cache
def _auditor() -> Auditor:
    return Auditor(rules())


def _sight(text: str, *, whole: bool) -> tuple[Sighting, ...]:
    return _auditor().reader.sight(Note(id="note", text=text), whole=whole)


def _audits(text: str) -> tuple[Audit, Audit]:
    """What the quick way and the full reading say."""
    note = Note(id="note", text=text)
    return _auditor().audit(note), _auditor().answer(note, _sight(text, whole=True))


def _is_quick(text: str) -> bool:
    """Whether the quick way leaves anything out of a note."""
    return len(_sight(text, whole=False)) < len(_sight(text, whole=True))


def _same(text: str) -> bool:
    """Whether both ways give the same audit."""
    quick, whole = _audits(text)
    return quick == whole


@cache
def _quiet_lines() -> tuple[str, ...]:
    """The lines of the samples, and a phrase of each rule, that can stand in a note which is read the quick way."""
    lines = {line for path in (_ROOT / "samples").glob("*.txt") for line in path.read_text("utf-8").splitlines() if line.strip()}
    phrases = {expand(phrase)[-1] for rule in rules().rules for phrase in rule.phrases}
    quiet = "PROCEDURE: Excision of a cyst.\nThe wound was irrigated and closed.\n{}\n"
    assert _is_quick(quiet.format("The skin was incised."))
    return tuple(sorted(text for text in lines | phrases if _is_quick(quiet.format(text))))


_NOTES = st.deferred(lambda: st.lists(st.sampled_from(_quiet_lines()), min_size=1, max_size=25))


@given(_NOTES, st.sampled_from(["\n", "\n\n", " ", ". ", " / "]), st.sampled_from([str, str.lower, str.upper, str.title]))
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


def test_what_a_note_without_a_graft_is_asked_for() -> None:
    audit = _auditor().audit(Note(id="note", text=_CYST))
    assert (audit.surgeon, audit.date_of_service, audit.stated_codes) == ("Ann Bell, MD", "2021-03-04", ("11402",))
    assert (audit.status, audit.modifier_cues) == (Status.NOT_APPLICABLE, ())
    assert [(found.concept, found.evidence.quote, found.evidence.line) for found in audit.findings] == [
        ("surgeon", "Ann Bell, MD", 1),
        ("date_of_service", "4 March 2021", 2),
        ("stated_code", "11402", 3),
    ]


def test_both_ways_say_the_same_of_it_though_one_reads_on() -> None:
    quick, whole = ({sighting.concept for sighting in _sight(_CYST, whole=whole)} for whole in (False, True))
    assert (quick, whole > quick) == (_HEAD, True)
    assert {"artery", "closure", "complication", "modifier_cue"} <= whole
    assert _same(_CYST)


def test_nothing_that_stands_around_a_statement_is_told_of_such_a_note() -> None:
    found = _auditor().audit(Note(id="note", text=f"CLINIC NOTE\n{_CYST}")).findings
    assert {(each.evidence.section, each.statement, each.sentence, each.accepted, each.cue) for each in found} == {
        ("", None, 0, True, None)
    }
    assert _same(f"CLINIC NOTE\n{_CYST}")


def test_a_named_donor_is_read_in_full() -> None:
    with_fibula = f"{_CYST}The fibula was sound.\n"
    assert [_is_quick(text) for text in (_CYST, with_fibula)] == [True, False]
    quick, whole = _audits(with_fibula)
    assert quick == whole
    assert {"artery", "complication"} <= {found.concept for found in quick.findings}
    assert "62" in quick.modifier_cues


@pytest.mark.parametrize(
    "name", ["meta tarsal", "fib-\nula", "fibular-\nshaft", "metatarsaal", "FVFG", "iliac\nPage 2 of 3\ncrest"]
)
def test_names_of_grafts_over_lines_pages_and_errors_of_typing_are_read_in_full(name: str) -> None:
    assert not _is_quick(f"{_CYST}We looked at the {name} as well.\n")


@pytest.mark.parametrize(("line", "surgeon"), [("Reyes / Lim", "Reyes"), ("Debridement / Closure", None)])
def test_two_words_alone_on_a_line_may_be_names_which_other_phrases_tell(line: str, surgeon: str | None) -> None:
    quick, whole = _audits(f"{line}\nThe wound was washed out and closed.\n")
    assert (quick.surgeon, quick) == (surgeon, whole)
