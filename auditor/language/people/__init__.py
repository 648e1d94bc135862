"""Who operated: how names are written, and which of them a note puts forward as its surgeon."""
