"""Note -> findings. The spaCy `Doc` is born and dies in this room."""
