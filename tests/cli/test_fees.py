from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from auditor.cli.main import main
from auditor.rules.fee_schema import load_fees, shipped_fees
from tests.rules.official import as_csv, cells, official


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["fees", *map(str, args)])


def test_show_prints_the_table_that_ships() -> None:
    result = run("show")
    assert result.exit_code == 0
    assert result.output.startswith(
        "Medicare fee schedule, July 2024, in force from 2024-07-01\n"
        "  source              CMS, National Physician Fee Schedule Relative Value File, July 2024\n"
        "  conversion factor   33.2875\n"
    )
    assert [line[:12] for line in result.output.splitlines()[-8:]][:2] == ["20955  40.26", "20956  41.18"]


def test_load_writes_a_table_that_show_prints(tmp_path: Path) -> None:
    title = "2026 National Physician Fee Schedule Relative Value File January Release"
    source = as_csv(tmp_path / "PPRRVU2026_Jan_nonQPP.csv", official(titles=(title,)))
    out = tmp_path / "new" / "fees.toml"
    loaded = run("load", source, "--out", out)
    assert (loaded.exit_code, loaded.output.splitlines()[-1]) == (0, f"Wrote {out}.")
    assert load_fees(out).label == "January 2026"
    shown = run("show", "--fees", out)
    assert shown.output == loaded.output.removesuffix(f"Wrote {out}.\n")
    assert "  daily limits        CMS, medically unlikely edits, practitioner table, in force from 2024-07-01\n" in shown.output


def test_load_tells_what_it_leaves_out(tmp_path: Path) -> None:
    fees = shipped_fees()
    rows = [cells(row, fees) for row in fees.row]
    source = as_csv(tmp_path / "fees.csv", official(rows=[*rows, cells(fees.row[0], fees, modifier="53")]))
    result = run("load", source, "--out", tmp_path / "fees.toml")
    assert result.output.splitlines()[-1] == "Further rows of these codes, with a modifier, left out: 1."


def test_the_day_may_be_given(tmp_path: Path) -> None:
    source, out = as_csv(tmp_path / "fees.csv", official(titles=())), tmp_path / "fees.toml"
    refused = run("load", source, "--out", out)
    assert (refused.exit_code, refused.stderr) == (
        2,
        f"auditor: {source}: its title does not name year and month of its release; give --effective YYYY-MM-DD.\n",
    )
    assert not out.exists()
    assert run("load", source, "--out", out, "--effective", "2025-04-01").exit_code == 0
    assert load_fees(out).label == "April 2025"


def test_show_refuses_a_file_that_is_no_table(tmp_path: Path) -> None:
    result = run("show", "--fees", tmp_path / "none.toml")
    assert (result.exit_code, result.stderr) == (
        2,
        f"auditor: {tmp_path / 'none.toml'}: there is no such file; name a file that `auditor fees load` wrote.\n",
    )
