"""备注: the remark, and what repair shops write in it about the car and the bill."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from domain.document import Page
from domain.field import Field, MissingReason
from domain.geometry import Box
from domain.values import Text
from extractors.certainty import Evidence
from extractors.fields import field_of, how_evidence, missing, other_readings
from extractors.layout.cells import Cell
from extractors.layout.lines import is_vertical
from extractors.layout.marking import MarkedPage
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span, join
from extractors.values import code, mileage, plate, tax_id, vin
from extractors.values.candidate import ValueCandidate
from extractors.values.name import tidy

_BILL = re.compile(
    r"(?:结算清?单|结算|清单|工单|维修单|委托书|施工单|单据|(?<![A-Za-z])RO(?=\s*[号#:：]|\s*NO))\s*(?:编?号码?|NO\.?|#)?\s*[:：#.]?\s*",
    re.IGNORECASE,
)
_MILEAGE = re.compile(
    r"(?:里程|公里数|表显|里程表)[\u4e00-\u9fff]{0,4}\s*[:：]?\s*|(?<![A-Za-z\d.,])(?=\d[\d,.]*\s*(?:万?公里(?!数|表)|km))",
    re.IGNORECASE,
)
_SHORT_VIN = re.compile(r"(?:车架号?|VIN码?|底盘号?|车辆识别代号?|识别码)[^\dA-Z]{0,8}", re.IGNORECASE)


MIN_BARE = 8  # characters of a bill's number that is known by its form alone
_BELOW = ("drawer", "_payee", "_reviewer", "_downloads", "_seal", "_list_date")
_HEADING = re.compile(r"^\s*备\s*注\s*[:：]?")
_STAMP = re.compile(r"[0-9A-Z]{15,20}|.{0,12}发票专用章.{0,8}|[^0-9A-Za-z]{0,2}")
"""what a shop's stamp leaves in the remark: its tax number, its name in pieces"""


def remark_lines(pages: Sequence[MarkedPage]) -> list[tuple[LaidOutPage, Span]]:
    """The lines of the remark, top to bottom over all pages; none when it is blank or there is none."""
    return [(page.laid, span) for page in pages for span in _lines_of_page(page)]


def remark_fields(lines: Sequence[tuple[LaidOutPage, Span]]) -> dict[str, Field]:
    """The remark as one text, and VIN, plate, mileage and bill number where it names them."""
    if not lines:
        return {"remark": missing("remark", MissingReason.BLANK)}
    first = lines[0][0]
    own = [span for page, span in lines if page is first]
    whole = join(own)
    text = tidy(_HEADING.sub("", " ".join(span.text for _, span in lines)))
    fields = {"remark": field_of("remark", Text(text), whole, first)} if text else {}
    return fields | mentions(lines)


def mentions(lines: Sequence[tuple[LaidOutPage, Span]]) -> dict[str, Field]:
    """VIN, plate, mileage and bill number that free lines name, each only where the lines agree on one."""
    found = {
        "vin": _one("vin", [(p, s, c) for p, s in lines for c in _vins(s.text)])
        or _one("vin", [(p, s, c) for p, s in _over_breaks(lines) for c in _vins(s.text)]),
        "plate": _one("plate", [(p, s, c) for p, s in lines for c in plate.candidates(s.text)]),
        "mileage": _one(
            "mileage", [(p, s, c) for p, s in lines for c in _after(_MILEAGE, s.text, mileage.candidates)]
        ),
        "bill_number": _one(
            "bill_number", [(p, s, c) for p, s in lines for c in _after(_BILL, s.text, code.candidates)]
        )
        or _one("bill_number", _bare_codes(lines), (Evidence.NO_LABEL,)),
    }
    return {name: field for name, field in found.items() if field is not None}


def _lines_of_page(page: MarkedPage) -> list[Span]:
    heading = _heading(page)
    if heading is None:
        return []
    cell = _cell_beside(page.laid, heading)
    region = cell or _region(page, heading)
    inside: list[Span] = []
    for line in page.laid.lines:
        runs = [
            cut
            for r in line.runs
            if (cut := _behind(r, heading)) is not None
            and _is_in(cut, region)
            and not (is_vertical(r) and r.box.x0 > region.x0 + region.width * 0.9)
        ]
        if runs and not all(_STAMP.fullmatch(r.text.replace(" ", "")) for r in runs):
            inside.append(join(runs))
    return list(Cell(region, tuple(inside)).flows) if cell is not None else inside


def _cell_beside(page: LaidOutPage, heading: Box) -> Box | None:
    """The ruled cell right of the heading's own narrow one."""
    own = page.grid.cell_around(heading)
    if own is None or own.width > 6 * page.text_height:
        return None
    beside = page.grid.cell_around(Box(own.x1 + 3, heading.y0, own.x1 + page.text_height, heading.y1))
    return beside if beside is not None and beside.width > own.width else None


