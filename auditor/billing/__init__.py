"""What was billed, held against what the notes document."""
