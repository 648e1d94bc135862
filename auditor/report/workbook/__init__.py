"""The auditors' workbook. A column is one line in the module of its sheet; only `cells.py` makes cells."""
