"""机动车行驶证: main page and duplicate page, as cards, as photographs of cards, or as the electronic licence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from domain.field import DocumentKind, Field, MissingReason
from domain.values import Date, Text
from extractors.certainty import Evidence
from extractors.contract import PaperContent
from extractors.fields import field_of
from extractors.filling import fill
from extractors.layout.lexicon import load_lexicon
from extractors.layout.marking import MarkedPage, mark
from extractors.layout.page import LaidOutPage
from extractors.layout.span import join
from extractors.shapes import by_shape, plates_of, vins_of

KIND = DocumentKind.VEHICLE_LICENCE
_TYPE = r"(?:微型|小型|中型|大型|轻型|重型|普通|两轮|三轮)[\u4e00-\u9fff]{2,10}"
MAIN_NAMES = (
    "plate", "vehicle_type", "owner_name", "address", "use_character", "model", "vin", "engine_no", "register_date",
    "issue_date",
)  # fmt: skip
DUPLICATE_NAMES = ("file_number", "seats", "total_mass")


class VehicleLicence:
    """Reads vehicle licences."""

    kind = KIND

    def extract(self, pages: tuple[LaidOutPage, ...]) -> PaperContent:
        """The fields of main and duplicate page together; the plate stands on both."""
        marked = [mark(page, load_lexicon(KIND)) for page in pages]
        fields = fill(KIND, marked, (*MAIN_NAMES, *DUPLICATE_NAMES))
        fields |= _type_and_use(marked, fields)
        fields["inspection_valid_until"] = _inspection(marked)
        for name, sightings in (("vin", vins_of(pages)), ("plate", plates_of(pages))):
            if fields[name].value is None and fields[name].missing is not MissingReason.AMBIGUOUS:
                found = by_shape(name, sightings)
                fields[name] = fields[name] if found.missing is MissingReason.NOT_FOUND else found
        return PaperContent(tuple(fields.values()), subtype=_subtype(fields))


def _type_and_use(pages: Sequence[MarkedPage], fields: Mapping[str, Field]) -> dict[str, Field]:
    """Type and use of the car where the electronic licence prints both in one line without labels (小型轿车·非营运)."""
    if any(fields[name].missing is not MissingReason.NOT_FOUND for name in ("vehicle_type", "use_character")):
        return {}
    for page in pages:
        uses = "|".join(map(re.escape, page.lexicon.choices["use_character"]))
        pattern = re.compile(rf"\s*({_TYPE})\s*[·•・.、/|｜\-\s]\s*({uses})\s*")
        for line in page.laid.lines:
            span = join(line.runs)
            match = pattern.fullmatch(span.text)
            if match is not None:
                return {
                    name: field_of(
                        name, Text(match[n]), span.part(*match.span(n)), page.laid, (Evidence.NO_LABEL,)
                    )
                    for n, name in ((1, "vehicle_type"), (2, "use_character"))
                }
    return {}


def _inspection(pages: Sequence[MarkedPage]) -> Field:
    """检验有效期至: the latest of the stamped records; each is read by itself."""
    found = []
    for page in pages:
        for hit in page.hits("inspection_valid_until"):
            others = tuple(h for h in page.labels if h.name != "inspection_valid_until" or h is hit)
            alone = MarkedPage(page.laid, page.lexicon, others, page.pieces)
            found.append(fill(KIND, [alone], ("inspection_valid_until",))["inspection_valid_until"])
    dated = [field for field in found if isinstance(field.value, Date)]
    if dated:
        return max(dated, key=lambda field: str(field.value))
    return found[0] if found else fill(KIND, pages, ("inspection_valid_until",))["inspection_valid_until"]


def _subtype(fields: dict[str, Field]) -> str:
    """Which pages of the licence are there."""
    has_main = any(fields[n].value is not None for n in ("vin", "register_date", "engine_no", "owner_name"))
    has_duplicate = any(fields[n].value is not None for n in DUPLICATE_NAMES)
    return (
        "main_and_duplicate"
        if has_main and has_duplicate
        else "duplicate_page"
        if has_duplicate
        else "main_page"
    )
