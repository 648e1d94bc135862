"""`auditor history`: the whole way from runs over notes, rules and claims to what changed, and because of what."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from auditor.cli.main import main
from tests.report.kit import table

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ("rib-to-humerus", "scapula-to-mandible", "two-transfers-shoulder", "plain-crest-graft")
HEAD = "Case,CPT,Coder,Payer,Charge\n"
RIGHT = "rib-to-humerus,20962,C. One,Medicare,4100.00\n"
RULE = """[[row]]
id = "rib-alone"
when = { donor_site = ["rib"], skin_paddle = ["absent", "undocumented"] }
code = "20999"
why = "A rule of the house."
source = "The house"

[[row]]
id = "other-bone"
"""


def auditor(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


class Department:
    """A folder of notes, claims and rules that change from run to run."""

    def __init__(self, folder: Path) -> None:
        self.notes, self.out, self.claims, self.rules = (folder / name for name in ("notes", "out", "claims.csv", "rules"))
        self.store = self.out / "reviews.db"
        self.notes.mkdir()
        for name in SAMPLES:
            shutil.copy(ROOT / "samples" / f"{name}.txt", self.notes)
        shutil.copytree(ROOT / "patterns", self.rules)
        self.claims.write_text(HEAD + RIGHT, "utf-8")

    def run(self, *more: str | Path) -> None:
        result = auditor("run", self.notes, "--out", self.out, "--rules", self.rules, "--no-pages", *more)
        assert result.exit_code == 0, result.output

    def bill(self) -> None:
        self.run("--claims", self.claims)

    def compared(self, *numbers: str) -> str:
        result = auditor("history", "compare", *numbers, "--store", self.store, "--csv", self.out / "changes.csv")
        assert result.exit_code == 0, result.output
        return result.stdout

    def rows(self) -> list[list[str]]:
        return list(csv.reader((self.out / "changes.csv").read_text("utf-8-sig").splitlines()))[1:]


@pytest.fixture
def department(tmp_path: Path) -> Department:
    return Department(tmp_path)


def test_the_list_of_runs(department: Department, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_WHO", "")
    department.run()
    monkeypatch.setenv("AUDITOR_WHO", "R. One")
    department.bill()
    result = auditor("history", "--store", department.store)
    assert result.exit_code == 0
    said = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "WHEN", re.sub(r"\b[0-9a-f]{8}\b", "DIGEST", result.stdout))
    notes = "  4 notes: 3 supported, 0 query, 0 outside the set, 1 not applicable\n"
    assert said == (
        f"run 1, WHEN UTC, auditor 0.1.0, rules DIGEST\n{notes}  no claims\n"
        f"run 2, WHEN UTC, auditor 0.1.0, rules DIGEST\n  by R. One\n{notes}"
        "  4 cases: 1 agree, 0 error, 2 query, 1 nothing to compare\n"
        "  claims claims.csv (DIGEST), values of July 2024\n"
    )


def test_a_note_a_rule_and_a_claim_that_changed_are_each_named(department: Department) -> None:
    department.bill()
    text = department.notes / "scapula-to-mandible.txt"
    text.write_text(text.read_text("utf-8").replace("scapula", "fibula").replace("Scapula", "Fibula"), "utf-8")
    (department.notes / "plain-crest-graft.txt").rename(department.notes / "renamed.txt")
    department.claims.write_text(HEAD + RIGHT.replace("20962", "20956"), "utf-8")
    table_of_codes = department.rules / "codes" / "bone_transfer.toml"
    department.bill()
    said = department.compared()
    rows = department.rows()
    assert rows[:2] == [["renamed", "added", "", "", ""], ["plain-crest-graft", "gone", "", "", ""]]
    assert ["rib-to-humerus", "billing", "agree", "error: wrong donor (under)", "the claim changed"] in rows
    by_text = [row for row in rows if row[0] == "scapula-to-mandible"]
    assert {row[4] for row in by_text} == {"the text of the note changed"}
    assert "answer" in {row[1] for row in by_text}
    assert "3 in both, 1 added, 1 gone; 2 with another answer" in said
    table_of_codes.write_text(table_of_codes.read_text("utf-8").replace('[[row]]\nid = "other-bone"\n', RULE), "utf-8")
    department.claims.write_text(HEAD + RIGHT, "utf-8")
    department.bill()
    department.compared("2", "3")
    why = "the rules changed (now fired: rib-alone, neighbour; no longer: other-bone, supported)"
    answer, billing = department.rows()
    assert answer == ["rib-to-humerus", "answer", "supported 20962", "outside the set 20999", why]
    assert billing[:2] == ["rib-to-humerus", "billing"]
    assert billing[4].startswith("the rules changed (now fired: rib-alone, neighbour, ")
    assert billing[4].endswith("; the claim changed")


def test_runs_over_the_same_have_no_changes(department: Department) -> None:
    department.bill()
    department.bill()
    said = department.compared()
    assert "4 in both, 0 added, 0 gone; 0 with another answer" in said
    assert said.endswith("\n  none\n")
    assert department.rows() == []


def test_where_one_run_had_no_claims_that_is_said(department: Department) -> None:
    department.bill()
    department.run()
    said = department.compared()
    assert "One of the runs had no claims, so that no case is compared." in said


def test_what_is_printed_names_notes_and_quotes_none(department: Department) -> None:
    department.bill()
    department.claims.write_text(HEAD + RIGHT.replace("20962", "20956"), "utf-8")
    department.bill()
    shown = department.compared() + auditor("history", "--store", department.store).stdout
    assert "rib-to-humerus" in shown
    assert not [word for word in ("Trevanion", "Oakhurst", "C. One", "4100") if word in shown]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (("1",), "Error: name two runs, or none for the last two.\n"),
        ((), "auditor: The store holds fewer than two runs with their notes; run the audit once more, then compare.\n"),
        (("1", "7"), "auditor: run 7: the store has no such run; `auditor history` lists those that it has.\n"),
    ],
)
def test_what_cannot_be_compared(department: Department, numbers: tuple[str, ...], said: str) -> None:
    department.run()
    result = auditor("history", "compare", *numbers, "--store", department.store)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(said)


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    result = auditor("history", "--store", tmp_path / "gone.db")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("there is no store of reviews; `auditor run` makes one, or name it with --store.\n")


def test_the_store_may_be_named_before_the_command(department: Department) -> None:
    department.run()
    department.run()
    assert auditor("history", "--store", department.store, "compare").exit_code == 0


def test_the_workbook_has_people_and_the_months_of_all_runs(department: Department) -> None:
    department.bill()
    for name in ("plain-crest-graft", "two-transfers-shoulder"):
        (department.notes / f"{name}.txt").unlink()
    department.run()
    book = load_workbook(department.out / "audit.xlsx")
    assert len(table(book, "Surgeons")) == 2
    assert "Coders" not in book.sheetnames
    months = [row for row in table(book, "Trend") if row["Notes"]]
    assert (sum(row["Notes"] for row in months), sum(row["Cases"] for row in months)) == (4, 3)
    department.bill()
    assert [row["Coder"] for row in table(load_workbook(department.out / "audit.xlsx"), "Coders")] == [
        "C. One", "no claim for the note",
    ]  # fmt: skip
