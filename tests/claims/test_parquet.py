"""Parquet files, and what is said where the library for them is missing."""

from __future__ import annotations

import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from auditor.claims.model import ClaimLine
from auditor.claims.read import read_claims
from auditor.errors import ClaimsError
from tests.claims.kit import told


def test_typed_columns(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="the library pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "claims.parquet"
    columns = {
        "account": [100234, 100235, None],
        "date_of_service": [date(2024, 3, 4), date(2024, 3, 5), None],
        "cpt": ["20956", "20957", "20962"],
        "modifiers": [["59", "RT"], [], None],
        "units": [1.0, float("nan"), 2.0],
        "charge": [Decimal("1234.50"), None, Decimal("-1.00")],
        "extra": [{"a": 1}, None, None],
    }
    parquet.write_table(arrow.table(columns), path)
    claims = read_claims(path)
    assert claims.lines == (
        ClaimLine(
            row=2, case="100234", date_of_service="2024-03-04", code="20956", modifiers=("59", "RT"), charge=Decimal("1234.50")
        ),
        ClaimLine(row=3, case="100235", date_of_service="2024-03-05", code="20957"),
    )
    assert claims.unused == ("extra",)
    assert [(fault.row, fault.kept) for fault in claims.faults] == [(4, False)]


def test_stamps_and_structures(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="the library pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "claims.bin"
    columns = {"account": ["A1"], "dos": [datetime(2024, 3, 4, 23, 59)], "cpt": ["20956"], "coder": [{"name": "Zed"}]}
    parquet.write_table(arrow.table(columns), path)
    claims = read_claims(path)
    assert claims.lines == (ClaimLine(row=2, case="A1", date_of_service="2024-03-04", code="20956"),)
    assert told(claims) == ["row 2, column “coder”: the cell holds a structure; write one value, or a list of texts."]


def test_a_damaged_file(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the library pyarrow is not installed")
    path = tmp_path / "claims.parquet"
    path.write_bytes(b"PAR1 and no more PAR1")
    with pytest.raises(ClaimsError, match="the Parquet file is damaged; export it again, or as CSV"):
        read_claims(path)


def test_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    path = tmp_path / "claims.parquet"
    path.write_bytes(b"PAR1")
    with pytest.raises(ClaimsError) as caught:
        read_claims(path)
    assert str(caught.value) == (
        f"{path.as_posix()}: a Parquet file needs the library pyarrow; install it (the extra `parquet` of this package), "
        "or export the table as CSV or XLSX."
    )
