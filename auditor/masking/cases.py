"""Cases of claims held against notes, as they may be shown. Their quotations were masked before the claims came in."""

from __future__ import annotations

from auditor.billing.model import Case, Unmatched
from auditor.claims.model import ClaimLine, ClaimsFile
from auditor.masking.audits import year_of
from auditor.masking.masker import Masker


def masked_case(one: Case | Unmatched, masker: Masker) -> Case | Unmatched:
    """The case under its note's name, with years for days; what found no partner under a number."""
    if isinstance(one, Unmatched):
        note = masker.note_id(one.name) if one.kind == "note" else None
        return one.model_copy(update={"name": note or masker.number(one.name)})
    own = masker.note_id(one.note) or masker.number(one.note)
    return one.model_copy(
        update={
            "note": own,
            "case": own if one.case else None,
            "surgeon": masker.person(one.surgeon),
            "date_of_service": year_of(one.date_of_service),
            "lines": tuple(_line(line, own, masker) for line in one.lines),
            "transfers": tuple(_line(line, own, masker) for line in one.transfers),
        }
    )


def masked_claims(file: ClaimsFile, masker: Masker) -> ClaimsFile:
    """The file as the workbook and the store name it; its lines are not shown but with their cases."""
    faults = tuple(fault.model_copy(update={"case": None}) for fault in file.faults)
    return file.model_copy(update={"source": masker.file(file.source), "faults": faults, "lines": ()})


def _line(line: ClaimLine, case: str, masker: Masker) -> ClaimLine:
    return line.model_copy(
        update={
            "case": case if line.case else None,
            "date_of_service": year_of(line.date_of_service),
            "surgeon": masker.person(line.surgeon),
            "npi": masker.person(line.npi),
            "coder": masker.person(line.coder),
        }
    )
