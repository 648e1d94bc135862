"""Claim files -> claim lines, and every reason why a row is none."""
