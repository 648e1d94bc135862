"""How people say which column is which field."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.claims.mapping import Naming, from_options, read_naming
from auditor.errors import ClaimsError

FIELDS = "case, date_of_service, surgeon, npi, code, modifiers, units, coder, payer, charge, diagnoses"


def naming(tmp_path: Path, content: str) -> Naming:
    path = tmp_path / "columns.toml"
    path.write_text(content, "utf-8")
    return read_naming(path)


def test_a_file(tmp_path: Path) -> None:
    content = 'day_first = true\nsheet = "June"\n[columns]\ncase = "Encounter No"\nmodifiers = ["Mod A", "Mod B"]\npayer = ""\n'
    assert naming(tmp_path, content) == Naming(
        {"case": ("Encounter No",), "modifiers": ("Mod A", "Mod B"), "payer": ()}, day_first=True, sheet="June"
    )


def test_options() -> None:
    options = ("case=Encounter No", "modifiers=Mod A", "modifiers = Mod=B", "payer=")
    assert from_options(options) == Naming({"case": ("Encounter No",), "modifiers": ("Mod A", "Mod=B"), "payer": ()})


def test_options_go_before_the_file(tmp_path: Path) -> None:
    file = naming(tmp_path, 'day_first = true\nsheet = "June"\n[columns]\ncase = "A"\ncode = "C"\n')
    both = file.and_then(from_options(["case=B"])).and_then(Naming(day_first=False))
    assert both == Naming({"case": ("B",), "code": ("C",)}, day_first=False, sheet="June")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('case = "A"\n', "the field 'case' stands outside [columns]; put a line [columns] above the fields."),
        ("order = 1\n", "the key 'order' is not known here; use columns, day_first, sheet."),
        ('day_first = "yes"\n', "day_first is neither true nor false; write it without quotation marks."),
        ("sheet = 2\n", "sheet is no text; write the name of the sheet in quotation marks."),
        ("columns = 1\n", 'columns is no table; write a line such as case = "Encounter No" under [columns].'),
        ('[columns]\naccount = "A"\n', f"there is no field 'account'; use one of {FIELDS}."),
        ('[columns]\ncase = ["A", "B"]\n', "case has 2 columns and takes one; keep the one that is meant."),
        (
            "[columns]\ncase = 1\n",
            'case has something that is no title; write a line such as case = "Encounter No" under [columns].',
        ),
        ('[columns]\ncode = ""\n', "code is left unread; name the column that holds the codes."),
        (
            '[columns]\ncase = "A"\nsurgeon = "A"\n',
            "the column “A” is named twice, for case and for surgeon; "
            "name it once: a code may carry its modifiers, and a surgeon an NPI.",
        ),
    ],
)  # fmt: skip
def test_a_file_that_says_something_wrong(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(ClaimsError) as caught:
        naming(tmp_path, content)
    assert str(caught.value) == f"{(tmp_path / 'columns.toml').as_posix()}: {message}"


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    with pytest.raises(ClaimsError, match=r"it is not valid TOML \(.*line 2.*\); mend the line that is named"):
        naming(tmp_path, "[columns]\ncase = Encounter\n")
    with pytest.raises(ClaimsError, match="there is no such file; check the name"):
        read_naming(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["case"], '--column case: it has no title; write FIELD="TITLE", such as case="Encounter No".'),
        (["acct=A"], f"--column: there is no field 'acct'; use one of {FIELDS}."),
        (["case=A", "case=B"], "--column: case has 2 columns and takes one; keep the one that is meant."),
        (["modifiers=", "modifiers=A"], "--column modifiers: it is said to be left unread, and to be read; keep one of the two."),
    ],
)
def test_options_that_say_something_wrong(options: list[str], message: str) -> None:
    with pytest.raises(ClaimsError) as caught:
        from_options(options)
    assert str(caught.value) == message
