"""Who may see what is for operators: callers on this machine, and whoever shows the token.

A request that a proxy passed on does not come from this machine, whatever its sender's address is.
"""

from __future__ import annotations

import hmac
import ipaddress

from fastapi import Request

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
"""headers that a proxy adds"""


def may_see(request: Request, token: str) -> bool:
    """Whether the caller sits on this machine or shows the token."""
    shown = request.headers.get("authorization", "").removeprefix("Bearer ").encode()
    if token and hmac.compare_digest(shown, token.encode()):
        return True
    if any(header in request.headers for header in FORWARDED) or request.client is None:
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
