"""What can name a graft, with its vessels or without: a note without any of it has none, whatever else it says."""

from __future__ import annotations

from auditor.rules.schema import Anatomy


def names_graft(concept: str, value: str, anatomy: Anatomy) -> bool:
    """Whether such a mention names a bone that can be raised with its vessels, claims a bone flap, or tells of plain bone."""
    if concept in {"bone_claim", "nonvascular"}:
        return True
    return concept in {"bone", "flap_name"} and any(donor.id == value for donor in anatomy.donor)
