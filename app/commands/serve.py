"""``tongguan serve``: the API, the pages and, unless told otherwise, the workers in one process."""

from __future__ import annotations

import threading
from typing import Any

from app.bootstrap import services_for
from app.checks import data_folder
from app.exit_codes import ExitCode
from app.http.server import HttpServer, address_of, listen
from app.log.chain_notes import ChainNotes
from app.log.logs import start_log
from app.process import set_up_process, tell_of_locks
from app.settings import Settings, load_settings
from app.stopping import on_stop
from domain.errors import SettingsError, UsageError
from service.identity_commands import first_token
from web.server import create_app
from web.settings import MEGABYTE, WebSettings
from workers.brokers.url import EMBEDDED, without_secret
from workers.operator_log import log_event
from workers.runtime import Runtime
from workers.services import SERVICE_SETTINGS, Services


def run(with_workers: bool, **options: Any) -> ExitCode:
    """Serve until SIGTERM or SIGINT."""
    settings = load_settings(**options)
    set_up_process()
    start_log(settings.log_format, settings.log_level)
    tell_of_locks()
    listening = _place(settings)
    address = address_of(listening)
    stopping = threading.Event()
    with listening, services_for(settings, SERVICE_SETTINGS) as services:
        app = create_app(services, web_settings(settings, address), stopping=stopping)
        server = HttpServer(
            app,
            stopping,
            lambda: _tell_started(services, settings, address),
            stop_seconds=settings.stop_seconds,
            trusted_proxies=settings.trusted_proxies,
        )
        with (
            on_stop(server.stop),
            ChainNotes(services),
            _runtime(services, settings, with_workers) as runtime,
        ):
            if with_workers or settings.broker_url != EMBEDDED:
                runtime.start()
            server.run(sockets=[listening])
            log_event("serve_stopping")
    log_event("serve_stopped")
    return ExitCode.ALL_CLEAR if server.started else ExitCode.NOT_PROCESSED


def web_settings(settings: Settings, address: str) -> WebSettings:
    """What the web side must be told; ``address`` is where it listens."""
    return WebSettings(
        base_url=settings.base_url.rstrip("/") or address,
        allowed_hosts=(*WebSettings().allowed_hosts, *settings.host_names),
        cookie_secure=settings.base_url.startswith("https://"),
        metrics_token=settings.metrics_token.get_secret_value(),
        max_upload_bytes=settings.max_upload_mb * MEGABYTE,
        requests_per_minute=settings.requests_per_minute,
        address_requests_per_minute=settings.address_requests_per_minute,
        threads=settings.web_threads,
    )


def _place(settings: Settings) -> Any:
    """The socket to listen on; whatever else is wrong with this machine is told with it."""
    folder = data_folder(settings)
    mistakes = [] if folder.is_good else [f"{folder.name.en}: {folder.detail}"]
    try:
        listening = listen(settings.host, settings.port)
    except UsageError as error:
        raise SettingsError("; ".join([*mistakes, str(error)]), advice=error.advice) from error
    if mistakes:
        listening.close()
        raise SettingsError(
            "; ".join(mistakes), advice="Name a folder that you may write to with --data-dir."
        )
    return listening


def _runtime(services: Services, settings: Settings, with_workers: bool) -> Runtime:
    return Runtime(
        services,
        everything=True,
        threads=None if with_workers else 0,
        broker_url=settings.broker_url,
        grace_seconds=settings.stop_seconds,
    )


def _tell_started(services: Services, settings: Settings, address: str) -> None:
    """On standard output, for the person who started it: the token is not for the log."""
    shown = settings.base_url.rstrip("/") or address
    is_zh = settings.lang == "zh"
    print(f"{'通关服务已启动：' if is_zh else 'Tongguan is running: '}{shown}", flush=True)
    token = first_token(services)
    if token is not None:
        words = (
            "首次使用，请用此一次性链接建立管理员账号："
            if is_zh
            else "First start: make the administrator with this one-time link: "
        )
        print(f"{words}{shown}/first?token={token}", flush=True)
    log_event(
        "serve_started",
        address=address,
        base_url=settings.base_url,
        broker=without_secret(settings.broker_url),
        owner=str(services.owner),
    )
