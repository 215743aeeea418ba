"""Runs the migrations on the connection it is handed; it is only ever called by `upgrading`."""

from alembic import context

from cchc_scheduler.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
