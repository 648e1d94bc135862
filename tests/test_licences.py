"""`auditor licences`: what the program stands on, and that the default install holds no copyleft but by file."""

from __future__ import annotations

from importlib import metadata

import pytest
from click.testing import CliRunner

from auditor.cli.main import main
from auditor.licences import Kind, kind_of, packages

# Copyleft that ends at the files it stands in, of packages that are installed unaltered beside the program: spaCy, which reads
# the notes, asks for both itself.
BY_FILE = {"certifi", "tqdm"}


@pytest.mark.parametrize(
    ("licence", "kind"),
    [
        ("MIT", Kind.PERMISSIVE), ("Apache-2.0 OR BSD-2-Clause", Kind.PERMISSIVE), ("GPL-3.0-only OR MIT", Kind.PERMISSIVE),
        ("BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", Kind.PERMISSIVE), ("MPL-2.0 AND MIT", Kind.BY_FILE),
        ("LGPL-2.1-only", Kind.LIBRARY), ("GPL-3.0-or-later", Kind.STRONG), ("MIT AND AGPL-3.0-only", Kind.STRONG),
        ("Proprietary", Kind.UNKNOWN), ("not told", Kind.UNKNOWN), ("", Kind.UNKNOWN),
    ],
)  # fmt: skip
def test_kinds(licence: str, kind: Kind) -> None:
    assert kind_of(licence) is kind


def test_the_default_install_holds_no_copyleft_but_by_file() -> None:
    default = [package for package in packages() if not package.extra]
    assert {package.name for package in default if package.kind is not Kind.PERMISSIVE} == BY_FILE
    assert {package.kind for package in default} == {Kind.PERMISSIVE, Kind.BY_FILE}
    assert {"spacy", "openpyxl", "lxml", "thinc", "numpy"} <= {package.name for package in default}


def test_the_lgpl_is_in_one_extra_alone() -> None:
    graver = {
        package.name: (package.extra, package.kind) for package in packages() if package.kind in (Kind.LIBRARY, Kind.STRONG)
    }
    assert graver == {"docxtpl": ("letters", Kind.LIBRARY)}


def test_the_table() -> None:
    lines = CliRunner().invoke(main, ["licences"]).stdout.splitlines()
    assert lines[0].split() == ["package", "version", "licence", "kind", "comes", "with"]
    version = metadata.version("docxtpl")
    assert [line.split() for line in lines if line.startswith("docxtpl ")] == [
        ["docxtpl", version, "LGPL-2.1-only", "copyleft", "of", "a", "library", "letters"]
    ]
    default = [package for package in packages() if not package.extra]
    assert lines[-1] == f"{len(default)} packages in the default install: {len(default) - 2} permissive, 2 copyleft by file."
    fewer = CliRunner().invoke(main, ["licences", "--copyleft"]).stdout.splitlines()
    assert "certifi" in {line.split()[0] for line in fewer}
    assert not [line for line in fewer if line.startswith("spacy ")]
