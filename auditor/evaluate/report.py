"""The evaluation as plain text for a terminal: scores, confusion tables, misses. It quotes no note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from auditor.evaluate.cases import Cases
from auditor.evaluate.confusion import Confusion
from auditor.evaluate.evaluation import Evaluation
from auditor.evaluate.fields import label
from auditor.evaluate.misses import Involved, Miss, Part
from auditor.evaluate.scores import SetScore, ShareScore
from auditor.evaluate.wording import NONE, counted, interval, number, value
from auditor.notes.seen import NotAudited
from auditor.report.terminal import heading, table, wrapped
from auditor.report.text import visible

_SAID_OF_F1 = (
    "F1: 95 % interval by drawing notes anew, a dash where the draws could not differ. All others: Wilson intervals, 95 %."
)


def report(evaluation: Evaluation, cases: Cases) -> str:
    """The whole report. Unseen characters of names are made visible."""
    lines = [
        *_head(evaluation, cases),
        *_shares(evaluation),
        *_sets(evaluation),
        *_confusion("Status", evaluation.statuses),
        *_confusion("Code", evaluation.codes),
        *_misses(evaluation.misses),
    ]
    return "\n".join(visible(line).rstrip() for line in lines) + "\n"


def _head(evaluation: Evaluation, cases: Cases) -> Iterator[str]:
    amounts = (
        f"{counted(evaluation.notes, 'note')} compared with gold",
        f"{len(evaluation.not_audited)} of them not audited and so counted as wrong",
        f"{counted(len(cases.without_gold), 'note')} without gold left aside",
    )
    yield f"{'; '.join(amounts)}."
    for row in (*evaluation.not_audited, *cases.problems):
        yield f"  {told(row)}"
    if cases.without_gold:
        yield from wrapped("  without gold: ", ", ".join(cases.without_gold))


def told(row: NotAudited) -> str:
    """`gold/a.txt: the file is empty; export the note again.`"""
    return f"{row.source}: {row.reason}; {row.remedy}."


def _shares(evaluation: Evaluation) -> Iterator[str]:
    yield from heading("Accuracies")
    scores = [score for score in evaluation.scores if isinstance(score, ShareScore)]
    rows = [(label(s.field), f"{s.right}/{s.total}", number(s.share.value), interval(s.share)) for s in scores]
    yield from table(("field", "right", "share", "interval"), rows)


def _sets(evaluation: Evaluation) -> Iterator[str]:
    scores = [score for score in evaluation.scores if isinstance(score, SetScore)]
    if not scores:
        return  # gold that people gave codes alone for
    yield from heading("Sets of items")
    head = ("field", "found", "extra", "missed", "precision", "interval", "recall", "interval", "F1", "interval")
    yield from table(head, [_set_row(score) for score in scores])
    yield _SAID_OF_F1


def _set_row(score: SetScore) -> tuple[str, ...]:
    counts = (score.counts.found, score.counts.extra, score.counts.missed)
    rates = (score.precision, score.recall, score.f1)
    numbers = (text for rate in rates for text in (number(rate.value) if rate else NONE, interval(rate)))
    return (label(score.field), *map(str, counts), *numbers)


def _confusion(name: str, confusion: Confusion) -> Iterator[str]:
    yield from heading(f"{name}: a row for each gold, a column for each answer")
    rows = [(gold, *map(str, row)) for gold, row in zip(confusion.labels, confusion.rows, strict=True)]
    yield from table(("", *confusion.labels), rows)


def _misses(found: Sequence[Miss]) -> Iterator[str]:
    yield from heading(f"Misses: {len(found)}")
    for miss in found:
        yield f"{miss.note}  {miss.label}"
        yield from wrapped("    gold       ", value(miss.gold))
        yield from wrapped("    predicted  ", _predicted(miss))
        yield from wrapped("    rules      ", ", ".join(dict.fromkeys(_rules(miss.rules))) or "no rule found anything")
    if not found:
        yield "  none"


def _predicted(miss: Miss) -> str:
    """A quotation that does not stand in the note could still be the text of some note."""
    return "a quotation" if miss.field == "evidence.quote" else value(miss.predicted)


def _rules(involved: Iterable[Involved]) -> Iterator[str]:
    """The ids of the rules: those whose mentions do not count are marked, with the rule of the cue that decided so."""
    for rule in involved:
        if rule.part is Part.REJECTED:
            yield f"{rule.rule} (does not count{f': {rule.cue}' if rule.cue else ''})"
        else:
            yield f"{rule.rule} (row)" if rule.part is Part.ROW else rule.rule
