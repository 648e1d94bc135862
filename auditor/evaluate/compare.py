"""One gold against one answer -> marks, field by field. A note without an answer is compared with an empty one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from auditor.evaluate import fields
from auditor.evaluate.gold import Gold, GoldDefect, GoldGraft
from auditor.evaluate.matching import count, equal, pair_grafts, same_person, same_place, same_size, same_vessel
from auditor.evaluate.tallies import Counts
from auditor.model import Audit, Defect, ElementState, Graft, SizeCm, Status

_CONFIRMED = {  # what people must have vouched for, before a mark about a code tells anything
    "code.best_fit": "best_fit",
    "code.other_codes": "other_codes",
    "code.status": "status",
    "code.not_confidently_wrong": "best_fit",
}
Strings = tuple[str, ...]
Same = Callable[[str, str], bool]
Value = str | Strings | SizeCm | None


@dataclass(frozen=True, slots=True)
class Mark:
    """How one field of one note came out: right or wrong, or counts of items.

    `gold` and `predicted` are what stood against each other. `graft` names the graft concerned where the gold has more
    than one, `element` the element. Not `listed` where another mark already tells of the same fault.
    """

    field: str
    result: bool | Counts
    gold: Value = None
    predicted: Value = None
    graft: str | None = None
    element: str | None = None
    listed: bool = True

    @property
    def right(self) -> bool:
        """True where gold and answer agree."""
        return self.result.right if isinstance(self.result, Counts) else self.result


@dataclass(frozen=True, slots=True)
class Answer:
    """The part of an audit that is compared; all empty where the note has no audit."""

    status: Status | None = None
    best_fit: tuple[str, ...] = ()
    other_codes: tuple[str, ...] = ()
    grafts: tuple[Graft, ...] = ()
    defect: Defect | None = None
    elements: Mapping[str, ElementState] | None = None
    modifier_cues: tuple[str, ...] = ()
    stated_codes: tuple[str, ...] = ()
    surgeon: str | None = None
    date_of_service: str | None = None

    @classmethod
    def of(cls, audit: Audit | None) -> Answer:
        """The answer in an audit; without an audit, an empty one."""
        if audit is None:
            return cls()
        return cls(
            status=audit.status, best_fit=tuple(sorted(audit.best_fit)), other_codes=tuple(sorted(audit.other_codes)),
            grafts=audit.grafts, defect=audit.defect, elements=audit.elements, modifier_cues=audit.modifier_cues,
            stated_codes=audit.stated_codes, surgeon=audit.surgeon, date_of_service=audit.date_of_service,
        )  # fmt: skip


def compare(gold: Gold, audit: Audit | None, text: str) -> tuple[Mark, ...]:
    """Every mark of one note, in the order of the fields. `text` is the note, in which each quotation must stand."""
    answer = Answer.of(audit)
    if gold.confirmed is not None:
        return tuple(mark for mark in _codes(gold, answer) if _CONFIRMED[mark.field] in gold.confirmed)
    return (
        *_codes(gold, answer),
        *_grafts(gold, answer),
        *_defect(gold.defect, answer.defect),
        *_elements(gold, answer),
        *_others(gold, answer),
        *_quotes(answer, text),
    )


def _codes(gold: Gold, answer: Answer) -> Iterator[Mark]:
    fit, others = tuple(sorted(gold.best_fit)), tuple(sorted(gold.other_codes))
    given = answer.status is not None
    yield Mark("code.best_fit", given and answer.best_fit == fit, fit, answer.best_fit)
    yield Mark("code.other_codes", given and answer.other_codes == others, others, answer.other_codes)
    yield Mark("code.status", answer.status is gold.status, gold.status.value, answer.status.value if answer.status else None)
    outside = gold.status in {Status.OUTSIDE_SET, Status.NOT_APPLICABLE}
    wrong = answer.status is Status.SUPPORTED and (answer.best_fit != fit or outside)
    said = (answer.status.value, *answer.best_fit) if answer.status else None
    yield Mark("code.not_confidently_wrong", not wrong, (gold.status.value, *fit), said)


def _grafts(gold: Gold, answer: Answer) -> Iterator[Mark]:
    yield _set("graft.donor_site", tuple(g.donor_site for g in gold.grafts), tuple(g.donor_site for g in answer.grafts))
    for graft, other in pair_grafts(gold.grafts, answer.grafts):
        yield from _graft(graft, other, graft.donor_site if len(gold.grafts) > 1 else None)


def _graft(gold: GoldGraft, graft: Graft | None, name: str | None) -> Iterator[Mark]:
    other = graft or Graft(donor_site="undocumented")
    pairs: tuple[tuple[str, Value, Value], ...] = (
        ("graft.laterality", gold.laterality, other.laterality),
        ("graft.vascularity", gold.vascularity, other.vascularity),
        ("graft.skin_paddle", gold.skin_paddle, other.skin_paddle),
    )
    for field, wanted, said in pairs:
        yield Mark(field, graft is not None and wanted == said, wanted, said if graft else None, name)
    if gold.skin_paddle_cm or other.skin_paddle_cm:
        agree = same_size(gold.skin_paddle_cm, other.skin_paddle_cm)
        yield Mark("graft.skin_paddle_cm", agree, gold.skin_paddle_cm, other.skin_paddle_cm, name)
    yield _set("graft.arterial_anastomosis", gold.arterial_anastomosis, other.arterial_anastomosis, graft=name)
    yield _set("graft.venous_anastomosis", gold.venous_anastomosis, other.venous_anastomosis, graft=name)
    yield _set("graft.recipient_vessels", gold.recipient_vessels, other.recipient_vessels, same_vessel, graft=name)


def _defect(gold: GoldDefect | None, predicted: Defect | None) -> Iterator[Mark]:
    if gold is None and predicted is None:
        return
    wanted = gold or GoldDefect(size_cm=None, location=None, laterality=None)
    said = predicted or Defect()
    yield Mark("defect.size_cm", same_size(wanted.size_cm, said.size_cm), wanted.size_cm, said.size_cm)
    if wanted.location or said.location:
        yield Mark("defect.location", same_place(wanted.location, said.location), wanted.location, said.location)
    yield Mark("defect.laterality", wanted.laterality == said.laterality, wanted.laterality, said.laterality)


def _elements(gold: Gold, answer: Answer) -> Iterator[Mark]:
    """Two views of each element: whether its lack is seen, and whether its state agrees."""
    for element, state in gold.elements.items():
        said = (answer.elements or {}).get(element)
        if state is ElementState.NOT_REQUIRED and said is not ElementState.MISSING:
            continue
        lacks = count(_lack(state), _lack(said))
        for field in (fields.ALL_MISSING, fields.missing(element)):
            yield Mark(field, lacks, element=element, listed=False)
        yield Mark(fields.STATES, said is state, state.value, said.value if said else None, element=element)


def _lack(state: ElementState | None) -> tuple[str, ...]:
    return ("missing",) if state is ElementState.MISSING else ()


def _others(gold: Gold, answer: Answer) -> Iterator[Mark]:
    yield _set("other.modifier_cues", gold.modifier_cues, answer.modifier_cues)
    yield _set("other.stated_codes", gold.stated_codes, answer.stated_codes)
    yield Mark("other.surgeon", same_person(gold.surgeon, answer.surgeon), gold.surgeon, answer.surgeon)
    same_day = gold.date_of_service == answer.date_of_service
    yield Mark("other.date_of_service", same_day, gold.date_of_service, answer.date_of_service)


def _quotes(answer: Answer, text: str) -> Iterator[Mark]:
    """Each quotation must stand in the note, white space aside. There is no gold for it."""
    flat = _flat(text)
    for quote in (*(graft.quote for graft in answer.grafts), answer.defect.quote if answer.defect else None):
        if quote:
            yield Mark("evidence.quote", _flat(quote) in flat, None, quote)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _set(field: str, gold: Strings, predicted: Strings, same: Same = equal, *, graft: str | None = None) -> Mark:
    return Mark(field, count(gold, predicted, same), gold, predicted, graft)
