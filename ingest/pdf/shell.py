"""PDFs that are only a shell: what is seen is a notice, the paper itself needs another program to be shown.

Forms of Adobe's XFA draw their pages by a program ("Please wait ..."); documents under rights management carry the
paper encrypted behind a notice. Such a notice must not be taken for a paper.
"""

from __future__ import annotations

import re

import pypdfium2
import pypdfium2.raw as pdfium

MOST_PAGES = 3  # a notice is one page, rarely two
LONGEST_NOTICE = 2_500  # characters

_NOTICES = (
    re.compile(r"please\s*wait.{0,200}(?:proper\s*contents|not\s*eventually\s*replaced|pdf\s*viewer)", re.I | re.S),
    re.compile(r"请(?:稍候|等待|稍等).{0,120}(?:正确内容|查看器|阅读器)", re.S),
    re.compile(r"need\s*a\s*later\s*version\s*of\s*the\s*pdf\s*viewer", re.I),
    re.compile(
        r"(?:file|document|pdf)\s*(?:is|has\s*been)\s*protected.{0,200}(?:viewer|reader|permission|microsoft)",
        re.I | re.S,
    ),
    re.compile(r"(?:文件|文档)(?:已|受).{0,12}保护.{0,120}(?:查看器|阅读器|权限)", re.S),
)  # fmt: skip
"""what such notices say, in the languages that they come in here"""


def is_shell(document: pypdfium2.PdfDocument) -> bool:
    """Whether the pages show a notice instead of the paper."""
    if document.get_formtype() == pdfium.FORMTYPE_XFA_FULL:
        return True
    if len(document) > MOST_PAGES:
        return False
    text = _text(document[0])
    return len(text) <= LONGEST_NOTICE and any(notice.search(text) for notice in _NOTICES)


def _text(page: pypdfium2.PdfPage) -> str:
    layer = page.get_textpage()
    try:
        return str(layer.get_text_range(count=min(layer.count_chars(), LONGEST_NOTICE + 1)))
    finally:
        layer.close()
