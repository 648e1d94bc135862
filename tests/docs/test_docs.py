"""What the pages tell people to type, to open and to expect is there."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from auditor.cli.main import main
from auditor.engine.one import Auditor
from auditor.errors import Exit
from auditor.model import Conflict, Defect, Evidence, Graft, Note, Question, Status, Step
from auditor.record.write import record
from auditor.rules.load import load
from docs.examples import renewed

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/record.md", "docs/errata.md", "docs/sampling.md",
    "docs/scale.md", "docs/history.md", "docs/billing.md", "docs/safety.md", "docs/department.md",
)  # fmt: skip
GENERATED = frozenset({"output/audit.jsonl", "evidence/", "evidence/index.html"})
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(r"`((?:[\w.*-]+/)+[\w.*-]*|[A-Z]+\.md|[Mm]akefile|pyproject\.toml)`")
CODE = re.compile(r"`([^`\n]+)`")


def text_of(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def prose_of(page: str) -> str:
    return FENCE.sub("", text_of(page))


def fences(page: str, *languages: str) -> Iterator[str]:
    return (body for language, body in FENCE.findall(text_of(page)) if language in languages)


def commands() -> list[str]:
    """Every command line that the pages show, in blocks of shell and in running text."""
    found: list[str] = []
    for page in PAGES:
        shown = [line for block in fences(page, "sh") for line in block.splitlines()] + CODE.findall(prose_of(page))
        found += [line.removeprefix(".venv/bin/") for line in shown]
    return list(dict.fromkeys(found))


AUDITOR = [line for line in commands() if line.startswith("auditor ")]
MAKE = [line for line in commands() if line.startswith("make ")]


def test_the_readme_opens_with_the_two_commands_and_a_picture() -> None:
    opening = text_of("README.md").split("\n\n")[:4]
    assert opening[:2] == ["# auditor", "```sh\nmake audit\nmake test\n```"]
    assert [sentence.split("` ")[0] for sentence in opening[2].split("\n")] == ["`make audit", "`make test"]
    assert opening[3].startswith("![")


@pytest.mark.parametrize("line", AUDITOR)
def test_a_command_is_one_that_the_tool_takes(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its help comes, and its arguments and options are understood; nothing is run."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    command: click.Command = main
    path: list[str] = []
    context = click.Context(main, info_name="auditor")
    arguments = shlex.split(line)[1:]
    while isinstance(command, click.Group) and arguments:
        if command.get_command(context, arguments[0]) is None:
            arguments.insert(0, getattr(command, "default", "none"))  # a command that may be left out
        path.append(arguments[0])
        found = command.get_command(context, arguments.pop(0))
        assert found is not None, line
        command = found
    assert CliRunner().invoke(main, [*path, "--help"]).exit_code == 0
    if arguments:
        command.make_context(path[-1], arguments, parent=context)


def test_the_python_that_is_asked_for_is_the_python_that_is_needed() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    assert project["readme"] == "README.md"
    oldest = project["requires-python"].split(",")[0].removeprefix(">=")
    assert re.findall(r"Python (\d[\d.]+) or later", text_of("README.md")) == [oldest]


def test_the_readme_names_the_codes_that_the_tables_hold() -> None:
    rows = [row for family in load().families for row in family.row]
    answer = text_of("README.md").split("## What it answers")[1].split("\n## ")[0]
    audited, neighbours = answer.split("a neighbour")[0], answer.split("a neighbour")[1]
    assert set(re.findall(r"\d{5}", audited)) == {row.code for row in rows if row.audited}
    named = {row.code for row in rows if row.code and not row.audited and row.code.startswith("209")}
    assert set(re.findall(r"\d{5}", neighbours)) == named


def test_the_pages_show_every_command() -> None:
    assert {"run", "explain", "rules"} <= {line.split()[1] for line in AUDITOR}


def test_what_is_made_can_be_made() -> None:
    makefile = text_of("Makefile")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    variables = set(re.findall(r"^([A-Z_]+) \?=", makefile, re.MULTILINE))
    for line in MAKE:
        target, *settings = line.split()[1:]
        assert target in targets, line
        assert {setting.split("=")[0] for setting in settings} <= variables, line
    assert {"audit", "test", "lint", "rules", "book", "pictures", "lock"} <= {line.split()[1] for line in MAKE}


def test_other_programs_are_used_as_the_makefile_and_ci_use_them() -> None:
    makefile = text_of("Makefile")
    for line in (line for line in commands() if " -m pip install " in line):
        for option in (part for part in line.split() if part.startswith("--")):
            assert option in makefile, line
        for file in re.findall(r"requirements[\w-]*\.txt", line):
            assert (ROOT / file).is_file(), line
    assert "bash .ci/run" in commands()
    assert (ROOT / ".ci/run").is_file()


@pytest.mark.parametrize("page", PAGES)
def test_a_named_path_is_there(page: str) -> None:
    named = set(PATH.findall(prose_of(page))) - GENERATED
    named |= set(re.findall(r"^# (patterns/\S+?)[:,]", text_of(page), re.MULTILINE)) - new_files(page)
    assert named
    assert sorted(path for path in named if not list(ROOT.glob(path.rstrip("/")))) == []


def new_files(page: str) -> set[str]:
    return set(re.findall(r"^# (patterns/\S+): a new file$", text_of(page), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES)
def test_a_name_in_a_file_is_in_that_file(page: str) -> None:
    for name, path in re.findall(r"`(\w+)`\s+in\s+`(auditor/[\w/]+\.py)`", prose_of(page)):
        assert re.search(rf"\b{name}\b", text_of(path)), f"{name} in {path}"


@pytest.mark.parametrize("page", PAGES)
def test_a_link_leads_somewhere(page: str) -> None:
    for target in LINK.findall(text_of(page)):
        if target.startswith(("https://", "http://")):
            continue
        file, _, anchor = target.partition("#")
        reached = ((ROOT / page).parent / file) if file else ROOT / page
        assert reached.is_file(), target
        if anchor:
            assert anchor in anchors(reached), target


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_a_picture_is_a_small_png_and_is_shown() -> None:
    pictures = sorted((ROOT / "docs/pictures").iterdir())
    shown = set(LINK.findall(text_of("README.md")))
    assert [picture.name for picture in pictures if f"docs/pictures/{picture.name}" not in shown] == []
    for picture in pictures:
        data = picture.read_bytes()
        assert data.startswith(b"\x89PNG\r\n")
        assert len(data) < 250_000, picture.name


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_are_what_the_tool_prints(page: str) -> None:
    assert renewed(page) == text_of(page), f"{page}: its examples are out of date; run `make book` and keep the page"


def test_a_python_block_of_the_record_reads_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = fences("docs/record.md", "python")
    monkeypatch.chdir(tmp_path)
    sample = ROOT / "samples" / "rib-to-humerus.txt"
    assert CliRunner().invoke(main, ["run", str(sample)]).exit_code == 0
    printed: list[tuple[object, ...]] = []
    exec(compile(block, "record.md", "exec"), {"print": lambda *words: printed.append(words)})  # noqa: S102 - it is our page
    assert printed == [("rib-to-humerus", "supported", "20962")]


def test_the_exit_codes() -> None:
    table = text_of("README.md").split("## Exit codes")[1].split("\n## ")[0]
    assert [int(number) for number in re.findall(r"^\| (\d) \|", table, re.MULTILINE)] == [int(code) for code in Exit]


def fields_under(heading: str) -> list[str]:
    """The names in the first column of the table under a heading of docs/record.md."""
    section = text_of("docs/record.md").split(f"# {heading}\n")[1].split("\n#")[0]
    rows = re.findall(r"^\| (`[^|]+`) \|", section, re.MULTILINE)
    return [name for row in rows for name in CODE.findall(row)]


def test_the_page_names_every_field_of_the_record() -> None:
    audit = Auditor().audit(Note(id="note", text=(ROOT / "samples" / "rib-to-humerus.txt").read_text("utf-8")))
    written = record(audit)
    assert fields_under("The fields") == list(written)
    assert fields_under("grafts") == list(Graft.model_fields)
    assert fields_under("defect") == list(Defect.model_fields)
    assert fields_under("evidence") == list(written["evidence"][0])
    assert list(written["support"]["donor_site"][0]) == ["quote", "start", "end", "line", "section", "place", "rule_id"]
    assert fields_under("questions") == list(Question.model_fields)
    assert fields_under("path") == list(Step.model_fields)
    assert fields_under("The statuses") == [status.value for status in Status]
    # What the page says of a question's quotes.
    assert set(Evidence.model_fields) == {
        "quote",
        "start",
        "end",
        "line",
        "section",
        "place",
    }
    assert set(Conflict.model_fields) == {"topic", "first", "second"}


def test_the_architecture_names_every_room_and_the_order_of_imports() -> None:
    page = text_of("docs/architecture.md")
    for room in sorted((ROOT / "auditor").iterdir()):
        if room.is_dir() and (room / "__init__.py").is_file():
            assert f"`auditor/{room.name}/`" in page
    contract = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]
    order = CODE.findall(re.sub(r"\s+", " ", page).split("Imports run one way: ")[1].split(". ")[0])
    assert order == [room for layer in reversed(contract["layers"]) for room in layer.split(" | ")]


def test_the_page_on_billing_names_every_result_as_the_rules_do() -> None:
    table = text_of("docs/billing.md").split("| result | level | meaning |\n| --- | --- | --- |\n")[1].split("\n\n")[0]
    assert table.splitlines() == [f"| {row.label} | {row.level} | {row.meaning} |" for row in load().billing.result]


def test_the_life_of_a_finding_is_lived() -> None:
    """The finding that docs/architecture.md follows is found, counts, and leads to the row that it names."""
    audit = Auditor().audit(Note(id="note", text=(ROOT / "samples" / "rib-to-humerus.txt").read_text("utf-8")))
    told = [
        (f.rule_id, f.value, f.evidence.quote, f.evidence.section, f.assertion) for f in audit.findings if f.concept == "skin"
    ]
    assert told == [("skin-absent", "absent", "no skin", "technique", "performed")]
    assert [step.row for step in audit.path if step.fired] == ["other-bone", "supported"]
    assert audit.elements["skin_paddle"] == "documented"
