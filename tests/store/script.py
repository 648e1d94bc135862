"""A program that has imported what a run imports, and for each line that it is given runs `auditor` in a process of its own.

A line is JSON: the arguments, what is counted ("calls" of functions from the first note on, or "files" that are opened,
renamed and taken away, from the start), at which count something happens, None for never, and the signal that then comes. It
answers with how the process ended, what it said, and how far it had counted.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from auditor.cli import outputs
from auditor.cli.main import main
from auditor.engine.one import Auditor
from auditor.rules.lint import load_sound
from auditor.store import finished

_ROOT = Path(__file__).resolve().parents[2]
_FILES = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "shutil.rmtree", "sqlite3.connect"})


def serve() -> None:
    """Answer lines until there are no more."""
    _import_what_a_run_imports()
    Auditor(load_sound(None)).ready()
    vars(finished)["_PARTS"] = 3  # so that there is something to go on from after a few notes
    _say("ready")
    for line in sys.stdin:
        asked = json.loads(line)
        with tempfile.TemporaryDirectory() as folder:
            child = os.fork()
            if child == 0:
                _child(asked, Path(folder))
            _, status = os.waitpid(child, 0)
            told = {name: (Path(folder) / name).read_text() for name in ("out", "err", "count") if (Path(folder) / name).exists()}
        _say(json.dumps({"status": os.waitstatus_to_exitcode(status), **told}))


def _import_what_a_run_imports() -> None:
    """Have a process of its own run once and tell what it imported, since importing takes longer than to run."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "modules"
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            samples, claims = _ROOT / "samples", _ROOT / "docs" / "claims.csv"
            with suppress(SystemExit):
                main(["run", str(samples), "--out", str(Path(folder) / "out"), "--claims", str(claims)])
            told.write_text("\n".join(sys.modules))
            os._exit(0)
        os.waitpid(child, 0)
        for name in told.read_text().splitlines():
            with suppress(Exception):  # a module that another makes by itself
                import_module(name)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class _Counter:
    """Counts, and lets the signal come when it is time."""

    def __init__(self, at: int | None, signal: int) -> None:
        self.count = 0
        self._at = at
        self._signal = signal

    def call(self, frame: FrameType, event: str, what: Any) -> None:
        """One function is called."""
        del frame, what
        if event == "call":
            self._one()

    def file(self, event: str, values: tuple[object, ...]) -> None:
        """Something happens to a file."""
        del values
        if event in _FILES:
            self._one()

    def _one(self) -> None:
        self.count += 1
        if self.count == self._at:
            os.kill(os.getpid(), self._signal)


def _child(asked: dict[str, Any], folder: Path) -> NoReturn:
    for stream, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT), stream)
    counter = _Counter(asked["at"], asked["signal"])
    if asked["what"] == "calls":
        _from_first_note(counter)
    elif asked["what"] == "files":
        sys.addaudithook(counter.file)
    code: object = None
    try:
        main(asked["args"])
    except SystemExit as end:
        code = end.code
    finally:
        sys.setprofile(None)
        sys.stdout.flush()
        sys.stderr.flush()
        (folder / "count").write_text(str(counter.count))
        os._exit(code if isinstance(code, int) else 70)


def _from_first_note(counter: _Counter) -> None:
    write_all = outputs.write_all

    def counting(auditor: Auditor, *args: Any, **options: Any) -> outputs.Written:
        auditor.ready()
        sys.setprofile(counter.call)
        return write_all(auditor, *args, **options)

    outputs.write_all = counting


if __name__ == "__main__":
    serve()
