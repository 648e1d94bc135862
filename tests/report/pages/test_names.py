"""A page's name is the same in every run, and every file system takes it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.notes.outputs import is_page
from auditor.report.pages.names import page_name


@pytest.mark.parametrize(
    ("audit_id", "name"),
    [
        ("case-7", "case-7-f75ccb85a4a0cca6.html"),
        ("Case 7", "case-7-65b94b2367e09991.html"),
        ("note~2", "note-2-594200843ace7a64.html"),
        ("../CON", "con-d1d3a747342f5e13.html"),
        ("Ünal, Zoë 2024", "unal-zoe-2024-94699876aace94aa.html"),
        ("", "note-e3b0c44298fc1c14.html"),
    ],
)
def test_names_that_workbooks_link_to(audit_id: str, name: str) -> None:
    assert page_name(audit_id) == name


@given(st.text())
def test_any_id_gives_a_name_that_every_file_system_takes(audit_id: str) -> None:
    name = page_name(audit_id)
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?-[0-9a-f]{16}\.html", name)
    assert is_page(name)


def test_ids_that_look_alike_have_pages_of_their_own() -> None:
    alike = ("a", "A", "á", "a\u0301", "a.", "a ", "a~2", "a/", "..", "", "index", "CON", "\ud800", "x" * 41, "x" * 42)
    assert len({page_name(audit_id) for audit_id in alike}) == len(alike)
