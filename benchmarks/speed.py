"""How fast one core reads notes, beside others: `python benchmarks/speed.py [FOLDER ...]`.

Each engine reads the same notes (`*.txt`) in a process of its own on one core, and only one reads at a time: a round of each
in turn, over and over. What counts is processor time, in medians of the rounds. The tables go to docs/performance.md.
The peers are installed into environments of their own under the user's cache folder; no part of this project needs them.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "benchmarks" / "peers"
PAGE = ROOT / "docs" / "performance.md"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "auditor-benchmark"
FOLDERS = (ROOT.parent / "shared" / "eval" / "dev", ROOT.parent / "shared" / "corpus" / "mtsamples", ROOT / "samples")
ENGINES = {
    "bare": "spaCy, English tokenizer alone",
    "auditor": "auditor, from text to record",
    "negspacy": "negspacy with an entity ruler",
    "edsnlp": "edsnlp with sections, qualifiers, quantities",
    "medspacy": "medspaCy with sections and ConText",
}
ROUNDS = 5
MOST = 120  # notes of a folder, evenly chosen: the slowest of the peers takes a tenth of a second for each
_BEGUN, _ENDED = "<!-- measured -->", "<!-- end of what was measured -->"


@dataclass(slots=True)
class Engine:
    """A process that reads the notes each time it is told to."""

    process: subprocess.Popen[str]
    versions: Mapping[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)

    def ask(self, line: str) -> str:
        """Send a line and return the answer; raise OSError where the process has ended."""
        assert self.process.stdin and self.process.stdout
        print(line, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        while answer and not answer.startswith("= "):  # some print as they read
            answer = self.process.stdout.readline()
        if not answer:
            raise OSError("the engine ended before it answered")
        return answer[2:]


def main() -> None:
    """Measure the notes of each folder, print the tables and write them into the page."""
    named = [Path(name) for name in sys.argv[1:]]
    folders = named or [folder for folder in FOLDERS if folder.is_dir()]
    pythons = {name: python_of(name) for name in ENGINES}
    text = "\n".join([machine(), *(table(folder, pythons) for folder in folders)])
    print(text)
    before, _, rest = PAGE.read_text("utf-8").partition(_BEGUN)
    PAGE.write_text(f"{before}{_BEGUN}\n\n{text}\n{_ENDED}{rest.partition(_ENDED)[2]}", "utf-8")


def machine() -> str:
    """What the numbers were measured on."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text("utf-8").splitlines() if known.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    processor = models[0] if models else platform.processor()
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}.\n"


def python_of(engine: str) -> Path | None:
    """The interpreter of an engine's environment, made where it is missing; None where it cannot be installed here."""
    pins = PEERS / f"{engine}.txt"
    if not pins.exists():
        return Path(sys.executable)
    home = CACHE / engine
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = home / "installed.txt"
    if done.exists() and done.read_text("utf-8") == pins.read_text("utf-8"):
        return python
    install = [str(python), "-m", "pip", "install", "--quiet", "-r", str(pins)]
    for command in ([sys.executable, "-m", "venv", "--clear", str(home)], install):
        if subprocess.run(command, check=False).returncode:
            return None
    done.write_text(pins.read_text("utf-8"), "utf-8")
    return python


@contextmanager
def running(name: str, python: Path) -> Iterator[Engine]:
    """An engine in a process of its own."""
    command = [str(python), str(PEERS / "worker.py"), name]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
    ) as process:
        try:
            yield Engine(process)
        finally:
            process.kill()


def table(folder: Path, pythons: Mapping[str, Path | None]) -> str:
    """Measure all engines on the notes of a folder, and return the table."""
    notes = [path.read_text("utf-8", errors="replace") for path in sorted(folder.rglob("*.txt"))]
    notes = notes[:: -(-len(notes) // MOST)]
    with ExitStack() as stack:
        engines = {name: stack.enter_context(running(name, python)) for name, python in pythons.items() if python}
        for engine in engines.values():
            engine.versions = json.loads(engine.ask(json.dumps(notes)))
        for _ in range(ROUNDS):
            for engine in engines.values():
                engine.seconds.append(float(engine.ask("null")))
    head = f"### {folder.name}: {len(notes):,} notes of {mean(map(len, notes)):,.0f} characters on average\n"
    rows = [row(name, engines.get(name), engines, len(notes)) for name in ENGINES]
    columns = "| reader | versions | ms a note | notes a second | times bare spaCy | times auditor |"
    return "\n".join([head, columns, "|---|---|--:|--:|--:|--:|", *rows, ""])


def row(name: str, engine: Engine | None, engines: Mapping[str, Engine], notes: int) -> str:
    """A row of the table; ratios above 1 are faster."""
    if engine is None:
        return f"| {ENGINES[name]} | could not be installed here | | | | |"
    taken = median(engine.seconds)
    versions = ", ".join(f"{package} {version}" for package, version in engine.versions.items())
    ratios = " | ".join(f"{_ratio(engines[other], engine):.2f}" for other in ("bare", "auditor"))
    return f"| {ENGINES[name]} | {versions} | {1000 * taken / notes:.2f} | {notes / taken:,.0f} | {ratios} |"


def _ratio(other: Engine, engine: Engine) -> float:
    """How many times faster than another: the median over the rounds, since both were slowed by the same neighbours."""
    return median(theirs / ours for theirs, ours in zip(other.seconds, engine.seconds, strict=True))


if __name__ == "__main__":
    main()
