"""From one note to many: the rooms put in a row."""
