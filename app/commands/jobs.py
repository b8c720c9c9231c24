"""``tongguan jobs``: work that is queued, running, stuck or given up."""

from __future__ import annotations

from typing import Any

from app.bootstrap import services_for
from app.exit_codes import ExitCode
from app.settings import load_settings
from domain.errors import UsageError
from service import paper_set_commands
from service.paper_set_commands import JobLine
from web.visible import visible

STATES = ("queued", "running", "stuck", "done", "quarantined")


def run(state: str | None, limit: int, requeue: str | None, release: str | None, **options: Any) -> ExitCode:
    """Requeue or release what was asked for, then list; exit code 1 when something is stuck or given up."""
    if state is not None and state not in STATES:
        raise UsageError(f"There is no state {state!r}", advice=f"States are: {', '.join(STATES)}.")
    settings = load_settings(**options)
    with services_for(settings) as services:
        if requeue is not None:
            paper_set_commands.requeue(services, requeue)
        if release is not None:
            paper_set_commands.release(services, release)
        lines = paper_set_commands.jobs(services, state=state, limit=limit)
    print_jobs(lines, settings.lang)
    needs_person = any(line.state in ("stuck", "quarantined") for line in lines)
    return ExitCode.NEEDS_PERSON if needs_person else ExitCode.ALL_CLEAR


def print_jobs(lines: tuple[JobLine, ...], lang: str) -> None:
    """One block per job: state, step, subject, starts, and the reason where there is one."""
    if not lines:
        print("没有未完成的任务。" if lang == "zh" else "No work is waiting, running or stuck.")
    for line in lines:
        counts = f"{line.starts}×" + (f" ({line.failures} failed)" if line.failures else "")
        print(
            f"{line.state:<11} {line.step:<12} {line.id}  {line.updated_at:%Y-%m-%d %H:%M:%S}  {counts}  {line.queue}"
        )
        print(f"            {visible(line.subject)}  paper set {line.paper_set_id[:12]}")
        if line.reason:
            print(f"            {visible(line.reason)}")
