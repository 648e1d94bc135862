"""Where in a claim file the claims stand: the separator, the sheet, the titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from auditor.errors import ClaimsError, TableError
from auditor.notes.tables import delimited
from auditor.notes.tables.head import HEAD_ROWS, Head, HeadFinder
from auditor.notes.tables.table import Table, kind_of
from auditor.notes.tables.titles import Titles, listed

_TRIED_LINES: Final = 400


def find_table(data: bytes, where: str, finder: HeadFinder, sheet: str | None) -> tuple[Table, Head | None, tuple[str, ...]]:
    """The table with the claims, its head, and names of hidden sheets that look as if they held claims too."""
    kind = kind_of(data, where)
    if kind == "xlsx":
        return _sheet(data, where, finder, sheet)
    if sheet is not None:
        raise ClaimsError(where, f"it has no sheets, and “{sheet}” is asked for", "leave the sheet out")
    if kind == "parquet":
        from auditor.notes.tables.parquet import read_parquet

        table = read_parquet(data, where)
        return table, finder.find(table.rows), ()
    return *_delimited(data, where, finder), ()


def _delimited(data: bytes, where: str, finder: HeadFinder) -> tuple[Table, Head | None]:
    """The text, cut by the separator with which most titles are known."""
    text, separators = delimited.candidates(delimited.read_text(data, where))
    heads = [(finder.find(delimited.split(text, sign, _TRIED_LINES)), sign) for sign in separators]
    best, sign = max(heads, key=lambda one: one[0].known if one[0] else -1)
    if best is None:
        return Table(()), None
    return Table(delimited.split(text, sign), ragged=True), best


def _sheet(data: bytes, where: str, finder: HeadFinder, wanted: str | None) -> tuple[Table, Head | None, tuple[str, ...]]:
    """The sheet that is named, else the only visible one with a head; one whose lines could belong to no note is none."""
    from auditor.notes.tables.spreadsheet import read_sheets

    found = [(table, head) for table in read_sheets(data, where, wanted) if (head := finder.find(table.rows)) is not None]
    found = [one for one in found if one[1].whole] or found
    seen = found if wanted is not None else [one for one in found if not one[0].hidden]
    hidden = tuple(f"hidden sheet {table.name}" for table, _ in found if table.hidden and wanted is None)
    if len(seen) > 1:
        several = listed(table.name or "" for table, _ in seen)
        raise ClaimsError(
            where, f"the sheets {several} could each hold the claims", 'name one: sheet = "NAME" in the file of --columns'
        )
    if not seen and hidden:
        what = f"only a hidden sheet holds claims ({listed(table.name or '' for table, _ in found)})"
        raise ClaimsError(where, what, 'show it, or name it: sheet = "NAME" in the file of --columns')
    return (*seen[0], hidden) if seen else (Table(()), None, ())


def headless(
    data: bytes, where: str, finder: HeadFinder, sheet: str | None, known: Titles, named: Mapping[str, Sequence[str]]
) -> ClaimsError:
    """Why no titles were found. A row is shown only where it surely holds titles: it may be a line of a patient."""
    titles = named.get("code")
    code = f"the title “{titles[0]}” that is named for the code" if titles else "a title for the code, such as CPT"
    try:
        likely = find_table(data, where, finder.without_code(), sheet)[1]
    except (ClaimsError, TableError):
        likely = None
    if likely is not None:
        beside = [title for title in likely.titles if known.is_numbered_code(title)]
        if beside and not titles:
            what = f"the codes of a case stand side by side ({listed(beside)})"
            return ClaimsError(where, what, "bring a table with one row for each code that was billed")
        remedy = f'name it, such as --column code="TITLE"; the file has {listed(likely.titles)}'
        return ClaimsError(where, f"no column has {code}", remedy)
    remedy = 'name it, such as --column code="TITLE", and see that the titles stand above the lines'
    return ClaimsError(where, f"no row of the first {HEAD_ROWS} has {code}", remedy)
