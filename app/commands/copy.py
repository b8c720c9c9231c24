"""``tongguan copy``: everything into another database, another object store, or both."""

from __future__ import annotations

import sys
import time
from typing import Any

from app.addresses import check_database, check_objects
from app.exit_codes import ExitCode
from app.settings import Settings, load_settings
from domain.errors import UsageError
from domain.values import Bilingual
from service.copy_commands import MOST_NAMED, Copied, copy_everything

TELL_SECONDS = 5.0
"""between two lines that say how far it is"""


def run(to_database: str | None, to_objects: str | None, **options: Any) -> ExitCode:
    """Copy what is asked for and say what became of it; exit code 3 when some objects could not be copied."""
    settings = load_settings(**options)
    _check(settings, to_database, to_objects)
    copied = copy_everything(
        settings.database, settings.objects, to_database, to_objects, _Teller(settings.lang)
    )
    _tell(copied, settings.lang)
    is_whole = copied.objects is None or not copied.objects.failures
    return ExitCode.ALL_CLEAR if is_whole else ExitCode.NOT_PROCESSED


def _check(settings: Settings, to_database: str | None, to_objects: str | None) -> None:
    if not to_database and not to_objects:
        raise UsageError(
            "Nothing to copy to.", advice="Give --to-database, --to-objects or both ('tongguan copy --help')."
        )
    for name, check, source, target in (
        ("--to-database", check_database, settings.database, to_database),
        ("--to-objects", check_objects, settings.objects, to_objects),
    ):
        if target is None:
            continue
        try:
            check(target)
        except ValueError as error:
            raise UsageError(f"{name}: {error}") from error
        if target == source:
            raise UsageError(f"{name} is where everything lies already.", advice="Give another address.")


class _Teller:
    """Says from time to time how far it is, on standard error."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._next = time.monotonic() + TELL_SECONDS

    def __call__(self, name: str, count: int) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + TELL_SECONDS
            print(
                Bilingual(f"{name}：{count}", f"{name}: {count}").say(self._lang), file=sys.stderr, flush=True
            )


def _tell(copied: Copied, lang: str) -> None:
    lines: list[Bilingual] = []
    if copied.objects is not None:
        found = copied.objects
        lines.append(
            Bilingual(
                f"文件：{found.count} 个，新复制 {found.new} 个",
                f"Objects: {found.count}, {found.new} of them new",
            )
        )
        lines += [Bilingual(f"未能复制：{why}", f"Not copied: {why}") for why in found.failures[:MOST_NAMED]]
        if len(found.failures) > MOST_NAMED:
            more = len(found.failures) - MOST_NAMED
            lines.append(Bilingual(f"另有 {more} 个未能复制", f"{more} more were not copied"))
    if copied.rows is not None:
        lines.append(Bilingual(f"数据库：{copied.rows} 行", f"Database: {copied.rows} rows"))
    print("\n".join(line.say(lang) for line in lines))
