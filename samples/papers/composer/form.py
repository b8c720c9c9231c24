"""A whole paper from a form's words: head, sections, tables, remark, signatures, in an order of its own."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from samples.papers.composer.desk import Desk
from samples.papers.composer.foot import print_foot
from samples.papers.composer.grid import lay_out
from samples.papers.composer.head import print_head
from samples.papers.composer.manner import Manner, vary
from samples.papers.composer.prose import write_prose
from samples.papers.composer.remark import print_remark
from samples.papers.composer.rows import print_table
from samples.papers.composer.settings import Settings
from samples.papers.composer.style_sheet import write_css
from samples.papers.composer.words import Form, Section, Table, Words
from samples.papers.layout import Drawn
from samples.papers.printer import Printer

_ROOMIER = {
    "A4": "240mm 339mm",
    "A4 landscape": "339mm 240mm",
    "A5": "148mm 297mm",
    "A5 landscape": "A4",
    "B5": "A4",
    "210mm 140mm": "A4",
    "241mm 140mm": "241mm 280mm",
    "80mm 290mm": "80mm 420mm",
    "182mm 128mm": "182mm 257mm",
}
"""page sizes that printers of such forms take, or shrink to the sheet, when the smaller one does not do"""
_APART = '<div style="break-before:page">{}</div>'
_PAIR = '<table class="pair"><tr><td style="width:50%">{}</td><td>{}</td></tr></table>'
_LEAST_PAIR_MM = 165.0


def draw_form(printer: Printer, form: Form, settings: Settings, words: Words) -> Drawn:
    """A new form for that paper, filled in."""
    desk = Desk(printer, form, settings, words)
    body = print_head(desk) + _print_middle(desk) + print_foot(desk)
    page = str(Markup('<div style="position:relative">{}</div>').format(body))
    roomier = _ROOMIER.get(desk.page, "") if desk.pen.chance(settings.fits_one_page) else ""
    return Drawn(page, write_css(desk), desk.page, f"{desk.margin_mm}mm", roomier)


def _print_middle(desk: Desk) -> Markup:
    if desk.form.prose and desk.pen.chance(desk.settings.prose):
        return _print_letter(desk)
    parts = _print_sections(desk)
    tables = [_print_table(desk, table) for table in desk.form.tables]
    cut = len(parts) if desk.pen.chance(0.8) or not parts else desk.rng.randint(1, len(parts))
    parts[cut:cut] = tables
    parts += [_print_section(desk, section) for section in desk.sections("tail")]
    if desk.form.remark_words:
        parts.append(print_remark(desk.pen))
    if desk.form.statements:
        statement = desk.pen.fill(desk.pen.pick(desk.form.statements))
        parts.append(Markup('<div style="margin:2mm 0">{}</div>').format(statement))
    return Markup("").join(parts)


def _print_letter(desk: Desk) -> Markup:
    prose, named = write_prose(desk.pen)
    tables = [_print_table(desk, table) for table in desk.form.tables if table.name not in named]
    return prose + Markup("").join(tables)


def _print_table(desk: Desk, table: Table) -> Markup:
    printed = print_table(desk.pen, table, desk.printer.table(table.name), desk.manner, desk.frame)
    is_apart = printed and table.is_page and desk.pen.chance(desk.settings.pages_apart)
    return Markup(_APART).format(printed) if is_apart else printed


def _print_sections(desk: Desk) -> list[Markup]:
    """The sections one below the other, now and then two side by side."""
    sections = desk.sections("body", "page")
    if desk.pen.chance(desk.settings.shuffle_sections):
        desk.rng.shuffle(sections)
    is_paired = desk.frame.width_mm > _LEAST_PAIR_MM and desk.pen.chance(desk.settings.side_by_side)
    if not is_paired or len(sections) < 2:
        return [_print_section(desk, section) for section in sections]
    start = desk.rng.randint(0, len(sections) - 2)
    pair = Markup(_PAIR).format(*(_print_half(desk, section) for section in sections[start : start + 2]))
    before = [_print_section(desk, section) for section in sections[:start]]
    return [*before, pair, *(_print_section(desk, section) for section in sections[start + 2 :])]


def _print_half(desk: Desk, section: Section) -> Markup:
    """A section on half the width of the page."""
    manner = vary(desk.manner, desk.settings, desk.rng)
    manner = msgspec.structs.replace(
        manner, columns=desk.rng.choice((1, 1, 2)), label_mm=manner.label_mm * 0.8
    )
    whole = desk.frame.width_mm
    desk.frame.width_mm = whole / 2 - 2
    block = _lay_section(desk, section, manner)
    desk.frame.width_mm = whole
    return block


def _print_section(desk: Desk, section: Section) -> Markup:
    block = _lay_section(desk, section, vary(desk.manner, desk.settings, desk.rng))
    is_apart = section.at == "page" and desk.pen.chance(desk.settings.pages_apart)
    return Markup(_APART).format(block) if is_apart else block


def _lay_section(desk: Desk, section: Section, manner: Manner) -> Markup:
    heading = desk.pen.pick(section.headings) if section.headings else ""
    return lay_out(desk.items(section, manner), manner, desk.frame, heading)
