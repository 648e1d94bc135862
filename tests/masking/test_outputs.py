"""A whole masked run: no byte of what it writes holds an identifier, and no answer is another."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from auditor.masking.audits import MASKED
from auditor.rules.lint import plain_phrases
from auditor.rules.load import load
from tests.masking.kit import KEPT, contents, marked, run
from tests.masking.test_recall import MISSED

_TELLING = re.compile(r"[^\W\d_]{5,}")
_NUMBER = re.compile(r"[\w-]*\d[\w-]*\d[\w-]*")
# Digests, fractions of seconds and of a day, and limits of intervals, in which any few figures stand some day.
_BY_CHANCE = re.compile(r"(?=[0-9]*[a-f])[0-9a-f]{16,}|(?<=:\d\d)\.\d{6}|(?<=<v>\d{5})\.\d{6,}|(?<=\b0)\.\d{12,}")
# Names that are words as well stay words where they are not names; the pages of notes are asked for them elsewhere.
_WORDS = frozenset({"field", "stone", "bloom", "young", "girl", "learned", "clark", "frost", "singh"})


@cache
def trade() -> frozenset[str]:
    return frozenset(word for placed in load().placed for phrase in plain_phrases(placed) for word in phrase.split())


def identifiers() -> dict[str, str]:
    """What must not be found, and the note that it is of. What the rules are known to miss is not asked for."""
    asked: dict[str, str] = {}
    for file in ("notes.txt", "unseen.txt"):
        for note in marked(file):
            for mark in note.marks:
                if mark.kind == KEPT or (note.id, mark.kind, mark.words) in MISSED[file]:
                    continue
                if mark.kind == "name":
                    words = [word for word in _TELLING.findall(mark.words) if word.lower() not in trade() | _WORDS]
                    asked |= {word.lower(): note.id for word in words}
                elif mark.kind not in ("age", "place"):
                    asked[mark.words.lower()] = note.id
                    if mark.kind not in ("date", "URL", "e-mail", "address"):
                        asked |= {number.lower(): note.id for number in _NUMBER.findall(mark.words) if len(number) > 4}
    surgeons = " ".join(
        mark.words.lower() for name in MISSED for note in marked(name) for mark in note.marks if mark.kind == KEPT
    )
    return {words: note for words, note in asked.items() if words not in surgeons}


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each note under a name that holds its patient's, some in a folder of one, and files that cannot be read."""
    folder = tmp_path_factory.mktemp("notes")
    for place, note in enumerate((*marked("notes.txt"), *marked("unseen.txt"))):
        patient = next(mark.words for mark in note.marks if mark.kind == "name")
        number = next((mark.words for mark in note.marks if mark.kind == "record number"), "none")
        named = re.sub(r"\W+", "_", patient)
        own = folder / named if place % 5 == 0 else folder
        own.mkdir(exist_ok=True)
        (own / f"{named}_{'-'.join(re.findall('[A-Za-z0-9]+', number))}.txt").write_text(note.text, "utf-8")
    (folder / "Ellsworth_00482913.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (folder / "scan.Ellsworth").write_bytes(b"\x00\x01\x02")
    (folder / "Marguerite_empty.txt").write_bytes(b"")
    (folder / "claims.csv").write_text(
        "Case,Date of service,Surgeon,CPT,Coder\n"
        'Marguerite_Ellsworth_00482913,2022-03-07,"Vance, Theodora",20969,K. Bright\n'
        ",2021-11-02,Priya Raman,20970,K. Bright\n"
        "00998877-THORNQUIST,2024-02-02,Nobody Known,20969,K. Bright\n",
        "utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def masked(notes: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("masked") / "out"
    done = run("run", notes, "--out", out, "--claims", notes / "claims.csv", "--mask")
    assert done.exit_code == 1, done.output  # three files cannot be read
    assert "That is no guarantee" in done.stderr
    letters = run("letters", out / "audit.jsonl", "--out", out / "letters", "--date", "2026-01-05")
    assert letters.exit_code == 0, letters.output
    assert run("letters", "education", out / "audit.jsonl", "--out", out / "letters").exit_code == 0
    assert run("review", "report", "--store", out / "reviews.db", "--html", out / "reviews.html").exit_code == 0
    (out / "history.txt").write_text(run("history", "--store", out / "reviews.db").output, "utf-8")
    return out


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_no_byte_of_any_output_holds_an_identifier(masked: Path) -> None:
    asked = identifiers()
    assert len(asked) > 330
    found = set()
    for name, data in contents(masked):
        text = _BY_CHANCE.sub("", f"{name}\n{data.decode('utf-8', 'replace')}".lower())
        found |= {(name, words, note) for words, note in asked.items() if words in text}
    assert sorted(found) == []


def test_the_run_writes_what_is_known_here_and_nothing_else(masked: Path) -> None:
    """Whatever a later version writes beside these must be thought of: it may hold what was not masked."""
    names = {path.name for path in masked.iterdir()}
    assert names == {
        ".auditor.lock", "audit.jsonl", "audit.xlsx", "billing.jsonl", "evidence", "history.txt", "letters", "reviews.db",
        "reviews.html", "run.json", "trail",
    }  # fmt: skip


def test_the_trail_names_no_file_and_holds_no_digest_of_one(masked: Path, notes: Path) -> None:
    first = json.loads((masked / "trail" / "0001.json").read_text("utf-8"))
    assert first["options"] == {"NOTES": "[masked]", "--out": "[masked]", "--claims": "[masked]", "--mask": True}
    read = records(masked / first["inputs"]["list"])
    assert [line["path"] for line in read] == [f"[file {number}]" for number in range(1, len(read) + 1)]
    assert {line.get("sha256") for line in read} == {line.get("size") for line in read} == {None}
    told = "".join(path.read_text("utf-8") for path in (masked / "trail").iterdir())
    assert not [path for path in notes.rglob("*.txt") if path.stem in told]


def test_no_answer_is_another(masked: Path, notes: Path, tmp_path: Path) -> None:
    assert run("run", notes, "--out", tmp_path / "plain", "--claims", notes / "claims.csv").exit_code == 1
    kept = ("status", "best_fit", "other_codes", "reason", "elements", "modifier_cues", "stated_codes", "path", "surgeon")
    plain, shown = records(tmp_path / "plain" / "audit.jsonl"), records(masked / "audit.jsonl")
    assert [{key: line[key] for key in kept} for line in shown] == [{key: line[key] for key in kept} for line in plain]
    for one, other in zip(plain, shown, strict=True):
        places = [(each["start"], each["end"], each["line"], each["rule_id"]) for each in one["evidence"]]  # type: ignore[attr-defined]
        assert [(each["start"], each["end"], each["line"], each["rule_id"]) for each in other["evidence"]] == places  # type: ignore[attr-defined]
    cases = ("results", "billed", "documented", "matched_by", "lines", "judged")
    before, after = records(tmp_path / "plain" / "billing.jsonl"), records(masked / "billing.jsonl")
    assert [{key: line.get(key) for key in cases} for line in after] == [{key: line.get(key) for key in cases} for line in before]
    assert sum(line.get("matched_by") == "id" for line in after) == 1
    assert sum(line.get("matched_by") == "surgeon and date" for line in after) == 1


def test_the_record_says_what_was_done(masked: Path) -> None:
    lines = records(masked / "audit.jsonl")
    assert [line["id"] for line in lines] == [f"note-{number:04}" for number in range(1, 46)]
    assert {line["source"] for line in lines} == {f"note-{number:04}.txt" for number in range(1, 46)}
    assert all(MASKED in line["remarks"] for line in lines)  # type: ignore[operator]
    assert {len(str(line["date_of_service"])) for line in lines if line["date_of_service"]} == {4}


def test_the_same_notes_give_the_same_bytes(masked: Path, notes: Path, tmp_path: Path) -> None:
    assert run("run", notes, "--out", tmp_path, "--claims", notes / "claims.csv", "--mask").exit_code == 1
    for name in ("audit.jsonl", "billing.jsonl"):
        assert (tmp_path / name).read_bytes() == (masked / name).read_bytes()


def test_surgeons_too(notes: Path, tmp_path: Path) -> None:
    assert run("run", notes, "--out", tmp_path, "--claims", notes / "claims.csv", "--mask-surgeons").exit_code == 1
    surgeons = {line["surgeon"] for line in records(tmp_path / "audit.jsonl")}
    assert all(name is None or re.fullmatch(r"\[(surgeon|name) \d+\]", str(name)) for name in surgeons)
    for name, data in contents(tmp_path):
        for surgeon in ("vance", "raman", "abernathy", "drummond", "bright"):
            assert surgeon not in f"{name}\n{data.decode('utf-8', 'replace')}".lower().replace("brighton", ""), name
