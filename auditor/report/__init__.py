"""What the tool writes: the record (JSON lines), the workbook, and plain explanations."""
