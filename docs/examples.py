"""Fills in the examples of the pages, so that whatever they show was printed by the tool.

A line `<!-- example: ... -->` stands before a fenced block, and says what the block shows:

    auditor explain samples/x.txt              what the command prints
    auditor explain samples/x.txt from Answer  the same, from the heading "Answer" on
    record samples/x.txt                       the note's record, with the first entry only of support, evidence and path
    python                                     what the Python block before it prints
    file benchmarks/workbook.txt               what a command that takes long printed into the file, when it was last run

Run it without arguments to renew the pages (`make book`).
"""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGES = (
    "README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/billing.md", "docs/errata.md", "docs/formats.md",
    "docs/masking.md", "docs/performance.md", "docs/record.md", "docs/sampling.md", "docs/scale.md",
)  # fmt: skip
_EXAMPLE = re.compile(
    r"(?P<head><!-- example: (?P<what>[^\n]*?) -->\n+```\w+\n)(?P<shown>.*?)(?P<foot>^```$)", re.DOTALL | re.MULTILINE
)
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def renewed(page: str) -> str:
    """The text of `page` with every example as the tool prints it now."""
    text = (ROOT / page).read_text("utf-8")
    with _folder_of_samples():
        return _EXAMPLE.sub(lambda match: f"{match['head']}{_shown(match['what'], text[: match.start()])}{match['foot']}", text)


@contextmanager
def _folder_of_samples() -> Iterator[None]:
    """A folder that holds nothing but the samples, so that commands can run as the pages show them and alter nothing."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "samples", Path(folder, "samples"))
        Path(folder, "docs").mkdir()
        shutil.copy(ROOT / "docs" / "claims.csv", Path(folder, "docs"))
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def _shown(what: str, before: str) -> str:
    if what == "python":
        return _python(_PYTHON.findall(before)[-1])
    if what.startswith("file "):
        return (ROOT / what.removeprefix("file ")).read_text("utf-8")
    if what.startswith("record "):
        return json.dumps(_record(Path(what.removeprefix("record "))), ensure_ascii=False, indent=2) + "\n"
    command, _, heading = what.partition(" from ")
    printed = _auditor(command)
    return printed[printed.index(f"\n{heading} ---") + 1 :] if heading else printed


def _auditor(command: str) -> str:
    from click.testing import CliRunner

    from auditor.cli.main import main

    done = CliRunner().invoke(main, command.split()[1:])
    if done.exit_code != 0:
        raise SystemExit(f"{command}: it ends with exit status {done.exit_code}; mend the example or the command.")
    return done.output


def _python(code: str) -> str:
    script = Path("example.py")
    script.write_text(code, "utf-8")
    printed = StringIO()
    with redirect_stdout(printed):
        runpy.run_path(str(script))
    return printed.getvalue()


def _record(note: Path) -> dict[str, Any]:
    """The record of a note, shortened; the digest of the rules would change with every word that is added."""
    from auditor.engine.one import Auditor
    from auditor.notes.read import read_note
    from auditor.record.write import record

    whole = record(Auditor().audit(read_note(note)))
    return whole | {
        "support": dict(list(whole["support"].items())[:1]),
        "evidence": whole["evidence"][:1],
        "path": whole["path"][:1],
        "rules_digest": "...",
    }


def main() -> None:
    """Write every page whose examples are out of date."""
    for page in PAGES:
        path = ROOT / page
        new = renewed(page)
        if new != path.read_text("utf-8"):
            path.write_text(new, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
