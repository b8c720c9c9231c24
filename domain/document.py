"""What ``ingest`` makes of bytes: files, pages, words. It says what is seen, never what it means."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from domain.geometry import Box, Polygon
from domain.values import Bilingual


class CharacterOption(msgspec.Struct, frozen=True):
    """One character that a place can be, with the engine's probability 0..1."""

    character: str
    probability: float


class Word(msgspec.Struct, frozen=True):
    """A run of text seen in one place (a word, a cell or a line, as the source gives it)."""

    text: str
    polygon: Polygon
    source: str
    """``text_layer``, ``ocr:<engine>@<version>``, ``xml``, ``ofd``"""
    score: float
    """the engine's own 0..1; 1.0 for a text layer"""
    characters: tuple[tuple[CharacterOption, ...], ...] = ()
    """per character of ``text`` its alternatives, best first; empty where the source has none"""
    positions: tuple[float, ...] = ()
    """per character of ``text`` its centre along the polygon, 0 at its left edge, 1 at its right; empty where the
    source does not tell"""

    is_overprint: bool = False
    """whether it lies aslant over the print of the page, as a watermark does: no value of the paper"""

    @property
    def box(self) -> Box:
        return self.polygon.box


class Barcode(msgspec.Struct, frozen=True):
    """A decoded linear or matrix code."""

    symbology: str
    """``QRCode``, ``Codabar``, ``Code128``, ``PDF417`` ... (zxing names)"""
    text: str
    polygon: Polygon


class Rule(msgspec.Struct, frozen=True):
    """A printed straight line (table ruling): horizontal or vertical, as a thin box."""

    box: Box


class Severity(StrEnum):
    """How much a problem or a finding weighs."""

    NOTE = "note"
    MEDIUM = "medium"
    HIGH = "high"
    BLOCK = "block"


class Actor(StrEnum):
    """Who acts next."""

    NOBODY = "nobody"
    EXPORTER = "exporter"
    CLERK = "clerk"


class Problem(msgspec.Struct, frozen=True):
    """Something about a file, page or document that a person should know, with what to do about it."""

    code: str
    """stable snake_case name, listed in docs/problems.md"""
    message: Bilingual
    advice: Bilingual
    severity: Severity
    """NOTE has no effect on the verdict; anything else makes the bundle ``review`` at best"""
    next_action: Actor = Actor.EXPORTER
    page: int | None = None
    """1-based page of the file"""
    area: tuple[float, float, float, float] | None = None
    """where on the picture as it was taken (x0, y0, x1, y1 as shares 0..1 of its upright width and height);
    None when it is all of it or when no place can be named"""


class Quality(msgspec.Struct, frozen=True):
    """How well a page picture can be read. Fractions 0..1 unless said otherwise."""

    is_blank: bool = False
    sharpness: float = 1.0
    """1 is crisp print, below 0.3 is hardly legible"""
    brightness: float = 1.0
    glare: float = 0.0
    """share of the page washed out"""
    turned_deg: int = 0
    """0, 90, 180, 270: clockwise turn that made it upright"""
    skew_deg: float = 0.0
    """small clockwise turn removed after that"""
    is_rectified: bool = False
    """whether a photographed sheet was cut out and its perspective removed"""


class Page(msgspec.Struct, frozen=True):
    """One page as a picture with what was seen on it. Coordinates are px of ``picture``."""

    number: int
    """1-based within its file"""
    width_px: int
    height_px: int
    dpi: float
    words: tuple[Word, ...] = ()
    barcodes: tuple[Barcode, ...] = ()
    rules: tuple[Rule, ...] = ()
    picture: str = ""
    """object key of the page picture (JPEG or PNG), upright and cleaned; empty when none was made"""
    quality: Quality = Quality()
    problems: tuple[Problem, ...] = ()


class FileState(StrEnum):
    """Every file ends in exactly one of these."""

    READ = "read"
    PARTLY_READ = "partly_read"
    UNREADABLE = "unreadable"
    REJECTED = "rejected"
    """refused unread: limits, hostile, kind of file not taken"""
    DUPLICATE = "duplicate"
    IGNORED = "ignored"
    """system file, folder marker, bundle.json"""
    CONTAINER = "container"
    """a ZIP whose members are files of their own"""


class SourceFile(msgspec.Struct, frozen=True):
    """One uploaded file with what was read from it and the state it ended in."""

    sha256: str
    """hex digest of the bytes; also its object key"""
    name: str
    """path inside the bundle as a person knows it, ``/`` between folders; members as ``archive.zip/inner.pdf``"""
    size: int
    media_type: str
    state: FileState
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    embedded_xml: tuple[str, ...] = ()
    """texts of e-invoice XML found in or as the file, for extractors (parsed there, entities off)"""


class PageRef(msgspec.Struct, frozen=True, order=True):
    """A page of a file."""

    file: str
    """sha256 of the file"""
    page: int
    """1-based"""


class Place(msgspec.Struct, frozen=True):
    """Where something stands: page and polygon in px of that page's picture."""

    file: str
    page: int
    polygon: Polygon
    dpi: float
