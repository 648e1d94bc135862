"""What is written, as a web page that needs nothing else and prints well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Pages:
    """The templates of the web pages, read once."""

    def __init__(self) -> None:
        from jinja2 import Environment, PackageLoader, StrictUndefined

        self._templates = Environment(
            loader=PackageLoader("auditor.letters"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        )  # fmt: skip

    def filled(self, name: str, fields: Mapping[str, Any]) -> bytes:
        """The page `name`, "letter" or "education", in UTF-8; all that it is given is escaped."""
        return self._templates.get_template(f"{name}.html.jinja").render(**fields).encode("utf-8")
