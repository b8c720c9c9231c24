"""What the running application carries for its routes: one frozen value on ``app.state``."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from anyio import CapacityLimiter
from starlette.requests import HTTPConnection

from web.limits.cache import MEGABYTE, Kept
from web.limits.downloads import Downloads
from web.limits.rates import Rates
from web.limits.streams import Streams
from web.settings import WebSettings
from workers.services import Services

PICTURES_AT_A_TIME, REPORTS_AT_A_TIME = 2, 1


@dataclass(frozen=True, slots=True)
class WebState:
    """Services, settings and what is counted in this process."""

    services: Services
    settings: WebSettings
    rates: Rates = field(default_factory=Rates)
    streams: Streams = field(default_factory=Streams)
    downloads: Downloads = field(default_factory=Downloads)
    picture_work: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(PICTURES_AT_A_TIME))
    """who cuts and shrinks pictures; the others wait without a thread"""
    report_work: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(REPORTS_AT_A_TIME))
    kept_pictures: Kept = field(default_factory=lambda: Kept(16 * MEGABYTE))
    kept_reports: Kept = field(default_factory=lambda: Kept(64 * MEGABYTE))
    stopping: threading.Event = field(default_factory=threading.Event)
    """set when the server begins to stop: event streams end, so that it can"""


def state_of(connection: HTTPConnection) -> WebState:
    """The state of the application that answers."""
    state = connection.app.state.web
    assert isinstance(state, WebState)
    return state
