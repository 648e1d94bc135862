"""Codes that the note itself prints, and the date and surgeon of note and claim: weaker statements, never more than remarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.billing import quotes
from auditor.billing.context import Context
from auditor.billing.model import Difference
from auditor.billing.transfers import State
from auditor.claims.model import ClaimLine
from auditor.model import Evidence
from auditor.names import key_of, may_be

_DECIDING = {
    "bone": "the donor bone", "flap_name": "the donor bone", "skin": "skin", "technique": "the joined vessels",
    "act": "the pedicle",
}  # fmt: skip


def statement_differences(case: Context) -> Iterator[Difference]:
    """Codes printed in the note that differ from what it documents, or from what is billed."""
    printed = tuple(code for code in case.record.stated_codes if code in case.family)
    documented = {transfer.code for transfer in case.transfers if transfer.state is not State.UNCODED}
    billed = {line.code for line in case.of_family()}
    against = []
    if set(printed) - documented:
        against.append(f"it documents {_listed(documented)}")
    if billed and set(printed) ^ billed and printed:
        against.append(f"the claim bills {_listed(billed)}")
    if against:
        yield _printed(case, printed, " and ".join(against))
    beside = tuple(code for code in case.record.stated_codes if _is_microscope(case, code))
    if beside and case.transfers:
        yield _printed(case, beside, "it belongs to the transfer and is not reported beside it")


def detail_differences(case: Context) -> Iterator[Difference]:
    """Lines of another day than the note's, and a surgeon whom no line names; with several surgeons one is enough."""
    day = case.record.day
    other = [line for line in case.lines if line.date_of_service and day and line.date_of_service != day.isoformat()]
    if other:
        yield _detail(case, other, "date of service", quotes.header(case.record, "date_of_service"))
    people = {key_of(line.surgeon) for line in case.lines if line.surgeon}
    surgeon = key_of(case.record.surgeon or "")
    if surgeon and people and not any(may_be(surgeon, name) for name in people):
        yield _detail(case, case.lines, "surgeon", quotes.header(case.record, "surgeon"))


def addendum_differences(case: Context) -> Iterator[Difference]:
    """An addendum that speaks of what decides the code, where a transfer was billed or documented."""
    if not (case.transfers or case.of_family()):
        return
    said = [
        mention
        for mention in case.record.evidence
        if mention.accepted and mention.section == "addendum" and mention.concept in _DECIDING
    ]
    if said:
        topics = " and ".join(dict.fromkeys(_DECIDING[mention.concept] for mention in said))
        place = quotes.some(said)
        yield case.differ("addendum", case.result_reason("addendum"), case.of_family(), quotes=place, topics=topics)


def year_differences(case: Context, found: Iterable[Difference]) -> Iterator[Difference]:
    """A dated table of Medicare's that was held against an operation of another year."""
    day = case.record.day
    dated = sorted({each.dated[:4] for each in found if each.medicare and each.dated})
    for year in dated:
        if day and str(day.year) != year:
            lines = [line for line in case.lines if any(line.row in each.lines for each in found if each.medicare)]
            yield case.differ("other_year", case.result_reason("other_year"), lines, year=str(day.year), table=year)


def _printed(case: Context, codes: tuple[str, ...], against: str) -> Difference:
    return case.differ(
        "statement", case.result_reason("statement"), case.of_family(), quotes=quotes.printed_codes(case.record, codes),
        printed=", ".join(codes), against=against,
    )  # fmt: skip


def _detail(case: Context, lines: Iterable[ClaimLine], detail: str, place: tuple[Evidence, ...]) -> Difference:
    return case.differ("details", case.result_reason("details"), lines, quotes=place, detail=detail)


def _is_microscope(case: Context, code: str) -> bool:
    """Whether no modifier opens the pair of this code and any transfer of the family."""
    edits = (edit for edit in case.rules.bundles.edit if edit.names(code))
    return any(set(edit.indicator) == set(case.family) and not any(edit.indicator.values()) for edit in edits)


def _listed(codes: set[str | None] | set[str]) -> str:
    named = sorted(code for code in codes if code)
    return ", ".join(named) if named else "none of them"
