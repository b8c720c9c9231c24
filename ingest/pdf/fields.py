"""Form fields and typed notes: text that lies over the page and not in it."""

from __future__ import annotations

import io

import pypdfium2
import pypdfium2.raw as pdfium

TEXT_FIELDS = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
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
    if fresh.flatten() != pdfium.FLATTEN_SUCCESS:
        return None
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
        subtype = pdfium.FPDFAnnot_GetSubtype(annotation)
        is_typed = subtype == pdfium.FPDF_ANNOT_FREETEXT
        if subtype == pdfium.FPDF_ANNOT_WIDGET:
            document.init_forms()
            is_typed = pdfium.FPDFAnnot_GetFormFieldType(document.formenv, annotation) in TEXT_FIELDS
        pdfium.FPDFPage_CloseAnnot(annotation)
        if is_typed:
            return True
    return False
