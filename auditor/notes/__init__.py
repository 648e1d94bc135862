"""From files to notes: what is seen in a folder, how bytes become text, and why a file cannot be read."""
