"""The bottom of a paper: who signs, lines of small print, the seal."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from samples.papers.composer.decoys import VALUES
from samples.papers.composer.desk import Desk

_FOOT = '<div style="position:relative;min-height:{}mm;margin-top:{}mm">{}{}{}</div>'


def print_foot(desk: Desk) -> Markup:
    """Captions for signatures, decoys in small print, and the seal over them."""
    for name in desk.form.notes:
        desk.printer.note(name)
    height = 26 if desk.form.seal else 10
    return Markup(_FOOT).format(
        height, desk.rng.choice((1, 3, 6)), _captions(desk), _small_print(desk), _seal(desk)
    )


def _captions(desk: Desk) -> Markup:
    words = [word for word in desk.form.signed if desk.pen.chance(0.6)]
    return Markup("　　").join(Markup("{}：{}").format(word, _sign(desk)) for word in words)


def _sign(desk: Desk) -> Markup:
    """A scribble, a name in print, or nothing yet."""
    if desk.pen.chance(0.4):
        return desk.printer.signature()
    return Markup("{}").format(VALUES["person"](desk.rng) if desk.pen.chance(0.5) else "")


def _small_print(desk: Desk) -> Markup:
    lines = desk.rng.sample(desk.words.footers, desk.rng.randint(*desk.settings.footer_decoys))
    filled = [re.sub(r"<(\w+)>", lambda found: VALUES[found[1]](desk.rng), line) for line in lines]
    return Markup("").join(Markup('<div class="s">{}</div>').format(line) for line in filled)


def _seal(desk: Desk) -> Markup:
    text = _seal_text(desk)
    if not text or not (desk.form.notes or desk.pen.chance(desk.settings.sealed)):
        return Markup("")
    is_over = desk.pen.chance(desk.settings.seal_over_values)
    top = -desk.rng.uniform(10, 28) if is_over else desk.rng.uniform(-6, 2)
    css = f"right:{desk.rng.uniform(4, max(5.0, desk.frame.width_mm - 60)):.0f}mm;top:{top:.0f}mm"
    if desk.form.seal_shape == "oval":
        return desk.printer.oval_seal(text, "", "发票专用章", css, 38)
    if desk.form.seal_shape == "square":
        half = (len(text) + 1) // 2
        return desk.printer.square_seal([text[:half], text[half:]], css, 20)
    return desk.printer.seal(text, css, size_mm=desk.rng.choice((34, 38, 42)))


def _seal_text(desk: Desk) -> str:
    """``field:name`` is a value of the paper, ``extra:name.name`` what the facts have beside the fields."""
    where, _, path = desk.form.seal.partition(":")
    if where == "field":
        return str(desk.printer.get(path) or "")
    found: Any = desk.printer.x
    for step in path.split(".") if path else ():
        found = found.get(step) if isinstance(found, dict) else getattr(found, step, None)
    return str(found) if path and found else ""
