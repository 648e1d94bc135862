"""How often claims are right, by case and by line, with exact intervals: tables of the sheet "Summary"."""

from __future__ import annotations

from auditor.report.workbook.billing_tally import BillingTally
from auditor.report.workbook.cells import Line
from auditor.report.workbook.style import Look
from auditor.report.workbook.summary_tables import Section
from auditor.rules.load import RuleSet
from auditor.sampling.by_line import line_accuracy
from auditor.sampling.projection import NotProjected, basis
from auditor.sampling.rates import Accuracy, Verdict, accuracy
from auditor.shares import Interval, Share

_VERDICTS = {Verdict.ABOVE: "reached", Verdict.BELOW: "not reached", Verdict.OPEN: "cannot be told yet"}


def rates_section(tally: BillingTally, rules: RuleSet) -> Section:
    """Accuracy as it stands, and as it were if every query were answered for the claim; queries are never counted as right."""
    benchmark = rules.billing.benchmark.accuracy
    titles = ("Accuracy", "Right", "Of", "Right, of all", "95 % interval", f"{benchmark:.0%}, by convention")
    return Section("How often claims are right", titles, [*_cases(tally, benchmark), *_lines(tally, benchmark), *_notes()])


def _cases(tally: BillingTally, benchmark: float) -> list[Line]:
    right, asked = tally.claimed["agree"], tally.claimed["query"]
    total = right + asked + tally.claimed["error"]
    if not total:
        return []
    return [
        _rate("Cases, as they stand", accuracy(Share(right, total), benchmark)),
        _rate("Cases, if every query were answered for the claim", accuracy(Share(right + asked, total), benchmark)),
    ]


def _lines(tally: BillingTally, benchmark: float) -> list[Line]:
    """Lines of one case go wrong together, so that theirs is an interval over cases, where there is one."""
    stand = [Share(each.lines - each.wrong - each.open, each.lines) for each in tally.shares.elements()]
    answered = [Share(each.lines - each.wrong, each.lines) for each in tally.shares.elements()]
    found = []
    for name, shares in (("Lines, as they stand", stand), ("Lines, if every query were answered for the claim", answered)):
        lines = line_accuracy(shares, benchmark)
        if lines is not None:
            found.append(_rate(name, lines.accuracy, lines.clustered))
    return found


def _rate(name: str, rate: Accuracy, clustered: Interval | None = None) -> Line:
    low, high = clustered or rate.interval
    return [
        (name, Look.STRONG), (rate.share.right, Look.NUMBER), (rate.share.total, Look.NUMBER), (rate.share.value, Look.SHARE),
        (f"{low:.1%} to {high:.1%}", Look.TEXT), (_VERDICTS[rate.verdict], Look.TEXT),
    ]  # fmt: skip


def _notes() -> list[Line]:
    """A workbook is of whatever it was given; only `auditor sample rates` knows whether that was drawn at random."""
    refused = basis(None, None, ())
    assert isinstance(refused, NotProjected)
    return [
        _note("Intervals", "Of cases Clopper and Pearson's, exact; of lines that of a ratio over cases, with Student's t."),
        _note("Lines", "Those that bill a transfer or do not stand beside one. Notes without a claim are in no rate."),
        _note("Carried to all cases", f"{refused} See auditor sample rates for a recorded sample."),
    ]


def _note(name: str, text: str) -> Line:
    return [(name, Look.STRONG), (text, Look.TEXT), *[(None, Look.TEXT)] * 4]
