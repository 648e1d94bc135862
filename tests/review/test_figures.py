"""The report says what the reviews say: exact numbers, and plain words where a number would be false."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from scipy.stats import beta

from auditor.model import Status
from auditor.review.blame import TABLE_ROW
from auditor.review.compare import compare
from auditor.review.figures import Figures, figures
from auditor.review.kappa import Kappa, kappa
from auditor.review.page import page
from auditor.review.report import report
from auditor.review.wording import kappa_said, verdict_said
from auditor.sampling.rates import Verdict, accuracy
from auditor.shares import Share
from tests.review.kit import AGREE, DISAGREE, Desk, auditor, bare, note, second, two_grafts


def found(desk: Desk) -> Figures:
    with desk.store() as store, store.reading() as session:
        return figures(session)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Nine rows: five agreed, two not, one waiting, one unfinished; three of them reviewed twice."""
    desk = Desk(tmp_path / "out")
    desk.run([*(note(f"case-{number}") for number in range(6)), bare("none"), two_grafts("two"), note("q", status=Status.QUERY)])
    desk.type({
        "case-0": AGREE | second(AGREE), "case-1": AGREE | second(DISAGREE), "case-2": DISAGREE | second(DISAGREE),
        "case-3": {"Decision": "needs second review"}, "case-4": AGREE, "none": AGREE, "two, 1 of 2": AGREE, "q": AGREE,
        "two, 2 of 2": DISAGREE,
    })  # fmt: skip
    desk.take()
    desk.type({"case-5": {"Decision": "disagree", "Comment": "why?"}})
    desk.run([*(note(f"case-{number}") for number in range(6)), bare("none"), two_grafts("two"), note("q", status=Status.QUERY)])
    return desk


def test_progress(desk: Desk) -> None:
    counts = found(desk).counts
    assert (counts.rows, counts.settled, counts.twice) == (10, 8, 3)
    assert (counts.waiting, counts.unfinished, counts.changed, counts.unknown) == (1, 1, 0, 0)


def test_the_second_reviewer_governs(desk: Desk) -> None:
    told = found(desk).with_tool
    assert told.share == Share(5, 8)
    assert told.table.labels == ("20955", "20956", "20962", "query", "none")
    assert told.table.rows == ((1, 0, 0, 0, 0), (0, 2, 0, 0, 0), (0, 3, 0, 0, 0), (0, 0, 0, 1, 0), (0, 0, 0, 0, 1))
    assert told.kappa.value == pytest.approx((5 / 8 - 13 / 64) / (1 - 13 / 64))
    assert told.kappa.why == "no interval below 20 rows"


def test_both_reviewers(desk: Desk) -> None:
    told = found(desk)
    assert told.reviewers.share == told.decisions.share == Share(2, 3)
    assert (told.reviewers.table.labels, told.reviewers.table.rows) == (("20956", "20962"), ((1, 1), (0, 1)))
    assert told.decisions.table.labels == ("agree", "disagree")
    assert told.reviewers.kappa.value == pytest.approx(0.4)


def test_what_stands_behind_disagreements(desk: Desk) -> None:
    first, *others = found(desk).suspects
    assert (first.name, first.kind, first.share) == ("iliac-crest-bone", TABLE_ROW, Share(3, 6))
    assert first.disagreed == ("case-1", "case-2", "two (graft 2 of 2)")
    assert [(one.name, one.share) for one in others] == [("bone-iliac-crest", Share(3, 8)), ("supported", Share(2, 5))]


def test_reasons_are_counted_once_for_each_word(desk: Desk) -> None:
    assert found(desk).reasons == (("donor bone misread", 4), ("no reason given", 1))


def test_what_was_mended_since_is_told(desk: Desk) -> None:
    assert found(desk).now is None
    now = [note(f"case-{number}", best_fit=("20962",)) for number in (1, 2)]
    desk.run([*now, note("case-0"), note("case-4", note_digest="another text")])
    told = found(desk)
    assert told.counts.changed == 3
    assert told.accuracy is not None
    assert told.now is not None
    assert (told.accuracy.share, told.now.share) == (Share(5, 8), Share(6, 7))


