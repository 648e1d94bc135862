"""The audit trail: a record of each command that wrote outputs, chained to the one before, and what is no more as recorded."""
