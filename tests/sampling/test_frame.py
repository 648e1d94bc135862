"""What a frame is made of: notes, claims, and the records of a run."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from auditor.billing.model import Unmatched
from auditor.billing.record import line as billing_line
from auditor.errors import ClaimsError, RecordError, SampleError
from auditor.notes.read import read_note
from auditor.record.write import line
from auditor.rules.load import load
from auditor.sampling.frame import read_frame
from auditor.sampling.listing import listing
from auditor.sampling.model import Frame
from tests.annotated import SAMPLES, answer
from tests.billing.kit import case

TRANSFERS = load().billing.codes.transfers
HEADER = "Case,DOS,Surgeon,NPI,CPT,Charge\n"
CLAIMS = HEADER + (
    "c-1,2024-03-01,Anna Smith,,20962,100.50\n"
    "c-1,2024-03-01,Anna Smith,,69990,20\n"
    "c-2,2024-03-02,Bo Lind,,20956,80\n"
    ",2024-03-03,Bo Lind,,20970,\n"
    ",,Bo Lind,,20970,5\n"
    "c-3,2024-03-04,Anna Smith,,,5\n"
)


def claims(folder: Path, text: str = CLAIMS) -> Frame:
    path = folder / "claims.csv"
    path.write_text(text, "utf-8")
    return read_frame(path, TRANSFERS)


def test_a_folder_of_notes(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    for name, content in {"b.txt": b"B", "more/a.txt": b"A", "empty.txt": b"", "latin.txt": b"caf\xe9 au lait"}.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "b.json").write_text("{}")
    found = read_frame(tmp_path)
    assert [(unit.id, unit.digest) for unit in found.units] == [
        ("b.txt", hashlib.sha256(b"B").hexdigest()),
        ("empty.txt", hashlib.sha256(b"").hexdigest()),  # no audit can read it, and a sample may not pass it over
        ("latin.txt", hashlib.sha256(b"caf\xe9 au lait").hexdigest()),
        ("more/a.txt", hashlib.sha256(b"A").hexdigest()),
    ]
    latin, nested = (read_note(tmp_path / name).digest for name in ("latin.txt", "more/a.txt"))
    assert [unit.note for unit in found.units] == [read_note(tmp_path / "b.txt").digest, None, latin, nested]
    assert [(left.name, left.why) for left in found.left_aside] == [("scan.png", "the file is a picture, not plain text")]


def test_the_frame_is_the_same_wherever_the_folder_lies(tmp_path: Path) -> None:
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("A")
    assert listing(read_frame(tmp_path / "here").units) == listing(read_frame(tmp_path / "there").units)


def test_claims_are_drawn_by_case(tmp_path: Path) -> None:
    found = claims(tmp_path)
    assert [(unit.id, unit.surgeons, unit.codes, unit.value and str(unit.value)) for unit in found.units] == [
        ("bo lind, 2024-03-03", ("Bo Lind",), ("20970",), None),
        ("c-1", ("Anna Smith",), ("20962",), "120.50"),
        ("c-2", ("Bo Lind",), ("20956",), "80"),
    ]
    assert [left.name for left in found.left_aside] == ["row 6", "row 7"]
    assert (
        found.left_aside[0].why
        == "the row tells neither the case nor both the surgeon and the day, so that it belongs to no note"
    )


def test_the_order_of_rows_does_not_matter_and_each_value_does(tmp_path: Path) -> None:
    first = claims(tmp_path)
    rows = CLAIMS.removeprefix(HEADER).splitlines(keepends=True)
    assert listing(claims(tmp_path, HEADER + "".join(reversed(rows))).units) == listing(first.units)
    changed = claims(tmp_path, CLAIMS.replace("100.50", "100.60"))
    assert [a.id for a, b in zip(first.units, changed.units, strict=True) if a.digest != b.digest] == ["c-1"]


def test_a_record_is_a_frame_of_its_notes(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    path.write_bytes(b"".join(line(answer(SAMPLES, name)) for name in ("rib-to-humerus", "fibula-to-forearm")))
    found = read_frame(path)
    assert [(unit.id, unit.codes) for unit in found.units] == [("fibula-to-forearm", ("20969",)), ("rib-to-humerus", ("20962",))]
    assert found.units[1].digest == read_note(SAMPLES / "rib-to-humerus.txt").digest


def test_cases_of_a_run_and_claims_without_a_note(tmp_path: Path) -> None:
    path = tmp_path / "billing.jsonl"
    lost = Unmatched(kind="claim", name="c-9", lines=(4,), why="why", remedy="remedy")
    note = Unmatched(kind="note", name="rib-to-humerus", lines=(), why="why", remedy="remedy")
    path.write_bytes(b"".join(billing_line(each) for each in (case("rib-to-humerus", "20962-LT", "20902"), lost, note)))
    found = read_frame(path, TRANSFERS)
    assert [(unit.id, unit.codes) for unit in found.units] == [("claim without a note: c-9", ()), ("rib-to-humerus", ("20962",))]
    assert found.units[1].value is not None
    path.write_bytes(billing_line(lost))
    assert found.units[0] == read_frame(path).units[0]


def test_what_cannot_be_a_frame(tmp_path: Path) -> None:
    with pytest.raises(SampleError, match="there is nothing to draw from"):
        read_frame(tmp_path)
    broken = tmp_path / "audit.jsonl"
    broken.write_text("Patient Doe\n")
    with pytest.raises(RecordError) as refused:
        read_frame(broken)
    assert "Doe" not in str(refused.value)
    broken.write_text('{"billed": "Patient Doe"}\n')
    with pytest.raises(SampleError, match=r"audit.jsonl, line 1: it is not a line of billing.jsonl") as refused_too:
        read_frame(broken)
    assert "Doe" not in str(refused_too.value)
    with pytest.raises(ClaimsError):
        read_frame(tmp_path / "missing.csv")


def test_names_that_would_break_the_list(tmp_path: Path) -> None:
    (tmp_path / "a\nb.txt").write_text("A")
    with pytest.raises(SampleError, match="line break"):
        read_frame(tmp_path)


def test_two_units_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    path.write_bytes(line(answer(SAMPLES, "rib-to-humerus")) * 2)
    with pytest.raises(SampleError, match="two units have the same name"):
        read_frame(path)
