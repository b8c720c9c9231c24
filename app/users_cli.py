"""The commands ``tongguan users ...``: people on the database directly, for an administrator who cannot log in."""

from __future__ import annotations

from typing import Annotated

import typer

from app.terminal.options import DataDir, Lang

User = Annotated[str, typer.Argument(metavar="LOGIN", help="Login of the person.")]

users = typer.Typer(
    help="""People who may log in, also while no administrator can.

    Works on the database directly.
    Whoever can run this has the database in hand anyway; what is done here is in the audit log as done by 'console'.
    """,
    no_args_is_help=True,
    rich_markup_mode=None,
)


@users.command(name="list")
def list_users(
    name: Annotated[
        str, typer.Option(help="Only those with this in name or login.", show_default="all", metavar="TEXT")
    ] = "",
    data_dir: DataDir = None,
    lang: Lang = None,
) -> None:
    """List people: login, name, role, organisation, and whether they can come in."""
    from app.commands.users import show

    raise typer.Exit(show(name, data_dir=data_dir, lang=lang))


@users.command()
def add(
    login: User,
    name: Annotated[str, typer.Option(help="Name of the person.", metavar="NAME")],
    role: Annotated[
        str, typer.Option(help="exporter, clerk, supervisor, auditor or administrator.", metavar="ROLE")
    ],
    organisation: Annotated[str, typer.Option(help="Name or id of the organisation.", metavar="NAME")],
    new_organisation: Annotated[
        bool,
        typer.Option("--new-organisation", help="Make the organisation when there is none of that name."),
    ] = False,
    data_dir: DataDir = None,
    lang: Lang = None,
) -> None:
    """Add a person and print the password to begin with.

    It must be changed at the first log-in.
    """
    from app.commands.users import add as run

    raise typer.Exit(run(login, name, role, organisation, new_organisation, data_dir=data_dir, lang=lang))


@users.command(name="reset-password")
def reset_password(login: User, data_dir: DataDir = None, lang: Lang = None) -> None:
    """Print a new password to begin with; sessions and a lock-out end."""
    from app.commands.users import reset_password as run

    raise typer.Exit(run(login, data_dir=data_dir, lang=lang))


@users.command()
def deactivate(login: User, data_dir: DataDir = None, lang: Lang = None) -> None:
    """Shut a person out; their sessions end. The last administrator stays."""
    from app.commands.users import set_active

    raise typer.Exit(set_active(login, False, data_dir=data_dir, lang=lang))


@users.command()
def activate(login: User, data_dir: DataDir = None, lang: Lang = None) -> None:
    """Let a person in again who was shut out."""
    from app.commands.users import set_active

    raise typer.Exit(set_active(login, True, data_dir=data_dir, lang=lang))
