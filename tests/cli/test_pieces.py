"""The pieces of the outputs are the same whoever makes them, and from whichever run they are taken."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from auditor.cli.pieces import PieceMaker, Pieces
from auditor.engine.one import Auditor
from auditor.model import Note

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
AUDITOR = Auditor()
NOTES = [Note(id=path.stem, text=path.read_text("utf-8"), source=path.name) for path in sorted(SAMPLES.glob("*.txt"))]


def made(maker: PieceMaker, note: Note, wanted: str = "evidence") -> Pieces:
    return maker.made(note, AUDITOR.audit(note), wanted)


@pytest.mark.parametrize("with_pages", [True, False])
def test_another_process_makes_the_same(with_pages: bool) -> None:
    maker = PieceMaker(AUDITOR.rules, with_pages=with_pages)
    other: PieceMaker = pickle.loads(pickle.dumps(maker))  # noqa: S301 - our own
    for note in NOTES:
        pieces = made(maker, note)
        assert made(other, note) == pieces
        assert pickle.loads(pickle.dumps(pieces)) == pieces  # noqa: S301 - our own
        assert (pieces.page is not None) == with_pages


def test_what_is_kept_is_the_same_when_it_is_taken() -> None:
    maker = PieceMaker(AUDITOR.rules, with_pages=True)
    for note in NOTES:
        pieces = made(maker, note)
        assert maker.unpacked(maker.packed(pieces), "evidence") == pieces


def test_what_lacks_something_is_not_taken() -> None:
    maker, bare = PieceMaker(AUDITOR.rules, with_pages=True), PieceMaker(AUDITOR.rules, with_pages=False)
    short = maker.packed(made(maker, NOTES[0], ""))
    assert maker.unpacked(short, "") is not None
    assert maker.unpacked(short, "evidence") is None
    assert bare.unpacked(short, "") is None
    assert maker.unpacked(bare.packed(made(bare, NOTES[0])), "") is None
    assert maker.unpacked(b"{}", "") is None


def test_rows_of_the_evidence_are_wanted_until_there_is_no_room() -> None:
    maker = PieceMaker(AUDITOR.rules, with_pages=False)
    assert made(maker, NOTES[0], maker.wanted()).rows.evidence
    maker.full = True
    assert made(maker, NOTES[0], maker.wanted()).rows.evidence is None
