"""The tables. Moments are UTC seconds since 1970; what is JSON here is written and read by the codec."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Double, ForeignKey, Integer, MetaData, Table, Text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

# `at` is when it was told, decided or pinned. `isrc` and `name_key` say which song this is (identity.py); the columns beside
# `body` are there to be searched.
tracks = Table(
    "tracks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("isrc", Text, index=True),
    Column("name_key", Text, index=True),
    Column("seconds", Integer),
    Column("body", Text, nullable=False),
)

# All candidates of a track in one value: they are told, judged and refreshed together, so each is one write and one read.
candidates = Table(
    "candidates",
    metadata,
    Column("track_id", Text, ForeignKey(tracks.c.id), primary_key=True),
    Column("at", Double, nullable=False),
    Column("body", Text, nullable=False),
)

matches = Table(
    "matches",
    metadata,
    Column("track_id", Text, ForeignKey(tracks.c.id), primary_key=True),
    Column("status", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("video", Text),
)

pins = Table(
    "pins",
    metadata,
    Column("track_id", Text, ForeignKey(tracks.c.id), primary_key=True),
    Column("at", Double, nullable=False),
    Column("video", Text, nullable=False),
)

# `day` is YouTube's, a date in Pacific time; `spent` is YouTube's own word that nothing is left of it.
ledger = Table(
    "ledger",
    metadata,
    Column("day", Text, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("used", BigInteger, nullable=False),
    Column("spent", Boolean, nullable=False),
)

# `key` is a digest of what identifies a song, `holder` the process that looks it up, `ticket` the one call that took it.
claims = Table(
    "claims",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("holder", Text, nullable=False),
    Column("ticket", Text, nullable=False),
    Column("ends_at", Double, nullable=False),
)
