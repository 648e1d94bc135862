"""Letters to surgeons: what a finished audit asks, and what its notes document how often."""
