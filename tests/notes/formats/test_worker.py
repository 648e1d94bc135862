"""A file that hangs, crashes or eats memory is a row within its limits, and those after it are read."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from auditor.model import Place
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.model import Extracted, Part, Unread
from auditor.notes.formats.settings import Settings
from auditor.notes.formats.worker import Worker

pytestmark = pytest.mark.usefixtures("hostile_format")
SMALLER = "split it, or save it as plain text; the limits stand in patterns/limits.toml"
TOO_LONG = Unread("reading took longer than 2 seconds", SMALLER)
TOO_MUCH = Unread("reading needs more than 500 MB of memory", SMALLER)
NOTHING = Unread("there is no note in the file", "see what it holds, and export the note again")
CRASHED = Unread("the reader of the file crashed", "open it in its own program and save it anew, or as plain text")


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(Settings(limits=Limits(seconds=2.0)))
    yield worker
    worker.close()
    assert multiprocessing.active_children() == []


def items(worker: Worker, words: str) -> list[object]:
    return [part.item for part in worker.parts(b"HOSTILE " + words.encode(), ".hostile")]


@pytest.mark.parametrize(
    ("word", "row"),
    [("hang", TOO_LONG), ("wait", TOO_LONG), ("memory", TOO_MUCH), ("kill", TOO_MUCH), ("abort", CRASHED)],
)
def test_a_bad_file_is_a_row_and_the_next_one_is_read(worker: Worker, word: str, row: Unread) -> None:
    assert items(worker, "first") == [Extracted("first")]
    assert items(worker, word) == [row]
    assert items(worker, "next") == [Extracted("next")]


@pytest.mark.parametrize(
    ("words", "before"),
    [("one", "one note of it was"), ("one two", "2 notes of it were"), ("one two three", "3 notes of it were")],
)
@pytest.mark.parametrize(("deed", "row"), [("abort four", CRASHED), ("wait", TOO_LONG), ("memory", TOO_MUCH)])
def test_what_came_before_the_end_is_kept(worker: Worker, words: str, before: str, deed: str, row: Unread) -> None:
    parts = list(worker.parts(f"HOSTILE {words} {deed}".encode(), ".hostile"))
    assert [part.item for part in parts[:-1]] == [Extracted(word) for word in words.split()]
    assert [part.id for part in parts] == [*(f"#{number}" for number in range(1, len(parts))), ""]
    assert parts[-1].item == replace(row, reason=f"{row.reason}, after {before} read")


def test_a_fault_is_told_by_its_kind_alone_and_the_process_lives_on(worker: Worker) -> None:
    found = items(worker, "one fault two")
    assert found == [
        Extracted("one"),
        Unread(
            "the reader of this format failed (ValueError): hostile",
            "save it as plain text and audit that, and report the fault without the file",
        ),
    ]
    (process,) = multiprocessing.active_children()
    assert items(worker, "again") == [Extracted("again")]
    assert [child.pid for child in multiprocessing.active_children()] == [process.pid]


def test_a_note_that_cannot_be_read_is_one_of_several(worker: Worker) -> None:
    parts = list(worker.parts(b"HOSTILE one unread three", ".hostile"))
    assert [(part.id, part.item) for part in parts] == [
        ("#1", Extracted("one")), ("#2", Unread("this one is damaged", "send it again")), ("#3", Extracted("three")),
    ]  # fmt: skip


def test_what_a_library_prints_is_never_seen(worker: Worker, capfd: pytest.CaptureFixture[str]) -> None:
    assert items(worker, "print one") == [Extracted("one")]
    assert capfd.readouterr() == ("", "")


def test_members_of_an_archive_have_limits_of_their_own(worker: Worker) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        for name, words in (
            ("a", "one"),
            ("b", "hang"),
            ("c", "memory"),
            ("d", "two three"),
            ("e", "five abort"),
            ("f", "four"),
            ("g", ""),
        ):
            file.writestr(f"ward/{name}.hostile", f"HOSTILE {words}")
    assert list(worker.parts(packed.getvalue(), ".zip")) == [
        Part(Extracted("one"), "hostile", "/ward/a", "/ward/a.hostile"),
        Part(TOO_LONG, "", "/ward/b", "/ward/b.hostile"),
        Part(TOO_MUCH, "", "/ward/c", "/ward/c.hostile"),
        Part(Extracted("two"), "hostile", "/ward/d#1", "/ward/d.hostile#1"),
        Part(Extracted("three"), "hostile", "/ward/d#2", "/ward/d.hostile#2"),
        Part(Extracted("five"), "hostile", "/ward/e#1", "/ward/e.hostile#1"),
        Part(replace(CRASHED, reason=f"{CRASHED.reason}, after one note of it was read"), "", "/ward/e", "/ward/e.hostile"),
        Part(Extracted("four"), "hostile", "/ward/f", "/ward/f.hostile"),
        Part(NOTHING, "hostile", "/ward/g", "/ward/g.hostile"),
    ]


def nested(members: dict[str, str | bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("words", "read", "row"),
    [
        (("one", "wait", "three"), ["one"], ", after one note of it was read, and 2 files in it were not read to their end"),
        (("wait", "two", "three"), [], ", and 3 files in it were not read to their end"),
        (("one", "two", "three wait"), ["one", "two", "three"],
         ", after 3 notes of it were read, and one file in it was not read to its end"),
    ],
)  # fmt: skip
def test_files_that_were_not_reached_in_an_archive_within_an_archive_are_told(
    worker: Worker, words: tuple[str, ...], read: list[str], row: str
) -> None:
    inner = nested({f"{number}.hostile": f"HOSTILE {word}" for number, word in enumerate(words)})
    *notes, lost, after = worker.parts(nested({"in.zip": inner, "z.hostile": "HOSTILE after"}), ".zip")
    assert [part.item for part in notes] == [Extracted(word) for word in read]
    told = replace(TOO_LONG, reason=TOO_LONG.reason + row, remedy="unpack it, and audit the files in it")
    assert lost == Part(told, "", "/in", "/in.zip")
    assert after.item == Extracted("after")


def test_files_behind_an_archive_that_took_the_time_are_counted_too(worker: Worker) -> None:
    third = nested({"a.hostile": "HOSTILE one", "b.hostile": "HOSTILE wait", "c.hostile": "HOSTILE three"})
    second = nested({"a.hostile": "HOSTILE zero", "b.zip": third, "c.hostile": "HOSTILE four", "d.hostile": "HOSTILE five"})
    *_, lost = worker.parts(nested({"second.zip": second}), ".zip")
    assert isinstance(lost.item, Unread)
    assert lost.item.reason.endswith(", after 2 notes of it were read, and 4 files in it were not read to their end")


def test_a_table_of_thousands_of_columns_crashes_nothing() -> None:
    arrow = pytest.importorskip("pyarrow", reason="the library pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    file = BytesIO()
    parquet.write_table(arrow.table({**{f"c{number}": [1] for number in range(10_000)}, "note text": ["one"]}), file)
    worker = Worker(Settings())
    assert [part.item for part in worker.parts(file.getvalue(), ".parquet")] == [Extracted("one", (Place(0, "row 2"),))]
    worker.close()


def test_who_stops_listening_ends_the_process(worker: Worker) -> None:
    parts = worker.parts(b"HOSTILE one two three four five", ".hostile")
    assert next(parts).item == Extracted("one")
    parts.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []
    assert items(worker, "next") == [Extracted("next")]


def test_no_process_starts_before_the_first_file() -> None:
    Worker(Settings()).close()
    assert multiprocessing.active_children() == []
