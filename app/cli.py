"""The command line ``tongguan``: thin commands, each in its own module, loaded when it is called.

Here: names, options, help, and what becomes of errors. Nobody is ever shown a traceback who did not ask for it.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from app.exit_codes import ExitCode
from app.terminal.options import DataDir, Lang
from app.users_cli import users
from domain.errors import Conflict, NotFound, PolicyError, SettingsError, TongguanError, UsageError
from web.visible import visible

_DEBUG = "--debug"


AsOf = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        help="Judge as if this day were today.",
        show_default="today",
        metavar="YYYY-MM-DD",
    ),
]
PolicyName = Annotated[
    str | None,
    typer.Option(
        help="Policy pack to judge by.",
        show_default="the one in force on the application date",
        metavar="NAME",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        min=1, max=64, help="Reader processes at a time.", show_default="processor cores", metavar="N"
    ),
]

cli = typer.Typer(
    name="tongguan",
    help="""Reads the papers of used cars about to leave China and says, per car: clear, review or refuse.

    Start with:  tongguan verify FOLDER --report report.html

    Exit codes: 0 all clear; 1 something needs a person or is refused; 2 wrong use; 3 something could not be
    processed. Settings: environment variables TONGGUAN_* (docs/settings.md). With --debug errors are shown with
    their traceback.
    """,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


@cli.command()
def verify(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="Folders, ZIP archives or files; each is one bundle."),
    ],
    files: Annotated[bool, typer.Option("--files", help="Take all PATHs together as one bundle.")] = False,
    json: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write the result as JSON; - writes it to standard output."),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Write a report to read and print.")
    ] = None,
    as_of: AsOf = None,
    policy: PolicyName = None,
    jobs: Jobs = None,
    data_dir: DataDir = None,
    lang: Lang = None,
) -> None:
    """Verify the papers of one export application: a verdict per car, with the evidence.

    A bundle is a folder, a ZIP archive or single files: scans, photographs, PDF, e-invoices; and, if you like, a
    file bundle.json with application_date, exporter {name, uscc}, destination, contract_number, reference.

    What was read is kept: the same bundle again takes a moment, and a run that was stopped goes on where it was.

    The JSON of one bundle is an object (docs/result.schema.json); of several bundles, an array of them.
    """
    from app.commands.verify import VerifyRequest, run

    request = VerifyRequest(tuple(paths), files, json, report, as_of.date() if as_of else None, policy)
    raise typer.Exit(run(request, jobs=jobs, data_dir=data_dir, lang=lang))


@cli.command()
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.")],
    words: Annotated[
        bool, typer.Option("--words", help="Print every word that was seen, with its place.")
    ] = False,
    draw: Annotated[
        Path | None,
        typer.Option(
            metavar="OUT.png", help="Paint words and fields on the pages; further pages as OUT-2.png ..."
        ),
    ] = None,
    jobs: Jobs = None,
    data_dir: DataDir = None,
    lang: Lang = None,
) -> None:
    """Show what is read from one file: kind of paper, fields with certainty, problems."""
    from app.commands.show import run

    raise typer.Exit(run(file, words, draw, jobs=jobs, data_dir=data_dir, lang=lang))


@cli.command()
def doctor(data_dir: DataDir = None, lang: Lang = None) -> None:
    """Check every part that Tongguan needs and say what to do about each that is missing.

    Exit code 0: all is there; 1: something is missing.
    """
    from app.commands.doctor import run

    raise typer.Exit(run(data_dir=data_dir, lang=lang))


@cli.command()
def samples(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where the bundles go; made when missing.")
    ] = Path("build/samples"),
    seed: Annotated[int, typer.Option(help="The same seed gives the same bundles.", metavar="N")] = 1,
    count: Annotated[int, typer.Option(min=1, max=10_000, help="How many bundles.", metavar="N")] = 5,
    scenario: Annotated[
        str | None,
        typer.Option(help="One story only (--list names them).", show_default="all in turn", metavar="NAME"),
    ] = None,
    medium: Annotated[
        str | None,
        typer.Option(
            help="One kind of file only (--list names them).", show_default="all in turn", metavar="NAME"
        ),
    ] = None,
    list_all: Annotated[
        bool, typer.Option("--list", help="List stories and kinds of file, make nothing.")
    ] = False,
    lang: Lang = None,
) -> None:
    """Make synthetic bundles, each a folder with its truth beside it, to try Tongguan on.

    Every person and company in them is invented.
    """
    from app.commands.samples import SampleRequest, run

    raise typer.Exit(run(SampleRequest(folder, seed, count, scenario, medium, list_all), lang=lang))


@cli.command()
def jobs(
    state: Annotated[
        str | None,
        typer.Option(
            help="Only these: queued, running, stuck, done, quarantined.",
            show_default="all that are not done",
            metavar="STATE",
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, newest first.", metavar="N")] = 50,
    requeue: Annotated[
        str | None,
        typer.Option(
            metavar="JOB", help="Try a quarantined job afresh: by the workers, else at the next verify."
        ),
    ] = None,
    release: Annotated[
        str | None, typer.Option(metavar="JOB", help="Take a stuck job back and queue it.")
    ] = None,
    data_dir: DataDir = None,
    lang: Lang = None,
) -> None:
    """List work that is queued, running, stuck or given up (quarantined)."""
    from app.commands.jobs import run

    raise typer.Exit(run(state, limit, requeue, release, data_dir=data_dir, lang=lang))


@cli.command()
def serve(
    host: Annotated[
        str | None,
        typer.Option(help="Network address to listen on; 0.0.0.0 is every one.", show_default="127.0.0.1"),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.", show_default="8600"),
    ] = None,
    workers: Annotated[
        bool, typer.Option("--workers/--no-workers", help="Also do the work, not only hand it out.")
    ] = True,
    jobs: Jobs = None,
    data_dir: DataDir = None,
    lang: Lang = None,
) -> None:
    """Serve the API and the pages, and do the work, in one process.

    At the first start it prints a one-time link with which the first administrator is made.

    With --no-workers run tongguan worker beside it, with TONGGUAN_BROKER_URL set for both. SIGTERM or Ctrl-C: uploads
    under way end within TONGGUAN_STOP_SECONDS, work is finished or handed back.
    """
    from app.commands.serve import run

    raise typer.Exit(run(workers, host=host, port=port, jobs=jobs, data_dir=data_dir, lang=lang))


@cli.command()
def worker(
    queues: Annotated[
        str | None,
        typer.Option(
            help="Queues to work on, with commas: interactive, archive.", show_default="all", metavar="NAMES"
        ),
    ] = None,
    jobs: Jobs = None,
    data_dir: DataDir = None,
) -> None:
    """Do the work that others ask for, until told to stop. Any number of them, on any number of machines.

    All of them, and tongguan serve, need the same TONGGUAN_DATABASE_URL, TONGGUAN_OBJECTS_URL and TONGGUAN_BROKER_URL;
    on one machine the same data folder is enough.

    SIGTERM or Ctrl-C: nothing more is begun, what runs is finished within TONGGUAN_STOP_SECONDS or handed back; a second
    signal does not wait. Nothing is lost either way.
    """
    from app.commands.worker import run

    raise typer.Exit(run(queues, jobs=jobs, data_dir=data_dir))


@cli.command()
def copy(
    to_database: Annotated[
        str | None,
        typer.Option(
            help="Copy the database there: sqlite:///PATH or postgresql://...",
            metavar="URL",
            show_default=False,
        ),
    ] = None,
    to_objects: Annotated[
        str | None,
        typer.Option(
            help="Copy the files there: file:///PATH or s3://BUCKET/...", metavar="URL", show_default=False
        ),
    ] = None,
    data_dir: DataDir = None,
    lang: Lang = None,
) -> None:
    """Copy everything into another database, another object store, or both, to move there.

    Stop tongguan serve and every worker first. Broken off, the same command goes on where it was; a target that holds
    something else is left alone. Afterwards set TONGGUAN_DATABASE_URL and TONGGUAN_OBJECTS_URL to the new addresses.

    A password may stand in PGPASSWORD instead of the address, where other people of this machine cannot see it.
    """
    from app.commands.copy import run

    raise typer.Exit(run(to_database, to_objects, data_dir=data_dir, lang=lang))


@cli.command()
def audit(data_dir: DataDir = None, lang: Lang = None) -> None:
    """Check that nobody changed the audit log.

    Prints the hash of its last line, to be noted where nobody can change it.

    Exit code 0: it is whole; 1: a line was changed, removed or slipped in.
    """
    from app.commands.audit import run

    raise typer.Exit(run(data_dir=data_dir, lang=lang))


cli.add_typer(users, name="users")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; never returns, always exits with an ``ExitCode``."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    is_debug = _DEBUG in given
    given = [argument for argument in given if argument != _DEBUG]
    # worker threads log through the standard library; a user reads findings, not logs
    logging.basicConfig(level=logging.INFO if is_debug else logging.CRITICAL + 1, stream=sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")  # a terminal that lacks a character is no reason to stop
    sys.exit(_run(given, is_debug))


def _run(arguments: list[str], is_debug: bool) -> int:
    try:
        cli(arguments, prog_name="tongguan")
    except SystemExit as end:
        if end.code == ExitCode.INTERRUPTED:
            _complain("Stopped. What was done is kept; the same command goes on from there.")
        return end.code if isinstance(end.code, int) else int(ExitCode.ALL_CLEAR)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone: nobody is left to tell
        return ExitCode.NOT_PROCESSED
    except Exception as error:  # the last door: everything that gets here is told in a sentence
        if is_debug:
            raise
        return _explain(error)
    return ExitCode.ALL_CLEAR


def _explain(error: Exception) -> ExitCode:
    if isinstance(error, TongguanError):
        _complain(f"Error: {error}", error.advice)
        is_wrong_use = isinstance(error, UsageError | SettingsError | PolicyError | NotFound | Conflict)
        return ExitCode.WRONG_USE if is_wrong_use else ExitCode.NOT_PROCESSED
    _complain(
        f"Error inside Tongguan: {type(error).__name__}: {error}",
        f"Please report it. The same command with {_DEBUG} shows where it happened.",
    )
    return ExitCode.NOT_PROCESSED


def _complain(*texts: str) -> None:
    """Tell it on standard error; names of files in it cannot steer the terminal."""
    for line in (line for text in texts if text for line in text.split("\n")):
        print(visible(line), file=sys.stderr)
