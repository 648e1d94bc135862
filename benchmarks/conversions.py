"""Whether a note gives the same answer in every format: annotated notes, converted by other programs.

`python benchmarks/conversions.py FOLDER [FOLDER ...]` needs LibreOffice and pandoc. It converts every `.txt` in the folders,
audits all that comes out, and prints a line for each way: how many answer as the plain text does, and which fields of the
others differ.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from auditor.engine.one import Auditor
from auditor.model import Audit, Note
from auditor.notes.read import FileReader
from auditor.notes.seen import NotAudited
from auditor.notes.walk import walk
from auditor.rules.load import default_folder, load

_OFFICE = {
    "docx": "docx:MS Word 2007 XML",
    "rtf": "rtf",
    "html": "html:HTML (StarWriter)",
    "pdf": "pdf",
}
_AT_ONCE = 50  # files in one call
_FIELDS = ("status", "best_fit", "other_codes", "grafts", "defect", "elements", "stated_codes", "surgeon", "date_of_service")
Answer = Mapping[str, object]


def _answer(audit: Audit) -> Answer:
    """The answer without its quotations, which may have other line ends."""
    told = audit.model_dump(mode="json", include=set(_FIELDS))
    for part in filter(None, (*told["grafts"], told["defect"])):
        del part["quote"]
    return told


def _by_office(notes: Sequence[Path], out: Path, kind: str) -> None:
    out.mkdir()
    for number in range(0, len(notes), _AT_ONCE):
        some = map(str, notes[number : number + _AT_ONCE])
        command = ["soffice", "--headless", "--convert-to", _OFFICE[kind], "--outdir", str(out), *some]
        subprocess.run(command, check=True, capture_output=True)


def _by_pandoc(notes: Sequence[Path], out: Path) -> None:
    """Word documents whose lines are those of the note: what would mean something to Markdown is taken as it stands."""
    out.mkdir()
    for note in notes:
        text = note.read_text("utf-8").replace("  ", "\u00a0 ")  # of several spaces Markdown keeps one
        lines = "\n".join(f"| {line}" if line.strip() else "" for line in text.splitlines())
        command = ["pandoc", "-f", "markdown_strict+line_blocks+all_symbols_escapable", "-o", str(out / f"{note.stem}.docx")]
        subprocess.run(command, input=_escaped(lines), check=True, capture_output=True, text=True)


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>()#+-.!$^~@'\"" else sign for sign in text)


def _ways(notes: Sequence[Path], place: Path) -> Iterator[tuple[str, Path]]:
    """Each way of writing, and the folder of what it wrote."""
    for kind in _OFFICE:
        _by_office(notes, place / kind, kind)
        yield f"LibreOffice, {kind}", place / kind
    written = place / "pandoc"
    _by_pandoc(notes, written)
    yield "pandoc, docx", written
    _by_office(sorted(written.iterdir()), place / "printed", "pdf")
    yield "the same, as pdf", place / "printed"


def _answers(folders: Sequence[Path], auditor: Auditor, reader: FileReader) -> dict[str, Answer]:
    """The answer of each note in the folders, by its name; a file that cannot be read has none."""
    items = (item for seen in walk(list(folders)) if not isinstance(seen, NotAudited) for item in reader.notes(seen))
    return {item.id: _answer(auditor.audit(item)) for item in items if isinstance(item, Note)}


def main(names: Sequence[str]) -> None:
    """Print the table."""
    auditor = Auditor()
    folders = [Path(name) for name in names]
    notes = sorted(note for folder in folders for note in folder.glob("*.txt"))
    with FileReader(load(default_folder()).reading) as reader, tempfile.TemporaryDirectory() as place:
        plain = _answers(folders, auditor, reader)
        print(f"{'written by':20}{'notes':>7}{'same':>7}  fields that differ")
        for way, out in _ways(notes, Path(place)):
            found = _answers([out], auditor, reader)
            differ = {
                name: [field for field in _FIELDS if found.get(name, {}).get(field) != plain[name][field]] for name in plain
            }
            counts = Counter(field for fields in differ.values() for field in fields)
            same = sum(not fields for fields in differ.values())
            told = ", ".join(f"{field} {count}" for field, count in counts.most_common())
            print(f"{way:20}{len(plain):>7}{same:>7}  {told}".rstrip())


if __name__ == "__main__":
    main(sys.argv[1:])
