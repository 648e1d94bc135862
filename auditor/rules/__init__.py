"""Rule files under `patterns/`: what they may hold, how they are loaded, checked and shown."""
