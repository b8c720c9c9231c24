"""Settings: read once at the start from ``TONGGUAN_*`` into one frozen object, all mistakes told at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.addresses import FORMS, without_secret
from domain.errors import SettingsError
from domain.reading import Limits
from workers.brokers.url import EMBEDDED

PREFIX = "TONGGUAN_"
_MEGABYTE = 1024 * 1024
_MOST_JOBS = 8
SHORTEST_TOKEN = 16  # characters


def _cores() -> int:
    return min(_MOST_JOBS, len(os.sched_getaffinity(0)))


def _home() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "tongguan"


def _language() -> Literal["zh", "en"]:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if spoken.lower().startswith("zh") else "en"


class Settings(BaseSettings):
    """Every setting with its default; the environment wins over the default, an option of the command over both."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    data_dir: Path = Field(
        default_factory=_home,
        description="Folder for the database and the stored files. Default: tongguan in the user's data folder.",
    )
    database_url: str = Field(
        default="",
        description="Address of the database: sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME. "
        "Default: an SQLite file in the data folder.",
    )
    objects_url: str = Field(
        default="",
        description="Address of the object store: file:///PATH, memory:// or s3://BUCKET/PREFIX?endpoint=...&region=... "
        "(credentials in AWS_*). Default: a folder in the data folder.",
    )
    broker_url: str = Field(
        default=EMBEDDED,
        description="Address of the message broker: embedded:// (this process), redis://HOST:PORT/DB, "
        "amqp://USER:PASSWORD@HOST:PORT/VHOST.",
    )
    jobs: int = Field(
        default_factory=_cores,
        ge=1,
        le=64,
        description="Reader processes at a time. Default: the processor's cores, 8 at most.",
    )
    lang: Literal["zh", "en"] = Field(
        default_factory=_language,
        description="Language of what is printed: zh or en. Default: Chinese in a Chinese locale, else English.",
    )
    max_file_mb: int = Field(default=200, ge=1, description="Largest file that is opened, in MB.")
    max_pages: int = Field(default=300, ge=1, description="Most pages of one file.")
    max_megapixels: int = Field(
        default=120, ge=1, description="Largest picture that is decoded, in million pixels."
    )
    max_members: int = Field(default=1000, ge=1, description="Most files in one archive.")
    max_unpacked_mb: int = Field(
        default=1024, ge=1, description="Most that one archive may unpack to, in MB."
    )
    reader_memory_mb: int = Field(
        default=3072, ge=256, description="Memory that a reader process may take for one file, in MB."
    )
    page_seconds: float = Field(default=120.0, gt=0, description="Longest time for one page, in seconds.")
    host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="Network address that serve listens on; 0.0.0.0 is every one.",
    )
    port: int = Field(
        default=8600, ge=0, le=65535, description="Port that serve listens on; 0 takes a free one."
    )
    base_url: str = Field(
        default="",
        description="Address that people and systems reach the service under, such as https://tongguan.example. With https "
        "its cookies travel encrypted only. Default: the address that serve prints.",
    )
    allowed_hosts: str = Field(
        default="",
        description="More names or addresses that serve answers to, with commas, * for all. It always answers to localhost "
        "and to the host of TONGGUAN_BASE_URL.",
    )
    trusted_proxies: str = Field(
        default="127.0.0.1",
        description="Addresses or networks of proxies, with commas, whose word (X-Forwarded-For) is taken for where a request "
        "comes from.",
    )
    stop_seconds: float = Field(
        default=30.0,
        ge=0,
        description="How long serve and worker, told to stop, wait for what they work on before they hand it back.",
    )
    log_format: Literal["auto", "json", "console"] = Field(
        default="auto",
        description="Log of serve and worker: json (a line each), console, or auto (console on a terminal, else json).",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least weight of what is logged: debug, info, warning, error."
    )
    metrics_token: SecretStr = Field(
        default=SecretStr(""),
        description="Bearer token (16 characters or more) that /metrics asks of who does not call from this machine. "
        "Default: nobody else is answered.",
    )
    max_upload_mb: int = Field(
        default=512,
        ge=1,
        description="Most that one upload to the service may hold, all its files together, in MB.",
    )
    requests_per_minute: int = Field(
        default=3000, ge=1, description="Requests a minute that one account may make of one server process."
    )
    address_requests_per_minute: int = Field(
        default=6000,
        ge=1,
        description="The same for one network address, behind which many people may sit.",
    )
    web_threads: int = Field(
        default=40, ge=4, le=500, description="Requests that one server process works on at the same time."
    )
    worker_metrics_port: int = Field(
        default=0, ge=0, le=65535, description="Port on which a worker shows its own metrics; 0 shows none."
    )

    @field_validator("broker_url", "database_url", "objects_url", "base_url")
    @classmethod
    def _is_known_form(cls, value: str, info: ValidationInfo) -> str:
        FORMS[str(info.field_name)](value)
        return value

    @field_validator("metrics_token")
    @classmethod
    def _is_long(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < SHORTEST_TOKEN:
            raise ValueError(f"needs {SHORTEST_TOKEN} characters or more")
        return value

    @property
    def host_names(self) -> tuple[str, ...]:
        """The names in ``allowed_hosts``."""
        return tuple(name.strip() for name in self.allowed_hosts.split(",") if name.strip())

    @property
    def database(self) -> str:
        """The address of the database, also where none was set."""
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'tongguan.sqlite'}"

    @property
    def objects(self) -> str:
        """The address of the object store, also where none was set."""
        return self.objects_url or f"file://{self.data_dir.absolute() / 'objects'}"

    @property
    def limits(self) -> Limits:
        """What a reader will not go beyond."""
        return Limits(
            max_file_bytes=self.max_file_mb * _MEGABYTE,
            max_pages=self.max_pages,
            max_pixels=self.max_megapixels * 1_000_000,
            max_members=self.max_members,
            max_unpacked_bytes=self.max_unpacked_mb * _MEGABYTE,
            memory_bytes=self.reader_memory_mb * _MEGABYTE,
            page_seconds=self.page_seconds,
        )


def load_settings(**options: Any) -> Settings:
    """The settings, with those ``options`` that are not None put over the environment.

    Raises ``SettingsError`` that names every wrong setting, and every ``TONGGUAN_*`` name that is no setting.
    """
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    mistakes = [f"{name} is no setting" for name in unknown]
    try:
        settings = Settings(**{name: value for name, value in options.items() if value is not None})
    except ValidationError as error:
        mistakes += [_mistake(detail["loc"], detail["msg"], detail["input"]) for detail in error.errors()]
    if mistakes:
        raise SettingsError(
            "; ".join(mistakes), advice="Correct the environment; docs/settings.md lists every setting."
        )
    return settings


def _mistake(place: tuple[int | str, ...], message: str, value: object) -> str:
    shown = (
        "***" if place == ("metrics_token",) else without_secret(value) if isinstance(value, str) else value
    )
    return f"{PREFIX}{'.'.join(map(str, place)).upper()} = {shown!r}: {message.removeprefix('Value error, ')}"
