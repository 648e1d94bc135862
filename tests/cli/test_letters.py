"""`auditor letters`: the files that it writes, what it says, and how it refuses."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.main import main
from auditor.letters.word import shipped
from auditor.record.write import line
from tests.annotated import SAMPLES, answer, names
from tests.report.kit import audit


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["letters", *map(str, words)])


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "audit.jsonl"
    path.write_bytes(b"".join(line(answer(SAMPLES, name)) for name in names(SAMPLES)))
    return path


_TRAIL = ("run.json", "trail")  # which tell when the command was given


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.name not in _TRAIL}


def test_letters_of_the_samples(record: Path, tmp_path: Path) -> None:
    out = tmp_path / "letters"
    done = run(record, "--out", out, "--date", "2025-03-04", "--from", "Office")
    assert done.output == f"10 letters with 21 questions about 10 reports. Log: {(out / 'letters.jsonl').as_posix()}\n"
    assert done.exit_code == 0
    assert len(list(out.glob("letter-*.docx"))) == len(list(out.glob("letter-*.html"))) == 10
    assert out.stat().st_mode & 0o777 == 0o700


def test_the_same_record_gives_the_same_bytes_under_either_name_of_the_command(record: Path, tmp_path: Path) -> None:
    assert run(record, "--out", tmp_path / "one").exit_code == 0
    assert run("write", record, "--out", tmp_path / "two").exit_code == 0
    assert run(record.parent, "--out", tmp_path / "three").exit_code == 0  # the folder of the run
    assert digests(tmp_path / "one") == digests(tmp_path / "two") == digests(tmp_path / "three")


def test_the_record_of_the_last_run_is_taken_where_none_is_named(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("output").mkdir()
    record.rename(tmp_path / "output" / "audit.jsonl")
    assert run("--out", "letters", "--no-word").exit_code == 0
    assert len(list(Path("letters").glob("*.html"))) == 10
    assert list(Path("letters").glob("*.docx")) == []


def test_reports_without_a_name_are_counted_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    path.write_bytes(line(audit(surgeon=None)) + line(audit(id="two")))
    done = run(path, "--out", tmp_path / "out")
    assert done.output.startswith("2 letters with 2 questions about 2 reports, 1 of them without a surgeon's name. Log: ")
    assert sorted(path.name for path in (tmp_path / "out").glob("*.docx")) == ["letter-a-surgeon.docx", "surgeon-not-named.docx"]


def test_a_record_without_questions_gives_no_letter_and_an_empty_log(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    path.write_bytes(line(audit(questions=())))
    assert run(path, "--out", tmp_path / "out").output.startswith("0 letters with 0 questions about 0 reports. ")
    assert (tmp_path / "out" / "letters.jsonl").read_bytes() == b""


def test_letters_of_an_earlier_run_are_left_and_told(record: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(record, "--out", out).exit_code == 0
    record.write_bytes(line(audit()))
    done = run(record, "--out", out)
    assert (
        f"20 documents of an earlier run left as found, such as {(out / 'letter-a-j-penhallow.docx').as_posix()}." in done.output
    )


def test_education_documents_are_apart(record: Path, tmp_path: Path) -> None:
    done = run("education", record, "--out", tmp_path / "out")
    assert done.output == f"16 education documents: {(tmp_path / 'out').as_posix()}\n"
    assert (
        len(list((tmp_path / "out").glob("education-*.docx")))
        == (len(list((tmp_path / "out").iterdir())) - len(_TRAIL)) / 2
        == 16
    )


def test_the_templates_can_be_copied_and_given_back(record: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.docx"
    assert run("template", "--out", mine).output == f"Wrote {mine.as_posix()}.\n"
    assert mine.read_bytes() == shipped("letter")
    assert run(record, "--out", tmp_path / "one", "--template", mine).exit_code == 0
    assert run(record, "--out", tmp_path / "two").exit_code == 0
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert run("template", "--education", "--out", mine).exit_code == 0
    assert mine.read_bytes() == shipped("education")


def test_a_broken_record_writes_nothing_and_quotes_nothing(record: Path, tmp_path: Path) -> None:
    record.write_bytes(line(audit()) + b'{"id": "secret words"}\n')
    done = run(record, "--out", tmp_path / "out")
    assert (
        done.output
        == f"auditor: {record}, line 2: field 'surgeon' is not there; run the audit anew with this version of the tool.\n"
    )
    assert done.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_template_that_cannot_be_used_leaves_no_log(record: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"no Word document")
    done = run(record, "--out", tmp_path / "out", "--template", bad)
    assert done.exit_code == 2
    assert f"auditor: {bad}: it is not a Word document that can be read (BadZipFile); mend the template" in done.output
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--out", "x"], "output/audit.jsonl: there is no such record; name the audit.jsonl that `auditor run` wrote."),
        ([], "Missing option '--out'"),
        (["--out", "x", "--date", "4.3.2025"], "does not match the format"),
    ],
)
def test_wrong_use(words: list[str], fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*words)
    assert done.exit_code == 2
    assert fault in done.output


def test_without_the_library_web_pages_can_still_be_written(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "docxtpl", None)
    done = run(record, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "Word documents need the library docxtpl; install it with `pip install 'auditor[letters]'`" in done.output
    assert run(record, "--out", tmp_path / "out", "--no-word").exit_code == 0
    assert all(json.loads(row)["files"] for row in (tmp_path / "out" / "letters.jsonl").read_text("utf-8").splitlines())


def test_the_log_holds_what_each_question_rests_on(record: Path, tmp_path: Path) -> None:
    assert run(record, "--out", tmp_path / "out", "--no-word").exit_code == 0
    logged = [json.loads(row) for row in (tmp_path / "out" / "letters.jsonl").read_text("utf-8").splitlines()]
    (row,) = [row for row in logged if row["case"] == "query-title-against-body"]
    assert {name: row[name] for name in ("element", "kind", "severity", "date_of_service", "date_of_letter", "author")} == {
        "element": "donor_site", "kind": "contradiction", "severity": "decisive", "date_of_service": "2023-10-27",
        "date_of_letter": None, "author": None,
    }  # fmt: skip
    assert [(quote["section"], quote["line"]) for quote in row["quotations"]] == [("title", 8), ("technique", 18)]
    assert list(row["files"]) == ["letter-vivienne-okpara-lund.html"]
