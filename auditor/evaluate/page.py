"""The evaluation as one HTML page that needs nothing else. It quotes the notes where answer and gold differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.evaluate import wording
from auditor.evaluate.cases import Cases
from auditor.evaluate.evaluation import Evaluation
from auditor.evaluate.fields import label
from auditor.evaluate.misses import Part
from auditor.evaluate.report import told
from auditor.evaluate.scores import SetScore, ShareScore
from auditor.report.text import visible

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATE = "evaluation.html.jinja"


def page(evaluation: Evaluation, cases: Cases) -> bytes:
    """The page in UTF-8. Everything that comes from notes and gold files is escaped; unseen characters are made visible."""
    made = templates("auditor.evaluate")
    made.filters.update(said=wording.value, counted=wording.counted, told=told, label=label)
    text = made.get_template(_TEMPLATE).render(
        evaluation=evaluation,
        cases=cases,
        shares=[score for score in evaluation.scores if isinstance(score, ShareScore)],
        sets=[score for score in evaluation.scores if isinstance(score, SetScore)],
        confusions=(("Status", evaluation.statuses), ("Code", evaluation.codes)),
        part=Part,
    )
    return text.encode("utf-8")


def templates(package: str) -> Environment:
    """The templates of a package, with the style and the parts that lie beside this page's own."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    places = dict.fromkeys((package, "auditor.evaluate"))
    made = Environment(
        loader=ChoiceLoader([PackageLoader(place) for place in places]), autoescape=True, undefined=StrictUndefined,
        finalize=_shown, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.filters.update(number=wording.number, interval=wording.interval)
    return made


def _shown(value: Any) -> Any:
    """What an expression of the template puts into the page; markup of a macro's own is left as it is."""
    return visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
