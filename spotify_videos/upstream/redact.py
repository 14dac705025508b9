"""Keeps secrets out of the log."""

from __future__ import annotations

import logging
from collections.abc import Iterable


class Redact(logging.Formatter):
    """Blots out every secret in what is logged, tracebacks included: the last door before a line leaves the process."""

    @classmethod
    def around(cls, formatter: logging.Formatter | None, secrets: Iterable[str]) -> Redact:
        """In the place of a handler's formatter, which may be an earlier one of these."""
        return cls(formatter._inner if isinstance(formatter, cls) else formatter or logging.Formatter(), secrets)

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = sorted((secret for secret in secrets if len(secret) >= 4), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = self._inner.format(record)
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return line
