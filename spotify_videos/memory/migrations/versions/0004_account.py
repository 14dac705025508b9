"""The connected Spotify account, and sign-ins under way."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    account = op.create_table(
        "account",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("generation", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text),
        sa.Column("ended", sa.Boolean, nullable=False),
        sa.Column("renewing_until", sa.Double, nullable=False),
    )
    op.bulk_insert(account, [{"id": 1, "generation": 0, "body": None, "ended": False, "renewing_until": 0.0}])
    op.create_table(
        "sign_ins",
        sa.Column("state", sa.Text, primary_key=True),
        sa.Column("browser", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("ends_at", sa.Double, nullable=False),
    )
