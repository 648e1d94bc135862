"""Names that one file uses and another must know, and the wording of what surgeons are asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final, get_args

from auditor.errors import RuleError
from auditor.model import DonorSite, ElementName, MentionedSide
from auditor.rules import wording
from auditor.rules.diagnosis_schema import diagnosis_faults
from auditor.rules.load import RuleSet
from auditor.rules.schema import Avoided, ClaimField, ClaimFieldName, ElementRule

MODIFIER_CUE: Final = "modifier_cue"
_VESSELS = frozenset({"artery", "vein"})
_SIZE: Final = "size"  # what the reader makes of a figure and its unit


def reference_faults(rules: RuleSet) -> Iterator[RuleError]:
    """Yield every fault of the elements, the letters, the modifiers, the anatomy and the diagnoses."""
    yield from _element_faults(rules.elements, {rule.concept for rule in rules.rules}, rules.letters.avoid)
    for name, what, remedy in wording.letter_faults(rules.letters):
        yield RuleError(f"letters.toml, {name}", what, remedy)
    yield from _modifier_faults(rules)
    yield from repeated("review.toml, reason", (reason.label for reason in rules.reasons))
    yield from _claim_faults(rules.claims.field)
    yield from _side_faults(rules)
    yield from _donor_faults(rules)
    yield from _place_faults(rules)
    yield from _soft_flap_faults(rules)
    yield from diagnosis_faults(rules.diagnoses)


def _values(rules: RuleSet, concept: str) -> frozenset[str]:
    return frozenset(rule.value for rule in rules.rules if rule.concept == concept)


def repeated(where: str, names: Iterable[str]) -> Iterator[RuleError]:
    """A fault for each name that stands in a list twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield RuleError(f"{where} {name}", "it stands in the list twice", "put all it says into one entry")
        seen.add(name)


def _claim_faults(fields: Collection[ClaimField]) -> Iterator[RuleError]:
    yield from repeated("claims.toml, field", (field.id for field in fields))
    for name in get_args(ClaimFieldName):
        if name not in {field.id for field in fields}:
            yield RuleError("claims.toml", f"the field {name} is missing", "restore it from the distribution")
    yield from repeated("claims.toml, title", (title for field in fields for title in (*field.titles, *field.lesser)))


def _element_faults(
    elements: Collection[ElementRule], concepts: Collection[str], avoid: tuple[Avoided, ...]
) -> Iterator[RuleError]:
    yield from repeated("elements.toml, element", (element.id for element in elements))
    nearby = {_SIZE, *concepts, *(element.id for element in elements)}
    for element in elements:
        where = f"elements.toml, element {element.id}"
        built_in = element.id in get_args(ElementName)
        if built_in and element.documented_by:
            yield RuleError(where, "the reader knows itself what documents it", "take `documented_by` out")
        if not built_in and not element.documented_by:
            yield RuleError(where, "nothing says what documents it", "name the concepts under `documented_by`")
        for name in element.documented_by:
            if name not in concepts:
                yield RuleError(
                    where, f"documented_by: no rule has the concept {name!r}", "write a rule for it, or mend the name"
                )
        for name in element.nearby:
            if name.partition(":")[0] not in nearby:
                yield RuleError(where, f"nearby: {name!r} is no element and no concept", "mend the name")
        yield from (RuleError(where, *fault) for fault in _spoken_faults(element, avoid))


def _spoken_faults(element: ElementRule, avoid: tuple[Avoided, ...]) -> Iterator[tuple[str, str]]:
    """Faults of what surgeons read of an element."""
    asked = {
        "question": element.question,
        "conflict_question": element.conflict_question,
        "discontinued_question": element.discontinued_question,
    }
    for name, text in asked.items():
        for what, remedy in wording.question_faults(text, avoid) if text else ():
            yield f"{name}: {what}", remedy
    for name, text in (("label", element.label), ("example", element.example)):
        for what, remedy in wording.avoided(text, avoid) if text else ():
            yield f"{name}: {what}", remedy


def _modifier_faults(rules: RuleSet) -> Iterator[RuleError]:
    known = _values(rules, MODIFIER_CUE)
    yield from repeated("modifiers.toml, modifier", (modifier.code for modifier in rules.modifiers))
    for modifier in rules.modifiers:
        where = f"modifiers.toml, modifier {modifier.code}"
        yield from _unknown(where, "needs", modifier.needs, known, MODIFIER_CUE)
        yield from _unknown(where, "unless", modifier.unless, known, MODIFIER_CUE)


def _side_faults(rules: RuleSet) -> Iterator[RuleError]:
    known = get_args(MentionedSide)
    for placed in rules.placed:
        if placed.rule.concept == "side" and placed.rule.value not in known:
            where = f"{placed.file}, rule {placed.rule.id}"
            yield RuleError(where, f"there is no side {placed.rule.value!r}", f"use one of {', '.join(known)}")


def _donor_faults(rules: RuleSet) -> Iterator[RuleError]:
    donors = set(get_args(DonorSite)) - {"undocumented"}
    regions = _values(rules, "region")
    vessels = _vessels(rules)
    yield from repeated("anatomy.toml, donor", (donor.id for donor in rules.anatomy.donor))
    for donor in rules.anatomy.donor:
        where = f"anatomy.toml, donor {donor.id}"
        if donor.id not in donors:
            yield RuleError(where, "there is no such donor site", f"use one of {', '.join(sorted(donors))}")
        yield from _unknown(where, "regions", donor.regions, regions, "region")
        yield from _unknown(where, "pedicles", donor.pedicles, vessels, "artery, vein or bare_vessel")
        for vessel in donor.own:
            if vessel not in donor.pedicles:
                yield RuleError(where, f"own names {vessel!r}, which is not among its pedicles", "add it there or take it out")


def _vessels(rules: RuleSet) -> set[str]:
    """Vessels without the last word of their values, "artery" or "vein"."""
    return {rule.value.rpartition(" ")[0] for rule in rules.rules if rule.concept in _VESSELS} | _values(rules, "bare_vessel")


def _soft_flap_faults(rules: RuleSet) -> Iterator[RuleError]:
    vessels, regions = _vessels(rules), _values(rules, "region")
    yield from repeated("anatomy.toml, soft_flap", (flap.region for flap in rules.anatomy.soft_flap))
    for flap in rules.anatomy.soft_flap:
        where = f"anatomy.toml, soft_flap {flap.region}"
        yield from _unknown(where, "region", (flap.region,), regions, "region")
        for name in ("arteries", "veins", "beside"):
            yield from _unknown(where, name, getattr(flap, name), vessels, "artery, vein or bare_vessel")


def _place_faults(rules: RuleSet) -> Iterator[RuleError]:
    bones, regions = _values(rules, "bone"), _values(rules, "region")
    yield from repeated("anatomy.toml, place", (place.id for place in rules.anatomy.place))
    for place in rules.anatomy.place:
        where = f"anatomy.toml, place {place.id}"
        yield from _unknown(where, "id", (place.id,), bones, "bone")
        yield from _unknown(where, "regions", place.regions, regions, "region")


def _unknown(where: str, field: str, names: Iterable[str], known: Collection[str], concept: str) -> Iterator[RuleError]:
    for name in names:
        if name not in known:
            remedy = f"add a rule of concept {concept} with this value, or mend the name"
            yield RuleError(where, f"{field} names {name!r}, which no rule can find", remedy)
