"""Template texts that stand in files of their own, and the fonts that no layout of the installation draws."""

from __future__ import annotations

from importlib import resources

MONO = ("Noto Sans Mono CJK SC", "WenQuanYi Zen Hei Mono", "WenQuanYi Micro Hei Mono")
"""what needle printers and tills print with"""


def form(folder: str, name: str) -> str:
    """The text of ``templates/<folder>/<name>.html``."""
    return (
        resources.files("benchmarks.heldout").joinpath("templates", folder, f"{name}.html").read_text("utf-8")
    )
