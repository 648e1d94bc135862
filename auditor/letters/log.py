"""The log of the letters, `letters.jsonl`: a line a question, with all that was put to the surgeon and what held it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from auditor.letters.cases import Case, Letter, Topic


def rows(letter: Letter, files: Mapping[str, bytes], *, dated: str | None, sender: str | None) -> Iterator[dict[str, Any]]:
    """One row for each question of a letter; `files` are the letter's documents by name."""
    kept = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    for case in letter.cases:
        for topic in case.all:
            yield {
                "surgeon": letter.surgeon,
                "date_of_letter": dated,
                "author": sender,
                **_question(case, topic),
                "files": kept,
                "note_digest": case.origin.note_digest,
                "rules_digest": case.origin.rules_digest,
                "tool_version": case.origin.tool_version,
            }


def line(row: Mapping[str, Any]) -> bytes:
    """A row as one line of UTF-8; nothing but ASCII, so that no character of a note can break the line."""
    return json.dumps(row, allow_nan=False).encode() + b"\n"


def _question(case: Case, topic: Topic) -> dict[str, Any]:
    asked, when = topic.asked, case.origin.date_of_service
    return {
        "case": case.origin.id,
        "date_of_service": when.isoformat() if isinstance(when, date) else when,
        "element": asked.element,
        "kind": "contradiction" if topic.conflict else "missing",
        "severity": asked.severity,
        "authority": asked.authority,
        "question": asked.text,
        "choices": list(topic.choices),
        "quotations": [statement.model_dump(mode="json") for statement in asked.statements or asked.quotes],
    }
