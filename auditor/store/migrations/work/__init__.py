"""The tables of `auditor.store.work_tables`."""
