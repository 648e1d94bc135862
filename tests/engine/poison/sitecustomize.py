"""Runs in every worker of a test: whoever opens a file named poison.txt is ended at once, once for each mark that is left."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

_MARKS = [Path(mark) for mark in os.environ["POISON_MARKS"].split(os.pathsep)]


def _watch(event: str, details: tuple[object, ...]) -> None:
    if event == "open" and str(details[0]).endswith("poison.txt"):
        for mark in _MARKS:
            try:
                mark.unlink()
            except FileNotFoundError:
                continue
            os.kill(os.getpid(), signal.SIGKILL)


sys.addaudithook(_watch)
