"""The reference scorer and the evaluation must say the same, whatever the answers are."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.cli.main import main
from auditor.engine.one import Auditor
from auditor.evaluate.cases import find_cases
from auditor.evaluate.compare import compare
from auditor.evaluate.gold import Gold
from auditor.evaluate.matching import same_person, same_place, same_size, same_vessel
from auditor.evaluate.misses import misses
from auditor.evaluate.scores import ShareScore, Tallies
from auditor.model import Audit
from auditor.notes.read import read_note
from auditor.record.write import record
from tests.evaluate.script import DEV, SAMPLES, Numbers, numbers, scorer

WORDS = [
    "left", "Right", "bilateral", "facial", "artery", "arteries", "vein", "veins", "venae", "comitans", "pelvis", "process",
    "humerus", "humeral", "tibial", "tibia", "shaft", "the", "of", "first", "1st", "thumb", "distal", "defects", "Dr", "MD,",
    "Jane", "Roe", "J.", "attending", "-", "radius/ulna", "mandibular", "s", "menses", "",
]  # fmt: skip
phrases = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
said = phrases | st.text(max_size=12) | st.none()
sizes = st.none() | st.lists(st.sampled_from([4.0, 4.05, 4.051, 4.06, 6.0]), min_size=1, max_size=3)


@dataclass(frozen=True, slots=True)
class Read:
    raw: str
    gold: Gold
    audit: Audit
    text: str


@lru_cache(maxsize=1)
def auditor() -> Auditor:
    return Auditor()


@lru_cache(maxsize=2)
def corpus(folder: Path) -> tuple[Read, ...]:
    scorer()  # skips where there is nothing to agree with
    if not folder.is_dir():
        pytest.skip("the annotated notes are not beside this project")
    found = find_cases(folder, [element.id for element in auditor().rules.elements])
    read = []
    for case in found.cases:
        note = read_note(case.file.local)
        read.append(Read(case.file.local.with_suffix(".json").read_text("utf-8"), case.gold, auditor().audit(note), note.text))
    return tuple(read)


def ours(pairs: Sequence[tuple[Read, Audit | None]]) -> tuple[Numbers, Counter[tuple[str, str]], dict[str, tuple[float, float]]]:
    tallies = Tallies()
    found: Counter[tuple[str, str]] = Counter()
    for read, audit in pairs:
        marks = compare(read.gold, audit, read.text)
        tallies.add(marks)
        found.update((miss.field, miss.note) for miss in misses(read.gold.id, marks, audit))
    counts: Numbers = {}
    intervals = {}
    for score in tallies.scores([element.id for element in auditor().rules.elements]):
        if isinstance(score, ShareScore):
            counts[score.field] = (score.share.value, score.right, score.total)
            assert score.share.interval is not None
            intervals[score.field] = score.share.interval
        else:
            counts[score.field] = (score.f1.value, score.counts.found, score.counts.extra, score.counts.missed)
    return counts, found, intervals


@pytest.mark.parametrize("folder", [SAMPLES, DEV], ids=["samples", "dev"])
@pytest.mark.parametrize("shift", [0, 1, 7, None], ids=["own", "next", "other", "none"])
def test_counts_misses_and_intervals_agree(folder: Path, shift: int | None) -> None:
    """Each gold against the answer for its own note, for another note, and against none at all."""
    read = corpus(folder)
    answers = [None if shift is None else read[(place + shift) % len(read)].audit for place in range(len(read))]
    answers[3] = None  # a note that could not be audited among others
    counts, missed, printed = numbers(
        (json.loads(each.raw), record(answer) if answer else None, each.text) for each, answer in zip(read, answers, strict=True)
    )
    our_counts, our_misses, intervals = ours(list(zip(read, answers, strict=True)))
    assert our_counts == counts
    assert our_misses == missed
    for field, (low, high) in intervals.items():
        bounds = re.search(r"CI ([\d.]+)-([\d.]+)$", printed[field])
        assert bounds is not None
        assert (low, high) == pytest.approx((float(bounds[1]), float(bounds[2])), abs=0.0006)


def test_the_commands_agree_on_the_annotated_notes(tmp_path: Path) -> None:
    scorer()
    if not DEV.is_dir():
        pytest.skip("the annotated notes are not beside this project")
    run = CliRunner().invoke(main, ["run", str(DEV), "--out", str(tmp_path / "run")])
    evaluated = CliRunner().invoke(main, ["evaluate", str(DEV), "--out", str(tmp_path / "numbers.json")])
    assert (run.exit_code, evaluated.exit_code) == (0, 0)
    lines = (tmp_path / "run" / "audit.jsonl").read_text("utf-8").splitlines()
    predictions = {entry["id"]: entry for entry in map(json.loads, lines)}
    golds = [(json.loads(path.read_text("utf-8")), path.with_suffix(".txt")) for path in sorted(DEV.rglob("*.json"))]
    counts, _, _ = numbers((gold, predictions[gold["id"]], note.read_text("utf-8")) for gold, note in golds)
    fields = json.loads((tmp_path / "numbers.json").read_text("utf-8"))["fields"]
    assert {name: values["value"] for name, values in fields.items()} == {name: found[0] for name, found in counts.items()}


@settings(deadline=None)
@given(said, said)
def test_persons_and_places_agree(one: str | None, other: str | None) -> None:
    script = scorer()
    assert same_person(one, other) is script.same_person(one, other)
    assert same_place(one, other) is script.same_place(one, other)


@settings(deadline=None)
@given(phrases | st.text(max_size=12), phrases)
def test_vessels_agree(one: str, other: str) -> None:
    assert same_vessel(one, other) is scorer().same_vessel(one, other)


@settings(deadline=None)
@given(sizes, sizes)
def test_sizes_agree(one: list[float] | None, other: list[float] | None) -> None:
    assert same_size(one, other) is scorer().same_size(one, other)
