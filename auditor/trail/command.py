"""The one helper of all commands that write outputs: begun before anything is read, settled when all outputs are in their place.

What else a run should tell of itself, such as audits taken from an earlier run or masked names, goes into `counts` or is an
option already; paths are told by `auditor.trail.inputs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from pydantic import JsonValue

from auditor.errors import OutputError
from auditor.notes.seen import shown
from auditor.trail.chain import add, keep_list
from auditor.trail.digests import digest_of, listing
from auditor.trail.inputs import Inputs
from auditor.trail.model import File, Outputs, RunRecord
from auditor.trail.origin import made_with, who
from auditor.trail.workbook import SheetDigests


class Trail:
    """What one command is to leave beside its outputs, and when it `began` (UTC). `inputs` is told of what is read, `sheets` of
    rows that are written.
    """

    def __init__(
        self, command: str, options: Mapping[str, JsonValue], *, largest: int | None = None, masked: bool = False
    ) -> None:
        """`largest` is the most bytes of a file that the command reads. `masked`: files that are read go without their names."""
        self._command = command
        self._options = dict(options)
        self.began = _now()
        self.inputs = Inputs(masked=masked) if largest is None else Inputs(largest, masked=masked)
        self.sheets = SheetDigests()

    def settle(
        self,
        folder: Path,
        main: Iterable[Path],
        more: Iterable[Path] = (),
        *,
        counts: Mapping[str, JsonValue],
        rules_digest: str | None = None,
        cleared: Iterable[str] = (),
        sheets: Mapping[str, Mapping[str, str]] | None = None,
    ) -> str:
        """Record the outputs that lie in `folder`: `main` by name in the record too, `more` on the list alone.

        `cleared` are files and folders, relative to `folder`, that hold nothing of an earlier command any more; `sheets` are
        the digests of a workbook that reviewers fill in, by its path. Gives the digest of the record. Raises OutputError.
        """
        try:
            named = tuple(_file(path, folder) for path in main)
            size, content = _listed(named, (_file(path, folder) for path in more))
        except OSError as problem:
            what = f"an output cannot be read back for the audit trail ({type(problem).__name__})"
            raise OutputError(f"{shown(folder)}: {what}; give the command again.") from None
        inputs = keep_list(folder, "inputs", self.inputs.content(), self.inputs.files, self.inputs.size)
        outputs = Outputs(
            main=named, all=keep_list(folder, "outputs", content, content.count(b"\n"), size), cleared=tuple(sorted(cleared))
        )

        def record(number: int, former: str | None) -> RunRecord:
            return RunRecord(
                number=number, former=former, command=self._command, who=who(), began=self.began, ended=_now(),
                made_with=made_with(), rules_digest=rules_digest, options=self._options, counts=dict(counts), inputs=inputs,
                outputs=outputs, sheets=sheets or {},
            )  # fmt: skip

        return add(folder, record)

    def settle_files(self, files: Iterable[Path], *, counts: Mapping[str, JsonValue], rules_digest: str | None = None) -> None:
        """Record single files, each beside itself. Raises OutputError."""
        folders: dict[Path, list[Path]] = {}
        for file in files:
            folders.setdefault(file.parent, []).append(file)
        for folder, mine in folders.items():
            self.settle(folder, mine, counts=counts, rules_digest=rules_digest)


def files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder in the order of their names; nothing where there is no such folder."""
    if folder.is_dir():
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _file(path: Path, folder: Path) -> File:
    return File(path=shown(path.relative_to(folder)), sha256=digest_of(path), size=path.stat().st_size)


def _listed(*files: Iterable[File]) -> tuple[int, bytes]:
    """The size of all files, and their list; there may be a hundred thousand."""
    size, lines = 0, []
    for each in (file for group in files for file in group):
        size += each.size
        lines.append(listing((each,)))
    return size, b"".join(lines)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
