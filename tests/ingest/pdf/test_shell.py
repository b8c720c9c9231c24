"""A PDF that shows only a notice is not taken for a paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.document import FileState, Severity
from domain.reading import Limits
from ingest.inspection import inspect

Make = Callable[..., bytes]
WAIT = (
    "Please wait... If this message is not eventually replaced by the proper contents of the document, "
    "your PDF viewer may not be able to display this type of document."
)
XFA = "/NeedsRendering true /AcroForm << /Fields [] /XFA 7 0 R >>"
FORM = b"<< /Length 20 >>\nstream\n<xdp:xdp></xdp:xdp> \nendstream"


def text(words: str) -> str:
    return f"BT /F1 8 Tf 20 700 Td ({words}) Tj ET "


@pytest.mark.parametrize(
    ("stream", "catalog"),
    [
        (text(WAIT), ""),
        (text(WAIT), XFA),
        (text("A notice in any words"), XFA),
        ("", XFA),
        (text("To view the full contents of this document, you need a later version of the PDF viewer."), ""),
        (text("This PDF file is protected. You need a different reader to open it."), ""),
    ],
)
def test_a_notice_is_told_with_what_to_do(stream: str, catalog: str, make_pdf: Make) -> None:
    found = inspect("a.pdf", make_pdf(stream, catalog=catalog, extra=[FORM]), Limits())
    assert found.state is FileState.UNREADABLE and found.page_count == 0
    (problem,) = found.problems
    assert (problem.code, problem.severity) == ("pdf_shell", Severity.HIGH)
    assert "print" in problem.advice.en


@pytest.mark.parametrize(
    ("streams", "catalog"),
    [
        ([text("Registration of one motor vehicle. Please wait for the stamp.")], ""),
        ([text("A form that is drawn")], "/AcroForm << /Fields [] /XFA 7 0 R >>"),
        ([text(WAIT)] + [text(f"Page {number} of a manual") for number in range(4)], ""),
        ([text("The goods are protected against rust.")], ""),
        ([""], ""),
    ],
    ids=["word", "drawn form", "long file", "other protection", "blank"],
)
def test_a_paper_is_no_notice(streams: list[str], catalog: str, make_pdf: Make) -> None:
    found = inspect("a.pdf", make_pdf(*streams, catalog=catalog, extra=[FORM]), Limits())
    assert found.state is FileState.READ and found.problems == ()
