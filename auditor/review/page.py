"""The report on reviews as one HTML page that needs nothing else. It names notes, and quotes none."""

from __future__ import annotations

from auditor.evaluate.page import templates
from auditor.review import wording
from auditor.review.figures import Figures
from auditor.shares import percent

_TEMPLATE = "review.html.jinja"


def page(figures: Figures) -> bytes:
    """The page in UTF-8; everything in it is escaped, and unseen characters are made visible."""
    made = templates("auditor.review")
    made.filters.update(
        percent=percent, kappa=wording.kappa_said, agreement=wording.agreement_said, verdict=wording.verdict_said,
    )  # fmt: skip
    text = made.get_template(_TEMPLATE).render(
        figures=figures, progress=wording.progress_said(figures.counts), share=wording.share_said, sample=wording.SAMPLE,
        fixed=wording.FIXED,
    )  # fmt: skip
    return text.encode("utf-8")
