"""Records and claims -> cases: what was billed, held against what the note documents."""
