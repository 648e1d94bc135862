"""One reader a format: bytes of a file -> the notes in it."""
