"""A gold file: what a certified coder who reads only that note would conclude."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, ValidationError

from auditor.errors import GoldError
from auditor.model import DonorSite, ElementState, Frozen, Laterality, SkinPaddle, Status, Technique, Vascularity
from auditor.notes.seen import shown
from auditor.report.text import visible

_AS_GUIDED = "correct it as the annotation guidelines say"
_SAID = {
    "missing": ("is missing", "add it, with null or an empty list where the note is silent"),
    "extra_forbidden": ("is not a field of a gold file", "correct its name or remove it"),
    "string_too_short": ("is empty", "write null, or leave the entry out, where the note is silent"),
    "string_pattern_mismatch": ("is not a code of five characters", "write each code as a string such as \"20962\""),
    "too_long": ("has more than three sides", "give one to three sides in centimetres, largest first"),
    "too_short": ("is an empty list", "write null where the note gives no size"),
}  # fmt: skip


def _real_day(value: str) -> str:
    day = date.fromisoformat(value)
    if day.isoformat() != value:
        raise ValueError
    return value


Confirmed = Literal["status", "best_fit", "other_codes"]
Words = Annotated[str, Field(min_length=1)]
Code = Annotated[str, Field(pattern=r"^[0-9]{4}[0-9A-Z]$")]
Day = Annotated[str, AfterValidator(_real_day)]
Side = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Size = Annotated[tuple[Side, ...], Field(min_length=1, max_length=3)]


class _Strict(Frozen):
    """Values are taken as they are written: a number is no string, a string no number."""

    model_config = ConfigDict(strict=True)


class GoldGraft(_Strict):
    """One vascularised bone transfer as annotated. Sizes are centimetres, largest first."""

    donor_site: DonorSite
    laterality: Laterality | None
    vascularity: Vascularity
    skin_paddle: SkinPaddle
    skin_paddle_cm: Size | None
    arterial_anastomosis: tuple[Technique, ...]
    venous_anastomosis: tuple[Technique, ...]
    recipient_vessels: tuple[Words, ...]
    quote: str | None = None


class GoldDefect(_Strict):
    """The bone defect as annotated. The size is in centimetres, largest first."""

    size_cm: Size | None
    location: Words | None
    laterality: Laterality | None
    quote: str | None = None


class Gold(_Strict):
    """The annotation of one note. `tests` and `reason` are for people and are not compared.

    Where `confirmed` is given, people have vouched for these fields alone, and nothing else is compared.
    """

    id: Words
    surgeon: Words | None
    date_of_service: Day | None
    status: Status
    best_fit: tuple[Code, ...]
    other_codes: tuple[Code, ...]
    grafts: tuple[GoldGraft, ...]
    defect: GoldDefect | None
    elements: Mapping[str, ElementState]
    modifier_cues: tuple[Words, ...]
    stated_codes: tuple[Words, ...]
    confirmed: tuple[Confirmed, ...] | None = None
    tests: tuple[str, ...] = ()
    reason: str | None = None


def read_gold(path: Path, elements: Collection[str]) -> Gold:
    """Read and check the gold file in `path`; `elements` are the names that the rules know.

    Raises GoldError, which names file and field and never holds a value of the file.
    """
    where = shown(path)
    try:
        gold = Gold.model_validate_json(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except OSError as problem:
        raise GoldError(where, f"it cannot be read ({type(problem).__name__})", "see to its rights") from None
    except ValidationError as problem:
        raise _error(where, problem) from None
    if gold.id != shown(Path(path.stem)):
        raise GoldError(f"{where}, field id", "does not match the file's name", "name the note as its file is named")
    unknown = [name for name in gold.elements if name not in elements]
    if unknown:
        raise GoldError(
            f"{where}, field elements.{visible(unknown[0])}", "is not an element of the rules", f"use {', '.join(elements)}"
        )
    return gold


def _error(where: str, problem: ValidationError) -> GoldError:
    """The first fault in one sentence; the later ones often follow from it."""
    fault: Mapping[str, Any] = problem.errors(include_url=False, include_input=False)[0]
    kind, message = str(fault["type"]), str(fault["msg"])
    if kind == "json_invalid":
        return GoldError(where, message.replace("Invalid JSON:", "it is not valid JSON:"), "mend it at that place")
    field = _path(fault["loc"])
    if kind == "value_error":
        return GoldError(f"{where}, field {field}", "is not a day", "write it as YYYY-MM-DD, or null")
    what, remedy = _SAID.get(kind, (message[0].lower() + message[1:], _AS_GUIDED))
    return GoldError(f"{where}, field {field}" if field else where, what, remedy)


def _path(places: tuple[str | int, ...]) -> str:
    """`grafts[0].donor_site` from the steps that lead there; pydantic's own mark on a mapping's key is left out."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{visible(step)}" for step in places if step != "[key]")
    return "".join(steps).removeprefix(".")
