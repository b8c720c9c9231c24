"""备注: the remark, and what repair shops write in it about the car and the bill."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from domain.document import Page
from domain.field import Candidate, Field, MissingReason
from domain.geometry import Box
from domain.values import Text
from extractors.certainty import Evidence, certainty_of, of_source
from extractors.fields import MAX_CANDIDATES, check_evidence, field_of, how_evidence, missing, other_readings
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
    r"(?:里程|公里数|表显|里程表)(?:(?![一二三四五六七八九十两])[\u4e00-\u9fff]){0,4}\s*[:：]?\s*"
)
_SHORT_VIN = re.compile(r"(?:车架号?|VIN码?|底盘号?|车辆识别代号?|识别码)[^\dA-Z]{0,8}", re.IGNORECASE)


MIN_BARE = 8  # characters of a bill's number that is known by its form alone
_BELOW = ("drawer", "_payee", "_reviewer", "_downloads", "_seal", "_list_date")
BEHIND = 80  # characters behind a label that are looked at: the longest bill number has some 40
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
    found: dict[str, Field] = {}
    for reader in READERS:
        places = _over_breaks(lines) if reader.is_over_breaks else lines
        read = [(page, span, c) for page, span in places for c in reader.read(span.text)]
        seen = [one for one in read if not _is_half_of(found.get("vin"), one[2])]
        if seen and reader.name not in found:
            found[reader.name] = _one(reader, seen)
    return found


def mentions_in_text(lines: Sequence[str], source: str) -> dict[str, Field]:
    """The same of lines that stand on no page: the remark in the data of an e-invoice, from ``source``."""
    pairs = [f"{one} {other}" for one, other in itertools.pairwise(lines)]
    found: dict[str, Field] = {}
    for reader in READERS:
        texts = pairs if reader.is_over_breaks else lines
        read = [(text, c) for text in texts for c in reader.read(text)]
        seen = [one for one in read if not _is_half_of(found.get("vin"), one[1])]
        if seen and reader.name not in found:
            found[reader.name] = _field_of_text(reader, seen, source)
    return found


def _is_half_of(vin_field: Field | None, candidate: ValueCandidate) -> bool:
    """Whether a code is the end of a VIN that is broken over two lines."""
    return vin_field is not None and str(candidate.value) in str(vin_field.value)


def _field_of_text(reader: Reader, seen: Sequence[tuple[str, ValueCandidate]], source: str) -> Field:
    best, is_ambiguous = _choose([c for _, c in seen])
    text, chosen = seen[best]
    others = tuple(
        Candidate(c.value, t[c.start : c.end], source, round(0.5 * c.factor, 4))
        for t, c in seen
        if is_ambiguous or c.value != chosen.value
    )[:MAX_CANDIDATES]
    if is_ambiguous:
        return Field(
            reader.name, None, missing=MissingReason.AMBIGUOUS, raw=text, source=source, candidates=others
        )
    checks = check_evidence(reader.name, chosen.value)
    evidence = (of_source(source, 1.0), *checks, reader.label, *how_evidence(chosen))
    return Field(
        name=reader.name,
        value=chosen.value,
        raw=text[chosen.start : chosen.end],
        source=source,
        certainty=certainty_of(*evidence, factor=chosen.factor),
        candidates=others,
    )


def _lines_of_page(page: MarkedPage) -> list[Span]:
    heading = _heading(page)
    if heading is None:
        return []
    cell = _cell_beside(page.laid, heading) or _cell_below(page.laid, heading)
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
        if runs and not all(_is_of_stamp(r.text) for r in runs):
            inside.append(join(runs))
    return [flow for place, lines in _by_place(page.laid, inside, cell) for flow in Cell(place, lines).flows]


def _by_place(
    page: LaidOutPage, lines: Sequence[Span], cell: Box | None
) -> list[tuple[Box, tuple[Span, ...]]]:
    """The lines by the ruled cell they stand in, with the cell; free lines with the breadth they could fill."""
    free = _written_on(page, lines)
    groups = itertools.groupby(lines, lambda line: cell or page.grid.cell_around(line.box) or free)
    return [(place, tuple(held)) for place, held in groups]


def _written_on(page: LaidOutPage, lines: Sequence[Span]) -> Box:
    """The breadth that free lines could fill: from where they begin to where the page's print ends."""
    if not lines:
        return Box(0, 0, 0, 0)
    left = min(line.box.x0 for line in lines)
    right = max(run.box.x1 for run in page.runs)
    return Box(left, lines[0].box.y0, right, lines[-1].box.y1)


