"""The pieces of the outputs are the same whoever makes them, and from whichever run they are taken."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from auditor.cli.pieces import PieceMaker, Pieces
from auditor.engine.one import Auditor
from auditor.model import Note
from auditor.report.pages.page import Neighbours, Placer

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
AUDITOR = Auditor()
NOTES = [Note(id=path.stem, text=path.read_text("utf-8"), source=path.name) for path in sorted(SAMPLES.glob("*.txt"))]


def made(maker: PieceMaker, note: Note, wanted: str = "evidence") -> Pieces:
    return maker.made(note, AUDITOR.audit(note), wanted)


@pytest.mark.parametrize("with_pages", [True, False])
def test_another_process_makes_the_same(with_pages: bool) -> None:
    maker = PieceMaker(AUDITOR.rules, with_pages=with_pages, former=SAMPLES)
    other: PieceMaker = pickle.loads(pickle.dumps(maker))  # noqa: S301 - our own
    for note in NOTES:
        pieces = made(maker, note)
        assert made(other, note) == pieces
        assert pickle.loads(pickle.dumps(pieces)) == pieces  # noqa: S301 - our own
        assert (pieces.page is not None) == with_pages


def put(folder: Path, pieces: Pieces) -> Path:
    """The page where an earlier run has put it."""
    assert pieces.page
    path = folder / pieces.entry.page
    path.write_bytes(Placer().placed(pieces.page, Neighbours("index.html", None, "next.html")))
    return path


def test_what_is_kept_is_the_same_when_it_is_taken(tmp_path: Path) -> None:
    maker = PieceMaker(AUDITOR.rules, with_pages=True, former=tmp_path)
    bare = PieceMaker(AUDITOR.rules, with_pages=False, former=tmp_path)
    for note in NOTES:
        pieces = made(maker, note)
        put(tmp_path, pieces)
        assert maker.unpacked(maker.packed(pieces), "evidence") == pieces
        assert bare.unpacked(bare.packed(made(bare, note)), "evidence") == made(bare, note)


def test_what_is_kept_holds_no_text_but_quotations() -> None:
    maker = PieceMaker(AUDITOR.rules, with_pages=True, former=SAMPLES)
    text = NOTES[0].text + "\nThe dog of the patient is called Rumpelstiltskin."
    note = NOTES[0].model_copy(update={"text": text})
    assert "Rumpelstiltskin" in str(made(maker, note).page)
    assert b"Rumpelstiltskin" not in maker.packed(made(maker, note))


def test_a_page_that_was_altered_or_taken_away_is_made_again(tmp_path: Path) -> None:
    maker = PieceMaker(AUDITOR.rules, with_pages=True, former=tmp_path)
    pieces = made(maker, NOTES[0])
    page = put(tmp_path, pieces)
    packed = maker.packed(pieces)
    page.write_bytes(page.read_bytes().replace(b"left", b"right", 1))
    assert maker.unpacked(packed, "") is None
    page.unlink()
    assert maker.unpacked(packed, "") is None


def test_what_lacks_something_is_not_taken(tmp_path: Path) -> None:
    maker = PieceMaker(AUDITOR.rules, with_pages=True, former=tmp_path)
    bare = PieceMaker(AUDITOR.rules, with_pages=False, former=tmp_path)
    put(tmp_path, made(maker, NOTES[0]))
    short = maker.packed(made(maker, NOTES[0], ""))
    assert maker.unpacked(short, "") is not None
    assert maker.unpacked(short, "evidence") is None
    assert bare.unpacked(short, "") is None
    assert maker.unpacked(bare.packed(made(bare, NOTES[0])), "") is None
    assert maker.unpacked(b"{}", "") is None


def test_rows_of_the_evidence_are_wanted_until_there_is_no_room() -> None:
    maker = PieceMaker(AUDITOR.rules, with_pages=False, former=SAMPLES)
    assert made(maker, NOTES[0], maker.wanted()).rows.evidence
    maker.full = True
    assert made(maker, NOTES[0], maker.wanted()).rows.evidence is None
