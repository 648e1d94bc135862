"""How long it takes to begin: `python benchmarks/start_up.py` starts each of these in a new process, several times in turn."""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import median
from time import perf_counter

_STARTS = {
    "Python alone": ("-c", "pass"),
    "auditor --help": ("-m", "auditor.cli.main", "--help"),
    "import spacy": ("-c", "import spacy"),
    "the audit of a first note": ("-c", "import auditor; auditor.audit('The fibula was harvested.')"),
    "auditor explain, one note": ("-m", "auditor.cli.main", "explain", "samples/rib-to-humerus.txt"),
}
_ROUNDS = 9


def _taken(arguments: tuple[str, ...]) -> tuple[float, float]:
    """Seconds by the clock, and of processor time."""
    before, begun = os.times(), perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    seconds, after = perf_counter() - begun, os.times()
    return seconds, after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    """Print the medians."""
    rounds = [[_taken(arguments) for arguments in _STARTS.values()] for _ in range(_ROUNDS)]
    print(f"{'':28}{'seconds':>10}{'of CPU':>10}")
    for name, taken in zip(_STARTS, zip(*rounds, strict=True), strict=True):
        print(f"{name:28}{median(t[0] for t in taken):10.2f}{median(t[1] for t in taken):10.2f}")


if __name__ == "__main__":
    main()
