"""``tongguan show``: what was read from one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.bootstrap import services_for
from app.exit_codes import ExitCode
from app.settings import load_settings
from app.terminal.progress import progress_on
from app.terminal.writing import ready_to_write
from domain.document import FileState, Problem, SourceFile
from domain.errors import UsageError
from domain.field import Document, Field
from domain.finding import Finding
from domain.result import Result
from domain.values import Bilingual
from domain.vocabulary import spec_of
from service import paper_set_commands
from web.reports.words import FILE_STATES, MISSING, label_of, percent
from web.visible import visible
from workers.jobs.failure import PROCESSING_FAILED
from workers.runtime import Runtime


def run(file: Path, with_words: bool, draw: Path | None, **options: Any) -> ExitCode:
    """Read the file as a bundle of its own, print what was read; exit code 1 when it could not be read whole."""
    if not file.is_file():
        raise UsageError(f"There is no file {file}", advice="Give one file; for folders use tongguan verify.")
    settings = load_settings(**options)
    ready_to_write(draw)
    with services_for(settings) as services:
        paper_set_id = paper_set_commands.submit(services, paper_set_commands.files_source([file], file.name))
        with Runtime(services) as runtime, progress_on(file.name, settings.lang) as on_event:
            result = paper_set_commands.wait(services, paper_set_id, on_event, runtime=runtime)
        for line in lines_of(result, settings.lang, with_words):
            print(line)
        if draw is not None:
            from app.terminal.drawing import draw_pages

            for path in draw_pages(
                result, lambda sha, page: paper_set_commands.picture(services, sha, page), draw
            ):
                print(path)
    return ExitCode.ALL_CLEAR if is_whole(result) else ExitCode.NEEDS_PERSON


def is_whole(result: Result) -> bool:
    """Whether every file was read and every step on what was read came to its end."""
    states = {file.state for file in result.files}
    return states <= {FileState.READ, FileState.CONTAINER} and not _given_up(result)


def _given_up(result: Result) -> list[Finding]:
    return [finding for finding in result.findings if finding.rule == PROCESSING_FAILED]


def lines_of(result: Result, lang: str, with_words: bool) -> list[str]:
    """The text that is printed: files with their problems, papers with their fields, words when asked for."""
    lines: list[str] = []
    for file in result.files:
        lines += _file_lines(file, lang)
        if with_words:
            lines += _word_lines(file)
    for document in result.documents:
        lines += _document_lines(document, lang)
    return lines + [_finding_line(finding, lang) for finding in _given_up(result)]


def _file_lines(file: SourceFile, lang: str) -> list[str]:
    pages = f"{len(file.pages)} {'页' if lang == 'zh' else 'pages'}"
    lines = [f"{visible(file.name)}: {FILE_STATES[file.state].say(lang)}, {file.media_type}, {pages}"]
    lines += [_problem_line(problem, lang, problem.page) for problem in file.problems]
    return lines + [
        _problem_line(problem, lang, page.number) for page in file.pages for problem in page.problems
    ]


def _problem_line(problem: Problem, lang: str, page: int | None) -> str:
    where = f" #{page}" if page else ""
    return f"  !{where} {visible(problem.message.say(lang))} {visible(problem.advice.say(lang))} ({problem.code})"


def _finding_line(finding: Finding, lang: str) -> str:
    advice = visible(finding.advice.say(lang)) if finding.advice else ""
    return f"! {visible(finding.message.say(lang))} {advice} ({finding.rule})"


def _word_lines(file: SourceFile) -> list[str]:
    return [
        f"  #{page.number} ({box.x0:.0f},{box.y0:.0f})-({box.x1:.0f},{box.y1:.0f}) {word.score:.2f} {word.source}  "
        f"{visible(word.text)}"
        for page in file.pages
        for word in page.words
        for box in (word.box,)
    ]


def _document_lines(document: Document, lang: str) -> list[str]:
    spec = spec_of(document.kind)
    kind = spec.zh if lang == "zh" else spec.en
    subtype = f" ({document.subtype})" if document.subtype else ""
    pages = ", ".join(str(page.page) for page in document.pages)
    lines = ["", f"{kind}{subtype} {percent(document.kind_certainty)}, #{pages}"]
    lines += [_problem_line(problem, lang, problem.page) for problem in document.problems]
    lines += [_field_line(field, label_of(document.kind, field.name), lang) for field in document.fields]
    for row in document.rows:
        lines.append(f"  {row.table} {row.index + 1}")
        for field in row.fields:
            lines.append("  " + _field_line(field, label_of(document.kind, field.name, row.table), lang))
    return lines


def _field_line(field: Field, words: Bilingual, lang: str) -> str:
    label = f"  {words.say(lang)} [{field.name}]: "
    if field.value is None:
        return label + f"— ({MISSING[field.missing].say(lang) if field.missing else ''})"
    raw = f"  “{visible(field.raw)}”" if field.raw != str(field.value) else ""
    return f"{label}{visible(field.value)}  {percent(field.certainty)} {field.source}{raw}"
