"""Trying a law on a note: many changes, the fields that come out wrong, and what the tables say of them."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import HealthCheck, Phase, given, settings

from tests.metamorphic.corpus import Case, audited, case, ids, table
from tests.metamorphic.laws import LAWS, Change
from tests.metamorphic.picture import broken_quotes, differences, picture

# A field that comes out wrong takes others with it; only the cause is named. Where the grafts are not the same ones, no
# field of a graft, the defect or an element can be compared. A pedicled flap has no elements at all.
_CONSEQUENCES = {
    "grafts.laterality": ("elements.donor_laterality",),
    "grafts.skin_paddle": ("elements.skin_paddle", "elements.skin_paddle_size", "grafts.skin_paddle_cm"),
    "grafts.skin_paddle_cm": ("elements.skin_paddle_size",),
    "grafts.arterial_anastomosis": ("elements.arterial_anastomosis",),
    "grafts.venous_anastomosis": ("elements.venous_anastomosis",),
    "grafts.recipient_vessels": ("elements.recipient_vessels",),
    "grafts.vascularity": ("elements",),
    "defect.size_cm": ("elements.defect_size",),
    "defect.location": ("elements.defect_location", "defect.laterality"),
}


def tried(note: Case, law: str) -> Mapping[str, str]:
    """Try the law's changes, always the same ones: each field that came out wrong, with the first change that showed it."""
    change_of, count = LAWS[law]
    broken: dict[str, str] = {}
    seen: set[str] = set()

    @settings(
        max_examples=count, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(change_of(note))
    def one(change: Change) -> None:
        if change.text not in seen:
            seen.add(change.text)
            for field in wrong_fields(change):
                broken.setdefault(field, change.how)

    one()
    return {field: how for field, how in sorted(broken.items()) if field not in left_out(law, note.id)}


def wrong_fields(change: Change) -> frozenset[str]:
    """The fields of the changed note's audit that are not what the law demands, without what only follows from them."""
    audit = audited(change.text)
    wrong = differences(change.expected, picture(audit)) | broken_quotes(audit, change.text)
    if "grafts.donor_site" in wrong:
        return frozenset(field for field in wrong if "." not in field or field == "grafts.donor_site")
    follows = tuple(field for cause in wrong for field in _CONSEQUENCES.get(cause, ()))
    return frozenset(field for field in wrong if field not in follows and field.split(".")[0] not in follows)


def excluded(law: str) -> Mapping[str, str]:
    """The notes that this law cannot be applied to, each with the reason."""
    rows = (row for row in table("cannot")["cannot"] if row["law"] == law and "fields" not in row)
    return {note: row["why"] for row in rows for note in row["notes"]}


def left_out(law: str, note: str) -> frozenset[str]:
    """The fields that this law says nothing of for this note."""
    rows = (row for row in table("cannot")["cannot"] if row["law"] == law and note in row["notes"])
    return frozenset(field for row in rows for field in row.get("fields", ()))


def known_gaps() -> Mapping[tuple[str, str], frozenset[str]]:
    """Law and note to the fields that are known to come out wrong."""
    return {
        (law, note): frozenset(fields)
        for law, notes in table("known_gaps").items()
        if law != "sentences"
        for note, fields in notes.items()
    }  # fmt: skip


def pairs() -> list[tuple[str, str]]:
    """Every law with every note that it can be applied to."""
    return [(law, note) for law in LAWS for note in ids() if note not in excluded(law)]


def trial(law: str, note: str) -> Mapping[str, str]:
    """Try a law on a note by name."""
    return tried(case(note), law)