@pytest.mark.parametrize(
    ("right", "total", "verdict", "wanted"),
    [(72, 72, Verdict.ABOVE, None), (71, 71, Verdict.OPEN, 1), (1, 1, Verdict.OPEN, 71), (10, 100, Verdict.BELOW, None),
     (95, 100, Verdict.OPEN, 130), (980, 1000, Verdict.ABOVE, None)],
)  # fmt: skip
def test_the_95_percent(right: int, total: int, verdict: Verdict, wanted: int | None) -> None:
    told = accuracy(Share(right, total))
    low = beta.ppf(0.025, right, total - right + 1)
    assert told.interval[0] == pytest.approx(low)
    assert (told.verdict, told.wanted) == (verdict, wanted)
    if wanted:
        assert beta.ppf(0.025, right + wanted, total - right + 1) >= 0.95 > beta.ppf(0.025, right + wanted - 1, total - right + 1)


def test_the_95_percent_in_words() -> None:
    assert verdict_said(accuracy(Share(72, 72))) == "Above 95 %: even the lower bound is 95.0 %."
    assert verdict_said(accuracy(Share(1, 10))) == "Below 95 %: even the upper bound is 44.5 %."
    assert verdict_said(accuracy(Share(71, 71))) == (
        "Open: the interval from 94.9 % to 100.0 % holds 95 %; 1 further row without a single disagreement would put it above."
    )


def test_kappa_where_it_cannot_be_told() -> None:
    assert kappa(compare([]).table) == Kappa(None, None, "there is nothing to compare yet")
    same = compare([("20956", "20956")] * 50).kappa
    assert kappa_said(same) == "not defined: every answer is the same, and so chance alone would agree as often"
    perfect = compare([("20956", "20956")] * 50 + [("none", "none")] * 5).kappa
    assert kappa_said(perfect) == "1.00 (no interval, because nobody differed and so the spread cannot be told)"
    one_sided = compare([("20956", "none")] * 30).kappa
    assert one_sided.value == 0


def test_kappa_of_a_table_from_the_literature() -> None:
    """The worked example of Fleiss, Levin and Paik on psychiatric diagnoses: kappa 0.68 with a standard error of 0.087."""
    cells = {("a", "a"): 75, ("a", "b"): 1, ("a", "c"): 4, ("b", "a"): 5, ("b", "b"): 4, ("b", "c"): 1, ("c", "c"): 10}
    told = compare([pair for pair, count in cells.items() for _ in range(count)]).kappa
    assert told.value == pytest.approx(0.676, abs=5e-4)
    assert list(told.interval or ()) == pytest.approx([0.676 - 1.96 * 0.0877, 0.676 + 1.96 * 0.0877], abs=2e-3)


def test_an_empty_store(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "out")
    desk.run([note("case-1")])
    said = report(found(desk))
    assert "no finished review yet" in said
    assert "not defined: there is nothing to compare yet" in said
    assert b"No finished review yet." in page(found(desk))


def test_the_page_and_the_terminal_say_the_same(desk: Desk, tmp_path: Path) -> None:
    result = auditor("review", "report", "--store", desk.place, "--html", tmp_path / "deep" / "reviews.html")
    assert (result.exit_code, result.stderr) == (0, "")
    text = (tmp_path / "deep" / "reviews.html").read_text("utf-8")
    for said in (
        "5 of 8, 62.5 % (95 % interval",
        "2 of 3, 66.7 % (95 % interval",
        "0.40 (no interval below 20 rows)",
        "case-1, case-2",
    ):
        assert said in result.stdout
        assert said in text
    assert re.findall(r'(?:src|href)="', text) == []


def test_names_are_escaped(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "out")
    desk.run([note("<script>alert(1)</script>")])
    desk.type({"<script>alert(1)</script>": DISAGREE | {"Reason for disagreement": "<b>no\x85"}})
    desk.take()
    text = page(found(desk)).decode("utf-8")
    assert "<script>" not in text
    assert "<b>" not in text
    assert "&lt;script&gt;" in text


def test_a_report_without_a_store(tmp_path: Path) -> None:
    result = auditor("review", "report", "--store", tmp_path / "gone.db")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"auditor: {tmp_path}/gone.db: there is no store of reviews; ")
    assert not (tmp_path / "gone.db").exists()
