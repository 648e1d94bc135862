"""Reads the same notes again and again in one environment: told its engine, then notes, then when to go.

Lines on standard input are JSON: first the list of notes, then `null` for each round. Each is answered with one line: the
versions after the notes were read once, the seconds of processor time after each round. Answers begin with `= `.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from importlib.metadata import version
from typing import Any

_AS_IN_A_RUN = ExitStack()
Read = Callable[[str], object]
# A dozen words of the field, as any of the peers would be given.
TERMS = (
    "fibula", "iliac crest", "scapula", "rib", "radius", "free flap", "bone graft", "skin paddle", "artery", "vein",
    "anastomosis", "nonunion",
)  # fmt: skip


def bare() -> tuple[Read, tuple[str, ...]]:
    """Only spaCy's own English tokenizer."""
    import spacy

    return spacy.blank("en").make_doc, ("spacy",)


def auditor() -> tuple[Read, tuple[str, ...]]:
    """This project, from the text to the record."""
    from auditor.engine.garbage import rarely_collected
    from auditor.engine.one import Auditor
    from auditor.model import Note

    audit = Auditor().ready().audit
    _AS_IN_A_RUN.enter_context(rarely_collected())
    return lambda text: audit(Note(id="note", text=text)), ("auditor", "spacy", "pydantic")


def negspacy() -> tuple[Read, tuple[str, ...]]:
    """negspacy behind an entity ruler."""
    import negspacy.negation
    import spacy

    assert negspacy.negation
    nlp: Any = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "TERM", "pattern": term} for term in TERMS])
    nlp.add_pipe("negex", config={"ent_types": ["TERM"]})
    return nlp, ("negspacy", "spacy")


def edsnlp() -> tuple[Read, tuple[str, ...]]:
    """edsnlp with sections, a matcher, three qualifiers and quantities."""
    import edsnlp as eds

    nlp: Any = eds.blank("eds")
    for name in ("eds.normalizer", "eds.sentences", "eds.sections"):
        nlp.add_pipe(name)
    nlp.add_pipe("eds.matcher", config={"terms": {"term": list(TERMS)}})
    for name in ("eds.negation", "eds.hypothesis", "eds.family", "eds.quantities"):
        nlp.add_pipe(name)
    return nlp, ("edsnlp", "spacy")


def medspacy() -> tuple[Read, tuple[str, ...]]:
    """medspaCy with its sentences, target matcher, ConText and sections."""
    import medspacy as med
    from medspacy.ner import TargetRule

    nlp: Any = med.load()
    nlp.get_pipe("medspacy_target_matcher").add([TargetRule(term, "TERM") for term in TERMS])
    nlp.add_pipe("medspacy_sectionizer")
    return nlp, ("medspacy", "spacy")


def main() -> None:
    """Answer the lines of standard input until it ends."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    read, packages = {made.__name__: made for made in (bare, auditor, negspacy, edsnlp, medspacy)}[sys.argv[1]]()
    notes = json.loads(sys.stdin.readline())
    for note in notes:
        read(note)
    print("=", json.dumps({name: version(name) for name in packages}), flush=True)
    for _ in sys.stdin:
        begun = time.process_time()
        for note in notes:
            read(note)
        print("=", time.process_time() - begun, flush=True)


if __name__ == "__main__":
    main()
