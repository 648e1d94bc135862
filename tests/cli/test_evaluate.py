from __future__ import annotations

import json
import os
import stat
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from auditor.cli.main import main
from auditor.model import Status
from auditor.report.text import STATUS_WORDS
from tests.cli.test_run import APPENDIX, TRANSFER
from tests.evaluate.kit import NOTHING, RAISED, add_case, tiny
from tests.rules.kit import write

EXPECTED = Path(__file__).parent / "evaluate_tiny.txt"
SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def evaluate(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, args)])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return tiny(tmp_path / "gold")


def numbers(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def without_rules(text: str) -> list[str]:
    """The lines but for those that name rules, which change with the vocabulary."""
    return [line for line in text.splitlines() if not line.startswith("    rules      ")]


def test_the_report_of_a_tiny_gold_set(gold: Path) -> None:
    result = evaluate(gold)
    assert (result.exit_code, result.stderr) == (0, "")
    assert without_rules(result.stdout) == EXPECTED.read_text("utf-8").splitlines()
    assert len(without_rules(result.stdout)) == result.stdout.count("\n") - 4


def test_its_numbers(gold: Path, tmp_path: Path) -> None:
    assert evaluate(gold, "--out", tmp_path / "deep" / "numbers.json").exit_code == 0
    said = numbers(tmp_path / "deep" / "numbers.json")
    assert (said["notes"], said["not_audited"], said["problems"], said["without_gold"]) == (4, [], [], [])
    shares = {name: (field["right"], field["total"]) for name, field in said["fields"].items() if field["kind"] == "share"}
    assert {name: share for name, share in shares.items() if share[0] < share[1]} == {
        "code.best_fit": (3, 4), "code.status": (3, 4), "graft.laterality": (1, 2),
    }  # fmt: skip
    vessels = said["fields"]["graft.recipient_vessels"]
    assert (vessels["tp"], vessels["fp"], vessels["fn"], vessels["value"]) == (3, 1, 1, 0.75)
    assert vessels["interval"] == [0.5, 1.0]
    assert vessels["precision"]["value"] == vessels["recall"]["value"] == 0.75
    assert vessels["recall"]["interval"] == pytest.approx([0.30064, 0.95441], abs=1e-5)
    assert said["confusion"]["status"] == {
        "labels": ["supported", "query", "not applicable"], "rows": [[2, 0, 0], [0, 0, 1], [0, 0, 1]],
    }  # fmt: skip
    assert said["confusion"]["code"] == {"labels": ["20956", "20962", "no code"], "rows": [[2, 0, 0], [0, 0, 1], [0, 0, 1]]}
    assert [(miss["note"], miss["field"], miss["gold"], miss["predicted"]) for miss in said["misses"]] == [
        ("ward/c", "graft.laterality", "left", "right"),
        ("ward/c", "graft.recipient_vessels", ["anterior tibial artery", "great saphenous vein"],
         ["anterior tibial artery", "vena comitans"]),
        ("ward/d", "code.best_fit", ["20962"], []),
        ("ward/d", "code.status", "query", "not_applicable"),
    ]  # fmt: skip
    assert {"rule": "artery-anterior-tibial", "part": "counts", "why": None, "cue": None} in said["misses"][1]["rules"]


def test_two_runs_give_the_same_bytes(gold: Path, tmp_path: Path) -> None:
    outputs = []
    for name in ("one", "two"):
        files = (tmp_path / f"{name}.html", tmp_path / f"{name}.json")
        result = evaluate(gold, "--html", files[0], "--out", files[1])
        outputs.append((result.stdout, *(file.read_bytes() for file in files)))
    assert outputs[0] == outputs[1]


def test_a_note_that_cannot_be_audited_counts_as_wrong(gold: Path, tmp_path: Path) -> None:
    (gold / "a.txt").write_text("")
    result = evaluate(gold, "--out", tmp_path / "numbers.json")
    assert (result.exit_code, result.stderr) == (1, "")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("4 notes compared with gold; 1 of them not audited and so counted as wrong; ")
    assert lines[1] == f"  {gold.as_posix()}/a.txt: the file is empty; export the note again and run the audit once more."
    fields = numbers(tmp_path / "numbers.json")["fields"]
    assert (fields["code.best_fit"]["right"], fields["code.best_fit"]["total"]) == (2, 4)
    assert (fields["graft.donor_site"]["tp"], fields["graft.donor_site"]["fn"]) == (1, 1)


def test_what_has_no_counterpart_is_said(gold: Path) -> None:
    (gold / "alone.txt").write_text(APPENDIX)
    result = evaluate(gold)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == [
        "4 notes compared with gold; 0 of them not audited and so counted as wrong; 1 note without gold left aside.",
        "  without gold: alone",
    ]
    (gold / "lost.json").write_text("{}")
    result = evaluate(gold)
    assert result.exit_code == 1
    said = f"  {gold.as_posix()}/lost.json: no note stands beside this gold file; lay NAME.txt beside it, or move it away."
    assert result.stdout.splitlines()[1] == said


def test_a_bad_gold_file_stops_before_the_first_note(gold: Path, tmp_path: Path) -> None:
    add_case(gold, "ward/d", APPENDIX, NOTHING, grafts=[{"donor_site": "hip"}])
    result = evaluate(gold, "--out", tmp_path / "numbers.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"auditor: {gold.as_posix()}/ward/d.json, field grafts[0].donor_site: input should be ")
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "numbers.json").exists()


def test_wrong_use(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    nothing = evaluate(tmp_path / "none")
    assert (nothing.exit_code, nothing.stderr.count("there is no note with a gold file")) == (2, 1)
    assert evaluate(tmp_path / "gone").exit_code == 2
    assert evaluate().exit_code == 2


@pytest.mark.parametrize("option", ["--html", "--out"])
def test_a_report_never_takes_the_place_of_a_gold_file(gold: Path, option: str) -> None:
    before = (gold / "a.json").read_bytes()
    result = evaluate(gold, option, gold / "ward" / ".." / "a.json")
    assert result.exit_code == 2
    assert "a report cannot be written among the gold files; name a file outside GOLD_DIR." in result.stderr
    assert (gold / "a.json").read_bytes() == before


def test_two_reports_need_two_files(gold: Path, tmp_path: Path) -> None:
    result = evaluate(gold, "--html", tmp_path / "x", "--out", tmp_path / "x")
    assert (result.exit_code, (tmp_path / "x").exists()) == (2, False)


def test_other_rules_can_be_named(gold: Path, tmp_path: Path) -> None:
    for name in ("a", "ward/c"):
        (gold / f"{name}.txt").unlink()
        (gold / f"{name}.json").unlink()
    result = evaluate(gold, "--rules", write(tmp_path / "rules"), "--out", tmp_path / "numbers.json")
    assert result.exit_code == 0
    assert numbers(tmp_path / "numbers.json")["fields"]["code.status"]["right"] == 1
    broken = write(tmp_path / "broken", bones=('value = "rib"', "value = 7"))
    assert evaluate(gold, "--rules", broken).exit_code == 2


def test_a_file_that_cannot_be_written(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = evaluate(gold, "--html", tmp_path / "file" / "page.html")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"auditor: {tmp_path.as_posix()}/file: it cannot be written ")


def test_notes_are_quoted_only_on_the_page_and_only_where_something_is_missed(tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    add_case(gold, "right", f"PATIENT: Quentin Sorrel.\n{TRANSFER}", RAISED)
    add_case(gold, "wrong", f"PATIENT: Petra Quill.\n{TRANSFER.replace('iliac crest was', 'ILIAC CREST was')}", RAISED,
             best_fit=["20962"])  # fmt: skip
    result = evaluate(gold, "--html", tmp_path / "page.html", "--out", tmp_path / "numbers.json")
    assert result.exit_code == 0
    text, others = (tmp_path / "page.html").read_text("utf-8"), result.stdout + (tmp_path / "numbers.json").read_text("utf-8")
    for name in ("Sorrel", "Quill"):
        assert name not in text + others
    assert "ILIAC CREST" in text
    assert "ILIAC CREST" not in others


def test_reports_are_for_their_owner_alone(gold: Path, tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("this system has no such rights")
    files = (tmp_path / "page.html", tmp_path / "numbers.json")
    evaluate(gold, "--html", files[0], "--out", files[1])
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]


def test_the_samples(tmp_path: Path) -> None:
    """What the gold of the samples alone decides, whatever the rules find."""
    assert evaluate(SAMPLES, "--out", tmp_path / "numbers.json").exit_code == 0
    said = numbers(tmp_path / "numbers.json")
    golds = [json.loads(path.read_text("utf-8")) for path in SAMPLES.glob("*.json")]
    fields = said["fields"]
    assert said["notes"] == fields["code.status"]["total"] == len(golds) >= 20
    grafts = [graft for gold in golds for graft in gold["grafts"]]
    donors = fields["graft.donor_site"]
    assert donors["tp"] + donors["fn"] == fields["graft.laterality"]["total"] == len(grafts)
    lacks = [state for gold in golds for state in gold["elements"].values()].count("missing")
    assert fields["missing.all"]["tp"] + fields["missing.all"]["fn"] == lacks
    status = said["confusion"]["status"]
    by_status = dict(zip(status["labels"], map(sum, status["rows"]), strict=True))
    assert by_status == {STATUS_WORDS[Status(name)]: count for name, count in Counter(gold["status"] for gold in golds).items()}
    wrong = sum(field["total"] - field["right"] for field in fields.values() if field["kind"] == "share")
    assert len([miss for miss in said["misses"] if fields[miss["field"]]["kind"] == "share"]) == wrong


def test_a_changed_sample_changes_exactly_its_own_fields(tmp_path: Path) -> None:
    """The gold of one sample is bent on purpose: just what was bent goes wrong, against the unbent gold."""
    found = []
    for name, bent in (("true", {}), ("bent", {"status": "query", "best_fit": ["20956"], "stated_codes": ["99999"]})):
        gold = tmp_path / name
        for stem in ("rib-to-humerus", "plain-crest-graft"):
            annotation = json.loads((SAMPLES / f"{stem}.json").read_text("utf-8"))
            change: dict[str, Any] = bent if stem == "rib-to-humerus" else {}
            add_case(gold, stem, (SAMPLES / f"{stem}.txt").read_text("utf-8"), annotation, **change)
        evaluate(gold, "--out", tmp_path / f"{name}.json")
        found.append({(miss["note"], miss["field"]) for miss in numbers(tmp_path / f"{name}.json")["misses"]})
    assert found[1] - found[0] == {
        ("rib-to-humerus", field)
        for field in ("code.best_fit", "code.status", "code.not_confidently_wrong", "other.stated_codes")
    }
    assert found[0] - found[1] == set()
