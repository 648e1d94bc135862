"""Facts -> audit: codes, status, elements, modifier cues and questions. This room never sees text."""
