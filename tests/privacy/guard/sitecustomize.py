"""Runs in every Python process of a test, that of heavy formats too: forbids sockets, writes down what is opened for writing, and
makes one place of the program fail with the text of the note in its message.

`GUARD_LOG` names the file that tells of it, `GUARD_FAULT` is `module:function` or `module:class.method`, and `GUARD_HARM` says how
that fails: "raise" with everything that it was given in the message, "abort" with a crash of the process.
"""

from __future__ import annotations

import importlib
import os
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_LOG = os.open(os.environ["GUARD_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
_FORBIDDEN = ("socket.", "ssl.", "http.", "urllib.", "ftplib.", "smtplib.", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC


def _tell(kind: str, what: object) -> None:
    os.write(_LOG, f"{kind}\t{os.getpid()}\t{what!r}\n".encode("utf-8", "backslashreplace"))


def _watch(event: str, details: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        _tell("forbidden", event)
        raise PermissionError(f"{event} is forbidden here")
    if event == "open" and isinstance(details[2], int) and details[2] & _WRITES and isinstance(details[0], str | bytes):
        _tell("write", os.path.abspath(os.fsdecode(details[0])))
    if event in ("sqlite3.connect", "tempfile.mkstemp", "tempfile.mkdtemp", "os.mkdir"):
        _tell("write", os.path.abspath(os.fsdecode(details[0])))


class _Saboteur(MetaPathFinder, Loader):
    """Lets the module be loaded by whoever can, and then puts something else in the place of one function."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name
        self.real: ModuleSpec | None = None

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name != self.module or self.real is not None:
            return None
        self.real = importlib.util.find_spec(name)
        return ModuleSpec(name, self, origin=self.real.origin if self.real else None)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        assert self.real is not None
        module = importlib.util.module_from_spec(self.real)
        assert self.real.loader is not None
        self.real.loader.exec_module(module)
        owner, _, last = self.name.rpartition(".")
        place: Any = getattr(module, owner) if owner else module
        real = getattr(place, last)

        def fails(*given: object, **named: object) -> object:
            _tell("fault", f"{self.module}:{self.name}")
            if os.environ.get("GUARD_HARM") == "abort":
                os.abort()
            words = " ".join([*map(_said, given), *map(_said, named.values())])
            raise ValueError(words)

        setattr(place, last, fails)
        del real
        return module

    def exec_module(self, module: ModuleType) -> None:
        """It was executed when it was made."""


def _said(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(getattr(value, "text", value))


_tell("started", sys.argv)
sys.addaudithook(_watch)
if fault := os.environ.get("GUARD_FAULT"):
    import importlib.util

    sys.meta_path.insert(0, _Saboteur(*fault.split(":")))