def _behind(run: Span, heading: Box) -> Span | None:
    """The run without the heading, where a reader gave both as one; None when nothing else is there."""
    if run.box.x0 >= heading.x1 or not run.box.overlap_y(heading):
        return run
    start = next((i for i, g in enumerate(run.glyphs) if (g.x0 + g.x1) / 2 > heading.x1), None)
    while start is not None and start < len(run.glyphs) and run.glyphs[start].char in ":： ":
        start += 1
    return run.part(start) if start is not None and start < len(run.glyphs) else None


def _heading(page: MarkedPage) -> Box | None:
    """The box of the heading 备注, also when its two characters stand far apart one above the other."""
    hits = page.hits("remark")
    if hits:
        return max(hits, key=lambda h: h.box.y0).box
    ones = {char: [r.part(0, 1) for r in page.laid.runs if r.text.startswith(char)] for char in "备注"}
    for upper in ones["备"]:
        for lower in ones["注"]:
            if abs(upper.box.centre[0] - lower.box.centre[0]) < upper.height and lower.box.y0 > upper.box.y0:
                return upper.box.union(lower.box)
    return None


def _region(page: MarkedPage, heading: Box) -> Box:
    """Right of the heading, from the line of the sums down to the line of the signatures."""
    height = page.laid.text_height
    tops = [
        h.box.y1
        for name in ("amount_total_capital", "amount_total", "_grand_total")
        for h in page.hits(name)
        if h.box.y1 < heading.y1
    ]
    bottoms = [h.box.y0 for name in _BELOW for h in page.hits(name) if h.box.y0 > heading.y0 + 0.5 * height]
    right = _right_limit(page.laid, heading)
    top = max(tops, default=heading.y0 - 3 * height)
    bottom = min(bottoms, default=heading.y1 + 6 * height)
    return Box(heading.x1, min(top, heading.y0), max(right, heading.x1), max(bottom, heading.y1))


def _right_limit(page: LaidOutPage, heading: Box) -> float:
    """The outer ruling of the form, or the edge of the page."""
    y = heading.centre[1]
    walls = [
        v.centre[0]
        for v in page.rulings.vertical
        if v.centre[0] > heading.x1 + 3 * page.text_height and v.y0 <= y <= v.y1
    ]
    return max(walls) if walls else float(_width(page.page))


def _width(page: Page) -> int:
    return page.width_px


def _is_in(run: Span, region: Box) -> bool:
    x, y = run.box.centre
    return region.x0 < x < region.x1 and region.y0 < y < region.y1 and any(c.isalnum() for c in run.text)


def _over_breaks(lines: Sequence[tuple[LaidOutPage, Span]]) -> list[tuple[LaidOutPage, Span]]:
    """Each line joined with the next of its page: a VIN may be broken."""
    pairs = itertools.pairwise(lines)
    return [(page, join([a, b])) for (page, a), (other, b) in pairs if page is other]


def _vins(text: str) -> list[ValueCandidate]:
    """Full VINs; a short one only behind its label."""
    full = [c for c in vin.candidates(text) if c.factor >= 0.5]
    return full or _after(_SHORT_VIN, text, vin.short_candidates)


def _bare_codes(
    lines: Sequence[tuple[LaidOutPage, Span]],
) -> list[tuple[LaidOutPage, Span, ValueCandidate]]:
    """Codes that have a line to themselves and are no VIN, plate, distance or tax number: a bill's number, unlabelled."""
    found = []
    for page, span in lines:
        text = span.text.strip()
        is_other = (
            vin.candidates(text)
            or plate.candidates(text)
            or mileage.candidates(text)
            or tax_id.candidates(text)
        )
        candidates = code.candidates(text) if not is_other else ()
        if len(candidates) == 1 and candidates[0].end - candidates[0].start == len(text) >= MIN_BARE:
            found.append((page, span, candidates[0]))
    return found


def _after(label: re.Pattern[str], text: str, parse: object) -> list[ValueCandidate]:
    """What stands directly behind a label."""
    found = []
    for match in label.finditer(text):
        for c in parse(text[match.end() :]):  # type: ignore[operator]
            if c.start <= 2:
                start, end = c.start + match.end(), c.end + match.end()
                found.append(ValueCandidate(c.value, c.factor, c.how, start, end))
    return found


def _one(
    name: str,
    found: Sequence[tuple[LaidOutPage, Span, ValueCandidate]],
    label: tuple[Evidence, ...] = (Evidence.LABEL_EXACT,),
) -> Field | None:
    """The value that all sightings agree on; ambiguous when the surest ones differ; None when there is none."""
    if not found:
        return None
    best = max(found, key=lambda f: f[2].factor)
    page, span, candidate = best
    rivals = {c.value for _, _, c in found if c.factor >= 0.9 * candidate.factor}
    others = [c for _, _, c in found if c.value != candidate.value]
    if len(rivals) > 1:
        return missing(
            name, MissingReason.AMBIGUOUS, other_readings([c for _, _, c in found], span), span, page
        )
    part = Span(span.glyphs[candidate.start : candidate.end]).stripped() or span
    evidence = (*label, *how_evidence(candidate))
    return field_of(
        name, candidate.value, part, page, evidence, candidate.factor, other_readings(others, span)
    )
