"""The evidence pages: for each note one HTML page that shows it as written, with all that was found in it and why."""
