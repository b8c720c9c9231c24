"""Printed papers into files: text PDF, scanned PDF, mixed PDF, JPEG, PNG, multi-page TIFF, several papers in one, ZIP."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Sequence
from random import Random
from typing import Protocol

import msgspec
import numpy as np

from domain.field import DocumentKind
from samples.degrade import Damage, Picture, degrade, draw_damage, ruin
from samples.facts.paper import PaperFacts
from samples.papers.together import Region, Sheet, save_pdf

_EPOCH = time.gmtime(1_767_225_600)  # 2026-01-01, so that the same seed gives the same bytes
_ZIP_DATE = (2026, 1, 1, 0, 0, 0)
_TURNED = {"scan": 0.08, "photo": 0.2, "copy": 0.05}
"""how often a paper lies on its side or upside down"""
_MIXTURES = {
    "mixed": ("text", "text", "scan", "scan", "scan", "photo", "photo", "fax", "copy"),
    "office": ("text", "text", "scan", "scan", "scan"),
}
_FORMS = {"scan": ("pdf", "pdf", "jpg", "tif", "png"), "fax": ("tif", "pdf")}

FILE_WORDS: dict[DocumentKind, tuple[str, ...]] = {
    DocumentKind.REGISTRATION_CERTIFICATE: ("登记证书", "绿本", "机动车登记证书", "djzs"),
    DocumentKind.VEHICLE_LICENCE: ("行驶证", "行驶证复印件", "xsz"),
    DocumentKind.REPAIR_BILL: ("结算单", "维修清单", "保养单", "工单"),
    DocumentKind.VAT_INVOICE: ("发票", "维修发票", "invoice"),
    DocumentKind.DIGITAL_INVOICE: ("电子发票", "发票", "数电票"),
    DocumentKind.EXPORT_DECLARATION: ("报关单", "出口报关单", "bgd"),
    DocumentKind.CONFIRMATION_LETTER: ("确认书", "售后确认书", "厂家确认书"),
    DocumentKind.EXPORT_LICENCE: ("许可证", "出口许可证", "licence"),
    DocumentKind.USED_CAR_INVOICE: ("二手车发票", "购车发票", "发票"),
    DocumentKind.NEW_CAR_INVOICE: ("新车发票", "机动车发票", "发票"),
    DocumentKind.TOLL_INVOICE: ("通行费", "发票"),
    DocumentKind.INSPECTION_REPORT: ("检测报告", "出口检测报告", "report"),
    DocumentKind.CONFORMITY_CERTIFICATE: ("合格证", "整车合格证"),
    DocumentKind.OTHER: ("附件", "其他", "资料"),
}


class Packable(Protocol):
    """A printed paper, or a sheet with two."""

    @property
    def facts(self) -> PaperFacts: ...
    @property
    def pdf(self) -> bytes: ...
    @property
    def page_count(self) -> int: ...


class Placed(msgspec.Struct, frozen=True):
    """Where one page of a paper went."""

    file: str
    page: int


class Packed(msgspec.Struct):
    """The files of a bundle, and for each paper where its pages are and on which medium."""

    files: list[tuple[str, bytes]] = msgspec.field(default_factory=list)
    places: dict[int, list[Placed]] = msgspec.field(default_factory=dict)
    media: dict[int, str] = msgspec.field(default_factory=dict)
    extras: list[tuple[str, int, str]] = msgspec.field(default_factory=list)
    """file, page and what it is: blank page, copy of a file, system file"""
    ruined: frozenset[int] = frozenset()
    is_small: bool = False
    regions: dict[int, Region] = msgspec.field(default_factory=dict)
    """where on its page a paper lies that shares it with another"""


def pack(
    papers: Sequence[Packable],
    medium: str,
    rng: Random,
    ruined: frozenset[int] = frozenset(),
    is_small: bool = False,
) -> Packed:
    """All papers as files; ``mixed`` and ``office`` draw a medium per paper. Papers in ``ruined`` become unreadable photographs.

    ``is_small`` keeps files small: 150 dpi, grey, strong compression, little damage.
    """
    packed = Packed(ruined=ruined, is_small=is_small)
    names = _Names(rng)
    waiting: list[int] = []
    for index, paper in enumerate(papers):
        chosen = "photo" if index in ruined else _choose_medium(medium, rng)
        packed.media[index] = chosen
        if chosen == "text":
            name = names.make(paper.facts.kind, "pdf")
            packed.files.append((name, paper.pdf))
            packed.places[index] = [Placed(name, n) for n in range(1, paper.page_count + 1)]
        elif chosen == "scan" and rng.random() < 0.3 and index not in ruined:
            waiting.append(index)
        else:
            _pack_pictures(packed, names, rng, index, paper, chosen)
    if waiting:
        _pack_together(packed, names, rng, papers, waiting)
    if not is_small:
        _add_extras(packed, rng)
    return packed


def spread(packed: Packed, sheets: list[Sheet]) -> Packed:
    """The same files, with the places of every paper where those of every sheet stood."""
    places, media, regions = {}, {}, {}
    ruined: set[int] = set()
    index = 0
    for number, sheet in enumerate(sheets):
        for position in range(len(sheet.papers)):
            places[index], media[index] = packed.places[number], packed.media[number]
            if sheet.regions:
                regions[index] = sheet.regions[position]
            if number in packed.ruined:
                ruined.add(index)
            index += 1
    return msgspec.structs.replace(
        packed, places=places, media=media, regions=regions, ruined=frozenset(ruined)
    )


def zip_files(files: list[tuple[str, bytes]], folder: str, encoding: str = "utf-8") -> bytes:
    """A ZIP of the files in a folder; with ``gbk`` the names are stored as old Chinese programs store them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(_zip_entry(f"{folder}/{name}", encoding), content)
    return buffer.getvalue()


