"""Give it a playlist; it answers with the right music video for every song."""

__version__ = "0.1.0"
