"""The first tables: tracks, candidates, matches, pins, ledger, claims."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "tracks",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("isrc", sa.Text, index=True),
        sa.Column("name_key", sa.Text, index=True),
        sa.Column("seconds", sa.Integer),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "candidates",
        sa.Column("track_id", sa.Text, sa.ForeignKey("tracks.id"), primary_key=True),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "matches",
        sa.Column("track_id", sa.Text, sa.ForeignKey("tracks.id"), primary_key=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("video", sa.Text),
    )
    op.create_table(
        "pins",
        sa.Column("track_id", sa.Text, sa.ForeignKey("tracks.id"), primary_key=True),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("video", sa.Text, nullable=False),
    )
    op.create_table(
        "ledger",
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("what", sa.Text, primary_key=True),
        sa.Column("used", sa.BigInteger, nullable=False),
        sa.Column("spent", sa.Boolean, nullable=False),
    )
    op.create_table(
        "claims",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("ticket", sa.Text, nullable=False),
        sa.Column("ends_at", sa.Double, nullable=False),
    )
