"""Hidden sheet "Lists": what the reviewers' columns let choose from, with a name for each list."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from auditor.report.workbook.audit_sheet import FINAL_CODES, REASONS
from auditor.report.workbook.review_columns import final_codes, reasons
from auditor.report.workbook.rows import Sheets
from auditor.report.workbook.style import Look
from auditor.rules.load import RuleSet

TITLE = "Lists"


def write_lists(sheets: Sheets, rules: RuleSet) -> None:
    """Write the sheet and name its columns."""
    lists = {FINAL_CODES: final_codes(rules), REASONS: reasons(rules)}
    rows = sheets.open(TITLE, [30] * len(lists))
    rows.sheet.sheet_state = "hidden"
    rows.append([(name, Look.HEAD) for name in lists])
    for place in range(max(map(len, lists.values()))):
        rows.append([(words[place] if place < len(words) else None, Look.TEXT) for words in lists.values()])
    for number, (name, words) in enumerate(lists.items(), 1):
        letter = get_column_letter(number)
        area = f"{TITLE}!${letter}$2:${letter}${len(words) + 1}"
        sheets.book.defined_names[name] = DefinedName(name, attr_text=area)
