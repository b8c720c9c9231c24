"""Letters in running text: sentences from patterns, cars and outlets named within them."""

from __future__ import annotations

import re

from markupsafe import Markup

from samples.papers.composer.pen import Pen

_ROWS = re.compile(r"\{\*([a-z_]+)\}")


def write_prose(pen: Pen) -> tuple[Markup, set[str]]:
    """The paragraphs, the last of them signing, and the tables whose rows they have named."""
    named: set[str] = set()
    paragraphs = []
    for patterns in pen.form.prose:
        pattern = _fitting(pen, patterns)
        if pattern:
            paragraphs.append(_paragraph(pen, pattern, named))
    indent = pen.pick(("2em", "2em", "0"))
    spacing = pen.pick(("1.5", "1.8", "2.1"))
    style = f"text-indent:{indent};line-height:{spacing}"
    lines = [Markup('<div style="{}">{}</div>').format(style, p) for p in paragraphs[:-1] if p]
    end = Markup('<div style="text-align:{};margin-top:4mm;line-height:{}">{}</div>').format(
        pen.pick(("right", "right", "left", "center")), spacing, paragraphs[-1] if paragraphs else ""
    )
    return Markup("").join([*lines, end]), named


def _fitting(pen: Pen, patterns: tuple[str, ...]) -> str:
    """One of the patterns whose values the facts have; an empty pattern leaves the paragraph out."""
    fitting = [
        p for p in patterns if all(pen.has(name) for name in pen.names_in(re.sub(r"\[[^\]]*\]", "", p)))
    ]
    return pen.rng.choice(fitting) if fitting else ""


def _paragraph(pen: Pen, pattern: str, named: set[str]) -> Markup:
    parts = _ROWS.split(pattern)
    written = []
    for index, part in enumerate(parts):
        if index % 2 == 0:
            written.append(pen.fill(part))
        else:
            named.add(part)
            written.append(_rows(pen, part))
    return Markup("").join(written)


def _rows(pen: Pen, table: str) -> Markup:
    phrase = pen.pick(pen.form.phrases[table])
    joint = pen.pick(("、", "；", "，", "<br>", "；<br>"))
    return Markup(joint).join(pen.fill(phrase, row) for row in pen.printer.table(table))
