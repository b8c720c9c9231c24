"""Addresses of databases and object stores as they may be shown: without the password."""

from __future__ import annotations

import re

_PASSWORD = re.compile(r"(?<=://)([^/@:?#]*):[^@/?#]*@")
_SECRET_OPTION = re.compile(r"([?&][^=&#]*(?:password|secret|token|key)[^=&#]*=)[^&#]*", re.IGNORECASE)


def shown(url: str) -> str:
    """The address with ``***`` for a password or secret in it."""
    return _SECRET_OPTION.sub(r"\1***", _PASSWORD.sub(r"\1:***@", url))
