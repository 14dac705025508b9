"""A call to an outside service: within a deadline, repeated where that may help, its failure in our language."""

from __future__ import annotations

import contextvars
import time
from collections.abc import Callable
from typing import TypeVar

import requests
import tenacity
import urllib3

from ..errors import Problem, QuotaSpent, UpstreamError, UpstreamTimeout

ATTEMPTS = 3

Told = TypeVar("Told")


class Deadline:
    """The moment by which an answer is due; on the monotonic clock, so that setting the machine's clock changes nothing."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds until then, never below 0."""
        return max(0.0, self._end - time.monotonic())


class Unhurried(Deadline):
    """A stream's: it never comes, and leaves each call the time that a whole answer has elsewhere."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self._seconds = seconds

    def left(self) -> float:
        return self._seconds


# spotipy and python-youtube have no parameter that would carry a deadline to their session, so it reads it from here.
current: contextvars.ContextVar[Deadline | None] = contextvars.ContextVar("deadline", default=None)


# Hears of every try how it ended: its verb ("youtube.search"), `ok` or what went wrong by its code, and how many seconds it took.
Observer = Callable[[str, str, float], None]
_observers: list[Observer] = []


def observe(observer: Observer) -> None:
    """Tell it of every try from now on, in whichever thread that is; once, however often this is said."""
    if observer not in _observers:
        _observers.append(observer)


def call(
    service: str,
    deadline: Deadline,
    ask: Callable[[], Told],
    understand: Callable[[Exception], Problem | None],
    *,
    verb: str,
    attempts: int = ATTEMPTS,
) -> Told:
    """Ask an outside service and return its answer, or raise a Problem in our language.

    `verb` is what is asked, as the stand-in calls it: "youtube.search". Observers hear of each try under that name.
    `understand` turns what the client library raised for a refusal into a Problem (None: it is not one). Transient failures
    are asked again, `attempts` times in all, never past the deadline. A hang is not: who was silent for a whole timeout
    has had its chance. Nothing is chained to what is raised, since the key is a part of the URL in an upstream's errors.
    """

    def once() -> Told:
        token, began, result = current.set(deadline), time.monotonic(), "ok"
        try:
            return ask()
        except (Problem, QuotaSpent) as reason:
            result = _code(reason)
            raise
        except Exception as error:
            problem = understand(error) or _broken(service, error)
            result = _code(problem)
            if problem is None:
                raise
            raise problem from None
        finally:
            current.reset(token)
            for observer in _observers:
                observer(verb, result, time.monotonic() - began)

    try:
        return tenacity.Retrying(
            retry=tenacity.retry_if_exception(lambda error: isinstance(error, UpstreamError) and error.transient),
            stop=tenacity.stop_after_attempt(attempts) | tenacity.stop_before_delay(deadline.left()),
            wait=tenacity.wait_random_exponential(multiplier=0.1, max=1),
            reraise=True,
        )(once)
    except Problem as problem:
        raise problem.with_traceback(None) from None


def _code(reason: Problem | QuotaSpent | None) -> str:
    return "quota_spent" if isinstance(reason, QuotaSpent) else reason.code if reason else Problem.code


def _broken(service: str, error: Exception) -> Problem | None:
    """What a failure below HTTP means; None where the error is no upstream's but a mistake of ours."""
    if isinstance(error, (requests.Timeout, urllib3.exceptions.TimeoutError)):
        return UpstreamTimeout(f"{service} did not answer in time. Try again in a moment.", source=service)
    if isinstance(error, requests.JSONDecodeError):
        return UpstreamError(f"{service} answered something that is not JSON.", source=service)
    if isinstance(error, requests.TooManyRedirects):
        return UpstreamError(f"{service} answered with a redirect, which it should not have.", source=service)
    if isinstance(error, (requests.RequestException, urllib3.exceptions.HTTPError, OSError)):
        return UpstreamError(f"{service} cannot be reached, or broke off its answer.", source=service, transient=True)
    return None
