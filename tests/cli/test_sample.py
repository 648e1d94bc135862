"""`auditor sample`: what it writes, what it says, and how it refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.main import main
from auditor.notes.seen import ToRead
from auditor.notes.walk import walk
from tests.annotated import SAMPLES

SURGEONS = ("Bo Lind", "Anna Smith")
CLAIMS = "Fall,DOS,Surgeon,CPT,Charge\n" + "".join(
    f"secret-{number},2024-03-0{1 + number % 9},{SURGEONS[number % 2]},20962,{10 * number}\n" for number in range(12)
)


def run(*words: str | Path | float) -> Result:
    return CliRunner().invoke(main, ["sample", *map(str, words)])


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    shutil.copytree(SAMPLES, folder)
    return folder


def draw(notes: Path, *more: str | Path | float) -> Result:
    return run("draw", notes, "--size", 6, "--seed", 20956, "--out", notes.parent / "sample", *more)


def test_a_draw_and_what_it_leaves(notes: Path) -> None:
    out = notes.parent / "sample"
    done = draw(notes, "--spares", 2, "--copy", notes.parent / "drawn")
    assert done.output == (
        f"6 of 20 notes drawn as a simple random sample, with 2 spares; seed 20956.\nRecord: {(out / 'sample.json').as_posix()}\n"
    )
    assert done.exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == ["frame.sha256", "run.json", "sample.json", "sample.txt", "trail"]
    values = json.loads((out / "sample.json").read_text("utf-8"))
    drawn = [each["id"] for each in values["drawn"]]
    assert (out / "sample.txt").read_text("utf-8").splitlines() == [f"{notes.as_posix()}/{name}" for name in drawn]
    assert sorted(path.name for path in (notes.parent / "drawn").iterdir()) == sorted(drawn)
    assert all((notes.parent / "drawn" / name).read_bytes() == (notes / name).read_bytes() for name in drawn)
    assert out.stat().st_mode & 0o777 == 0o700


def test_the_same_draw_again_changes_nothing(notes: Path) -> None:
    draw(notes)
    record = notes.parent / "sample" / "sample.json"
    before = record.read_bytes()
    assert draw(notes).exit_code == 0
    assert run("draw", notes, "--size", 6, "--out", notes.parent / "sample").exit_code == 0  # the recorded seed
    assert record.read_bytes() == before


def test_a_draw_is_not_repeated_until_it_pleases(notes: Path) -> None:
    draw(notes)
    refused = run("draw", notes, "--size", 6, "--seed", 7, "--out", notes.parent / "sample")
    assert refused.exit_code == 2
    assert "it holds another sample of the same frame; name another folder, and keep both." in refused.output


def test_a_frame_that_changed_is_refused(notes: Path) -> None:
    draw(notes)
    (notes / "new.txt").write_text("A new note.")
    (notes / "rib-to-humerus.txt").unlink()
    (notes / "fibula-to-forearm.txt").write_text("Another text.")
    says = "the frame changed since the sample was drawn: 1 unit added, 1 removed, 1 changed"
    checked = run("check", notes.parent / "sample" / "sample.json", notes)
    assert (checked.output, checked.exit_code) == (f"Refused: {says}.\n", 1)
    again = draw(notes)
    assert again.exit_code == 2
    assert f"sample: {says}; name another folder for a new sample." in again.output


def test_a_sound_sample(notes: Path) -> None:
    draw(notes)
    moved = notes.rename(notes.parent / "moved")
    checked = run("check", moved.parent / "sample" / "sample.json", moved)
    assert checked.output == "Sound: the frame is the one that was drawn from, and drawing again gives the same units.\n"
    assert checked.exit_code == 0


def test_a_list_that_is_gone(notes: Path) -> None:
    draw(notes)
    (notes.parent / "sample" / "frame.sha256").unlink()
    checked = run("check", notes.parent / "sample" / "sample.json", notes)
    assert checked.exit_code == 2
    assert "frame.sha256: it cannot be read; put it back beside sample.json." in checked.output


def test_claims_by_surgeon_without_a_word_of_them_on_the_terminal(tmp_path: Path) -> None:
    claims = tmp_path / "claims.csv"
    claims.write_text(CLAIMS, "utf-8")
    out = tmp_path / "sample"
    done = run("draw", claims, "--size", 5, "--seed", 1, "--out", out, "--by", "surgeon", "--column", "case=Fall")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("5 of 12 cases of the claims drawn in 2 strata by surgeon; seed 1.\n")
    assert "secret" not in done.output and "Smith" not in done.output
    strata = json.loads((out / "sample.json").read_text("utf-8"))["strata"]
    assert [(each["name"], each["size"], each["drawn"]) for each in strata] == [("Anna Smith", 6, 3), ("Bo Lind", 6, 2)]
    assert (out / "strata.tsv").read_text("utf-8").startswith("2\tsecret-0\n1\tsecret-1\n")
    assert run("check", out / "sample.json", claims, "--column", "case=Fall").exit_code == 0


def test_claims_by_value(tmp_path: Path) -> None:
    """Charges 0, 10, ... 110, in all 660, in two parts: below 330 stand 0 to 70 with the sums 0 to 280; 80 has 280 before it,
    2 * 280/660 = 0.85, and 90 has 360, 1.09.
    """
    claims = tmp_path / "claims.csv"
    claims.write_text(CLAIMS, "utf-8")
    out = tmp_path / "sample"
    words = ("--by", "value", "--parts", 2, "--allocation", "neyman", "--column", "case=Fall")
    assert run("draw", claims, "--size", 5, "--seed", 1, "--out", out, *words).exit_code == 0
    strata = json.loads((out / "sample.json").read_text("utf-8"))["strata"]
    assert [(each["name"], each["size"]) for each in strata] == [("value 1: 0 to 80", 9), ("value 2: 90 to 110", 3)]


def test_the_record_of_a_sample_is_no_note(notes: Path) -> None:
    """Someone who keeps the sample among the notes audits the notes alone, and their frame stays what it was."""
    draw(notes)
    shutil.move(notes.parent / "sample", notes / "sample")
    assert not any("sample/" in seen.source for seen in walk([notes]) if isinstance(seen, ToRead))
    (told,) = walk([notes / "sample" / "sample.txt"])
    assert not isinstance(told, ToRead) and told.reason == "this belongs to a recorded sample"
    assert run("check", notes / "sample" / "sample.json", notes).exit_code == 0


def test_a_record_of_a_run_is_drawn_from_and_its_notes_are_copied(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(notes.parent)
    few = notes.parent / "few"
    few.mkdir()
    for name in ("rib-to-humerus.txt", "fibula-to-forearm.txt"):
        shutil.copy(notes / name, few)
    assert CliRunner().invoke(main, ["run", "few", "--out", "output", "--no-pages"]).exit_code == 0
    done = run("draw", "output/audit.jsonl", "--size", 1, "--seed", 3, "--out", "s", "--copy", "c")
    assert done.output.startswith("1 of 2 audited notes drawn as a simple random sample; seed 3.\n")
    (path,) = Path("c").iterdir()
    assert Path("s/sample.txt").read_text().strip() == f"few/{path.name}"
    (few / path.name).write_text("Another text.")
    gone = run("draw", "output/audit.jsonl", "--size", 1, "--seed", 3, "--out", "s2", "--copy", "c2")
    assert (gone.exit_code, gone.output) == (2, f"auditor: few/{path.name}: the note is not as it was in the frame; draw anew.\n")
    assert not Path("s2").exists()


@pytest.mark.parametrize(
    "more,says",
    [
        (["--allocation", "equal"], "strata are told of, but none are asked for"),
        (["--by", "code", "--parts", 2], "--parts cuts values"),
        (["--by", "code"], "a folder of notes tells no surgeon, code or value"),
        (["--copy", "notes/drawn"], "a sample cannot be written into its own frame"),
    ],
)
def test_wrong_use(notes: Path, more: list[str | int], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(notes.parent)
    refused = draw(Path("notes"), *more)
    assert refused.exit_code == 2
    assert says in " ".join(refused.output.split())
    assert not Path("sample").exists()


def test_a_full_folder_for_copies_is_refused(notes: Path) -> None:
    refused = draw(notes, "--copy", notes.parent)
    assert refused.exit_code == 2


def test_copies_of_cases(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text(CLAIMS, "utf-8")
    words = ("--size", 5, "--seed", 1, "--out", tmp_path / "sample", "--column", "case=Fall", "--copy", tmp_path / "copy")
    refused = run("draw", tmp_path / "claims.csv", *words)
    assert (refused.exit_code, refused.output.splitlines()[-1]) == (
        2,
        "auditor: --copy: the units of this frame are cases, not notes; leave it out.",
    )


def test_a_seed_is_made_up_and_kept(notes: Path) -> None:
    done = run("draw", notes, "--size", 6, "--out", notes.parent / "sample")
    seed = json.loads((notes.parent / "sample" / "sample.json").read_text("utf-8"))["design"]["seed"]
    assert seed.isdigit()
    assert done.output.splitlines()[0].endswith(f"; seed {seed}.")


def test_sizes() -> None:
    done = run("size", "--error-rate", 0.05, "--precision", 0.03, "--confidence", 0.95, "--frame", 800)
    assert done.exit_code == 0
    assert done.output.startswith("Draw 234 of 800.\n")
    assert run("size", "--error-rate", 5, "--precision", 0.03).exit_code == 2


def test_rates_of_a_sample_from_the_draw_to_the_frame(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of four notes are drawn, audited and held against claims; one claim agrees, the other names another bone."""
    monkeypatch.chdir(notes.parent)
    Path("few").mkdir()
    for name in ("rib-to-humerus", "condyle-to-tibia", "crest-to-femoral-neck", "metatarsal-to-tibia"):
        shutil.copy(notes / f"{name}.txt", "few")
    assert run("draw", "few", "--size", 2, "--seed", 1, "--out", "s", "--copy", "drawn").exit_code == 0
    stems = sorted(path.stem for path in Path("drawn").iterdir())
    fits = {
        "rib-to-humerus": "20962",
        "condyle-to-tibia": "20962",
        "crest-to-femoral-neck": "20956",
        "metatarsal-to-tibia": "20957",
    }
    other = "20957" if fits[stems[1]] != "20957" else "20956"
    rows = [f"{stems[0]},2024-03-01,A B,{fits[stems[0]]}", f"{stems[1]},2024-03-01,A B,{other}"]
    Path("claims.csv").write_text("Case,DOS,Surgeon,CPT\n" + "\n".join(rows) + "\n")
    words = ["run", "drawn", "--claims", "claims.csv", "--out", "output", "--no-pages"]
    assert CliRunner().invoke(main, words).exit_code == 0
    done = run("rates", "s/sample.json", "few", "output/billing.jsonl")
    said = " ".join(done.output.split())
    assert said.startswith("Cases, as they stand: 1 of 2 are right, 50.0 %")
    assert "Of the 4 units of the frame about 2 are in error, 50.0 %; with 95 % confidence 1 to 3," in said
    assert said.endswith("The benchmark of 95 % is a convention. A market habit and a term of contracts, not a regulation.")
    assert done.exit_code == 0
    Path("few/new.txt").write_text("A new note.")
    refused = run("rates", "s/sample.json", "few", "output/billing.jsonl")
    assert "May not be projected: the frame changed since the sample was drawn: 1 unit added, 0 removed, 0 changed." in " ".join(
        refused.output.split()
    )
    assert refused.exit_code == 1
