"""``tongguan audit``: whether anybody changed the audit log behind the program's back."""

from __future__ import annotations

from typing import Any

from app.bootstrap import services_for
from app.exit_codes import ExitCode
from app.settings import load_settings
from domain.values import Bilingual
from service import identity_commands as identity


def run(**options: Any) -> ExitCode:
    """Check the chain and print its end; exit code 1 when it is broken."""
    settings = load_settings(**options)
    with services_for(settings) as services:
        broken = identity.check_chain(services)
        if broken is None:
            number, digest = identity.chain_end(services)
            told = Bilingual(
                f"审计日志完整，共 {number} 条。末条哈希：{digest}",
                f"The audit log is whole: {number} lines. Hash of the last: {digest}",
            )
        else:
            told = Bilingual(
                f"审计日志自第 {broken} 条起已被改动、删除或插入。",
                f"The audit log is broken from line {broken} on: a line was changed, removed or slipped in.",
            )
    print(told.say(settings.lang))
    return ExitCode.ALL_CLEAR if broken is None else ExitCode.NEEDS_PERSON
