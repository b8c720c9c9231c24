"""Form fields and typed notes: text that lies over the page and not in it."""

from __future__ import annotations

import io

import pypdfium2
import pypdfium2.raw as pdfium

TEXT_FIELDS = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
UNKNOWN_FIELDS = (-1, pdfium.FPDF_FORMFIELD_UNKNOWN)
MOST_ANNOTATIONS = 2_000  # of one page that are looked at


def with_fields_drawn(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, number: int) -> bytes | None:
    """A PDF of this page alone with fields and notes made part of it; None when there are none.

    Only then their text is in the text layer. Other annotations (stamps, signatures) are painted anyway.
    """
    count = pdfium.FPDFPage_GetAnnotCount(page)
    if count <= 0 or not _has_typed_text(document, page, min(count, MOST_ANNOTATIONS)):
        return None
    document.init_forms()
    fresh = document[number - 1]
    try:
        # not ``fresh.flatten()``, which refuses a document that has no form dictionary
        if pdfium.FPDFPage_Flatten(fresh, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
            return None
    finally:
        fresh.close()
    single = pypdfium2.PdfDocument.new()
    try:
        single.import_pages(document, [number - 1])
        flat = io.BytesIO()
        single.save(flat)
    finally:
        single.close()
    return flat.getvalue()


def _has_typed_text(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, count: int) -> bool:
    for index in range(count):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            if _is_typed(document, annotation):
                return True
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return False


def _is_typed(document: pypdfium2.PdfDocument, annotation: object) -> bool:
    """Whether a note or field holds text, or may hold it: a field that no form lists does not tell its kind."""
    subtype = pdfium.FPDFAnnot_GetSubtype(annotation)
    if subtype != pdfium.FPDF_ANNOT_WIDGET:
        return bool(subtype == pdfium.FPDF_ANNOT_FREETEXT)
    document.init_forms()
    if not document.formenv:
        return True
    kind = pdfium.FPDFAnnot_GetFormFieldType(document.formenv, annotation)
    return kind in TEXT_FIELDS or kind in UNKNOWN_FIELDS
