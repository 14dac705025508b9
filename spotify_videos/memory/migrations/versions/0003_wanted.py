"""Songs that wait, the revision of what is answered, and ways to find what grows old."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "wanted",
        sa.Column("song", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Double, nullable=False, index=True),
        sa.Column("not_before", sa.Double, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    numbers = op.create_table(
        "revision",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(numbers, [{"id": 1, "number": 0}])
    op.create_index("ix_candidates_at", "candidates", ["at"])
    op.create_index("ix_matches_at", "matches", ["at"])
    op.add_column("tracks", sa.Column("at", sa.Double, nullable=False, server_default="0"))
    op.create_index("ix_tracks_at", "tracks", ["at"])
