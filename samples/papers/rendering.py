"""Paper facts and a layout in, a PDF and its truth out."""

from __future__ import annotations

from functools import cache
from importlib import resources
from random import Random
from typing import TYPE_CHECKING, Any

import msgspec

from samples.facts.paper import PaperFacts, Plain
from samples.papers.layout import Drawn, PaperLayout
from samples.papers.places import Place, places_of
from samples.papers.printer import Printer

if TYPE_CHECKING:
    import jinja2
    from weasyprint.text.fonts import FontConfiguration

_NOTHING = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
_BASE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><style>
@page {{ size: {page}; margin: {margin}; }}
html {{ font-family: '{font}', 'Noto Sans CJK SC'; font-size: {size}pt; line-height: 1.35; color: #111; }}
body {{ margin: 0; position: relative; }}
.v {{ font-family: '{value_font}', '{font}', 'Noto Sans CJK SC'; }}
table {{ border-collapse: collapse; width: 100%; }}
.grid td, .grid th {{ border: 0.6pt solid #222; padding: 1.6pt 3pt; }}
th {{ font-weight: normal; }}
.c {{ text-align: center; }} .r {{ text-align: right; }} .b {{ font-weight: bold; }} .s {{ font-size: 80%; }}
{css}</style></head><body>{body}</body></html>"""


class RenderedPaper(msgspec.Struct, frozen=True):
    """A printed paper with what stands on it."""

    facts: PaperFacts
    layout: str
    pdf: bytes
    page_count: int
    fields: dict[str, Plain]
    rows: dict[str, dict[int, dict[str, Plain]]]
    pages_of: dict[str, int]
    """anchor (``vin``, ``goods.0.vin``) -> page of this paper, 1-based"""
    places: dict[str, tuple[Place, ...]] = {}
    """anchor -> where it is printed, a place for each line that it takes"""


class Composition(msgspec.Struct, frozen=True):
    """A paper as HTML, with what the template has printed."""

    html: str
    printer: Printer
    roomier_html: str = ""
    """the same on a larger page, for when it takes more than one"""

    @property
    def anchors(self) -> frozenset[str]:
        """Names of all values that it shows."""
        printed = self.printer
        cells = (
            f"{t}.{n}.{name}" for t, rows in printed.rows.items() for n, row in rows.items() for name in row
        )
        return frozenset(printed.fields) | frozenset(cells)


def compose(facts: PaperFacts, layout: PaperLayout, rng: Random) -> Composition:
    """Fill the layout's template; the random source draws fonts, words and formats."""
    printer = Printer(facts, layout, rng)
    drawn = layout.draw(printer) if layout.draw else _fill_template(layout, printer)
    style = printer.style
    html, roomier = (
        _BASE.format(
            page=page, margin=drawn.margin, font=style.font, size=style.size_pt,
            value_font=style.value_font, body=drawn.body, css=drawn.css,
        ) if page else ""
        for page in (drawn.page, drawn.roomier)
    )  # fmt: skip
    return Composition(html, printer, roomier)


def _fill_template(layout: PaperLayout, printer: Printer) -> Drawn:
    body = _template(layout.template).render(
        p=printer, f=printer.f, L=printer.L, table=printer.table, x=printer.x, get=printer.get,
        pick=printer.pick, chance=printer.chance,
    )  # fmt: skip
    return Drawn(body, "", layout.page, layout.margin)


def print_composition(composition: Composition, *, is_draft: bool = False) -> RenderedPaper:
    """The HTML as PDF, and the places of every value.

    A draft has no seals and is not compressed: the same words and rulings in less time.
    """
    printer = composition.printer
    document = _lay_out(composition.html, printer, is_draft)
    if len(document.pages) == 2 and composition.roomier_html:
        larger = _lay_out(composition.roomier_html, printer, is_draft)
        document = larger if len(larger.pages) == 1 else document
    return RenderedPaper(
        facts=printer.facts,
        layout=printer.layout.name,
        pdf=document.write_pdf(pdf_identifier=b"tongguan-samples", uncompressed_pdf=is_draft),
        page_count=len(document.pages),
        fields=dict(printer.fields),
        rows=printer.rows,
        pages_of={name: n for n, page in enumerate(document.pages, 1) for name in page.anchors},
        places=places_of(document),
    )


def _lay_out(html: str, printer: Printer, is_draft: bool) -> Any:
    import weasyprint

    for name, draw in printer.seals.items():
        html = html.replace(f'src="{name}"', f'src="{_NOTHING if is_draft else draw()}"')
    return weasyprint.HTML(string=html).render(font_config=_fonts())


def render_paper(
    facts: PaperFacts, layout: PaperLayout, rng: Random, *, is_draft: bool = False
) -> RenderedPaper:
    """Print the facts in that layout."""
    return print_composition(compose(facts, layout, rng), is_draft=is_draft)


@cache
def _fonts() -> FontConfiguration:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined,
        loader=jinja2.FunctionLoader(_load),
    )  # fmt: skip


def _load(name: str) -> str:
    return resources.files("samples.papers").joinpath("templates", name).read_text("utf-8")


@cache
def _template(source: str) -> jinja2.Template:
    """Template text itself, or the name of a file among the templates."""
    if "<" in source or "{" in source:
        return _environment().from_string(source)
    return _environment().get_template(source)
