"""Proof that the examples of good wording document what they are examples of: the tool reads them itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from auditor.errors import RuleError
from auditor.model import Audit, ElementState, Note
from auditor.rules.load import RuleSet

# Transfers of which hardly more is told than that they were done, so that whatever an example adds comes from the example.
_BARE: Final = (
    "PROCEDURE PERFORMED: Free vascularised bone flap.\n\n"
    "DESCRIPTION OF PROCEDURE: The flap was raised and its pedicle was divided. The vessels were anastomosed.\n",
    "PROCEDURE PERFORMED: Free vascularised bone flap with a skin paddle, for a bone tumour.\n\n"
    "DESCRIPTION OF PROCEDURE: The flap was raised with its skin paddle and its pedicle was divided. "
    "The vessels were anastomosed.\n",
)


def example_faults(rules: RuleSet, audit: Callable[[Note], Audit]) -> Iterator[RuleError]:
    """Yield a fault for each example that documents its element in no report that lacks it."""
    for element in rules.elements:
        example = element.example
        if example is not None and not any(_documents(audit, element.id, bare, f"{bare}{example}\n") for bare in _BARE):
            what = "its example does not document it"
            yield RuleError(f"elements.toml, element {element.id}", what, "write one that the tool reads as documenting it")


def _documents(audit: Callable[[Note], Audit], element: str, bare: str, told: str) -> bool:
    before, after = (audit(Note(id="example", text=text)).elements.get(element) for text in (bare, told))
    return before is ElementState.MISSING and after is ElementState.DOCUMENTED
