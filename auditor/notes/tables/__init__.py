"""Tables as they come: text with separators, workbooks, Parquet -> rows, titles and days. What they hold is not known here."""
