"""Page 1 of the registration certificate: one block per owner, the first for the registration, the others for transfers.

Every block repeats the same four labels (机动车所有人, 登记机关, 登记日期, 机动车登记编号). A block begins where a label comes
again, so a label that was not read does not shift the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.field import DocumentKind, Field, MissingReason
from domain.geometry import Box
from extractors.certainty import Evidence
from extractors.fields import field_of, how_evidence, missing
from extractors.filling import fill
from extractors.layout.blocks import blocks_of_labels, regions_of
from extractors.layout.marking import Hit, MarkedPage
from extractors.layout.span import Span
from extractors.papers.certificate_entries import entries_start
from extractors.papers.owner import owner_names, owner_numbers
from extractors.values import date, plate
from extractors.values.candidate import Parser

MIN_WHOLE = 7  # characters of a plate and more of a whole date
MIN_FACTOR = 0.85  # of a value without its label
KIND = DocumentKind.REGISTRATION_CERTIFICATE
OWNER_LABELS = ("owner_name", "owner_id")
BLOCK_NAMES = ("owner_name", "registration_authority", "register_date", "transfer_date", "plate")
_PARSERS: dict[str, Parser] = {
    "owner_name": owner_names,
    "owner_id": owner_numbers,
    "register_date": date.candidates,
    "transfer_date": date.candidates,
}
_LABELS = {"owner_name": ("owner_name",), "owner_id": ("owner_id", "owner_name")}


@dataclass(frozen=True)
class Block:
    """One owner's block on a page, not yet read."""

    page: MarkedPage
    is_transfer: bool


def blocks_of(page: MarkedPage) -> list[Block]:
    """The owners' blocks of a page in print order; none when the page has no summary."""
    bottom, later = _bottom(page), _later_section(page)
    hits = _without_translations(
        [hit for hit in _owners_labels(page, bottom, later) if hit.name in BLOCK_NAMES]
    )
    groups = blocks_of_labels(hits, lambda hit: hit.name.replace("transfer_date", "register_date"))
    if not groups:
        return []
    heading, summary = page.hits("_transfers"), page.hits("_summary")
    is_first_named = _names_the_first(page.hits("register_date"))
    blocks = []
    regions = regions_of(groups, _right(page), bottom if later is None else later.y1, page)
    for number, (group, region) in enumerate(zip(groups, regions, strict=True)):
        names = {hit.name for hit in group}
        is_after = any(h.box.y0 < min(hit.box.y0 for hit in group) for h in heading)
        is_dated = "transfer_date" in names and "register_date" not in names
        is_later = number > 0 and (bool(summary) or not heading)
        if is_first_named:
            is_after, is_later = is_after and not _names_the_first(group), not _names_the_first(group)
        start = max([region.y0, *_ends_above(page, group)]) if number else region.y0
        end = bottom if region.y0 < bottom < region.y1 else region.y1
        region = Box(region.x0, start, region.x1, max(start, end))
        blocks.append(Block(page.within(region), is_after or is_dated or is_later))
    return blocks


def registration_fields(block: Block | None, pages: Sequence[MarkedPage]) -> dict[str, Field]:
    """Owner, authority, date and plate of the first registration.

    What its block does not show, a form may print anywhere else on ``pages``, which hold no later owners.
    """
    names = ("owner_name", "owner_id", "registration_authority", "register_date", "plate")
    empty = {name: missing(name, MissingReason.NOT_FOUND) for name in names}
    found = empty if block is None else fill(KIND, [block.page], names, parsers=_PARSERS, labels=_LABELS)
    if block is not None:
        found |= _unlabelled(block.page, found, ("plate",))
    left = [
        n for n, field in found.items() if field.missing in (MissingReason.NOT_FOUND, MissingReason.BLANK)
    ]
    elsewhere = fill(KIND, pages, left, parsers=_PARSERS, labels=_LABELS) if left else {}
    return found | {n: f for n, f in elsewhere.items() if f.missing is not MissingReason.NOT_FOUND}


def transfer_fields(block: Block) -> tuple[Field, ...]:
    """The fields of a ``transfers`` row; empty when nothing is printed in the block."""
    labels = {**_LABELS, "transfer_date": ("transfer_date", "register_date", "_date")}
    names = ("owner_name", "owner_id", "transfer_date", "plate", "registration_authority")
    found = fill(KIND, [block.page], names, "transfers", _PARSERS, labels)
    if found["owner_name"].value is not None or found["owner_id"].value is not None:
        found |= _unlabelled(block.page, found, ("transfer_date", "plate"))
    is_filled = any(field.value is not None for field in found.values())
    day = found["transfer_date"]
    is_illegible = day.missing in (MissingReason.UNREADABLE, MissingReason.AMBIGUOUS) and any(
        char.isdigit() for char in day.raw
    )
    return tuple(found.values()) if is_filled or is_illegible else ()


