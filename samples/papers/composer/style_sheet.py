"""The style sheet of a composed paper."""

from __future__ import annotations

from markupsafe import Markup

from samples.papers.composer.desk import Desk

_CSS = """
.g,.t {{ width:100%; border-collapse:collapse; margin-bottom:{gap}mm; }} .g {{ table-layout:fixed; }}
.g td,.t td {{ padding:{pad}pt {pad2}pt; vertical-align:{valign}; }} .g td {{ word-break:break-all; {height} }}
.g.j {{ margin-bottom:-0.4pt; }}
.t td {{ word-break:break-all; padding:{tpad}pt 2pt; }}
.r-full td {{ border:{line}; }} .r-rows td {{ border-bottom:{line}; }} .r-rows {{ border-top:{line}; }}
.r-frame {{ border:{line}; }} .r-columns td {{ border-left:{line}; border-right:{line}; }}
.r-columns {{ border-top:{line}; border-bottom:{line}; }}
.r-dotted td {{ border:0.8pt dotted #333; }}
.r-head tr:first-child td {{ border-top:{line}; border-bottom:{line}; }} .r-head {{ border-bottom:{line}; }}
.k,.kk {{ {label} }} .kk {{ text-align:left; background:none; }} .w {{ {value} }} .w, .k.up {{ text-align:{align}; }}
.h {{ {label} text-align:{heading}; }} .lh {{ margin:1mm 0 0.6mm; font-weight:bold; }}
.e {{ font-size:72%; word-break:normal; }}
.flow {{ word-break:break-all; line-height:{spacing}; margin-bottom:{gap}mm; }}
.u {{ border-bottom:0.5pt solid #333; padding:0 2mm; }}
.box {{ display:inline-block; width:1.15em; text-align:center; border:0.4pt solid #333; }}
.pair {{ width:100%; }} .pair > tbody > tr > td, .pair > tr > td {{ vertical-align:top; padding:0 1mm; border:none; }}
{marks}
"""
_PAGE_MARKS = (
    '"第" counter(page) "页"', '"第" counter(page) "页 共" counter(pages) "页"', 'counter(page) "/" counter(pages)',
    '"- " counter(page) " -"', '"Page " counter(page) " of " counter(pages)', '"页码：" counter(page)',
)  # fmt: skip
_CORNERS = ("@bottom-center", "@bottom-right", "@top-right")


def write_css(desk: Desk) -> str:
    """Rulings, paddings and colours of this paper; what is printed on each of its pages."""
    manner, rng = desk.manner, desk.rng
    return _CSS.format(
        gap=rng.choice((0, 1, 2, 4)), pad=manner.padding_pt, pad2=manner.padding_pt + 1.5,
        tpad=rng.choice((0.8, 1.5, 2.5)), line=manner.line, label=manner.label_css, value=manner.value_css,
        align=manner.value_align,
        valign=rng.choice(("middle", "middle", "top")), spacing=rng.choice((1.35, 1.6, 1.9)),
        height=f"height:{manner.row_mm}mm;" if manner.row_mm else "", marks=_marks(desk),
        heading=rng.choice(("left", "center", "center")),
    )  # fmt: skip


def _marks(desk: Desk) -> str:
    """Page numbers, and on later pages the number that ties them to the first."""
    marks = ""
    if desk.pen.chance(desk.settings.page_marks):
        corner = desk.pen.pick(_CORNERS)
        marks = f"@page {{ {corner} {{ content: {desk.pen.pick(_PAGE_MARKS)}; font-size:75%; }} }}"
    name = desk.form.running
    if name and desk.pen.has(name) and desk.pen.chance(desk.settings.running_numbers):
        label = desk.pen.pick(desk.form.labels.get(name, ("编号",)))
        text = f'"{label}：{Markup(desk.printer.get(name)).striptags()}"'
        marks += f"@page {{ @top-left {{ content: {text}; font-size:80%; }} }}"
        marks += "@page :first { @top-left { content: none; } }"
    return marks
