"""公章: what the words of a page show of a seal.

A round seal bends its words, so readers give them as short turned pieces; some seals have a straight line of words
(合同专用章). Only words are looked at here; without any the field stays missing, which does not mean that no seal is there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from statistics import median

from rapidfuzz import fuzz

from domain.document import Word
from domain.field import Candidate, Field, MissingReason
from domain.values import Flag, Text
from extractors.certainty import Evidence
from extractors.fields import field_of, missing
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span, corners_of, glyphs_of
from extractors.values.name import tidy

TURNED_DEG = 9.0  # words turned more than this against the page's lines are bent or stamped
MIN_TURNED = 2  # one turned word can be a reader's slip
_STRAIGHT = re.compile(r"[\u4e00-\u9fff]{0,12}(?:专用章|公章|印章)(?:[（(]\d[)）])?")
_WHOLE = re.compile(r"[\u4e00-\u9fff（）()A-Za-z0-9]{4,40}(?:公司|集团|制造厂)[\u4e00-\u9fff]{0,8}")
FRAGMENT_LIKENESS = 75.0  # percent
_BRACKETED = re.compile(
    r"[（(][^（）()]{0,8}(?:公章|盖章|签章|印章)[^（）()]{0,4}[）)]|(?:公章|盖章|签章)\s*[:：]"
)


def seal_fields(pages: Sequence[LaidOutPage], issuer: Field) -> dict[str, Field]:
    """``has_seal`` and ``seal_text``; missing when no word of a seal was read."""
    for page in reversed(pages):
        words = _straight(page) or _fragments(page, issuer) or _bent(page)
        if words:
            span = Span(tuple(glyph for word in words for glyph in glyphs_of(word)))
            seen = field_of("has_seal", Flag(True), span, page, (Evidence.LABEL_DOUBTFUL,))
            return {"has_seal": seen, "seal_text": _text(words, span, page)}
    return {
        "has_seal": missing("has_seal", MissingReason.NOT_FOUND),
        "seal_text": missing("seal_text", MissingReason.NOT_FOUND),
    }


def _text(words: Sequence[Word], span: Span, page: LaidOutPage) -> Field:
    """The seal's words when they read as a whole name; else unreadable, with what was seen."""
    text = tidy("".join(word.text for word in words))
    if _WHOLE.fullmatch(text):
        return field_of(
            "seal_text", Text(text), span, page, (Evidence.LABEL_DOUBTFUL, Evidence.PLACE_DOUBTFUL)
        )
    return missing(
        "seal_text", MissingReason.UNREADABLE, [Candidate(Text(text), text, span.source, 0.2)], span, page
    )


def _fragments(page: LaidOutPage, issuer: Field) -> list[Word]:
    """Words read by OCR that are a piece of the issuer's name: the bent words of a seal, cut off by the reader."""
    if not isinstance(issuer.value, Text):
        return []
    name = issuer.value.text
    found = []
    for word in page.page.words:
        text = "".join(c for c in word.text if "\u4e00" <= c <= "\u9fff")
        if not word.source.startswith("ocr") or not 3 <= len(text) < len(name):
            continue
        if text == word.text.strip() and fuzz.partial_ratio(text, name) >= FRAGMENT_LIKENESS:
            found.append(word)
    return found


def _straight(page: LaidOutPage) -> list[Word]:
    """A word that names a seal by itself and is no request to set one (``（公章）``)."""
    return [
        word
        for word in page.page.words
        if _STRAIGHT.fullmatch(word.text.strip())
        and not _BRACKETED.search(word.text)
        and len(word.text.strip()) > 2
    ][:1]


def _bent(page: LaidOutPage) -> list[Word]:
    """Chinese words turned against the page's lines, lying together, left to right."""
    level = _page_angle(page)
    turned = [
        word
        for word in page.page.words
        if re.search(r"[\u4e00-\u9fff]", word.text) and abs(_angle(word) - level) > TURNED_DEG
    ]
    if len(turned) < MIN_TURNED:
        return []
    height = page.text_height
    x, y = (median(word.box.centre[axis] for word in turned) for axis in (0, 1))
    close = [w for w in turned if math.hypot(w.box.centre[0] - x, w.box.centre[1] - y) < 14 * height]
    return sorted(close, key=lambda w: (w.box.centre[0], w.box.centre[1])) if len(close) >= MIN_TURNED else []


def _page_angle(page: LaidOutPage) -> float:
    wide = [_angle(word) for word in page.page.words if word.box.width > 3 * word.box.height]
    return median(wide) if wide else 0.0


def _angle(word: Word) -> float:
    """Turn of a word's top edge in degrees, 0 for level; upright boxes of single characters count as level."""
    tl, tr, _, bl = corners_of(word.polygon)
    if tr[0] - tl[0] < 0.6 * abs(bl[1] - tl[1]):
        return 0.0
    return math.degrees(math.atan2(tr[1] - tl[1], max(1e-6, tr[0] - tl[0])))
