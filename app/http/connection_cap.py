"""How many connections one address may hold open, and all together: the rest of the descriptors is for files and work."""

from __future__ import annotations

import asyncio
import ipaddress
from collections import Counter
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_OF_AN_ADDRESS = 300
"""behind one there may be a whole office; a browser opens six"""
KEPT_DESCRIPTORS = 400
"""for database, files, pipes to children"""
FEWEST = 100
"""connections that are taken however few descriptors there are"""


class ConnectionCap:
    """Counts connections; only ever called from the thread of the server's loop."""

    def __init__(self, descriptors: int, trusted_proxies: str) -> None:
        self._most = max(FEWEST, descriptors - KEPT_DESCRIPTORS)
        self._proxies = _Addresses(trusted_proxies)
        self._open: Counter[str] = Counter()
        self._total = 0

    def enter(self, address: str) -> bool:
        """One more from that address; False, and not counted, when there are as many as may be. Proxies have no cap."""
        is_full = self._open[address] >= MOST_OF_AN_ADDRESS and address not in self._proxies
        if is_full or self._total >= self._most:
            return False
        self._open[address] += 1
        self._total += 1
        return True

    def leave(self, address: str) -> None:
        """One less."""
        self._total -= 1
        self._open[address] -= 1
        if self._open[address] <= 0:
            del self._open[address]

    def protocol(self) -> type[asyncio.Protocol]:
        """uvicorn's side of a connection, which is dropped at once when it is one too many."""
        cap = self

        class Capped(H11Protocol):
            _address: str | None = None

            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                address = self.client[0] if self.client else ""
                if cap.enter(address):
                    self._address = address
                else:
                    transport.abort()

            def connection_lost(self, exc: Exception | None) -> None:
                super().connection_lost(exc)
                if self._address is not None:
                    cap.leave(self._address)
                    self._address = None

            def data_received(self, data: Any) -> None:
                if self._address is not None:
                    super().data_received(data)

        return Capped


class _Addresses:
    """Addresses and networks with commas between them; ``*`` is every one."""

    def __init__(self, text: str) -> None:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        self._is_all = "*" in parts
        self._networks = [network for part in parts if (network := _network(part)) is not None]

    def __contains__(self, address: str) -> bool:
        if self._is_all:
            return True
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._networks)


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None
