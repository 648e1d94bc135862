"""Audit <-> one line of `audit.jsonl`: the answer as programs read it, written and read back."""
