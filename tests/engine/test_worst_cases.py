"""No regular expression of the program runs away on a text that was made to let it, and no note holds up a run."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.engine.desk import audited
from auditor.engine.one import Auditor
from auditor.engine.outcome import Audited, Outcome
from auditor.engine.run import run
from auditor.engine.watch import TooLongError, limited
from auditor.model import Audit, Note
from auditor.notes.seen import NotAudited
from auditor.notes.walk import walk
from auditor.rules.load import load
from tests.engine.patterns import ROOT, attacks

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no clock of processor time")
LENGTH = 1_000
# An expression that goes over a text twice takes some thousandths of a second for so many characters; one that goes over it a
# third time takes seconds, and one that tries all ways never ends. Between these lies all that machines differ by.
SECONDS = 1.0


def expressions() -> list[tuple[str, str, int]]:
    done = subprocess.run([sys.executable, "-m", "tests.engine.patterns"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def test_no_expression_runs_away() -> None:
    found = expressions()
    assert len(found) > 200
    tried = 0
    slow = []
    for module, pattern, flags in found:
        compiled = re.compile(pattern, flags)
        for text in attacks(pattern, flags, LENGTH):
            tried += 1
            try:
                with limited(SECONDS):
                    compiled.search(text)
                    compiled.fullmatch(text)
            except TooLongError:
                slow.append((module, pattern, text[:20]))
                break
    print(f"{len(found)} expressions, {tried:,} texts of {LENGTH:,} characters, {len(slow)} too slow")  # noqa: T201
    assert slow == []


@pytest.mark.parametrize(
    "pattern",
    [r"(a+)+b", r"(?:a|a)*b", r"\s*\s*\s*x", r"(?:\w+ ?)*:", r"(?:\s|<x>|<-[\s\S]{0,2000}?->)*y", r"(?:\d|-(?:x|\w*-?))*!"],
)
def test_the_texts_find_an_expression_that_runs_away(pattern: str) -> None:
    """What the test above would say of expressions that are known for it."""
    with pytest.raises(TooLongError):
        for text in attacks(pattern, 0, LENGTH):
            with limited(1.0):
                re.compile(pattern).search(text)


PUMPS = [" ", "\t", "\n", "-", ".", "[ ] ", "1x", "A ", "no ", "Dr. ", "donor\t", "01/02/", "a:", "("]


@pytest.mark.parametrize("pump", PUMPS)
def test_a_note_of_one_thing_repeated_ends(pump: str, tmp_path: Path) -> None:
    """Either it is audited, or a row says what became of it; the note behind it has its audit."""
    text = "DESCRIPTION: The fibula was " + pump * (40_000 // len(pump)) + "!"
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b.txt").write_text("The appendix was removed.")
    found: list[Outcome] = []
    with limited(60.0):
        run(Auditor(load()), walk([tmp_path]), found.append)
    first, second = found
    assert isinstance(first, Audited) or re.fullmatch(
        r"the audit is incomplete: with the reading of the file it took longer than 9\.5 seconds, "
        r"and was ended in the step (language|facts|decide)/\w+",
        first.reason,
    )
    assert isinstance(second, Audited)


def test_a_note_that_takes_too_long_is_incomplete(tmp_path: Path) -> None:
    class Endless(Auditor):
        def audit(self, note: Note) -> Audit:
            re.match(r"(a+)+b", "a" * 60)
            return super().audit(note)

    (tmp_path / "a.txt").write_text("Jane Roe")
    rules = load()
    assert isinstance(audited(Endless(rules), Note(id="a", text="Jane Roe"), 0.01), NotAudited)  # of 9.5, reading left so much
    reading = replace(rules.reading, limits=replace(rules.reading.limits, seconds=0.2))
    found: list[Outcome] = []
    result = run(Endless(replace(rules, reading=reading)), walk([tmp_path]), found.append)
    (row,) = found
    assert isinstance(row, NotAudited)
    took = "with the reading of the file it took longer than 0.2 seconds"
    assert row.reason == f"the audit is incomplete: {took}, and was ended in the step audit"
    assert (row.incomplete, result.complete) == (True, False)
