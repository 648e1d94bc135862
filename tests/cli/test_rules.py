from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.rules import rules
from auditor.rules.checked import MARK, is_checked, mark_checked
from auditor.rules.load import default_folder, load
from tests.rules.kit import rule, write


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(rules, [str(arg) for arg in args])


def test_check_passes_with_one_line(tmp_path: Path) -> None:
    result = run("check", "--rules", write(tmp_path))
    assert (result.exit_code, result.output) == (
        0,
        "Checked 6 rules, 12 examples, 1 code table, 1 element, 1 modifier: 0 faults.\n",
    )


def test_rules_without_a_fault_are_marked_and_any_change_takes_the_mark_away(tmp_path: Path) -> None:
    run("check", "--rules", write(tmp_path))
    assert is_checked(tmp_path, load(tmp_path).digest)
    write(tmp_path, bones=("seventh [[rib]]", "eighth [[rib]]"))
    assert not is_checked(tmp_path, load(tmp_path).digest)


def test_no_mark_without_the_proof_of_need_or_with_a_fault(tmp_path: Path) -> None:
    run("check", "--fast", "--rules", write(tmp_path / "fast"))
    run("check", "--rules", write(tmp_path / "broken", bones=("[[rib]]", "[[rib")))
    assert [is_checked(tmp_path / name, load(tmp_path / name).digest) for name in ("fast", "broken")] == [False, False]


def test_a_fault_takes_the_mark_away(tmp_path: Path) -> None:
    run("check", "--rules", write(tmp_path))
    mark_checked(write(tmp_path, bones=("[[rib]]", "[[rib")), load(tmp_path).digest)
    run("check", "--rules", tmp_path)
    assert not (tmp_path / MARK).exists()


def test_a_linked_folder_counts_for_the_mark_as_it_does_for_reading(tmp_path: Path) -> None:
    (write(tmp_path / "rules") / "concepts").rename(tmp_path / "elsewhere")
    (tmp_path / "rules" / "concepts").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    run("check", "--rules", tmp_path / "rules")
    with (tmp_path / "elsewhere" / "bones.toml").open("a") as bones:
        bones.write("# changed\n")
    assert not is_checked(tmp_path / "rules", load(tmp_path / "rules").digest)


def test_the_rules_that_ship_are_marked_as_they_are() -> None:
    """Else every run looks them through again; `auditor rules check` marks them."""
    assert is_checked(default_folder(), load().digest)


def test_check_prints_every_kind_of_fault_and_fails(tmp_path: Path) -> None:
    write(
        tmp_path,
        cues=('scope = "forward"\n', ""),
        bones=("The seventh [[rib]] was cut.", "The [[seventh]] rib was cut."),
    )
    result = run("check", "--rules", tmp_path)
    assert result.exit_code == 2
    lines = result.output.splitlines()
    assert 'context/cues.toml, rule cue-no: a cue has no scope; say how far it reaches, for instance scope = "forward".' in lines
    assert (
        "concepts/bones.toml, rule bone-rib: hit 1 does not find 'seventh' as marked; mend the phrases or the mark, or move it "
        "to todo_hit." in lines
    )
    assert (
        "context/cues.toml, rule cue-no: without it every one of its hits reads the same; give it a hit that only this rule can "
        "find, or delete it." in lines
    )
    assert lines[-1] == f"Checked 6 rules, 12 examples, 1 code table, 1 element, 1 modifier: {len(lines) - 1} faults."


def test_check_names_a_broken_mark_once(tmp_path: Path) -> None:
    result = run("check", "--fast", "--rules", write(tmp_path, bones=("[[rib]]", "[[rib")))
    assert result.output.count("a mark is opened and not closed") == 1


def test_check_names_a_phrase_that_cannot_be_read(tmp_path: Path) -> None:
    result = run("check", "--rules", write(tmp_path, bones=('phrases = ["rib"', 'phrases = ["(rib"')))
    assert result.exit_code == 2
    assert "rule bone-rib: phrase '(rib' cannot be read: a bracket is opened and never closed" in result.output


