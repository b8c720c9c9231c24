"""Fonts whose text cannot be known: no map to Unicode and codes of their own (ISO 32000-2, 9.10.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.page import Page as PlumberPage

SYMBOLIC = 4  # flag of the font descriptor: characters outside the standard Latin set
DEPTH = 4
NO_ORDERING = ("", "Identity", "UCS", "Adobe-Identity")


def doubtful_fonts(page: PlumberPage) -> frozenset[str]:
    """Base names of the page's fonts whose characters are anybody's guess."""
    fonts = list(_fonts(page.page_obj.resources, DEPTH))
    doubtful = {_text(font.get("BaseFont")) for font in fonts if _is_doubtful(font)}
    sound = {_text(font.get("BaseFont")) for font in fonts if not _is_doubtful(font)}
    return frozenset(doubtful - sound - {""})


def _fonts(resources: object, depth: int) -> Iterator[Mapping[str, object]]:
    found = resolve1(resources)
    if not isinstance(found, dict) or depth == 0:
        return
    fonts = resolve1(found.get("Font"))
    for font in fonts.values() if isinstance(fonts, dict) else ():
        font = resolve1(font)
        if isinstance(font, dict):
            yield font
    forms = resolve1(found.get("XObject"))
    for form in forms.values() if isinstance(forms, dict) else ():
        form = resolve1(form)
        if isinstance(form, PDFStream) and "Resources" in form.attrs:
            yield from _fonts(form.attrs["Resources"], depth - 1)


def _is_doubtful(font: Mapping[str, object]) -> bool:
    if resolve1(font.get("ToUnicode")) is not None:
        return False
    subtype = _text(font.get("Subtype"))
    if subtype == "Type3":
        return not isinstance(resolve1(font.get("Encoding")), dict)
    if subtype == "Type0":
        return _text(font.get("Encoding")).startswith("Identity") and _ordering(font) in NO_ORDERING
    if resolve1(font.get("Encoding")) is not None:
        return False
    descriptor = resolve1(font.get("FontDescriptor"))
    if not isinstance(descriptor, dict) or not any(key in descriptor for key in ("FontFile2", "FontFile3")):
        return False
    flags = resolve1(descriptor.get("Flags"))
    return isinstance(flags, int) and bool(flags & SYMBOLIC) and "+" in _text(font.get("BaseFont"))


def _ordering(font: Mapping[str, object]) -> str:
    descendants = resolve1(font.get("DescendantFonts"))
    first = resolve1(descendants[0]) if isinstance(descendants, list) and descendants else None
    info = resolve1(first.get("CIDSystemInfo")) if isinstance(first, dict) else None
    ordering = resolve1(info.get("Ordering")) if isinstance(info, dict) else b""
    return ordering.decode("latin-1") if isinstance(ordering, bytes) else str(ordering)


def _text(value: object) -> str:
    value = resolve1(value)
    if isinstance(value, PSLiteral):
        return value.name if isinstance(value.name, str) else value.name.decode("latin-1")
    return value.decode("latin-1") if isinstance(value, bytes) else ""
