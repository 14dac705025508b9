"""Which videos there are: what YouTube's Data API tells, booked before it is asked, and YouTube Music where that is switched on."""

from .channels import Channels
from .details import Details
from .youtube import IDS_A_CALL, YouTube
from .ytmusic import YTMusic

__all__ = ["IDS_A_CALL", "Channels", "Details", "YTMusic", "YouTube"]
