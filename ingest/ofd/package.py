"""The parts of an OFD: found by their paths inside the package, unpacked within bounds, parsed with entities off."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from xml.etree.ElementTree import Element, ParseError

import msgspec

from domain.reading import Limits
from ingest.containers import ENCRYPTED_FLAG, is_safe_path
from ingest.invoice_xml import MAX_XML_BYTES, read_xml
from ingest.optional import attempt
from ingest.problems import problem
from ingest.refusal import Refused

MOST_PARTS = 2_000
MOST_DOCUMENTS = 50
LARGEST_PART = 50 * 1024 * 1024  # bytes unpacked
ROOT = "OFD.xml"
ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, struct.error,
)  # fmt: skip


class PageSource(msgspec.Struct, frozen=True):
    """Where one page of the document stands."""

    path: str
    document: str
    """path of the root part of its document; a package may hold several"""
    id: str
    templates: dict[str, str]
    """template id -> its path"""
    physical_box: tuple[float, ...]
    """x, y, width, height in mm, of the document; a page may have its own"""


class Package:
    """An opened OFD. Every method raises ``Refused`` when what it needs is missing, broken or too big."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._left = min(limits.max_unpacked_bytes, 4 * LARGEST_PART)

    def has(self, path: str) -> bool:
        """Whether the part is there."""
        return path in self._archive.NameToInfo

    def read(self, path: str, most: int = LARGEST_PART) -> bytes:
        """The bytes of a part."""
        info = self._archive.NameToInfo.get(path)
        if info is None or info.flag_bits & ENCRYPTED_FLAG or not is_safe_path(path):
            raise Refused(problem("ofd_broken"))
        try:
            with self._archive.open(info) as stream:
                data = stream.read(min(most, self._left) + 1)
        except ZIP_ERRORS as error:
            raise Refused(problem("ofd_broken")) from error
        self._left -= len(data)
        if len(data) > most or self._left < 0:
            raise Refused(problem("ofd_broken"))
        return data

    def parse(self, path: str) -> Element:
        """The root element of an XML part; entities and document types are refused."""
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import fromstring

        try:
            return fromstring(self.read(path), forbid_dtd=True)  # type: ignore[no-any-return]
        except DefusedXmlException as error:
            raise Refused(problem("xml_hostile")) from error
        except (ParseError, ValueError, LookupError, RecursionError) as error:
            raise Refused(problem("ofd_broken")) from error

    def document_paths(self) -> tuple[str, ...]:
        """The paths of the documents' root parts, in order."""
        roots = [(root.text or "").strip() for root in every(self.parse(ROOT), "DocRoot")]
        if not any(roots):
            raise Refused(problem("ofd_broken"))
        return tuple(resolve(ROOT, root) for root in roots[:MOST_DOCUMENTS] if root)

    def pages(self) -> tuple[PageSource, ...]:
        """The pages of all documents in order; a further document that is broken has none."""
        first_path, *others = self.document_paths()
        pages = list(self._pages_of(first_path))
        for path in others:
            pages += attempt("documents", partial(self._pages_of, path), ())
        return tuple(pages)

    def _pages_of(self, path: str) -> tuple[PageSource, ...]:
        document = self.parse(path)
        templates = {
            part.get("ID", ""): resolve(path, part.get("BaseLoc", ""))
            for part in every(document, "TemplatePage")
        }
        box = numbers(text_of(document, "PhysicalBox"))
        pages = first(document, "Pages")
        found = every(pages, "Page") if pages is not None else []
        return tuple(
            PageSource(resolve(path, part.get("BaseLoc", "")), path, part.get("ID", ""), templates, box)
            for part in found
        )

    def annotations(self, source: PageSource) -> tuple[Element, ...]:
        """The parts that hold what was put over a page later: notes, stamps, filled-in fields."""
        location = text_of(self.parse(source.document), "Annotations")
        index = resolve(source.document, location) if location else ""
        if not self.has(index):
            return ()
        files = [
            resolve(index, text_of(page, "FileLoc"))
            for page in every(self.parse(index), "Page")
            if page.get("PageID", "") == source.id
        ]
        return tuple(self.parse(path) for path in files if self.has(path))

    def media(self, document: str) -> dict[str, str]:
        """Resource id -> path of its picture file, of one document."""
        found: dict[str, str] = {}
        root = self.parse(document)
        for kind in ("PublicRes", "DocumentRes"):
            for location in every(root, kind):
                resource_path = resolve(document, (location.text or "").strip())
                if self.has(resource_path):
                    found |= self._media_of(resource_path)
        return found

    def _media_of(self, resource_path: str) -> dict[str, str]:
        resources = self.parse(resource_path)
        base = posixpath.join(posixpath.dirname(resource_path), resources.get("BaseLoc", ""), "x")
        media = every(resources, "MultiMedia")
        return {medium.get("ID", ""): resolve(base, text_of(medium, "MediaFile")) for medium in media}

    def invoice_xml(self) -> tuple[str, ...]:
        """The original data of an e-invoice that travels as an attachment; what is no good XML is left out."""
        names = [
            name
            for name in self._archive.namelist()
            if "attach" in name.lower() and name.lower().endswith(".xml")
        ]
        texts, left = [], MAX_XML_BYTES
        for name in names:
            if posixpath.basename(name).lower() == "attachments.xml":
                continue
            try:
                content = self.read(name, left)
                texts.append(read_xml(content))
                left -= len(content)
            except Refused:
                continue  # the page says the same
        return tuple(texts)


@contextmanager
def open_package(content: bytes, limits: Limits) -> Iterator[Package]:
    """The package in ``content``. Raises ``Refused``."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except ZIP_ERRORS as error:
        raise Refused(problem("ofd_broken")) from error
    with archive:
        if len(archive.NameToInfo) > MOST_PARTS:
            raise Refused(problem("ofd_broken"))
        yield Package(archive, limits)


def resolve(base: str, location: str) -> str:
    """The path that ``location`` means in the part ``base``; never outside the package."""
    location = location.strip()
    joined = (
        location.lstrip("/")
        if location.startswith("/")
        else posixpath.join(posixpath.dirname(base), location)
    )
    return posixpath.normpath(joined).lstrip("./") if joined else ""


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def every(element: Element, name: str) -> list[Element]:
    """All descendants of that name in document order."""
    return [part for part in element.iter() if local(part) == name]


def first(element: Element, name: str) -> Element | None:
    """The first descendant of that name."""
    return next((part for part in element.iter() if local(part) == name), None)


def text_of(element: Element, name: str) -> str:
    """The text of the first descendant of that name; empty when there is none."""
    found = first(element, name)
    return (found.text or "").strip() if found is not None else ""


def numbers(text: str) -> tuple[float, ...]:
    """Numbers separated by blanks; those that are none are left out."""
    found = []
    for piece in text.split():
        try:
            value = float(piece)
        except ValueError:
            continue
        if abs(value) < 1e6:
            found.append(value)
    return tuple(found)
