"""The top of a paper: title, number and date beside it, codes, a watermark behind all."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from samples.papers.composer.decoys import VALUES
from samples.papers.composer.desk import Desk
from samples.papers.composer.grid import lay_out
from samples.papers.composer.manner import vary

_TITLE = '<div style="text-align:{};font-size:{}%;font-weight:{};{}margin-bottom:1.5mm">{}</div>'
_BANNER = '<div class="c" style="font-size:125%;color:#666">{}</div>'
_BESIDE = '<div style="display:flex;justify-content:space-between"><div>{}</div><div>{}</div></div>'
_WATERMARK = (
    '<div style="position:fixed;top:38%;left:15%;font-size:260%;color:#ddd;transform:rotate(-28deg)">{}</div>'
)


def print_head(desk: Desk) -> Markup:
    """Title first, mostly."""
    title, side = _title(desk), _side(desk)
    return _watermark(desk) + (side + title if desk.pen.chance(0.15) else title + side)


def _title(desk: Desk) -> Markup:
    pen = desk.pen
    words = pen.value("title") if pen.has("title") else Markup("{}").format(pen.pick(desk.form.titles))
    title = Markup(_TITLE).format(
        pen.pick(("center", "center", "center", "left")),
        desk.rng.choice((125, 140, 160, 185)),
        pen.pick(("bold", "normal")),
        pen.pick(("", "", "", "letter-spacing:2mm;")),
        words,
    )
    return title + Markup("").join(Markup(_BANNER).format(pen.value(name)) for name in desk.form.banners)


def _side(desk: Desk) -> Markup:
    """Number and date, with the codes beside them."""
    manner = msgspec.structs.replace(desk.manner, placement="flow", bilingual="", numbering="")
    if desk.pen.chance(0.5):
        manner = vary(desk.manner, desk.settings, desk.rng)
        manner = msgspec.structs.replace(manner, ruling="none", numbering="", columns=min(2, manner.columns))
    items = [item for section in desk.sections("head") for item in desk.items(section, desk.manner)]
    block = lay_out(items, manner, desk.frame) + _form_number(desk)
    marks = _marks(desk)
    if not marks:
        return block
    return Markup(_BESIDE).format(*((marks, block) if desk.pen.chance(0.5) else (block, marks)))


def _form_number(desk: Desk) -> Markup:
    if not desk.pen.chance(desk.settings.form_number):
        return Markup("")
    number = VALUES["short_number"](desk.rng)
    return Markup('<div class="s">{}{}</div>').format(desk.pen.pick(desk.words.form_numbers), number)


def _marks(desk: Desk) -> Markup:
    drawn = Markup("")
    for mark in desk.form.marks:
        if mark == "qr":
            drawn += desk.printer.qr(desk.rng.choice((16, 20, 24)))
        elif desk.pen.chance(0.8):
            drawn += desk.printer.barcode(mark, desk.rng.choice((40, 52)), 9)
    return drawn


def _watermark(desk: Desk) -> Markup:
    if not desk.pen.chance(desk.settings.watermark):
        return Markup("")
    return Markup(_WATERMARK).format(desk.pen.pick(desk.words.watermarks))
