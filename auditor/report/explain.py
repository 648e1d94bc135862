"""How the tool came to its answer for one note, as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from textwrap import wrap

from auditor.model import Audit, ElementState, Evidence, Finding, Graft, Question
from auditor.report.text import STATUS_WORDS, kind_of, listed, place_of, size, told, visible, words

_WIDTH = 100


def explain(audit: Audit) -> str:
    """Every finding, the decision path and the answer, in that order. Unseen characters of the note are made visible."""
    lines = [*_head(audit), *_accepted(audit), *_rejected(audit), *_path(audit), *_answer(audit), *_questions(audit)]
    return "\n".join(visible(line) for line in lines) + "\n"


def _head(audit: Audit) -> Iterator[str]:
    yield f"Note {audit.id}"
    yield f"  file             {audit.source or '(none)'} ({kind_of(audit)})"
    for remark in audit.remarks:
        yield f"                   {remark}"
    yield f"  surgeon          {audit.surgeon or 'not found'}{told(audit, 'surgeon')}"
    yield f"  date of service  {audit.date_of_service or 'not found'}{told(audit, 'date_of_service')}"


def _heading(text: str) -> Iterator[str]:
    yield ""
    yield f"{text} {'-' * (_WIDTH - len(text))}"


def _accepted(audit: Audit) -> Iterator[str]:
    yield from _heading("Findings that count")
    counted = sorted((each for each in audit.findings if each.accepted), key=lambda each: each.concept)
    for concept, group in groupby(counted, key=lambda each: each.concept):
        yield words(concept)
        for finding in group:
            yield f"  {_value(finding)}: {_where(finding)}{_cue(finding)}"
    if not counted:
        yield "  none"


def _rejected(audit: Audit) -> Iterator[str]:
    """Grouped by what the note says of the mention; one that was performed may be rejected for another reason."""
    yield from _heading("Mentions that do not count")
    rejected = sorted((each for each in audit.findings if not each.accepted), key=lambda each: each.assertion)
    for assertion, group in groupby(rejected, key=lambda each: each.assertion):
        yield words(assertion)
        for finding in group:
            yield f"  {words(finding.concept)}, {_value(finding)}: {_where(finding)}"
            yield f"      why: {finding.why or 'not stated'}{_cue(finding)}"
    if not rejected:
        yield "  none"


def _path(audit: Audit) -> Iterator[str]:
    """The rows of the code and status tables for each graft, in the order in which they were tried."""
    yield from _heading("Decision path")
    for number, steps in groupby(audit.path, key=lambda step: step.graft):
        graft = audit.grafts[number] if 0 <= number < len(audit.grafts) else None
        yield f"graft {number + 1}: {_graft(graft)}" if graft else "the note as a whole"
        for step in steps:
            yield from _wrapped(f"  {'fired' if step.fired else '  -  '}  ", f"{step.row}: {words(step.why)}")
    if not audit.path:
        yield "  no graft reached the tables"


def _answer(audit: Audit) -> Iterator[str]:
    yield from _heading("Answer")
    yield f"  status           {STATUS_WORDS[audit.status]}"
    yield f"  suggested code   {', '.join(audit.best_fit) or 'none'}"
    yield f"  other code       {', '.join(audit.other_codes) or 'none'}"
    yield from _wrapped("  reason           ", audit.reason)
    if audit.defect:
        parts = (
            f"{size(audit.defect.size_cm)} cm" if audit.defect.size_cm else "",
            audit.defect.laterality,
            audit.defect.location,
        )
        yield f"  defect           {' '.join(part for part in parts if part) or 'not described'}"
    yield f"  modifier cues    {', '.join(audit.modifier_cues) or 'none'}"
    yield f"  printed codes    {', '.join(audit.stated_codes) or 'none'}"
    missing = [name for name, state in audit.elements.items() if state is ElementState.MISSING]
    if audit.elements:
        yield from _wrapped("  missing          ", listed(missing) or "nothing")


def _questions(audit: Audit) -> Iterator[str]:
    if audit.questions:
        yield from _heading("Questions to the surgeon")
    for question in audit.questions:
        yield from _question(question)


def _question(question: Question) -> Iterator[str]:
    yield from _wrapped("  - ", f"{words(question.element)} ({question.severity}): {question.text}")
    for quote in question.quotes:
        yield f"      {_quoted(quote)}; {_place(quote)}"


def _wrapped(label: str, text: str) -> list[str]:
    """The text beside its label, broken between words where the line grows long. Never for quotations."""
    return wrap(text, _WIDTH, initial_indent=label, subsequent_indent=" " * len(label), break_long_words=False) or [label]


def _graft(graft: Graft) -> str:
    parts = (
        words(graft.laterality),
        words(graft.donor_site),
        f"transfer {graft.vascularity}",
        f"skin paddle {graft.skin_paddle}",
    )
    return ", ".join(part for part in parts if part)


def _value(finding: Finding) -> str:
    parts = (words(finding.value), words(finding.side), f"{size(finding.cm)} cm" if finding.cm else "")
    return ", ".join(part for part in parts if part)


def _where(finding: Finding) -> str:
    return f"{_quoted(finding.evidence)}  ({_place(finding.evidence)}; rule {finding.rule_id})"


def _cue(finding: Finding) -> str:
    cue = finding.cue
    return f"  cue “{_one_line(cue.quote)}” ({cue.rule_id}, {cue.start}-{cue.end})" if cue else ""


def _quoted(evidence: Evidence) -> str:
    return f"“{_one_line(evidence.quote)}”"


def _place(evidence: Evidence) -> str:
    return place_of(evidence, otherwise="no section")


def _one_line(quote: str) -> str:
    """The quotation with its line breaks shown, since a break in the middle would hide where it ends."""
    return visible(quote).replace("\n", "↵")
