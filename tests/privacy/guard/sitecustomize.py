"""Runs in every Python process of a test, that of heavy formats too: forbids sockets, writes down what is opened for writing, and
makes one place of the program fail with the text of the note in its message.

`GUARD_LOG` names the file that tells of it, `GUARD_FAULT` is `module:function` or `module:class.method`, and `GUARD_HARM`
says how that fails: "raise" with everything that it was given in the message, "abort" with a crash of the process.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_LOG = os.open(os.environ["GUARD_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
_FORBIDDEN = (
    "socket.", "ssl.", "http.", "urllib.", "ftplib.", "smtplib.", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn",
)  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC


def _tell(kind: str, what: object) -> None:
    os.write(_LOG, f"{kind}\t{os.getpid()}\t{what!r}\n".encode("utf-8", "backslashreplace"))


def _watch(event: str, details: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        _tell("forbidden", f"{event} by {_caller()}")
        raise PermissionError(f"{event} is forbidden here")
    if event == "open" and isinstance(details[2], int) and details[2] & _WRITES and isinstance(details[0], str | bytes):
        _tell("write", _place(details[0]))
    if event in ("sqlite3.connect", "tempfile.mkstemp", "tempfile.mkdtemp", "os.mkdir"):
        _tell("write", _place(details[0]))


def _place(name: str | bytes) -> str:
    """Where a file lies, links and all: the hook must not look at the disk, which would be another event."""
    path = os.fsdecode(name)
    return path if os.path.isabs(path) else os.path.join(os.getcwd(), path)  # noqa: PTH109, PTH117, PTH118


def _caller() -> str:
    """The module that asks, past Python's own."""
    frame = sys._getframe(2)
    while frame.f_back is not None and frame.f_globals.get("__name__") in ("socket", "ssl", __name__):
        frame = frame.f_back
    return str(frame.f_globals.get("__name__"))


class _Saboteur(MetaPathFinder):
    """Lets the module be found by whoever can, and then puts something else in the place of one of its functions."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name != self.module:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            spec.loader = _Spoiled(spec.loader, self.name)
        return spec


class _Spoiled(Loader):
    def __init__(self, real: Loader, name: str) -> None:
        self._real, self._name = real, name

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._real.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._real.exec_module(module)
        owner, _, last = self._name.rpartition(".")

        def fails(*given: object, **named: object) -> object:
            _tell("fault", f"{module.__name__}:{self._name}")
            if os.environ.get("GUARD_HARM") == "abort":
                os.abort()
            raise ValueError(" ".join([*map(_said, given), *map(_said, named.values())]))

        setattr(getattr(module, owner) if owner else module, last, fails)


def _said(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(getattr(value, "text", value))


_tell("started", sys.orig_argv)
sys.addaudithook(_watch)
if fault := os.environ.get("GUARD_FAULT"):
    sys.meta_path.insert(0, _Saboteur(*fault.split(":")))
