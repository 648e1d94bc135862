from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from auditor import __version__
from auditor.cli.main import COMMANDS, main


def test_version() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"auditor {__version__}\n")


def test_help_lists_the_commands() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    for name, said in COMMANDS.items():
        assert f" {name} {said}" in " ".join(result.stdout.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_each_command_says_of_itself(name: str) -> None:
    command = getattr(import_module(f"auditor.cli.{name}"), name)
    assert isinstance(command, click.Command)
    assert command.get_short_help_str(limit=200) == COMMANDS[name]
    assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


def test_unknown_command_is_wrong_use() -> None:
    result = CliRunner().invoke(main, ["audit"])
    assert result.exit_code == 2
    assert "No such command 'audit'" in result.stderr


def test_help_loads_nothing_heavy() -> None:
    """Help must come at once, so the libraries of the audit may not be imported for it."""
    code = (
        "import sys\nfrom auditor.cli.main import main\nmain(['--help'], standalone_mode=False)\n"
        "print(sorted({'spacy', 'openpyxl', 'pydantic', 'numpy', 'scipy', 'jinja2', 'tqdm'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_stops_early_is_no_fault() -> None:
    command = [sys.executable, "-m", "auditor.cli.main", "rules", "list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def _started(*arguments: str, late: str = "pass") -> subprocess.CompletedProcess[str]:
    """The program as a shell calls it, with what is done once it has begun."""
    code = (
        "import atexit, sys\nfrom auditor.cli import main as program\nown = program.main\n"
        f"def main():\n    {late}\n    own()\n"
        f"program.main = main\nsys.argv = ['auditor', *{arguments!r}]\nprogram.start()\n"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "status"), [(("--version",), 0), (("rules", "list"), 0), (("run", "nowhere"), 2), (("rules", "nothing"), 2)]
)
def test_the_program_ends_at_once_with_its_status_and_all_its_words(arguments: tuple[str, ...], status: int) -> None:
    done = _started(*arguments)
    assert done.returncode == status
    assert (done.stdout if status == 0 else done.stderr).endswith("\n")


def test_what_is_registered_for_the_end_is_called_before() -> None:
    done = _started("--version", late="atexit.register(print, 'last')")
    assert (done.returncode, done.stdout) == (0, f"auditor {__version__}\nlast\n")


def test_the_package_runs_as_the_command(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("OPERATION PERFORMED: Free fibula flap to the left tibia.\n", "utf-8")
    command = [sys.executable, "-m", "auditor", "explain", str(note)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Note note\n")
