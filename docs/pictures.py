"""Makes the pictures of the workbook's sheets, the evidence pages and a letter, docs/pictures/*.png (`make pictures`).

Sheets and letter are printed with LibreOffice and cut from the pages with poppler's tools; the evidence pages are opened in
Chromium.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from auditor.notes.outputs import PAGES
from auditor.report.pages.names import page_name

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("soffice", "lowriter", "pdftoppm", "pdftotext", "chromium")
LETTER = "letter-vivienne-okpara-lund"
_PAGE = re.compile(r"<page .*?</page>", re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)</word>')
_LEFT, _EDGE, _LINE_GAP = 30.0, 10.0, 2.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page, and how far its edges are from the top of the page, in points."""

    text: str
    top: float
    foot: float


Page = list[Word]


@dataclass(frozen=True, slots=True)
class Cut:
    """What is shown of a sheet's first page: all from the left down to `right` and at most `height`, in points.

    `until` names the first words of the head of a table; the picture then ends above that table's heading.
    """

    sheet: str
    right: float
    height: float
    dpi: int
    until: tuple[str, str] | None = None


CUTS = {
    "summary": Cut("Summary", 592, 792, 120, until=("Status", "Notes")),
    "audit": Cut("Audit", 1160, 420, 90),
    "missing-documentation": Cut("Missing documentation", 1190, 340, 80),
    "queries": Cut("Queries", 1190, 340, 80),
    "guidance": Cut("Guidance", 920, 560, 80),
    "evidence": Cut("Evidence", 1190, 340, 80),
    "not-audited": Cut("Not audited", 1120, 200, 80),
    "rules": Cut("Rules", 1130, 260, 80),
}
CLAIM_CUTS = {"billing": Cut("Billing", 1190, 420, 90)}


@dataclass(frozen=True, slots=True)
class View:
    """What is shown of a page: all that stands in a window of this size."""

    page: str
    width: int
    height: int


_SHOWN = page_name("query-title-against-body")
VIEWS = {
    "evidence-page": View(_SHOWN, 1280, 940),
    "evidence-page-narrow": View(_SHOWN, 390, 1000),
    "evidence-index": View("index.html", 1280, 620),
}
# A browser that only opens a file: it asks for nothing, and its window holds nothing but the page.
_BROWSER = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--blink-settings=preferredColorScheme=1",
)  # fmt: skip


def main() -> None:
    """Audit the samples, print the workbook and cut the pictures, then open the evidence pages."""
    if missing := [tool for tool in TOOLS if shutil.which(tool) is None]:
        sys.exit(f"make pictures: {', '.join(missing)} not found; see CONTRIBUTING.md for what has to be installed.")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
        _sheets(work, profile, CUTS)
        _sheets(work / "claims", profile, CLAIM_CUTS, "--claims", "docs/claims.csv")
        for name, view in VIEWS.items():
            _take(work, view, ROOT / "docs" / "pictures" / f"{name}.png")
        _letter(work, profile)


def _sheets(work: Path, profile: str, cuts: dict[str, Cut], *options: str) -> None:
    """Audit the samples and cut pictures from the printed workbook."""
    _run(sys.executable, "-m", "auditor.cli.main", "run", "samples", "--out", str(work), *options)
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(work / "audit.xlsx"))
    _run("pdftotext", "-bbox", str(work / "audit.pdf"), str(work / "audit.html"))
    pages = [_words(page) for page in _PAGE.findall((work / "audit.html").read_text("utf-8"))]
    for name, cut in cuts.items():
        _cut(work / "audit.pdf", pages, cut, ROOT / "docs" / "pictures" / name)


def _take(work: Path, view: View, picture: Path) -> None:
    """Take a picture of an evidence page."""
    options = (f"--user-data-dir={work / 'browser'}", f"--window-size={view.width},{view.height}", f"--screenshot={picture}")
    _run("chromium", *_BROWSER, *options, (work / PAGES / view.page).as_uri())


def _letter(work: Path, profile: str) -> None:
    """The upper half of the letter on the sample whose title and body disagree."""
    options = ("--out", str(work), "--date", "2024-01-15", "--from", "Clinical documentation")
    _run(sys.executable, "-m", "auditor.cli.main", "letters", str(work / "audit.jsonl"), *options)
    _run("lowriter", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(work / f"{LETTER}.docx"))
    only = ("-png", "-singlefile", "-r", "110", "-f", "1", "-l", "1", "-x", "40", "-y", "50", "-W", "860", "-H", "610")
    _run("pdftoppm", *only, str(work / f"{LETTER}.pdf"), str(ROOT / "docs" / "pictures" / "letter"))


def _words(page: str) -> Page:
    """The words of a page from the top down, each line from left to right."""
    found = sorted((float(top), float(left), float(foot), text) for left, top, foot, text in _WORD.findall(page))
    return [Word(text, top, foot) for top, _, foot, text in found]


def _cut(pdf: Path, pages: list[Page], cut: Cut, picture: Path) -> None:
    number, page = next((number, page) for number, page in enumerate(pages, 1) if _sheet_of(page) == cut.sheet)
    top = page[0].top - _EDGE
    box = {"-x": _LEFT, "-y": top, "-W": cut.right - _LEFT, "-H": _end(page, cut, top + cut.height) - top}
    options = [text for option, points in box.items() for text in (option, str(round(points * cut.dpi / 72)))]
    only = ("-png", "-singlefile", "-r", str(cut.dpi), "-f", str(number), "-l", str(number))
    _run("pdftoppm", *only, *options, str(pdf), str(picture))


def _sheet_of(page: Page) -> str:
    """The name of the sheet, which stands in the middle of the page's foot: "Confidential: ... data NAME Page 1 of 2"."""
    texts = [word.text for word in page]
    return " ".join(texts[len(texts) - texts[::-1].index("data") : -4])


def _end(page: Page, cut: Cut, lowest: float) -> float:
    """Where the picture ends: above the table that it must not show, or below the last row that stands above `lowest`."""
    rows = _rows(page)
    if cut.until:
        head = next(one.top for one, two in pairwise(page) if (one.text, two.text) == cut.until)
        last, heading = [row for row in rows if row[1] < head][-2:]
        return (last[1] + heading[0]) / 2
    shown, next_one = next(pair for pair in pairwise(rows) if pair[1][1] > lowest or pair[1] is rows[-1])
    return min((shown[1] + next_one[0]) / 2, shown[1] + _EDGE)


def _rows(page: Page) -> list[tuple[float, float]]:
    """Top and foot of every row, and of the line at the foot of the page; lines of one row lie close together."""
    rows: list[tuple[float, float]] = []
    for word in page:
        if rows and word.top - rows[-1][1] < _LINE_GAP:
            rows[-1] = (rows[-1][0], max(rows[-1][1], word.foot))
        else:
            rows.append((word.top, word.foot))
    return rows


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"make pictures: {Path(command[0]).name} ended with status {done.returncode}; {done.stderr.strip()[-300:]}")


if __name__ == "__main__":
    main()
