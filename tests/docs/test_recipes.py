"""What CONTRIBUTING.md tells people to add can be added as it stands, and does what it says."""

from __future__ import annotations

import re
import shutil
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from auditor.engine.one import Auditor
from auditor.language.pipeline import Reader
from auditor.model import Note
from auditor.report.workbook import audit_sheet
from auditor.report.workbook.sheet import Column
from auditor.rules.examples import Read, check_examples
from auditor.rules.lint import lint
from auditor.rules.load import RuleSet, default_folder, load
from auditor.rules.phrases import expand
from auditor.rules.schema import Rule
from auditor.rules.tables import CODE_FACTS, table_faults

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCK = re.compile(
    r"^```toml\n# patterns/(?P<file>\S+?)(?:, rule (?P<rule>\S+))?: (?P<what>[^\n]+)\n(?P<body>.*?)^```$", re.M | re.S
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A block of the page, and what is to be done with it."""

    file: str
    rule: str | None
    what: str
    body: str


RECIPES = [Recipe(*match.group("file", "rule", "what", "body")) for match in BLOCK.finditer(PAGE)]


def recipe(what: str, file: str) -> Recipe:
    return next(item for item in RECIPES if (item.what, item.file) == (what, file))


def reader(rules: RuleSet) -> Read:
    return Reader(rules).read


@pytest.fixture
def patterns(tmp_path: Path) -> Path:
    return Path(shutil.copytree(default_folder(), tmp_path / "patterns"))


def faults_of(rules: RuleSet, rule_id: str) -> list[str]:
    """The faults of one rule: its form and its examples, which run through the whole reading."""
    alone = replace(rules, placed=tuple(placed for placed in rules.placed if placed.rule.id == rule_id))
    read = reader(rules)
    found = [*lint(rules), *check_examples(alone, lambda _: read)]
    return [str(fault) for fault in found if f"rule {rule_id}" in str(fault)]


def test_the_page_shows_every_kind_of_change() -> None:
    assert [(item.file, item.rule, item.what) for item in RECIPES] == [
        ("concepts/perfusion.toml", "perfusion-sign", "add to its lists"),
        ("sections.toml", "section-imaging", "add to its lists"),
        ("concepts/arteries.toml", None, "a new rule"),
        ("elements.toml", None, "a new element"),
        ("concepts/ischaemia.toml", None, "a new file"),
        ("codes/fibula.toml", None, "a new file"),
    ]


@pytest.mark.parametrize("item", [item for item in RECIPES if item.rule], ids=lambda item: item.rule)
def test_a_phrase_does_what_its_examples_say(item: Recipe) -> None:
    """It finds what it must, leaves what it must, and without it the hit is not found."""
    rules = load()
    (placed,) = (placed for placed in rules.placed if placed.rule.id == item.rule)
    assert placed.file == item.file
    added = tomllib.loads(item.body)
    grown = {name: (*getattr(placed.rule, name), *added[name]) for name in added}
    only_examples = {name: tuple(added[name]) for name in ("hit", "miss")}

    def fault_count(changed: Rule) -> int:
        swapped = tuple(replace(each, rule=changed) if each is placed else each for each in rules.placed)
        changed_set = replace(rules, placed=swapped)
        read = reader(changed_set)
        return len(check_examples(replace(changed_set, placed=(replace(placed, rule=changed),)), lambda _: read))

    assert fault_count(placed.rule.model_copy(update=grown | only_examples)) == 0
    assert fault_count(placed.rule.model_copy(update=only_examples)) == 1
    assert not any(plain in expanded(placed.rule) for phrase in added["phrases"] for plain in expand(phrase))


def expanded(rule: Rule) -> set[str]:
    return {plain for phrase in rule.phrases for plain in expand(phrase)}


def test_a_new_rule_is_without_fault(patterns: Path) -> None:
    item = recipe("a new rule", "concepts/arteries.toml")
    with (patterns / item.file).open("a", encoding="utf-8") as file:
        file.write(f"\n{item.body}")
    assert faults_of(load(patterns), "artery-superior-laryngeal") == []


def test_a_new_element_needs_no_python(patterns: Path) -> None:
    item, words = recipe("a new element", "elements.toml"), recipe("a new file", "concepts/ischaemia.toml")
    with (patterns / item.file).open("a", encoding="utf-8") as file:
        file.write(f"\n{item.body}")
    assert [str(fault) for fault in lint(load(patterns)) if "ischaemia" in str(fault)] == [
        "elements.toml, element ischaemia_time: documented_by: no rule has the concept 'ischaemia'; write a rule for it, "
        "or mend the name."
    ]
    (patterns / words.file).write_text(words.body, "utf-8")
    rules = load(patterns)
    assert faults_of(rules, "ischaemia-time") == []
    text = (ROOT / "samples" / "radius-to-tibia.txt").read_text("utf-8")
    assert "schaemi" in text or "schemi" in text
    said = Auditor(rules).audit(Note(id="note", text=text))
    assert said.elements["ischaemia_time"] == "documented"
    assert said.support["ischaemia_time"][0].evidence.quote.lower().startswith("ischaemi")
    silent = Auditor(rules).audit(Note(id="note", text=re.sub(r"(?i)isch(a?)emi", "warm", text)))
    assert silent.elements["ischaemia_time"] == "missing"
    assert silent.questions[-1].text == "How long was the graft without blood flow?"


def test_rows_may_move_into_a_family_of_their_own(patterns: Path) -> None:
    item = recipe("a new file", "codes/fibula.toml")
    (patterns / item.file).write_text(item.body, "utf-8")
    assert table_faults_of(patterns), "two families that decide the same donor are a fault"
    old = patterns / "codes" / "bone_transfer.toml"
    moved = {row["id"] for row in tomllib.loads(item.body)["row"]}
    head, *rows = old.read_text("utf-8").split("[[row]]\n")
    kept = [row for row in rows if tomllib.loads(row)["id"] not in moved]
    assert len(rows) - len(kept) == 2
    old.write_text("[[row]]\n".join([head, *kept]), "utf-8")
    assert table_faults_of(patterns) == []
    note = Note(id="note", text=(ROOT / "samples" / "fibula-to-forearm.txt").read_text("utf-8"))
    assert Auditor(load(patterns)).audit(note).other_codes == ("20969",)


def table_faults_of(patterns: Path) -> list[str]:
    # A folder is loaded once in a process, so each state of it needs a name of its own.
    copy = patterns.with_name(f"{patterns.name}-{len(list(patterns.parent.iterdir()))}")
    return [str(fault) for fault in table_faults(load(Path(shutil.copytree(patterns, copy))))]


def test_the_page_names_every_fact_that_a_code_row_may_ask_for() -> None:
    section = PAGE.split("## Add a code family")[1].split("```")[0]
    assert all(f"`{fact}`" in section for fact in CODE_FACTS)


def test_a_new_column_shows_what_it_says() -> None:
    column = run_block("Column(", vars(audit_sheet), "column = ")["column"]
    assert isinstance(column, Column)
    assert column.value
    note = Note(id="note", text=(ROOT / "samples" / "rib-to-humerus.txt").read_text("utf-8"))
    auditor = Auditor()
    audit = auditor.audit(note)
    (row,) = audit_sheet.audit_rows(audit, auditor.rules)
    assert (column.title, column.value(row)) == ("Digest of the note", audit.note_digest)


def run_block(start: str, names: dict[str, object], before: str = "") -> dict[str, object]:
    """Run the Python block of the page that begins with `start`, with the names of the module that it is meant for."""
    code = next(block for block in re.findall(r"^```python\n(.*?)^```$", PAGE, re.M | re.S) if block.startswith(start))
    known = dict(names)
    exec(compile(before + code.rstrip().rstrip(","), "CONTRIBUTING.md", "exec"), known)  # noqa: S102 - it is our page
    return known


def test_the_phrase_notation_is_as_the_page_says() -> None:
    assert "`(free|) fibula (flap|graft|)` stands for six phrases" in PAGE
    assert len(expand("(free|) fibula (flap|graft|)")) == 6
    assert expand("end-to-end") == expand("end to end")
    assert expand("9-0") == ("9/0",)


def test_every_key_of_a_rule_is_explained() -> None:
    table = PAGE.split("| key | what it holds |")[1].split("\n\n")[0]
    assert re.findall(r"`(\w+)`(?=[^|]*\|[^|]*\|$|, `)", table, re.M)[: len(Rule.model_fields)] == list(Rule.model_fields)