def page_pictures(pdf: bytes, dpi: int) -> list[Picture]:
    """The pages of a PDF painted at that resolution, RGB."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            np.asarray(page.render(scale=dpi / 72).to_pil().convert("RGB"), dtype=np.uint8)
            for page in document
        ]
    finally:
        document.close()


def _choose_medium(medium: str, rng: Random) -> str:
    return rng.choice(_MIXTURES.get(medium, (medium,)))


class _Names:
    """File names as people and machines give them; no two the same."""

    def __init__(self, rng: Random) -> None:
        self._rng, self._used = rng, set[str]()
        self._habit = rng.choice(("words", "camera", "scanner"))

    def _two(self, low: int, high: int) -> str:
        return f"{self._rng.randint(low, high):02d}"

    def make(self, kind: DocumentKind, suffix: str) -> str:
        number = len(self._used) + 1
        stem = {
            "words": f"{self._rng.choice(FILE_WORDS[kind])}{number}",
            "camera": f"IMG_2026{self._two(1, 9)}{self._two(1, 28)}_{self._two(8, 18)}{self._two(0, 59)}{self._two(0, 59)}",
            "scanner": f"扫描件_{number:04d}",
        }[self._habit]
        name = f"{stem}.{suffix}"
        while name in self._used:
            name = f"{stem}-{self._rng.randint(2, 99)}.{suffix}"
        self._used.add(name)
        return name


def _pack_pictures(
    packed: Packed, names: _Names, rng: Random, index: int, paper: Packable, medium: str
) -> None:
    """One paper as pictures: a PDF, a TIFF, or one picture a page."""
    damage, pictures = damage_pages(paper.pdf, medium, rng, index in packed.ruined, packed.is_small)
    kind = paper.facts.kind
    form = rng.choice(_FORMS.get(medium, ("jpg", "jpg", "pdf")))
    if packed.is_small and form == "png":
        form = "jpg"
    if form in ("pdf", "tif"):
        name = names.make(kind, form)
        packed.files.append((name, save_pages(pictures, form, damage)))
        packed.places[index] = [Placed(name, n) for n in range(1, len(pictures) + 1)]
        return
    packed.places[index] = []
    for picture in pictures:
        name = names.make(kind, form)
        packed.files.append((name, save_pages([picture], form, damage)))
        packed.places[index].append(Placed(name, 1))


def _pack_together(
    packed: Packed, names: _Names, rng: Random, papers: Sequence[Packable], waiting: list[int]
) -> None:
    """Several papers in one scanned PDF, now and then with a text page or an empty back among them."""
    name = names.make(DocumentKind.OTHER, "pdf")
    parts: list[bytes] = []
    page = 1
    for index in waiting:
        if rng.random() < 0.2:
            packed.media[index] = "text"
            parts.append(papers[index].pdf)
        else:
            damage, pictures = damage_pages(papers[index].pdf, "scan", rng, is_small=packed.is_small)
            parts.append(save_pages(pictures, "pdf", damage))
        count = papers[index].page_count
        packed.places[index] = [Placed(name, page + n) for n in range(count)]
        page += count
        if not packed.is_small and rng.random() < 0.1:
            parts.append(_empty_back(rng))
            packed.extras.append((name, page, "blank_page"))
            page += 1
    packed.files.append((name, join_pdfs(parts)))


def _empty_back(rng: Random) -> bytes:
    """The scanned back of a sheet with nothing on it."""
    generator = np.random.default_rng(rng.getrandbits(63))
    damage = draw_damage("scan", generator)
    sheet = np.full((int(11.7 * damage.dpi), int(8.27 * damage.dpi), 3), 255, np.uint8)
    return save_pages([degrade(sheet, damage, generator)], "pdf", damage)


def _add_extras(packed: Packed, rng: Random) -> None:
    """What lies in folders that people send: a file twice, a system file."""
    if rng.random() < 0.1:
        name, content = rng.choice(packed.files)
        copy = f"{name.rpartition('.')[0]} - 副本.{name.rpartition('.')[2]}"
        packed.files.append((copy, content))
        packed.extras.append((copy, 0, "duplicate"))
    if rng.random() < 0.1:
        name = rng.choice(("Thumbs.db", ".DS_Store", "desktop.ini"))
        packed.files.append((name, b"\x00\x00\x00\x01Bud1" + bytes(60)))
        packed.extras.append((name, 0, "system_file"))


def damage_pages(
    pdf: bytes, medium: str, rng: Random, is_ruined: bool = False, is_small: bool = False
) -> tuple[Damage, list[Picture]]:
    """The pages of a PDF as that medium shows them, and what was done to them."""
    generator = np.random.default_rng(rng.getrandbits(63))
    damage = draw_damage(medium, generator)
    if is_small:
        damage = msgspec.structs.replace(
            damage, dpi=150, jpeg_quality=58, grey=True, strength=damage.strength / 3
        )
    pictures = [degrade(picture, damage, generator) for picture in page_pictures(pdf, damage.dpi)]
    if not is_small and rng.random() < _TURNED.get(medium, 0.0):
        turns = rng.choice((1, 2, 3))
        pictures = [np.ascontiguousarray(np.rot90(picture, turns)) for picture in pictures]
    return damage, [ruin(picture, generator) for picture in pictures] if is_ruined else pictures


def save_pages(pictures: list[Picture], form: str, damage: Damage) -> bytes:
    """Pictures as ``pdf``, ``tif`` (many pages), ``jpg`` or ``png`` (the first only)."""
    from PIL import Image

    images = [Image.fromarray(p if not damage.grey else p[..., 0]) for p in pictures]
    buffer = io.BytesIO()
    first, rest = images[0], images[1:]
    dpi = (damage.dpi, damage.dpi)
    if form == "pdf":
        first.save(
            buffer, "PDF", save_all=True, append_images=rest, resolution=damage.dpi,
            quality=damage.jpeg_quality, creationDate=_EPOCH, modDate=_EPOCH,
        )  # fmt: skip
    elif form == "tif" and damage.medium == "fax":
        bilevel = [image.convert("1") for image in images]
        bilevel[0].save(
            buffer, "TIFF", save_all=True, append_images=bilevel[1:], compression="group4", dpi=dpi
        )
    elif form == "tif":
        first.save(
            buffer,
            "TIFF",
            save_all=True,
            append_images=rest,
            compression="jpeg",
            quality=damage.jpeg_quality,
            dpi=dpi,
        )
    elif form == "jpg":
        first.save(buffer, "JPEG", quality=damage.jpeg_quality, dpi=dpi)
    else:
        first.save(buffer, "PNG", dpi=dpi)
    return buffer.getvalue()


def join_pdfs(parts: list[bytes]) -> bytes:
    """Several PDFs as one."""
    import pypdfium2

    joined = pypdfium2.PdfDocument.new()
    for part in parts:
        source = pypdfium2.PdfDocument(part)
        joined.import_pages(source)
        source.close()
    saved = save_pdf(joined)
    joined.close()
    return saved


class _GbkEntry(zipfile.ZipInfo):
    """An entry whose name is stored in GBK without the UTF-8 flag, as old Chinese programs store it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def _zip_entry(name: str, encoding: str) -> zipfile.ZipInfo:
    entry = (zipfile.ZipInfo if encoding == "utf-8" else _GbkEntry)(name, _ZIP_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
