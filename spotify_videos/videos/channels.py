"""An artist's channels: guessed from the name or learnt from a search, and what they uploaded, read while a song is missing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from ..errors import Problem, QuotaSpent
from ..matching import same_name
from ..memory import ChannelShelf, Kept
from ..models import Candidate
from ..upstream import Deadline, Shared
from .shapes import Channel
from .youtube import YouTube

PAGES = 5  # How deep a channel is read, 50 uploads a page: a search costs less than the years below.
SUFFIXES = ("", "VEVO", "official", "music")
# https://support.google.com/youtube/answer/11585688: letters and digits of many scripts.
SHORTEST_HANDLE, LONGEST_HANDLE = 3, 30

Told = TypeVar("Told")


class Channels:
    """`calls` is how many calls may be under way at once, for all artists together."""

    def __init__(self, youtube: YouTube, shelf: ChannelShelf, calls: int = 256) -> None:
        self._youtube = youtube
        self._shelf = shelf
        self._pool = ThreadPoolExecutor(calls, thread_name_prefix="channels")
        self._known: Shared[list[Kept]] = Shared()
        self._pages: Shared[Kept] = Shared()

    def uploads(self, artist: str, deadline: Deadline) -> Iterator[list[Candidate]]:
        """What the artist's channels uploaded, newest first: all that is kept at once, then a further page of every channel a step.

        Nothing where the artist has no channel that we know of or can guess. Who stops listening stops the reading. Raise
        QuotaSpent or a Problem where none of the channels can be read on.
        """
        kept = self._known.ask(artist, lambda: self._channels(artist, deadline), deadline)
        if told := [upload for one in kept for upload in one.uploads]:
            yield told
        while unread := [one for one in kept if one.stale or (one.next_page and one.pages < PAGES)]:
            read = self._at_once([partial(self._read_on, one, deadline) for one in unread])
            kept = [one for one in read if isinstance(one, Kept)]
            if not kept:
                raise next(failure for failure in read if isinstance(failure, Exception))
            seen = {upload.id for one in unread for upload in one.uploads}
            yield [upload for one in kept for upload in one.uploads if upload.id not in seen]

    def learn(self, artist: str, candidate: Candidate) -> None:
        """Remember the channel of a video that answered a song of the artist's, where it bears the artist's name."""
        title = candidate.channel or ""
        # YouTube makes a "Topic" of art tracks for every artist by itself.
        if candidate.channel_id and not title.endswith(" - Topic") and same_name(artist, title):
            self._shelf.learn(artist, candidate.channel_id)

    def close(self) -> None:
        """Begin nothing more, and finish what is under way."""
        self._pool.shutdown(cancel_futures=True)

    def _channels(self, artist: str, deadline: Deadline) -> list[Kept]:
        known = self._shelf.of(artist)
        return self._guess(artist, deadline) if known is None else known

    def _guess(self, artist: str, deadline: Deadline) -> list[Kept]:
        """Ask for the handles that such a name may have; a channel counts when its title is the artist's name, too."""
        answers: Sequence[Channel | Exception | None] = ()
        if guessed := handles(artist):
            day = self._youtube.book(len(guessed))
            ask = self._youtube.channel_by_handle
            answers = self._at_once([partial(ask, handle, deadline, day) for handle in guessed])
        theirs = {one.id for one in answers if isinstance(one, Channel) and same_name(artist, one.title)}
        failure = next((one for one in answers if isinstance(one, Exception)), None)
        if failure and not theirs:
            raise failure
        self._shelf.guess(artist, theirs)
        return [Kept(channel_id) for channel_id in sorted(theirs)]

    def _read_on(self, kept: Kept, deadline: Deadline) -> Kept:
        return self._pages.ask(kept.channel_id, lambda: self._read(kept, deadline), deadline)

    def _read(self, kept: Kept, deadline: Deadline) -> Kept:
        """Read the newest page where it is stale, else the next one that is not kept, unless somebody else has just done so."""
        now = self._shelf.channel(kept.channel_id)
        if (now.pages, now.stale) != (kept.pages, kept.stale):
            return now
        page = self._youtube.uploads(now.channel_id, None if now.stale else now.next_page, deadline)
        return self._shelf.keep(now, page.uploads, page.next_page)

    def _at_once(self, calls: Sequence[Callable[[], Told]]) -> list[Told | Exception]:
        """Make all calls at the same time, the first of them in this thread, and return what each one brought, or raised."""
        others = [self._pool.submit(_outcome, call) for call in calls[1:]]
        return [_outcome(calls[0]), *(other.result() for other in others)]


def handles(artist: str) -> list[str]:
    """What the artist's channel may be called: the name in one word, as it is or with one of the endings that artists like."""
    plain = unicodedata.normalize("NFKD", artist.replace("&", "and").replace("$", "s")).casefold()
    name = unicodedata.normalize("NFC", "".join(letter for letter in plain if _is_letter(letter)))
    names = [name + suffix for suffix in SUFFIXES] if name else []
    return [f"@{name}" for name in names if SHORTEST_HANDLE <= len(name) <= LONGEST_HANDLE]


def _is_letter(sign: str) -> bool:
    """Accents on Latin, Greek and Cyrillic letters go; the vowel signs of Indic scripts and the voicing marks of kana stay."""
    return sign.isalnum() or (unicodedata.category(sign).startswith("M") and not "\u0300" <= sign <= "\u036f")


def _outcome(call: Callable[[], Told]) -> Told | Exception:
    try:
        return call()
    except (Problem, QuotaSpent) as failure:
        return failure
