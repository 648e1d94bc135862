"""The reference scorer of the annotation guidelines, where it is at hand, and how its metrics are called here."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
SHARED = ROOT.parent / "shared" / "eval"
SCRIPT = SHARED / "score.py"
DEV = SHARED / "dev"
NAMES = {
    "code: not confidently wrong": "code.not_confidently_wrong",
    "missing: all elements": "missing.all",
    "elements: state agrees": "elements.state",
    "evidence: quote stands in the note": "evidence.quote",
}

Numbers = dict[str, tuple[float, ...]]
Case = tuple[dict[str, Any], dict[str, Any] | None, str]


@lru_cache(maxsize=1)
def scorer() -> ModuleType:
    """The script as a module; the test is skipped where the script is not."""
    if not SCRIPT.is_file():
        pytest.skip("the reference scorer is not beside this project")
    spec = spec_from_file_location("reference_scorer", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def field(metric: str) -> str:
    """`2 graft: laterality` is called `graft.laterality` here."""
    said = metric.partition(" ")[2]
    return NAMES.get(said, said.replace(": ", "."))


def numbers(cases: Iterable[Case]) -> tuple[Numbers, Counter[tuple[str, str]], dict[str, str]]:
    """Counts and value of each field, misses by field and note, and each interval as the script prints it."""
    script = scorer()
    tallies: dict[str, Any] = defaultdict(script.Tally)
    errors: list[tuple[str, str, object, object]] = []
    for gold, predicted, text in cases:
        script.score(gold, json.loads(json.dumps(predicted)), text, tallies, errors)
    counts: Numbers = {
        field(metric): (tally.value, tally.right, tally.total) if tally.total else (tally.value, tally.tp, tally.fp, tally.fn)
        for metric, tally in tallies.items()
    }
    printed = {field(metric): str(tally.interval()) for metric, tally in tallies.items()}
    return counts, Counter((field(metric), note) for metric, note, _, _ in errors), printed
