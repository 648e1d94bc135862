"""The environment that fills the templates of the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.report.pages.kinds import KINDS
from auditor.report.text import listed, size, visible, words

if TYPE_CHECKING:
    from jinja2 import Environment


def templates() -> Environment:
    """An environment that escapes everything and shows unseen characters as signs; a name that is not there is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("auditor.report.pages"), autoescape=True, undefined=StrictUndefined, finalize=_shown,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, auto_reload=False,
    )  # fmt: skip
    environment.filters.update(words=words, listed=listed, size=size)
    environment.globals["kinds"] = KINDS
    return environment


def _shown(value: Any) -> Any:
    """What an expression of a template puts into the page; markup is left as it is."""
    return visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
