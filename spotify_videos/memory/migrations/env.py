"""Runs the migrations on the connection, and in the transaction, of whoever opens the database."""

from alembic import context

from spotify_videos.memory.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
