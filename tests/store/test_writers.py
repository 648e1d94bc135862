"""Many processes write into one store at once, of either kind: nothing is lost, and nothing is there twice."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auditor.cli.main import main
from auditor.review.opinions import FIRST, history, standing
from auditor.review.runs import Origin, Run, add_run
from auditor.review.store import open_store
from auditor.review.tables import AuditedRowRow, ImportRow, RunRow
from auditor.store import database
from auditor.store.work_tables import SCHEMA, FileRow, PartRow
from tests.postgres import GROUP
from tests.store.kit import ROOT

WRITERS, TIMES = 3, 10


def at_once(script: str, *arguments: Sequence[str]) -> None:
    """Run a script with each of the arguments; all go on at the same moment."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, *words], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for words in arguments
    ]
    for process in running:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    assert [(process.communicate(timeout=300)[0], process.returncode) for process in running] == [("", 0)] * len(arguments)


WRITES = """
import sys
from datetime import date, datetime
from pathlib import Path
from auditor.notes.formats.settings import Settings
from auditor.notes.seen import ToRead
from auditor.report.review_entry import Opinion, ReviewEntry
from auditor.review.opinions import Source, take
from auditor.review.store import open_store
from auditor.store import database
from auditor.store.finished import Work
from auditor.store.work_tables import SCHEMA
reviews, finished, me, times = *sys.argv[1:4], int(sys.argv[4])
with open_store(reviews, create=True) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(times):
        said = Opinion(decision="agree", comment=f"{me} {number}", reviewer=me, reviewed_on=date(2025, 3, 4))
        entries = [ReviewEntry(key=key, seen="s", first=said) for key in (f"n-{me}-{number}", "n-of-all")]
        with store.writing() as session:
            take(session, entries, Source(f"{me}-{number}.xlsx", "0" * 64, datetime(2025, 3, 4)))
for run in range(2):
    with Work(database.open_store(finished, SCHEMA, create=True), me, "made", Settings()) as work:
        for number in range(times):
            entry = work.file(ToRead(id="n", path=Path("n.txt"), source="n.txt"), f"key-{number}")
            for part in range(3):
                content = f"{me} {number} {part}".encode()
                if run == 0:
                    entry.add(part, content, audit=True)
                else:
                    assert entry.pressed(part) == content
            entry.end(3)
            if number % 3 == 0:
                work.write()
        work.settle(complete=True)
"""


def test_decisions_and_finished_audits_of_many(place: str) -> None:
    """Each writer has rows and a folder of its own, and all decide one row again and again. On a server one database holds all;
    files of the same content are in each folder.
    """
    finished = place if "://" in place else f"{place}-work"
    names = [f"writer-{number}" for number in range(WRITERS)]
    at_once(WRITES, *((place, finished, name, str(TIMES)) for name in names))
    with open_store(place, create=False) as store, store.reading() as session:
        _decisions_are_whole(session, names)
    with database.open_store(finished, SCHEMA, create=False) as store, store.reading() as session:
        files = session.execute(select(FileRow.folder, FileRow.key, FileRow.parts)).all()
        parts = session.execute(select(FileRow.folder, FileRow.key, PartRow.number, PartRow.pressed).join(PartRow)).all()
    assert sorted(files) == sorted((name, f"key-{number}", 3) for name in names for number in range(TIMES))
    assert sorted(parts) == sorted(
        (name, f"key-{number}", part, f"{name} {number} {part}".encode())
        for name in names for number in range(TIMES) for part in range(3)
    )  # fmt: skip


def _decisions_are_whole(session: Session, names: Sequence[str]) -> None:
    everything = sorted(f"{name} {number}" for name in names for number in range(TIMES))
    words = standing(session)
    assert sorted(word.opinion.comment or "" for (key, _), word in words.items() if key != "n-of-all") == everything
    former = [word.opinion.comment or "" for word in history(session, "n-of-all", FIRST)]
    assert sorted(former) == everything
    for name in names:  # each one's words in the order in which they were said
        assert [said for said in former if said.startswith(f"{name} ")] == [f"{name} {number}" for number in range(TIMES)]
    imports = session.execute(select(ImportRow.new, ImportRow.changed)).all()
    assert Counter(map(tuple, imports)) == {(2, 0): 1, (1, 1): WRITERS * TIMES - 1}


RUNS = """
import sys
from auditor.cli.main import main
print("ready", flush=True)
sys.stdin.readline()
sys.stdout = sys.stderr
main(sys.argv[1:])
"""


@GROUP
def test_runs_of_two_folders(database: str, tmp_path: Path) -> None:
    """All the way, with one store for both: each run writes what it writes alone, and the store has each of them once."""
    texts = sorted((ROOT / "samples").glob("*.txt"))[:4]
    commands = []
    for ward in range(2):
        notes = tmp_path / f"ward-{ward}"
        notes.mkdir()
        for text in texts[ward::2]:
            (notes / f"{ward}-{text.name}").write_bytes(text.read_bytes())
        commands.append(["run", str(notes), "--out", str(tmp_path / f"out-{ward}"), "--jobs", "1", "--no-pages"])
    at_once(RUNS, *([*command, "--store", database] for command in commands))
    for command in commands:
        CliRunner().invoke(main, [*command, "--store", database])
    with open_store(database, create=False) as store, store.reading() as session:
        counts = [run.counts or {} for run in session.scalars(select(RunRow).order_by(RunRow.id))]
        rows = list(session.scalars(select(AuditedRowRow.key)))
    assert [(count["notes"], count["from_an_earlier_run"]) for count in counts] == [(2, 0), (2, 0), (2, 2), (2, 2)]
    assert len(rows) == len(set(rows)) >= 4
    together = (tmp_path / "out-1" / "audit.jsonl").read_bytes()
    shutil.rmtree(tmp_path / "out-1")
    CliRunner().invoke(main, commands[1])
    assert (tmp_path / "out-1" / "audit.jsonl").read_bytes() == together


def test_a_name_with_what_is_no_character(place: str) -> None:
    with open_store(place, create=True) as store, store.writing() as session:
        origin = Origin(datetime(2025, 3, 4), "Bo\0Lind", "\ud800", None, {"notes\0": 1})
        add_run(session, Run(datetime(2025, 3, 4), "0.1.0", "r", "w", origin), list)
    with open_store(place, create=True) as store, store.reading() as session:
        (row,) = session.scalars(select(RunRow))
        assert (row.who, row.host, row.counts) == ("Bo\ufffdLind", "\ufffd", {"notes\0": 1})


DIES = """
import os, sys
from sqlalchemy import text
from auditor.review.store import open_store
from auditor.review.tables import MaskedNoteRow
store = open_store(sys.argv[1], create=True)
with store.writing() as session:
    session.add(MaskedNoteRow(number=1, place="p", file="f", text="t"))
    session.flush()
    os._exit(9)
"""


def test_a_writer_that_dies_holds_nobody_up(place: str) -> None:
    assert subprocess.run([sys.executable, "-c", DIES, place], cwd=ROOT, check=False, timeout=60).returncode == 9
    with open_store(place, create=False) as store, store.writing() as session:
        from auditor.review.tables import MaskedNoteRow

        assert session.scalar(select(func.count()).select_from(MaskedNoteRow)) == 0
