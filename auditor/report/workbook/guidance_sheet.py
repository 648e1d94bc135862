"""Sheet "Guidance": how the workbook is used, and what its words mean. A reviewer's questions, each answered in a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.model import Status
from auditor.report.text import STATUS_WORDS
from auditor.report.workbook import review_columns as review
from auditor.report.workbook.sheet import Column
from auditor.report.workbook.signals import signal
from auditor.report.workbook.style import Look
from auditor.rules.load import RuleSet

STATUS_MEANING = {
    Status.SUPPORTED: "A code of the set fits, and all that decides it is documented.",
    Status.QUERY: "What decides the code is missing or contradictory: ask the surgeon.",
    Status.OUTSIDE_SET: "A vascularised bone transfer that no code of the set describes.",
    Status.NOT_APPLICABLE: "No vascularised bone transfer was performed in this operation.",
}
SEVERITY_MEANING = {
    "decisive": "Without it no code can be chosen.",
    "support": "The code stands without it; a payer may ask for it.",
    "regulatory": "Rules for operative reports ask for it, whatever the code.",
    "quality": "Good practice; nobody outside asks for it.",
}
_STEPS = (
    "Read the sheet Summary, then work through Audit; filter Status for “query” first.",
    "Click the name of a note to see its page of evidence, where there is one; else filter Evidence by the note.",
    "Fill in the brown columns: a decision, and where you disagree the code that you would report and why.",
    "A second reviewer fills in the purple columns at the right.",
    "Sort, filter, hide, move or add columns as you like. Leave the titles and the sheet names as they are.",
    "All other cells are guarded: they refuse typing, and a row whose cells were pasted over is named when it is read back.",
    "Hand the file back for import, half filled or whole; the next run shows what was typed beside the same notes.",
)
_COLUMNS = {
    review.STATE: "Written by the run. Empty: nobody has decided yet.",
    "Decision": "“agree”: you would answer as the row does. “disagree”: you would not. “needs second review”: you are not sure.",
    "Final code": f"The code that you would report; “{review.NO_CODE}” where none fits. May stay empty where you agree.",
    "Reason for disagreement": "Why tool and reviewer differ: from the list below, or in your own words.",
    "Comment": "Anything else. No more of the patient than is needed.",
    "Reviewer": "Your name or sign, always written the same way.",
    "Review date": "The day of your decision, not in the future.",
}
_STATES = {
    review.REVIEWED: "A reviewer has decided, and nothing has changed since.",
    review.CHANGED: "The note's text or the suggestion is another now. Look again, then renew the review date.",
    review.WANTED: "The last reviewer was not sure.",
}
_SHEETS = {
    "Summary": "The run in one look, and the numbers behind the charts.",
    "Audit": "A row for each note, or each graft where there are several.",
    "Missing documentation": "A row for each element that a note lacks: who asks for it, and why it matters.",
    "Evidence": "A row for each mention that matters, word for word, and why a mention does not count.",
    "Queries": "The questions to the surgeons, one a row, by surgeon. Neutral and without codes.",
    "Surgeons": "A row for each surgeon: how much, what is missing more often than elsewhere, and with claims what agrees.",
    "Trend": "A row for each month of service, over all stored runs.",
    "Not audited": "Files without an audit, and what to do about each.",
    "Rules": "What the name of a rule stands for.",
}
OUTCOME_MEANING = {
    "agree": "What is billed is what the note documents.",
    "error": "The claim does not stand as it is, in one direction or the other.",
    "query": "The note does not decide it: ask the surgeon, or find the missing report.",
    "nothing to compare": "No transfer of the family is billed, and none is documented.",
}
_CLAIM_SHEETS = {
    "Billing": "A row for each note with its claim, and all that defends it.",
    "Billing findings": "A row for each difference, remarks among them.",
    "Not compared": "Claims without a note, notes without a claim, and rows that could not be read.",
}


@dataclass(frozen=True, slots=True)
class Advice:
    """One line: the subject, the word that is explained, and what it means."""

    subject: str
    word: str
    meaning: str


def guidance(rules: RuleSet, *, claims: bool = False) -> Iterator[Advice]:
    """All lines, in the order in which they are needed; those on claims where the book has them."""
    yield from (Advice("How to work", f"Step {number}", step) for number, step in enumerate(_STEPS, 1))
    yield from (Advice("Status", STATUS_WORDS[status], meaning) for status, meaning in STATUS_MEANING.items())
    yield from (Advice("Severity of what is missing", *item) for item in SEVERITY_MEANING.items())
    yield from (Advice("Reviewers' columns", *item) for item in _COLUMNS.items())
    yield from (Advice(review.STATE, *item) for item in _STATES.items())
    yield from (Advice("Reason for disagreement", reason.label, reason.why) for reason in rules.reasons)
    if claims:
        yield from _claims(rules)
    yield from (Advice("Sheets", *item) for item in _SHEETS.items())
    if claims:
        yield from (Advice("Sheets", *item) for item in _CLAIM_SHEETS.items())


def _claims(rules: RuleSet) -> Iterator[Advice]:
    """What the words of the sheets on claims mean."""
    yield from (Advice("Outcome of a claim", *item) for item in OUTCOME_MEANING.items())
    yield Advice("Outcome of a claim", "remark", "For the reviewer; it changes no outcome.")
    yield from (Advice("Result of a claim", row.label, row.meaning) for row in rules.billing.result)
    yield Advice("Direction", "over, under", "More, or less, is billed than documented, by total relative value units.")


COLUMNS: tuple[Column[Advice], ...] = (
    Column("Subject", 28, lambda row: row.subject, Look.WRAP),
    Column(
        "Word",
        28,
        lambda row: row.word,
        Look.STRONG,
        tuple(map(signal, (*STATUS_WORDS.values(), *SEVERITY_MEANING, *review.STATES))),
    ),
    Column("What it means", 110, lambda row: row.meaning, Look.WRAP),
)
