"""A whole paper from a form's words: head, sections, tables, remark, signatures, in an order of its own."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from markupsafe import Markup

from samples.papers.composer.decoys import VALUES
from samples.papers.composer.grid import Frame, lay_out
from samples.papers.composer.item import Item, blank_item, composite_item, decoy_item, field_item
from samples.papers.composer.manner import Manner, draw_manner, vary
from samples.papers.composer.pen import Pen
from samples.papers.composer.prose import write_prose
from samples.papers.composer.remark import print_remark
from samples.papers.composer.rows import print_table
from samples.papers.composer.settings import Settings
from samples.papers.composer.words import Form, Section, Words
from samples.papers.layout import Drawn
from samples.papers.printer import Printer

_SIZES_MM = {"A4": 210.0, "A4 landscape": 297.0, "A5": 148.0, "A5 landscape": 210.0, "B5": 176.0}
_ROOMIER = {
    "A5": "148mm 297mm",
    "A5 landscape": "A4",
    "210mm 140mm": "A4",
    "241mm 140mm": "241mm 280mm",
    "80mm 290mm": "80mm 420mm",
    "182mm 128mm": "182mm 257mm",
}
"""page sizes that printers of such forms take when the small one does not do"""
_CSS = """
.g,.t {{ width:100%; border-collapse:collapse; margin-bottom:{gap}mm; }} .g {{ table-layout:fixed; }}
.g td,.t td {{ padding:{pad}pt {pad2}pt; vertical-align:{valign}; }} .g td {{ word-break:break-all; {height} }}
.t td {{ word-break:break-all; padding:{tpad}pt 2pt; }}
.r-full td {{ border:{line}; }} .r-rows td {{ border-bottom:{line}; }} .r-rows {{ border-top:{line}; }}
.r-frame {{ border:{line}; }} .r-columns td {{ border-left:{line}; border-right:{line}; }}
.r-columns {{ border-top:{line}; border-bottom:{line}; }}
.r-dotted td {{ border:0.8pt dotted #333; }}
.r-head tr:first-child td {{ border-top:{line}; border-bottom:{line}; }} .r-head {{ border-bottom:{line}; }}
.k,.kk {{ {label} }} .kk {{ text-align:left; background:none; }} .w {{ {value} }}
.h {{ text-align:center; {label} }} .lh {{ margin:1mm 0 0.6mm; font-weight:bold; }}
.e {{ font-size:72%; }} .flow {{ word-break:break-all; line-height:{spacing}; margin-bottom:{gap}mm; }}
.u {{ border-bottom:0.5pt solid #333; padding:0 2mm; }}
.box {{ display:inline-block; width:1.15em; text-align:center; border:0.4pt solid #333; }}
"""


def draw_form(printer: Printer, form: Form, settings: Settings, words: Words) -> Drawn:
    """A new form for that paper, filled in."""
    return _Desk(printer, form, settings, words).draw()


class _Desk:
    """One paper while it is composed."""

    def __init__(self, printer: Printer, form: Form, settings: Settings, words: Words) -> None:
        self.form, self.settings, self.words = form, settings, words
        self.pen = Pen(printer, form, settings, words)
        self.rng = printer.rng
        self.manner = draw_manner(settings, self.rng)
        self.page, self.margin_mm = self.rng.choice(form.pages)
        width = _SIZES_MM.get(self.page) or float(self.page.split("mm")[0])
        self.frame = Frame(self.rng, width - 2 * self.margin_mm, printer.style.size_pt, settings.row_differs)
        if width > 140 and self.manner.columns == 1 and self.pen.chance(0.7):
            self.manner = msgspec.structs.replace(self.manner, columns=2)
        if width < 120:
            columns = 1 if width < 100 else self.rng.choice((1, 2))
            self.manner = msgspec.structs.replace(
                self.manner, columns=columns, label_mm=self.manner.label_mm * 0.7
            )

    def draw(self) -> Drawn:
        body = self._head() + self._middle() + self._foot()
        page = str(Markup('<div style="position:relative">{}</div>').format(body))
        roomier = _ROOMIER.get(self.page, "") if self.pen.chance(self.settings.fits_one_page) else ""
        return Drawn(page, self._css(), self.page, f"{self.margin_mm}mm", roomier)

    def _css(self) -> str:
        manner = self.manner
        return _CSS.format(
            gap=self.rng.choice((0, 1, 2, 4)), pad=manner.padding_pt, pad2=manner.padding_pt + 1.5,
            tpad=self.rng.choice((0.8, 1.5, 2.5)), line=manner.line, label=manner.label_css, value=manner.value_css,
            valign=self.rng.choice(("middle", "middle", "top")), spacing=self.rng.choice((1.35, 1.6, 1.9)),
            height=f"height:{manner.row_mm}mm;" if manner.row_mm else "",
        )  # fmt: skip

    def _head(self) -> Markup:
        title = (
            self.pen.value("title")
            if self.pen.has("title")
            else Markup("{}").format(self.pen.pick(self.form.titles))
        )
        size = self.rng.choice((125, 140, 160, 185))
        spread = self.rng.choice(("", "", "", "letter-spacing:2mm;"))
        name = Markup(
            '<div style="text-align:{};font-size:{}%;font-weight:{};{}margin-bottom:1.5mm">{}</div>'
        ).format(
            self.pen.pick(("center", "center", "center", "left")),
            size,
            self.pen.pick(("bold", "normal")),
            spread,
            title,
        )
        for banner in self.form.banners:
            name += Markup('<div class="c" style="font-size:125%;color:#666">{}</div>').format(
                self.pen.value(banner)
            )
        items = [item for section in self._sections("head") for item in self._items(section, self.manner)]
        marks = self._marks()
        side = self._side(items, marks)
        if self.pen.chance(0.15):
            return self._watermark() + side + name
        return self._watermark() + name + side

    def _side(self, items: list[Item], marks: Markup) -> Markup:
        """Number and date beside or below the title, with the codes."""
        manner = msgspec.structs.replace(self.manner, placement="flow", bilingual="", numbering="")
        if self.pen.chance(0.5):
            manner = msgspec.structs.replace(
                vary(self.manner, self.settings, self.rng), ruling="none", numbering=""
            )
        number = Markup("")
        if self.pen.chance(self.settings.form_number):
            number = Markup('<div class="s">{}{}</div>').format(
                self.pen.pick(self.words.form_numbers), VALUES["short_number"](self.rng)
            )
        block = lay_out(items, manner, self.frame) + number
        if not marks:
            return block
        first, second = (marks, block) if self.pen.chance(0.5) else (block, marks)
        return Markup(
            '<div style="display:flex;justify-content:space-between"><div>{}</div><div>{}</div></div>'
        ).format(first, second)

    def _marks(self) -> Markup:
        drawn = Markup("")
        for mark in self.form.marks:
            if mark == "qr":
                drawn += self.pen.printer.qr(self.rng.choice((16, 20, 24)))
            elif self.pen.chance(0.8):
                drawn += self.pen.printer.barcode(mark, self.rng.choice((40, 52)), 9)
        return drawn

    def _middle(self) -> Markup:
        if self.form.prose and self.pen.chance(0.5):
            return self._letter()
        sections = self._sections("body")
        if self.pen.chance(self.settings.shuffle_sections):
            self.rng.shuffle(sections)
        parts = [self._section(section) for section in sections]
        tables = [self._table(table.name) for table in self.form.tables]
        if self.pen.chance(0.8) or not parts:
            parts += tables
        else:
            cut = self.rng.randint(1, len(parts))
            parts[cut:cut] = tables
        parts += [self._section(section) for section in self._sections("tail")]
        if self.form.remark or self.form.remark_words:
            parts.append(print_remark(self.pen))
        if self.form.statements:
            parts.append(
                Markup('<div style="margin:2mm 0">{}</div>').format(
                    self.pen.fill(self.pen.pick(self.form.statements))
                )
            )
        return Markup("").join(parts)

    def _letter(self) -> Markup:
        prose, named = write_prose(self.pen)
        tables = [self._table(table.name) for table in self.form.tables if table.name not in named]
        return prose + Markup("").join(tables)

    def _table(self, name: str) -> Markup:
        table = next(t for t in self.form.tables if t.name == name)
        printed = print_table(self.pen, table, self.pen.printer.table(name), self.manner, self.frame)
        if printed and table.is_page and self.pen.chance(self.settings.pages_apart):
            return Markup('<div style="break-before:page">{}</div>').format(printed)
        return printed

    def _sections(self, at: str) -> list[Section]:
        places = (at, "page") if at == "body" else (at,)
        return [section for section in self.form.sections if section.at in places]

    def _section(self, section: Section) -> Markup:
        manner = vary(self.manner, self.settings, self.rng)
        heading = self.pen.pick(section.headings) if section.headings else ""
        block = lay_out(self._items(section, manner), manner, self.frame, heading)
        if section.at == "page" and self.pen.chance(self.settings.pages_apart):
            return Markup('<div style="break-before:page">{}</div>').format(block)
        return block

    def _items(self, section: Section, manner: Manner) -> list[Item]:
        """The fields that this paper has of a section, with blanks and decoys among them."""
        names = [*section.always]
        names += [name for name in section.often if self.pen.chance(self.settings.often)]
        names += [name for name in section.seldom if self.pen.chance(self.settings.seldom)]
        needed = {*section.always, *(f for n in section.always for f in self._fields_of(n))}
        items = [item for name in self._expand(names) for item in self._item(name, manner, name in needed)]
        blanks = [blank_item(text) for text in section.blanks if self.pen.chance(0.4)]
        wanted = self.rng.randint(*self.settings.decoys) if section.decoys else 0
        chosen = self.rng.sample(section.decoys, min(wanted, len(section.decoys)))
        decoys = [
            decoy_item(self.pen, self.form.decoys.get(name) or self.words.decoys[name]) for name in chosen
        ]
        for item in blanks + decoys:
            items.insert(self.rng.randint(0, len(items)), item)
        if self.pen.chance(self.settings.shuffle_fields):
            self.rng.shuffle(items)
        return items

    def _fields_of(self, name: str) -> tuple[str, ...]:
        return self.form.composites[name].fields if name in self.form.composites else ()

    def _expand(self, names: list[str]) -> list[str]:
        expanded: list[str] = []
        for name in names:
            composite = self.form.composites.get(name)
            is_apart = (
                composite is not None and composite.fields and not self.pen.chance(self.settings.composite)
            )
            expanded += composite.fields if composite is not None and is_apart else (name,)
        return list(dict.fromkeys(expanded))

    def _item(self, name: str, manner: Manner, is_needed: bool) -> list[Item]:
        composite = self.form.composites.get(name)
        if composite is not None:
            return [composite_item(self.pen, composite)]
        if not self.pen.has(name):
            return [field_item(self.pen, manner, name)] if self.pen.chance(0.5) else []
        return [
            field_item(
                self.pen, manner, name, is_blank=not is_needed and self.pen.chance(self.settings.blank)
            )
        ]

    def _foot(self) -> Markup:
        captions = Markup("　　").join(
            Markup("{}：{}").format(
                word,
                self.pen.printer.signature()
                if self.pen.chance(0.4)
                else VALUES["person"](self.rng)
                if self.pen.chance(0.5)
                else "",
            )
            for word in self.form.signed
            if self.pen.chance(0.6)
        )
        for name in self.form.notes:
            self.pen.printer.note(name)
        footers = self.rng.sample(self.words.footers, self.rng.randint(*self.settings.footer_decoys))
        lines = Markup("").join(
            Markup('<div class="s">{}</div>').format(self._footer(text)) for text in footers
        )
        return Markup('<div style="position:relative;min-height:{}mm;margin-top:{}mm">{}{}{}</div>').format(
            12 if not self.form.seal else 26, self.rng.choice((1, 3, 6)), captions, lines, self._seal()
        )

    def _footer(self, text: str) -> str:
        return re.sub(r"<(\w+)>", lambda found: VALUES[found[1]](self.rng), text)

    def _seal(self) -> Markup:
        text = self._seal_text()
        if not text or not (self.form.notes or self.pen.chance(0.7)):
            return Markup("")
        raised = (
            self.rng.uniform(10, 28)
            if self.pen.chance(self.settings.seal_over_values)
            else self.rng.uniform(-2, 6)
        )
        css = f"right:{self.rng.uniform(4, max(5.0, self.frame.width_mm - 60)):.0f}mm;top:{-raised:.0f}mm"
        if self.form.seal_shape == "oval":
            return self.pen.printer.oval_seal(text, "", "发票专用章", css, 38)
        if self.form.seal_shape == "square":
            half = (len(text) + 1) // 2
            return self.pen.printer.square_seal([text[:half], text[half:]], css, 20)
        return self.pen.printer.seal(text, css, size_mm=self.rng.choice((34, 38, 42)))

    def _seal_text(self) -> str:
        where, _, path = self.form.seal.partition(":")
        if where == "field":
            return str(self.pen.printer.get(path) or "")
        found: Any = self.pen.printer.x
        for step in path.split(".") if path else ():
            found = found.get(step) if isinstance(found, dict) else getattr(found, step, None)
        return str(found) if path and found else ""

    def _watermark(self) -> Markup:
        if not self.pen.chance(self.settings.watermark):
            return Markup("")
        return Markup(
            '<div style="position:fixed;top:38%;left:15%;font-size:260%;color:#ddd;transform:rotate(-28deg)">{}</div>'
        ).format(self.pen.pick(self.words.watermarks))
