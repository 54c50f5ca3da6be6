"""What Alembic runs for every service: one connection, one transaction, all heads.

The connection is opened by ``services.chassis.migrate``, so this file knows no URL.
"""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes["target_metadata"],
    # SQLite alters a table by copying it; PostgreSQL ignores this.
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
