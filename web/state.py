"""What the running application carries for its routes: one frozen value on ``app.state``."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from starlette.requests import HTTPConnection

from web.downloads import Downloads
from web.rates import Rates
from web.settings import WebSettings
from web.streams import Streams
from workers.services import Services


@dataclass(frozen=True, slots=True)
class WebState:
    """Services, settings and what is counted in this process."""

    services: Services
    settings: WebSettings
    rates: Rates = field(default_factory=Rates)
    streams: Streams = field(default_factory=Streams)
    downloads: Downloads = field(default_factory=Downloads)
    stopping: threading.Event = field(default_factory=threading.Event)
    """set when the server begins to stop: event streams end, so that it can"""


def state_of(connection: HTTPConnection) -> WebState:
    """The state of the application that answers."""
    state = connection.app.state.web
    assert isinstance(state, WebState)
    return state
