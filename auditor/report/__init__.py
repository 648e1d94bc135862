"""What people read: the workbook, the evidence pages, and plain explanations."""
