"""The tables of `auditor.review.tables`."""
