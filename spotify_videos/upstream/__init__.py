"""What all outside services share: a deadline, one bounded session, bounded retries, rests, errors in our language, redaction."""

from .calls import Deadline, Unhurried, call, observe
from .redact import Redact
from .rest import Rest
from .session import Session
from .shared import Shared

__all__ = ["Deadline", "Redact", "Rest", "Session", "Shared", "Unhurried", "call", "observe"]
