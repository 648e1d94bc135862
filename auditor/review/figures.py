"""All numbers of a report on reviews, from what the store holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from auditor.review.blame import Suspect, suspects
from auditor.review.compare import Comparison, compare, share_of
from auditor.review.opinions import standing
from auditor.review.reviewed import Reviewed, Said, reviewed_rows
from auditor.review.runs import known_rows
from auditor.review.words import answer_of, finished
from auditor.sampling.rates import Accuracy, accuracy

Pairs = Sequence[tuple[str, str]]
NO_REASON = "no reason given"


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by how far their review has come; a row may be counted under several heads.

    `unknown` are those of which the store does not know what the reviewer saw.
    """

    rows: int
    settled: int
    twice: int
    waiting: int
    unfinished: int
    changed: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The whole report. `now` is the accuracy of the newest run on notes that are as the reviewers read them."""

    counts: Counts
    with_tool: Comparison
    reviewers: Comparison
    decisions: Comparison
    accuracy: Accuracy | None
    now: Accuracy | None
    suspects: tuple[Suspect, ...]
    reasons: tuple[tuple[str, int], ...]


def figures(session: Session) -> Figures:
    """Everything that the present words in the store tell."""
    reviewed = tuple(reviewed_rows(standing(session), known_rows(session)))
    settled = [(each.governing, each.governing.row) for each in reviewed if each.governing and each.governing.row]
    answers = [(said.answer or "", answer_of(row)) for said, row in settled]
    both = list(_both(reviewed))
    return Figures(
        counts=_counts(reviewed, len(both)),
        with_tool=compare(answers),
        reviewers=compare([(first.answer, second.answer) for first, second in both if first.answer and second.answer]),
        decisions=compare([(str(first.opinion.decision), str(second.opinion.decision)) for first, second in both]),
        accuracy=_accuracy(answers),
        now=_accuracy(list(_now(reviewed))) if any(each.changed for each in reviewed) else None,
        suspects=suspects((row, said.opinion.decision == "disagree") for said, row in settled),
        reasons=_reasons(reviewed),
    )


def _both(reviewed: Sequence[Reviewed]) -> Iterator[tuple[Said, Said]]:
    """Rows on which both reviewers have said a word that can be counted."""
    for each in reviewed:
        if each.first and each.second and finished(each.first.opinion) and finished(each.second.opinion):
            yield each.first, each.second


def _counts(reviewed: Sequence[Reviewed], twice: int) -> Counts:
    decisions = [each.last.opinion.decision if each.last and not each.governing else "" for each in reviewed]
    return Counts(
        rows=len(reviewed),
        settled=sum(each.governing is not None for each in reviewed),
        twice=twice,
        waiting=decisions.count("needs second review"),
        unfinished=sum(decision in (None, "disagree") for decision in decisions),
        changed=sum(each.changed for each in reviewed),
        unknown=sum(each.governing is not None and each.governing.row is None for each in reviewed),
    )


def _accuracy(answers: Pairs) -> Accuracy | None:
    share = share_of(answers)
    return accuracy(share) if share else None


def _now(reviewed: Sequence[Reviewed]) -> Iterator[tuple[str, str]]:
    """What reviewers said of a note, and what the newest run says of the same text."""
    for each in reviewed:
        said, latest = each.governing, each.latest
        if said and said.row and said.answer and latest and latest.note_digest == said.row.note_digest:
            yield said.answer, answer_of(latest)


def _reasons(reviewed: Sequence[Reviewed]) -> tuple[tuple[str, int], ...]:
    """Why reviewers disagreed, most often first; each of the two words of a row counts."""
    words = [said.opinion for each in reviewed for said in (each.first, each.second) if said]
    found = Counter(word.reason or NO_REASON for word in words if word.decision == "disagree")
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))
