"""One run that reviewers have worked on: what they typed, and what the store must hold of it."""

from __future__ import annotations

from auditor.report.review_entry import Opinion
from tests.review.kit import AGREE, DAY, DISAGREE, Desk, bare, note, second, two_grafts

AGREED = Opinion(decision="agree", reviewer="R. One", reviewed_on=DAY)
DISAGREED = Opinion(
    decision="disagree", final_code="20962", reason="donor bone misread", comment="It is the rib.", reviewer="R. One",
    reviewed_on=DAY,
)  # fmt: skip
NOTES = [note("case-1"), note("case-2"), two_grafts("case-3"), bare("case-4")]
TYPED = {"case-1": AGREE, "case-2": DISAGREE, "case-3, 2 of 2": DISAGREE | second(AGREE)}

EXPECTED = {
    "case-1": (AGREED, Opinion()),
    "case-2": (DISAGREED, Opinion()),
    "case-3 (graft 2 of 2)": (DISAGREED, AGREED.model_copy(update={"reviewer": "R. Two"})),
}


def words(desk: Desk) -> dict[str, tuple[Opinion, Opinion]]:
    return {name: (entry.first, entry.second) for name, entry in desk.entries().items()}