def test_check_fast_leaves_the_proof_of_need_out_and_says_so(tmp_path: Path) -> None:
    spare = rule(id="spare", value="rib", phrases=["rib"], hit=["A [[rib]]."])
    write(tmp_path, bones=("[[rule]]", f"{spare}[[rule]]"))
    whole, fast = run("check", "--rules", tmp_path), run("check", "--fast", "--rules", tmp_path)
    assert "without it every one of its hits" in whole.output
    assert "without it every one of its hits" not in fast.output
    assert "(without the proof that every rule is needed): " in fast.output


def test_check_stops_at_a_file_that_cannot_be_loaded(tmp_path: Path) -> None:
    result = run("check", "--rules", write(tmp_path, bones=("phrases", "phrase")))
    assert result.exit_code == 2
    assert "bones.toml, rule bone-iliac-crest: " in result.output
    assert result.output.endswith("Stopped at a file that cannot be loaded: 1 fault.\n")


def test_list_gives_a_line_a_rule(tmp_path: Path) -> None:
    assert run("list", "--rules", write(tmp_path)).output.splitlines() == [
        "bone-iliac-crest\tbone\tiliac_crest\tconcepts/bones.toml",
        "bone-rib\tbone\trib\tconcepts/bones.toml",
        "unusual-time\tmodifier_cue\tunusual_work\tconcepts/modifier_cues.toml",
        "region-chest\tregion\tchest\tconcepts/places.toml",
        "artery-intercostal\tartery\tintercostal artery\tconcepts/places.toml",
        "cue-no\tcue\tnegated\tcontext/cues.toml",
    ]


def test_list_of_one_concept(tmp_path: Path) -> None:
    write(tmp_path)
    assert run("list", "--rules", tmp_path, "--concept", "cue").output == "cue-no\tcue\tnegated\tcontext/cues.toml\n"
    unknown = run("list", "--rules", tmp_path, "--concept", "cues")
    assert unknown.exit_code == 2
    assert "there is no concept 'cues'; use one of artery, bone, cue, modifier_cue, region." in unknown.output


def test_doc_writes_a_page_that_then_is_up_to_date(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "patterns"), tmp_path / "docs" / "rules.md"
    stale = run("doc", "--check", "--rules", folder, "--out", out)
    assert stale.exit_code == 2
    assert not out.exists()
    assert run("doc", "--rules", folder, "--out", out).output == f"Wrote {out}.\n"
    assert run("doc", "--check", "--rules", folder, "--out", out).exit_code == 0
    first = out.read_bytes()
    run("doc", "--rules", folder, "--out", out)
    assert out.read_bytes() == first


def test_doc_check_fails_where_a_rule_has_changed(tmp_path: Path) -> None:
    out = tmp_path / "rules.md"
    run("doc", "--rules", write(tmp_path / "before"), "--out", out)
    changed = write(tmp_path / "after", bones=("The crest by name.", "The crest, by name."))
    result = run("doc", "--check", "--rules", changed, "--out", out)
    assert result.exit_code == 2
    assert "it does not show the rules as they are; run `auditor rules doc` and keep the page." in result.output


@pytest.mark.parametrize("command", ["check", "list", "doc"])
def test_every_command_has_help(command: str) -> None:
    assert run(command, "--help").exit_code == 0


def test_check_reads_the_fee_schedules_too(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "fees").mkdir()
    shipped = (default_folder() / "fees" / "2024-07.toml").read_text("utf-8")
    schedule = tmp_path / "fees" / "2024-07.toml"
    schedule.write_text(shipped.replace("total = 79.03", "total = 79.13"), "utf-8")
    result = run("check", "--fast", "--rules", tmp_path)
    assert result.exit_code == 2
    assert f"{schedule}: work, facility PE and malpractice of 20956 make 79.03, and its total is 79.13;" in result.output
    schedule.write_text(shipped.replace('code = "20956"', 'code = "20999"'), "utf-8")
    assert (
        "fees/: the schedule of July 2024 has no row for 20956; write it anew with `auditor fees load`."
        in run("check", "--fast", "--rules", tmp_path).output.splitlines()
    )
