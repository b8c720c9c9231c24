"""What the web side must be told: ``app.settings`` fills it, tests make their own."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Addresses, limits and patience of the web server. Sizes in bytes, times in seconds."""

    base_url: str = "http://127.0.0.1:8600"
    """as people type it; its host is always allowed"""
    allowed_hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    """names under which the server answers, without port; ``*`` for every name"""
    cookie_secure: bool = False
    """whether cookies travel over https only"""
    metrics_token: str = ""
    """bearer token for /metrics; empty: only from this machine"""
    max_body_bytes: int = 1 * MEGABYTE
    """of a request that is not an upload"""
    max_upload_bytes: int = 512 * MEGABYTE
    """of one upload with all its files"""
    max_download_bytes: int = 512 * MEGABYTE
    """of all files that are on their way to one organisation; a single larger one is sent all the same"""
    max_files_per_upload: int = 1000
    body_stall_seconds: float = 60.0
    """a body of which nothing comes for so long is given up"""
    slowest_body_bytes_per_second: float = 1000.0
    """a body that comes more slowly than this is given up after ``body_stall_seconds``"""
    threads: int = 40
    """requests that are worked on at the same time"""
    requests_per_minute: int = 3000
    """of one account"""
    address_requests_per_minute: int = 6000
    """of one network address, many people may share it"""
    founding_per_minute: int = 10
    """tries of the first administrator's token, from one address"""
    streams_per_account: int = 20
    """event streams that one account may have open"""
    streams_per_organisation: int = 100
    """the same of all its people and keys; the browser of who finds none left asks now and then instead"""
    stream_seconds: float = 900.0
    """an event stream ends after so long; the browser goes on by itself, and is asked again who it is"""
    stream_poll_seconds: float = 0.5
    stream_heartbeat_seconds: float = 15.0
    stream_grace_seconds: float = 5.0
    """how long a stream stays open behind the last event of a bundle that has come to its end"""