def _unlabelled(page: MarkedPage, fields: Mapping[str, Field], names: Sequence[str]) -> dict[str, Field]:
    """Those of the fields whose label was not read and of which the block holds one value only: a seal covered it."""
    found: dict[str, Field] = {}
    for name in names:
        if fields[name].missing is MissingReason.NOT_FOUND or (
            name == "plate" and fields[name].value is None
        ):
            field = _only(page, name)
            found |= {name: field} if field is not None else {}
    return found


def _only(page: MarkedPage, name: str) -> Field | None:
    """The only whole date, or the only plate, of a block; None when it holds none or several."""
    parse = plate.candidates if name == "plate" else date.candidates
    seen = [
        (part, candidate)
        for piece in page.pieces
        for candidate in parse(piece.span.text)[:1]
        if (part := Span(piece.span.glyphs[candidate.start : candidate.end]).stripped()) is not None
    ]
    if len(seen) != 1 or len(str(seen[0][1].value)) < MIN_WHOLE or seen[0][1].factor < MIN_FACTOR:
        return None
    part, candidate = seen[0]
    evidence = (Evidence.NO_LABEL, *how_evidence(candidate))
    return field_of(name, candidate.value, part, page.laid, evidence, candidate.factor)


def _names_the_first(group: Sequence[Hit]) -> bool:
    """Whether the label of a date says that the registration is the first one (初次登记日期), wherever it stands."""
    dates = [hit.wording for hit in group if hit.name == "register_date"]
    return any(word in wording for wording in dates for word in ("初", "首", "注册"))


def _without_translations(hits: list[Hit]) -> list[Hit]:
    """The Chinese labels where there are any: a translation beside one would look like the label coming again."""
    chinese = [hit for hit in hits if not hit.wording.isascii()]
    return chinese or hits


def _ends_above(page: MarkedPage, group: Sequence[Hit]) -> list[float]:
    """Where the labels above a block end, in its column of labels: what stands beside those is theirs."""
    top, first = min(hit.box.y0 for hit in group), min(group, key=lambda hit: hit.box.x0)
    return [hit.box.y1 for hit in page.labels if hit.box.y1 <= top and hit.box.x0 < first.box.x1]


def _owners_labels(page: MarkedPage, bottom: float, later: Box | None) -> list[Hit]:
    """The labels above ``bottom`` that are not on a facing page 2, and those of ``later``."""
    edge = _right(page)
    return [
        hit
        for hit in page.labels
        if (hit.box.centre[0] < edge and hit.box.centre[1] < bottom)
        or (later is not None and later.y0 < hit.box.centre[1] < later.y1)
    ]


def _later_section(page: MarkedPage) -> Box | None:
    """Where a form prints the transfers below the vehicle data; None where it does not."""
    bottom, width = _bottom(page), float(page.laid.page.width_px)
    below = [hit.box for hit in page.hits("_transfers") if hit.box.y0 >= bottom]
    if not below:
        return None
    top = min(below, key=lambda box: box.y0)
    start = entries_start(page)
    ends = [start] if start is not None else []
    ends += [h.box.y0 for name in ("_entries", "_vehicle", "_summary", "_notice") for h in page.hits(name)]
    end = min((y for y in ends if y > top.y1), default=float(page.laid.page.height_px))
    return Box(0.0, top.y0, width, max(top.y0, end))


def _right(page: MarkedPage) -> float:
    """Where a facing page begins: left of all labels of vehicle data when these stand right of the owner's."""
    width = float(page.laid.page.width_px) + 1.0
    owners = page.hits("owner_name") or page.hits("registration_authority")
    vehicle = [h for n in ("vehicle_type", "vin", "engine_no", "maker") for h in page.hits(n)]
    if owners and vehicle:
        start = min(h.box.x0 for h in vehicle)
        if start > max(h.box.x1 for h in owners) + 3 * owners[0].height:
            return start - owners[0].height
    return width


def _bottom(page: MarkedPage) -> float:
    """Where vehicle data or free entries begin below the summary."""
    bottom = float(page.laid.page.height_px) + 1e6
    owners = page.hits("owner_name") or page.hits("register_date")
    for name in ("_vehicle", "_entries", "vehicle_type"):
        for hit in page.hits(name):
            if owners and hit.box.y0 > owners[0].box.y0 and hit.box.x0 < _right(page):
                bottom = min(bottom, hit.box.y0)
    start = entries_start(page)
    if start is not None and owners and start > owners[0].box.y0:
        bottom = min(bottom, start)
    return bottom
