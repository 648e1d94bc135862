"""`run.json`: who ran what on which files, with which result; chained, and beside the outputs of every command."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from openpyxl import load_workbook

from auditor.rules.load import load
from auditor.trail.command import Trail
from auditor.trail.digests import listing, read_listing
from auditor.trail.model import File
from auditor.trail.origin import who
from tests.trail.test_verify import TRANSFER, auditor, said

APPENDIX = "PROCEDURE: Appendectomy.\nDESCRIPTION: The appendix was removed through a small incision.\n"
CLAIMS = "Case,CPT\na,20956\n"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.txt").write_text(TRANSFER)
    (folder / "b.csv").write_text(f'case,note text\nC1,"{APPENDIX}"\nC2,""\n')
    (folder / "c.txt").touch()
    (folder / ".hidden.txt").write_text(APPENDIX)
    (folder / "d.txt").write_bytes(b"x" * 1_000_001)
    return folder


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def record(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "run.json").read_text("utf-8"))
    return found


def inputs(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / record(folder)["inputs"]["list"]).read_text("utf-8").splitlines()]


def test_the_record_of_a_run(notes: Path, tmp_path: Path) -> None:
    out, claims = tmp_path / "out", tmp_path / "claims.csv"
    claims.write_text(CLAIMS)
    assert auditor("run", notes, "--out", out, "--claims", claims, "--no-pages").exit_code == 1
    told = record(out)
    assert {name: told[name] for name in ("form", "number", "former", "command", "who", "rules_digest", "options")} == {
        "form": 1, "number": 1, "former": None, "command": "run", "rules_digest": load().digest,
        "who": {"name": "R. One", "host": None, "told_by": "AUDITOR_WHO"},
        "options": {"NOTES": [notes.as_posix()], "--out": out.as_posix(), "--claims": claims.as_posix(), "--no-pages": True},
    }  # fmt: skip
    assert told["counts"] == {
        "notes": 2, "supported": 1, "query": 0, "outside_set": 0, "not_applicable": 1, "not_audited": 3, "left_aside": 1,
        "from_an_earlier_run": 0, "cases": {"agree": 1, "nothing to compare": 1},
    }  # fmt: skip
    assert told["began"] <= told["ended"]
    assert told["made_with"]["packages"]["openpyxl"] == __import__("openpyxl").__version__
    main = told["outputs"]["main"]
    assert [(file["path"], file["sha256"], file["size"]) for file in main] == [
        (name, digest(out / name), (out / name).stat().st_size) for name in ("audit.xlsx", "audit.jsonl", "billing.jsonl")
    ]
    assert set(told["sheets"]["audit.xlsx"]) == set(load_workbook(out / "audit.xlsx", read_only=True).sheetnames)


def test_every_file_that_was_seen(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    auditor("run", notes, "--out", out)
    at = notes.as_posix()
    assert inputs(out) == [
        {
            "path": f"{at}/.hidden.txt", "size": len(APPENDIX), "sha256": None, "use": "note", "left_aside": 1,
            "why": ["hidden files and folders are left aside"],
        },
        {"path": f"{at}/a.txt", "size": len(TRANSFER), "sha256": digest(notes / "a.txt"), "use": "note", "audited": 1},
        {
            "path": f"{at}/b.csv", "size": (notes / "b.csv").stat().st_size, "sha256": digest(notes / "b.csv"), "use": "note",
            "audited": 1, "not_audited": 1, "why": ["row 3: there is no text of a note"],
        },
        {
            "path": f"{at}/c.txt", "size": 0, "sha256": hashlib.sha256().hexdigest(), "use": "note", "not_audited": 1,
            "why": ["the file is empty"],
        },
        {
            "path": f"{at}/d.txt", "size": 1_000_001, "sha256": digest(notes / "d.txt"), "use": "note", "not_audited": 1,
            "why": ["the file is larger than 1 MB"],
        },
    ]  # fmt: skip


def test_no_word_of_a_note_is_in_the_trail(notes: Path, tmp_path: Path) -> None:
    auditor("run", notes, "--out", tmp_path / "out")
    trail = b"".join(path.read_bytes() for path in [tmp_path / "out" / "run.json", *(tmp_path / "out" / "trail").iterdir()])
    assert not [word for word in ("iliac", "circumflex", "ppendix", "incision") if word.encode() in trail]


def test_each_record_holds_the_digest_of_the_one_before(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in range(3):
        auditor("run", notes, "--out", out)
    files = sorted((out / "trail").glob("*.json"))
    assert [file.name for file in files] == ["0001.json", "0002.json", "0003.json"]
    assert [json.loads(file.read_text())["former"] for file in files] == [None, digest(files[0]), digest(files[1])]
    assert (out / "run.json").read_bytes() == files[2].read_bytes()
    assert len(list((out / "trail").glob("inputs-*"))) == 1  # equal lists are kept once


def test_the_trail_is_never_read_as_notes(notes: Path) -> None:
    first = auditor("run", notes, "--out", notes)
    second = auditor("run", notes, "--out", notes)
    assert first.stdout == second.stdout
    assert [line["why"] for line in inputs(notes) if line["path"].endswith("/run.json")] == [
        ["this belongs to the audit trail of outputs"]
    ]


def test_who(monkeypatch: pytest.MonkeyPatch) -> None:
    named, nobody, known = who({"AUDITOR_WHO": " Compliance "}), who({"AUDITOR_WHO": ""}), who({})
    assert named is not None
    assert known is not None
    assert (named.name, named.host, nobody, known.told_by) == ("Compliance", None, None, "the system")
    assert known.name


def test_no_password_is_kept(notes: Path, tmp_path: Path) -> None:
    from auditor.cli.trailing import _told

    assert (
        _told("postgresql+psycopg://jane:secret@db.example/reviews?password=secret&x=1")
        == "postgresql+psycopg://db.example/reviews"
    )
    assert _told("sqlite:////data/reviews.db") == "sqlite:////data/reviews.db"
    assert _told("Encounter=Case No?") == "Encounter=Case No?"


def test_commands_that_end_at_once_get_numbers_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    together = Barrier(6)

    def settle() -> None:
        trail = Trail("letters write", {})
        together.wait()
        trail.settle(tmp_path, [tmp_path / "a"], counts={})

    threads = [Thread(target=settle) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    files = sorted((tmp_path / "trail").glob("*.json"))
    formers = [json.loads(file.read_text())["former"] for file in files]
    assert formers == [None, *(digest(file) for file in files[:-1])]
    assert len(files) == 6


def test_every_command_that_writes_outputs_leaves_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    gold = Path(__file__).resolve().parents[2] / "samples" / "fibula-to-forearm"
    notes = tmp_path / "notes"
    notes.mkdir()
    for suffix in (".txt", ".json"):
        (notes / f"fibula-to-forearm{suffix}").write_bytes(gold.with_suffix(suffix).read_bytes())
    assert auditor("run", notes, "--out", "output").exit_code == 0
    book = load_workbook("output/audit.xlsx")
    titles = {cell.value: place for place, cell in enumerate(book["Audit"][1], 1)}
    for title, value in (("Decision", "agree"), ("Reviewer", "A")):
        book["Audit"].cell(2, titles[title], value)
    book.save("output/audit.xlsx")
    commands: dict[str, tuple[str, ...]] = {
        "run": ("run", "notes", "--out", "output"),
        "letters write": ("letters", "output/audit.jsonl", "--out", "letters"),
        "letters education": ("letters", "education", "output/audit.jsonl", "--out", "education"),
        "evaluate": ("evaluate", "notes", "--html", "ev/page.html", "--out", "ev/numbers.json"),
        "sample draw": ("sample", "draw", "notes", "--size", "1", "--seed", "7", "--out", "sample"),
        "review report": ("review", "report", "--html", "report/page.html"),
        "review export": ("review", "export", "notes", "--out", "gold"),
        "history compare": ("history", "compare", "--csv", "changes/changes.csv"),
    }
    folders = ("output", "letters", "education", "ev", "sample", "report", "gold", "changes")
    for (command, line), folder in zip(commands.items(), folders, strict=True):
        result = auditor(*line)
        assert result.exit_code == 0, (command, result.output)
        assert record(Path(folder))["command"] == command
        checked = auditor("verify", folder)
        assert checked.exit_code == 0, checked.output
        beside = {path.name for path in Path(folder).rglob("*") if path.is_file() and "trail" not in path.parts}
        told = set(read_listing((Path(folder) / record(Path(folder))["outputs"]["all"]["list"]).read_bytes(), ""))
        assert beside - {".auditor.lock", "run.json", "reviews.db", "work.db"} == {Path(path).name for path in told}
    assert [line["use"] for line in inputs(Path("ev"))] == ["note", "gold"]
    assert [line["use"] for line in inputs(Path("letters"))] == ["record"]
    assert auditor("evaluate", "gold").exit_code == 0  # the trail beside gold files is none of them


def test_a_list_survives_any_name(tmp_path: Path) -> None:
    files = [File(path=name, sha256="0" * 64, size=1) for name in ("a b.html", "a\nb", "a\\nb", "ä\r", "\\")]
    assert dict(read_listing(listing(files), "")) == {file.path: file.sha256 for file in files}
    assert dict(read_listing(b"", "")) == {}


def test_a_folder_that_cannot_be_written(notes: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "trail").touch()
    result = auditor("run", notes, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith(f"auditor: {tmp_path.as_posix()}/out/trail: it cannot be written")


def test_sound_after_all(notes: Path, tmp_path: Path) -> None:
    for _ in range(2):
        auditor("run", notes, "--out", tmp_path / "out")
    assert said(tmp_path / "out") == (0, ["Sound: everything is as it was written."])
