"""Where Alembic begins: it is handed a connection, and works in the transaction that is open there."""

from __future__ import annotations

from alembic import context

_given = context.config.attributes
context.configure(connection=_given["connection"], version_table=_given["revision"])
with context.begin_transaction():
    context.run_migrations()
