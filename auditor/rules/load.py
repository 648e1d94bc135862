"""patterns/ -> RuleSet. Any fault is a RuleError that names file, rule and remedy."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from auditor.errors import RuleError
from auditor.notes.formats.settings import Settings
from auditor.rules.billing_schema import BillingRules, Bundles
from auditor.rules.diagnosis_schema import DiagnosisTable
from auditor.rules.masking_schema import MaskingRules
from auditor.rules.reading_schema import LimitsTable, NoteColumnTable, settings_of
from auditor.rules.schema import (
    Anatomy,
    ClaimFields,
    CodeFamily,
    DisagreementReason,
    ElementList,
    ElementRule,
    Letters,
    ModifierList,
    ModifierRule,
    ReviewLists,
    Rule,
    Spelling,
    StatusRow,
    StatusTable,
    Vocabulary,
)

Model = TypeVar("Model", bound=BaseModel)

_PACKAGE = Path(__file__).resolve().parent.parent
VOCABULARY = ("concepts/*.toml", "context/*.toml", "sections.toml", "labels.toml", "measures.toml")


@dataclass(frozen=True, slots=True)
class PlacedRule:
    """A rule and the file, relative to the rule folder, that holds it."""

    rule: Rule
    file: str


@dataclass(frozen=True, slots=True, eq=False)
class RuleSet:
    """Everything under `patterns/`, checked for form. `digest` is the SHA-256 of its files, names included.

    Two are the same only where they are one object, so that what is built from one can be kept for it.
    """

    placed: tuple[PlacedRule, ...]
    families: tuple[CodeFamily, ...]
    statuses: tuple[StatusRow, ...]
    elements: tuple[ElementRule, ...]
    modifiers: tuple[ModifierRule, ...]
    letters: Letters
    reasons: tuple[DisagreementReason, ...]
    billing: BillingRules
    bundles: Bundles
    diagnoses: DiagnosisTable
    claims: ClaimFields
    spelling: Spelling
    anatomy: Anatomy
    reading: Settings
    masking: MaskingRules
    digest: str

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The vocabulary rules in file order."""
        return tuple(placed.rule for placed in self.placed)

    def without(self, rule_id: str) -> RuleSet:
        """The same set with one vocabulary rule left out."""
        return replace(self, placed=tuple(p for p in self.placed if p.rule.id != rule_id), digest=f"{self.digest}-{rule_id}")


def default_folder() -> Path:
    """The rule folder in use where none is named: beside the package when installed, else at the top of the tree."""
    installed = _PACKAGE / "patterns"
    return installed if installed.is_dir() else _PACKAGE.parent / "patterns"


def load(folder: Path | None = None) -> RuleSet:
    """Load the rule set in `folder` (default: the one that ships). Raises RuleError."""
    chosen = folder or default_folder()
    if not chosen.is_dir():
        raise RuleError(str(chosen), "there is no such rule folder", "name a folder that holds concepts/ and codes/")
    return _load(chosen, _digest(chosen))


@lru_cache(maxsize=4)
def _load(folder: Path, digest: str) -> RuleSet:
    """The rules of a folder in the state that `digest` names; a file that changes is read anew."""
    placed = tuple(
        PlacedRule(rule, path.relative_to(folder).as_posix())
        for pattern in VOCABULARY
        for path in sorted(folder.glob(pattern))
        for rule in _vocabulary(path)
    )
    codes = sorted((folder / "codes").glob("*.toml"))
    return RuleSet(
        placed=placed,
        families=tuple(_read(path, CodeFamily) for path in codes if path.stem != "status"),
        statuses=_read(folder / "codes" / "status.toml", StatusTable).row,
        elements=_read(folder / "elements.toml", ElementList).element,
        modifiers=_read(folder / "modifiers.toml", ModifierList).modifier,
        letters=_read(folder / "letters.toml", Letters),
        reasons=_read(folder / "review.toml", ReviewLists).reason,
        billing=_read(folder / "billing.toml", BillingRules),
        bundles=_read(folder / "bundles.toml", Bundles),
        diagnoses=_read(folder / "diagnoses.toml", DiagnosisTable),
        claims=_read(folder / "claims.toml", ClaimFields),
        spelling=_read(folder / "spelling.toml", Spelling),
        anatomy=_read(folder / "anatomy.toml", Anatomy),
        reading=settings_of(_read(folder / "limits.toml", LimitsTable), _read(folder / "note_columns.toml", NoteColumnTable)),
        masking=_read(folder / "masking.toml", MaskingRules),
        digest=digest,
    )


def _vocabulary(path: Path) -> tuple[Rule, ...]:
    return _read(path, Vocabulary).rule


def _read(path: Path, model: type[Model]) -> Model:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise RuleError(str(path), "the file is missing", "restore it from the distribution") from None
    except (OSError, UnicodeDecodeError) as problem:
        raise RuleError(
            str(path), f"it cannot be read ({type(problem).__name__})", "check its rights and save it as UTF-8"
        ) from None
    except tomllib.TOMLDecodeError as problem:
        raise RuleError(str(path), f"it is not valid TOML ({problem})", "mend the line that is named") from None
    if model is Vocabulary:
        _inherit_concept(data)
    try:
        return model.model_validate(data)
    except ValidationError as problem:
        raise _explain(path, data, problem) from None


def _inherit_concept(data: dict[str, object]) -> None:
    """Give each rule the file's concept where it names none of its own."""
    rules = data.get("rule")
    if isinstance(rules, list) and "concept" in data:
        for rule in rules:
            if isinstance(rule, dict):
                rule.setdefault("concept", data["concept"])


def _explain(path: Path, data: dict[str, object], problem: ValidationError) -> RuleError:
    errors = problem.errors(include_url=False, include_input=False)
    # A misspelt key is also a missing one: the word that stands there tells more.
    first = next((error for error in errors if error["type"] == "extra_forbidden"), errors[0])
    *place, key = (str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        wrong = f"the key {key!r} is not known here"
    else:
        wrong = f"{' '.join((*place, key))}: {first['msg']}"
    return RuleError(f"{path}, {_rule_name(data, first['loc'])}", wrong, "see CONTRIBUTING for the form of a rule file")


def _rule_name(data: dict[str, object], loc: tuple[int | str, ...]) -> str:
    """The id of the entry that an error lies in, or its position."""
    if len(loc) > 1 and isinstance(loc[1], int):
        entries = data.get(str(loc[0]))
        if isinstance(entries, list) and isinstance(entries[loc[1]], dict):
            return f"{loc[0]} {entries[loc[1]].get('id', f'number {loc[1] + 1}')}"
    return "top level"


def _files(folder: Path) -> list[Path]:
    """The files that rules are read from, which lie no deeper; a folder that is linked to is entered as it is for reading."""
    return sorted([*folder.glob("*.toml"), *folder.glob("*/*.toml")])


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in _files(folder):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
