"""Channels and what they uploaded."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "channels",
        sa.Column("artist", sa.Text, primary_key=True),
        sa.Column("channel_id", sa.Text, primary_key=True, index=True),
        sa.Column("standing", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
    )
    op.create_table(
        "uploads",
        sa.Column("channel_id", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("read_at", sa.Double, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("next_page", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
    )
