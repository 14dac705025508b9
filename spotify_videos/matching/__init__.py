"""Which video is the right one: a verdict with its reasons, from nothing but what is told about the track and the candidates."""

from .channels import same_name
from .evidence import Evidence
from .judge import Assessed, Judgement, judge, likeliest
from .query import query

__all__ = ["Assessed", "Evidence", "Judgement", "judge", "likeliest", "query", "same_name"]
