"""The skin: the finder over HTTP."""
