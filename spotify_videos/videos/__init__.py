"""Which videos there are: what YouTube's Data API tells, booked before it is asked."""

from .details import Details
from .youtube import YouTube

__all__ = ["Details", "YouTube"]
