"""How much of the identifiers in the marked notes of tests/masking is masked, kind by kind, and what else is.

python -m benchmarks.masking > benchmarks/masking.txt
python -m benchmarks.masking --presidio en_core_web_sm     the same for Presidio, where that and a model are installed
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable

from auditor.masking.masker import Masker
from auditor.masking.spans import Span
from auditor.model import Note
from auditor.rules.load import load
from tests.annotated import SAMPLES
from tests.masking.kit import KEPT, Marked, auditor, left, marked, spans

_FILES = {"notes.txt": "33 notes, before the rules", "unseen.txt": "12 notes, after them"}
_Find = Callable[[Marked], tuple[Span, ...]]


def presidio(model: str) -> _Find:
    """Presidio as its documentation sets it up, with all of its recognisers for English."""
    from presidio_analyzer import AnalyzerEngine  # type: ignore[import-not-found, unused-ignore]
    from presidio_analyzer.nlp_engine import NlpEngineProvider  # type: ignore[import-not-found, unused-ignore]

    setup = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]}
    engine = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=setup).create_engine(), supported_languages=["en"])
    return lambda note: tuple(
        Span(each.start, each.end, "name", "", each.entity_type) for each in engine.analyze(text=note.text, language="en")
    )


def table(find: _Find) -> str:
    """A line a kind: masked and marked, in either file."""
    marks: dict[str, Counter[str]] = {name: Counter() for name in _FILES}
    masked: dict[str, Counter[str]] = {name: Counter() for name in _FILES}
    beside: Counter[str] = Counter()
    for name in _FILES:
        for note in marked(name):
            found = find(note)
            ours = [mark for mark in note.marks if mark.kind != KEPT]
            for mark in ours:
                marks[name][mark.kind] += 1
                masked[name][mark.kind] += not left(mark, note, found)
            beside[name] += sum(not any(m.start < s.end and s.start < m.end for m in ours) for s in found)
    lines = ["kind                     " + "".join(f"{title:>30}" for title in _FILES.values())]
    kinds = sorted({kind for counts in marks.values() for kind in counts})
    lines += [f"{kind:25}" + "".join(_cell(masked[name][kind], marks[name][kind]) for name in _FILES) for kind in kinds]
    lines.append(f"{'all':25}" + "".join(_cell(masked[name].total(), marks[name].total()) for name in _FILES))
    lines.append(f"{'masked beside these':25}" + "".join(f"{beside[name]:>30}" for name in _FILES))
    return "\n".join(lines)


def altered() -> str:
    """How many quotations of the samples masking alters, of those that are neither a surgeon nor a date."""
    masker, whole, other = Masker(load()), 0, 0
    for path in sorted(SAMPLES.glob("*.txt")):
        note = Note(id=path.stem, text=path.read_text("utf-8"))
        audit = auditor().audit(note)
        shown = masker.audited(note, audit).audit
        for before, after in zip(audit.findings, shown.findings, strict=True):
            if before.concept not in ("surgeon", "date_of_service"):
                whole += 1
                other += before.evidence.quote != after.evidence.quote
    return f"quotations of samples/ that masking alters: {other} of {whole}"


def _cell(part: int, whole: int) -> str:
    return f"{f'{part} of {whole}' if whole else '-':>30}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presidio", metavar="MODEL")
    model = parser.parse_args().presidio
    print(table(presidio(model)) if model else f"{table(spans)}\n\n{altered()}")