def _is_of_stamp(text: str) -> bool:
    """Whether a run is what a shop's stamp leaves in the remark and no VIN."""
    return _STAMP.fullmatch(text.replace(" ", "")) is not None and not vin.candidates(text)


def _cell_beside(page: LaidOutPage, heading: Box) -> Box | None:
    """The ruled cell right of the heading's own narrow one."""
    own = page.grid.cell_around(heading)
    if own is None or own.width > 6 * page.text_height:
        return None
    beside = page.grid.cell_around(Box(own.x1 + 3, heading.y0, own.x1 + page.text_height, heading.y1))
    return beside if beside is not None and beside.width > own.width else None


def _cell_below(page: LaidOutPage, heading: Box) -> Box | None:
    """The ruled cell with print right under the heading's own, where the heading has its cell to itself."""
    own = page.grid.cell_around(heading)
    held = {cell.box: cell.runs for cell in page.cells}
    if own is None or any(not heading.overlap_x(run.box) for run in held.get(own, ())):
        return None
    below = page.grid.cell_around(Box(heading.x0, own.y1 + 3, heading.x1, own.y1 + page.text_height))
    return below if below in held and below.width > 0.9 * own.width else None


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
    return (
        full
        or _after(_SHORT_VIN, text, vin.masked_candidates)
        or _after(_SHORT_VIN, text, vin.short_candidates)
    )


def _bare_code(text: str) -> list[ValueCandidate]:
    """A code that has a line to itself and is no VIN, plate, distance or tax number: a bill's number, unlabelled."""
    line = text.strip()
    if any(
        parse(line) for parse in (vin.candidates, plate.candidates, mileage.candidates, tax_id.candidates)
    ):
        return []
    found = code.candidates(line)
    is_whole = len(found) == 1 and found[0].end - found[0].start == len(line) >= MIN_BARE
    if not is_whole:
        return []
    start = text.index(line)
    return [ValueCandidate(found[0].value, found[0].factor, found[0].how, start, start + len(line))]


def _after(label: re.Pattern[str], text: str, parse: object) -> list[ValueCandidate]:
    """What stands directly behind a label."""
    found = []
    for match in label.finditer(text):
        for c in parse(text[match.end() : match.end() + BEHIND]):  # type: ignore[operator]
            if c.start <= 2:
                start, end = c.start + match.end(), c.end + match.end()
                found.append(ValueCandidate(c.value, c.factor, c.how, start, end))
    return found


class Reader(NamedTuple):
    """How one field is found in a line of a remark."""

    name: str
    read: Callable[[str], Sequence[ValueCandidate]]
    label: Evidence = Evidence.LABEL_EXACT
    is_over_breaks: bool = False
    """whether it reads each line together with the next: a value may be broken"""


READERS: tuple[Reader, ...] = (
    Reader("vin", _vins),
    Reader("vin", _vins, is_over_breaks=True),
    Reader("plate", plate.candidates),
    Reader("mileage", lambda text: _after(_MILEAGE, text, mileage.candidates)),
    Reader("mileage", mileage.distances),
    Reader("bill_number", lambda text: _after(_BILL, text, code.candidates)),
    Reader("bill_number", _bare_code, Evidence.NO_LABEL),
)
"""what a remark may name; of several readers of one field the first that finds something counts"""


def _choose(found: Sequence[ValueCandidate]) -> tuple[int, bool]:
    """The place of the surest candidate, and whether others of another value are as sure."""
    best = max(range(len(found)), key=lambda at: found[at].factor)
    rivals = {c.value for c in found if c.factor >= 0.9 * found[best].factor}
    return best, len(rivals) > 1


def _one(reader: Reader, found: Sequence[tuple[LaidOutPage, Span, ValueCandidate]]) -> Field:
    """The value that all sightings agree on; ambiguous when the surest ones differ."""
    best, is_ambiguous = _choose([c for _, _, c in found])
    page, span, candidate = found[best]
    others = [c for _, _, c in found if c.value != candidate.value]
    if is_ambiguous:
        return missing(
            reader.name, MissingReason.AMBIGUOUS, other_readings([c for _, _, c in found], span), span, page
        )
    part = Span(span.glyphs[candidate.start : candidate.end]).stripped() or span
    evidence = (reader.label, *how_evidence(candidate))
    return field_of(
        reader.name, candidate.value, part, page, evidence, candidate.factor, other_readings(others, span)
    )
