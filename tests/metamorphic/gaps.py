"""Write known_gaps.toml anew from what fails now: `python -m tests.metamorphic.gaps`.

For the moment after a gap was closed or a transformation was added; read the difference before keeping it. Gaps of notes
that are not there are kept as they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from tests.metamorphic.check import known_gaps, pairs, trial
from tests.metamorphic.corpus import HERE, ids
from tests.metamorphic.laws import LAWS
from tests.metamorphic.sentences import SENTENCES, broken

HEAD = """\
# What the audit is known to get wrong under a transformation: law, note, and the fields that change though they must not
# (or do not change though they must). The tests hold each of these to be still wrong; a gap that is closed is removed
# here. Written by `python -m tests.metamorphic.gaps`.
"""


def gaps_now() -> Mapping[tuple[str, str], frozenset[str]]:
    """The gaps of the notes that are there, as they are now, and the known gaps of those that are not."""
    absent = {key: fields for key, fields in known_gaps().items() if key[1] not in ids()}
    found = {(law, note): frozenset(trial(law, note)) for law, note in pairs()}
    return absent | {key: fields for key, fields in found.items() if fields}


def written(gaps: Mapping[tuple[str, str], frozenset[str]], sentences: Mapping[str, Mapping[str, str]]) -> str:
    """The table as TOML, in the order of laws and notes, the sentences last."""
    parts = [HEAD]
    for law in LAWS:
        rows = sorted((note, fields) for (of, note), fields in gaps.items() if of == law)
        lines = [f"{note} = {json.dumps(sorted(fields))}" for note, fields in rows]
        parts += ["\n".join([f"[{law}]", *lines]) + "\n"] if lines else []
    lines = [f"{json.dumps(sentence)} = {json.dumps(sorted(fields))}" for sentence, fields in sentences.items() if fields]
    parts += ["\n".join(["[sentences]", *lines]) + "\n"] if lines else []
    return "\n".join(parts)


if __name__ == "__main__":
    (HERE / "known_gaps.toml").write_text(written(gaps_now(), {sentence: broken(sentence) for sentence in SENTENCES}), "utf-8")
