"""Fuzzing by hand: bytes that a machine makes up, led by which lines of a reader they reach. See docs/formats.md."""
