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

# `at` is when it was told, kept or pinned. `isrc` and `name_key` say which song this is (identity.py); the columns beside
# `body` are there to be searched.
tracks = Table(
    "tracks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("isrc", Text, index=True),
    Column("name_key", Text, index=True),
    Column("seconds", Integer),
    Column("at", Double, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

# All candidates of a track in one value: they are told, judged and refreshed together, so each is one write and one read.
candidates = Table(
    "candidates",
    metadata,
    Column("track_id", Text, ForeignKey(tracks.c.id), primary_key=True),
    Column("at", Double, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

# `at` is when YouTube told what the verdict stands on.
matches = Table(
    "matches",
    metadata,
    Column("track_id", Text, ForeignKey(tracks.c.id), primary_key=True),
    Column("status", Text, nullable=False),
    Column("at", Double, nullable=False, index=True),
    Column("video", Text),
)

pins = Table(
    "pins",
    metadata,
    Column("track_id", Text, ForeignKey(tracks.c.id), primary_key=True),
    Column("at", Double, nullable=False),
    Column("video", Text, nullable=False),
)

# One row, counted up by every write that changes what is answered, so that any process can tell that another one wrote.
revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
)

# Songs that wait for searches: `song` says which one it is, `at` when it was last asked for, `not_before` when its turn may come
# (later than now while somebody has it in hand).
wanted = Table(
    "wanted",
    metadata,
    Column("song", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Double, nullable=False, index=True),
    Column("not_before", Double, nullable=False),
    Column("body", Text, nullable=False),
)

# `day` is YouTube's, a date in Pacific time; `what` is searches or units, or one of these and a share's name; `spent` is YouTube's
# own word that nothing is left of it.
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

# `artist` is a name as identity.py writes it; a row whose channel is "" says that an artist has none, `standing` how it is known.
channels = Table(
    "channels",
    metadata,
    Column("artist", Text, primary_key=True),
    Column("channel_id", Text, primary_key=True, index=True),
    Column("standing", Text, nullable=False),
    Column("at", Double, nullable=False),
)

# `body` holds the ids and titles of the newest `pages` pages, which were read since `at`, the first of them last at `read_at`.
uploads = Table(
    "uploads",
    metadata,
    Column("channel_id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("read_at", Double, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("next_page", Text),
    Column("body", Text, nullable=False),
)

# The one connected account. `generation` counts sign-ins and sign-outs, `body` is encrypted and null while nobody is signed in,
# `ended` is Spotify's word that it is good no more; until `renewing_until` somebody has a new token in hand.
account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("generation", BigInteger, nullable=False),
    Column("body", Text),
    Column("ended", Boolean, nullable=False),
    Column("renewing_until", Double, nullable=False),
)

# Sign-ins under way. `state` and `browser` are digests, `body` is encrypted.
sign_ins = Table(
    "sign_ins",
    metadata,
    Column("state", Text, primary_key=True),
    Column("browser", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("ends_at", Double, nullable=False),
)
