"""A run takes everything that was seen, in order, and no single note can end it or be lost in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.engine.one import Auditor
from auditor.engine.outcome import Audited, Outcome
from auditor.engine.run import RunResult, outcomes, run
from auditor.model import Audit, Note, Status
from auditor.notes.formats.registry import suffixes
from auditor.notes.seen import NotAudited, Seen, ToRead
from auditor.notes.walk import walk
from auditor.rules.load import load
from tests.rules.kit import write

KNOWN = ", ".join(sorted(suffixes()))


@pytest.fixture(scope="module")
def auditor(tmp_path_factory: pytest.TempPathFactory) -> Auditor:
    return Auditor(load(write(tmp_path_factory.mktemp("rules"))))


def collect(auditor: Auditor, seen: tuple[Seen, ...]) -> tuple[RunResult, list[Outcome]]:
    handed_on: list[Outcome] = []
    return run(auditor, seen, handed_on.append), handed_on


def name(outcome: Outcome) -> str:
    return Path(outcome.note.source if isinstance(outcome, Audited) else outcome.source).name


def test_outcomes_come_in_input_order_and_are_counted(auditor: Auditor, tmp_path: Path) -> None:
    for file, text in (
        ("a.txt", "Appendix removed."),
        ("b.txt", ""),
        ("c.txt", "Tonsils removed."),
        ("c.json", "{}"),
        ("d.xyz", "x"),
    ):
        (tmp_path / file).write_text(text)
    result, handed_on = collect(auditor, walk([tmp_path]))
    assert [name(outcome) for outcome in handed_on] == ["a.txt", "b.txt", "c.json", "c.txt", "d.xyz"]
    assert (result.audited, result.failures, result.complete) == (2, 2, False)
    assert result.by_status == {
        Status.SUPPORTED: 0, Status.QUERY: 0, Status.OUTSIDE_SET: 0, Status.NOT_APPLICABLE: 2,
    }  # fmt: skip
    assert [(name(row), row.reason, row.failure) for row in result.not_audited] == [
        ("b.txt", "the file is empty", True),
        ("c.json", "this is the annotation of the note beside it", False),
        ("d.xyz", f"the suffix .xyz is not one that can be read ({KNOWN})", True),
    ]


def test_what_is_left_aside_leaves_a_run_complete(auditor: Auditor) -> None:
    result, _ = collect(auditor, (NotAudited("a.json", "annotation", "nothing to do", failure=False),))
    assert (result.complete, result.audited, result.failures) == (True, 0, 0)


def test_audit_carries_id_source_and_encoding(auditor: Auditor, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("The patient’s crest".encode("cp1252"))
    (found,) = outcomes(auditor, [ToRead(tmp_path / "a.txt", "a~2", "ward/a.txt")])
    assert isinstance(found, Audited)
    assert (found.audit.id, found.audit.source, found.audit.encoding) == ("a~2", "ward/a.txt", "cp1252")


def test_a_note_goes_with_its_audit(auditor: Auditor, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Appendix removed.")
    (found,) = outcomes(auditor, [ToRead(tmp_path / "a.txt", "a", "a.txt")])
    assert isinstance(found, Audited)
    assert found.note == Note(id="a", text="Appendix removed.", source="a.txt")


def test_two_notes_that_claim_one_name_cost_one_row_and_not_the_run(auditor: Auditor, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Appendix removed.")
    (tmp_path / "b.txt").write_text("Tonsils removed.")
    seen = [ToRead(tmp_path / file, "same", file) for file in ("a.txt", "b.txt", "missing.txt")]
    result, handed_on = collect(auditor, (*seen, ToRead(tmp_path / "b.txt", "other", "b.txt")))
    assert [name(outcome) for outcome in handed_on] == ["a.txt", "b.txt", "missing.txt", "b.txt"]
    assert (result.audited, result.failures) == (2, 2)
    assert result.not_audited[0] == NotAudited(
        "b.txt",
        "another note of this run has the same name",
        "rename the file, or lay it into a folder of its own and audit that by itself",
    )


def test_a_file_that_vanishes_during_the_run_is_a_row_and_the_run_goes_on(auditor: Auditor, tmp_path: Path) -> None:
    for file in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / file).write_text("Appendix removed.")
    steps = outcomes(auditor, walk([tmp_path]))
    first = next(steps)
    (tmp_path / "b.txt").unlink()
    second, third = steps
    assert isinstance(first, Audited)
    assert second == NotAudited(
        (tmp_path / "b.txt").as_posix(), "the file is no longer there", "put it back and run the audit once more"
    )
    assert isinstance(third, Audited)


def test_files_are_read_only_when_their_turn_comes(auditor: Auditor, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Appendix removed.")
    asked: list[str] = []

    def seen() -> Iterator[Seen]:
        for item in ("a", "b"):
            asked.append(item)
            yield ToRead(tmp_path / "a.txt", item, item)

    steps = outcomes(auditor, seen())
    assert asked == []
    next(steps)
    assert asked == ["a"]


class Stumbling(Auditor):
    """Fails at one note, with its text in the message, as a fault deep in a library would."""

    def audit(self, note: Note) -> Audit:
        if note.id == "b":
            raise ValueError(f"cannot parse {note.text}")
        return super().audit(note)


def test_a_fault_in_one_note_is_a_row_without_its_text(auditor: Auditor, tmp_path: Path) -> None:
    for file in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / file).write_text("Jane Roe: appendix removed.")
    result, handed_on = collect(Stumbling(auditor.rules), walk([tmp_path]))
    assert [isinstance(outcome, Audited) for outcome in handed_on] == [True, False, True]
    (row,) = result.not_audited
    assert row.reason == "the audit is incomplete: a step could not run on this note (ValueError)"
    assert "Roe" not in repr(result)


def test_an_interrupt_is_not_swallowed(auditor: Auditor, tmp_path: Path) -> None:
    class Interrupted(Auditor):
        def audit(self, note: Note) -> Audit:
            raise KeyboardInterrupt(note.id)

    (tmp_path / "a.txt").write_text("Appendix removed.")
    with pytest.raises(KeyboardInterrupt):
        collect(Interrupted(auditor.rules), walk([tmp_path]))


def test_a_fault_of_the_receiver_ends_the_run(auditor: Auditor, tmp_path: Path) -> None:
    """An output that cannot be written must not pass as a note that cannot be read."""
    (tmp_path / "a.txt").write_text("Appendix removed.")

    def refuse(outcome: Outcome) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        run(auditor, walk([tmp_path]), refuse)
