"""Samples that a third party can draw again, and what may be said of the frame that they came from."""
