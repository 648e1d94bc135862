"""The environment that fills the templates of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from auditor.report.pages.kinds import KINDS
from auditor.report.text import kind_of, listed, size, told, visible, words

if TYPE_CHECKING:
    from jinja2 import Environment, Template


def templates() -> Environment:
    """An environment that escapes everything; a name that is not there is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("auditor.report.pages"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, auto_reload=False,
    )  # fmt: skip
    environment.filters.update(words=words, listed=listed, size=size, told=told, kind_of=kind_of)
    environment.globals["kinds"] = KINDS
    return environment


def filled(template: Template, view: Mapping[str, Any]) -> str:
    """The page. Characters that cannot be seen, and could act on a reader, become signs wherever they stand."""
    return visible(template.render(view))
