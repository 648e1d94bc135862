"""What `import auditor` gives to people who work in a notebook."""

from __future__ import annotations

import doctest
import subprocess
import sys

import auditor
from auditor.engine.one import Auditor
from auditor.model import Audit, Note

TEXT = "PROCEDURE: Free iliac crest flap.\nThe left iliac crest was harvested and its pedicle divided."


def test_the_example_in_the_documentation_holds() -> None:
    finder, runner = doctest.DocTestFinder(recurse=False), doctest.DocTestRunner(verbose=False)
    examples = finder.find(auditor.audit, "audit", globs={})
    assert [len(example.examples) for example in examples] == [4]
    for example in examples:
        runner.run(example)
    assert runner.summarize(verbose=False).failed == 0


def test_audit_gives_what_the_engine_gives() -> None:
    answer = auditor.audit(TEXT, id="n1")
    assert isinstance(answer, Audit)
    assert answer == Auditor().audit(Note(id="n1", text=TEXT))
    assert answer.id == "n1"
    assert answer.tool_version == auditor.__version__


def test_a_note_without_a_name_is_called_note() -> None:
    assert auditor.audit("").id == "note"


def test_import_does_no_work() -> None:
    code = "import sys, auditor; print(sorted({'spacy', 'pydantic', 'openpyxl'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
