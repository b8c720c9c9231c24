"""What is printed after the work: per car the verdict, the deciding findings in a sentence each, what to do next."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from domain.document import Actor
from domain.finding import DossierResult, Evidence, Finding, Verdict
from domain.result import Result
from web.reports.words import ACTORS, VERDICT_MARKS, VERDICTS
from web.visible import visible

_COLOURS = {Verdict.CLEAR: "green", Verdict.REVIEW: "yellow", Verdict.REFUSE: "red"}
_WHY, _NEXT, _UNREAD = ("原因", "why"), ("下一步", "next"), ("未读取", "not read")
_NO_CAR = ("未找到任何车辆", "no car was found in these papers")

Line = tuple[str, str]
"""what it is, what it says"""


def print_summary(results: Sequence[Result], lang: str, *, to_stderr: bool = False) -> None:
    """One table per car, and one for what concerns a whole bundle; on a terminal in colour and wrapped to its width."""
    stream = sys.stderr if to_stderr else sys.stdout
    show = _show_on_terminal if stream.isatty() else _show_plain
    for result in results:
        for title, verdict, lines in tables_of(result, lang):
            show(stream, f"{VERDICT_MARKS[verdict]} {VERDICTS[verdict].say(lang)}  {title}", verdict, lines)


def _show_plain(stream: TextIO, heading: str, _: Verdict, lines: Sequence[Line]) -> None:
    print(heading, *(f"    {name}: {text}" for name, text in lines), sep="\n", file=stream)


def _show_on_terminal(stream: TextIO, heading: str, verdict: Verdict, lines: Sequence[Line]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for name, text in lines:
        table.add_row(Text(f"  {name}", style="dim"), Text(text))
    console = Console(file=stream, highlight=False)
    console.print(Text(heading, style=f"bold {_COLOURS[verdict]}"))
    console.print(table)


def tables_of(result: Result, lang: str) -> Iterator[tuple[str, Verdict, list[Line]]]:
    """Title, verdict and lines of every table: the cars, then the bundle itself where something concerns it."""
    names = {file.sha256: file.name for file in reversed(result.files)}
    bundle = visible(result.name)
    for dossier in result.dossiers:
        yield (
            f"{visible(dossier.vin or dossier.id)}  ({bundle})",
            dossier.verdict,
            _car_lines(dossier, names, lang),
        )
    deciding = [f for f in result.findings if f.effect is not Verdict.CLEAR]
    lines = list(_finding_lines(deciding, names, lang))
    lines += [
        (_say(_UNREAD, lang), f"{visible(n.name)}: {visible(n.reason.say(lang))}") for n in result.not_read
    ]
    if not result.dossiers:
        lines.append((_say(_WHY, lang), _say(_NO_CAR, lang)))
    lines += [(_say(_NEXT, lang), text) for text in _advice(deciding, lang)]
    if lines:
        yield bundle, result.verdict, lines


def _car_lines(dossier: DossierResult, names: dict[str, str], lang: str) -> list[Line]:
    if dossier.verdict is Verdict.CLEAR:
        return [(_say(_WHY, lang), visible(dossier.summary.say(lang)))]
    order = {rule: n for n, rule in enumerate(dossier.reasons)}
    deciding = [f for f in dossier.findings if f.rule in order and f.effect is not Verdict.CLEAR]
    deciding.sort(key=lambda f: order[f.rule])
    return list(_finding_lines(deciding, names, lang)) + [
        (_say(_NEXT, lang), text) for text in _next_steps(dossier, deciding, lang)
    ]


def _finding_lines(findings: Iterable[Finding], names: dict[str, str], lang: str) -> Iterator[Line]:
    for finding in findings:
        places = dict.fromkeys(filter(None, (_place(e, names, lang) for e in finding.evidence)))
        where = f" [{' ↔ '.join(places)}]" if places else ""
        yield _say(_WHY, lang), visible(finding.message.say(lang)) + where


def _next_steps(dossier: DossierResult, deciding: Sequence[Finding], lang: str) -> list[str]:
    """Who acts, then each piece of advice once."""
    who = [] if dossier.next_action is Actor.NOBODY else [ACTORS[dossier.next_action].say(lang)]
    return who + _advice(deciding, lang)


def _advice(findings: Iterable[Finding], lang: str) -> list[str]:
    return list(dict.fromkeys(visible(f.advice.say(lang)) for f in findings if f.advice is not None))


def _place(evidence: Evidence, names: dict[str, str], lang: str) -> str:
    if evidence.place is None:
        return ""
    name = visible(names.get(evidence.place.file, evidence.place.file[:12]))
    page = evidence.place.page
    return f"{name} 第{page}页" if lang == "zh" else f"{name} p.{page}"


def _say(words: tuple[str, str], lang: str) -> str:
    return words[0] if lang == "zh" else words[1]
