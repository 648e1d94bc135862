"""Gold annotations against audits: how often the answer is right, and why where it is not."""
