"""Plain notes as pages with headings and tables, the way a template of a hospital holds them."""

from __future__ import annotations

import html
import re

_FIELD = re.compile(r"([A-Z][^:.|]{1,30}):\s+(\S.*)")


def page(text: str) -> str:
    """The note as HTML: blocks of labels and values become tables, a short first line of a block a heading."""
    parts = [_block(block.splitlines()) for block in re.split(r"\n\s*\n", text.strip())]
    head = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Note</title></head><body>"
    return head + "\n".join(parts) + "</body></html>"


def _block(lines: list[str]) -> str:
    fields = [_FIELD.fullmatch(line.strip()) for line in lines]
    if len(lines) > 1 and all(fields) and not any("   " in line for line in lines):
        rows = (f"<tr><td>{html.escape(found[1])}:</td><td>{html.escape(found[2])}</td></tr>" for found in fields if found)
        return f"<table border='1'>{''.join(rows)}</table>"
    first, *rest = lines
    if rest and len(first) < 40 and first[-1].isalpha() and first[0].isupper():
        return f"<h2>{html.escape(first)}</h2>" + (_paragraph(rest) if rest else "")
    return _paragraph(lines)


def _paragraph(lines: list[str]) -> str:
    return "<p>" + "<br>".join(html.escape(line).replace("  ", "&nbsp;&nbsp;") for line in lines) + "</p>"
