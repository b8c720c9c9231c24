"""Options that several commands have."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    zh = "zh"
    en = "en"


DataDir = Annotated[
    Path | None,
    typer.Option(
        help="Folder for database and stored files.", show_default="the user's data folder", metavar="DIR"
    ),
]
Lang = Annotated[
    Language | None, typer.Option(help="Language of what is printed.", show_default="that of the locale")
]
