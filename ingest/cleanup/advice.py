"""What to tell the person who took the picture. A picture that reads well is never blamed, only noted."""

from __future__ import annotations

from domain.document import Actor, Problem, Quality, Severity
from domain.values import Bilingual
from ingest.ocr.contract import Quads
from ingest.ocr.detector import median_text_height

READS_WELL = 0.85
"""median score of sampled lines above which a picture is good enough whatever the measures say"""
_BLURRED = 0.3
_DARK = 0.3
_GLARE = 0.03
_SMALL_PX = 9.0
"""letter height below which characters are guessed"""
_CUT = 3
"""lines that run into the border before it is said that the page is cut off"""
_BORDER_PX = 2

_TEXTS: dict[str, tuple[Bilingual, Bilingual]] = {
    "page_blank": (
        Bilingual("此页为空白页。", "This page is blank."),
        Bilingual("如果原件有内容，请重新扫描或拍摄。", "If the original has content, scan it again."),
    ),
    "picture_blurred": (
        Bilingual("图像模糊。", "The picture is blurred."),
        Bilingual(
            "请拿稳手机、对焦后重新拍摄，或改用扫描仪。",
            "Hold the phone still, focus, take it again; or scan it.",
        ),
    ),
    "picture_dark": (
        Bilingual("图像过暗。", "The picture is too dark."),
        Bilingual("请在明亮均匀的光线下重新拍摄。", "Take it again in bright, even light."),
    ),
    "picture_glare": (
        Bilingual("图像有反光。", "Part of the picture is washed out by glare."),
        Bilingual(
            "请关闭闪光灯、避开反光后重新拍摄。", "Take it again without flash, away from reflections."
        ),
    ),
    "picture_too_small": (
        Bilingual("文字过小，分辨率不足。", "The print is too small in this picture."),
        Bilingual(
            "请靠近拍摄，或以 200 dpi 以上扫描。", "Take it from closer by, or scan it at 200 dpi or more."
        ),
    ),
    "page_cut_off": (
        Bilingual("页面边缘的文字可能不完整。", "Text at the edge of the page may be cut off."),
        Bilingual(
            "请确认整页都在画面内，否则重新拍摄。",
            "See that the whole page is in the picture, or take it again.",
        ),
    ),
}
"""code: what is wrong, what to do about it"""


def advise(quality: Quality, size: tuple[int, int], lines: Quads, sample_score: float) -> tuple[Problem, ...]:
    """The problems of a picture, with what to do about each; ``size`` is (height, width) in px.

    Only what spoils the reading (``sample_score`` low) weighs on the verdict; the rest is a note.
    """
    if quality.is_blank:
        return (_problem("page_blank", Severity.NOTE, Actor.NOBODY),)
    faults = [
        code
        for code, is_so in (
            ("picture_blurred", quality.sharpness < _BLURRED),
            ("picture_dark", quality.brightness < _DARK),
            ("picture_glare", quality.glare > _GLARE),
            ("picture_too_small", len(lines) > 0 and median_text_height(lines) < _SMALL_PX),
        )
        if is_so
    ]
    reads_well = sample_score >= READS_WELL
    cut = (_problem("page_cut_off", Severity.NOTE, Actor.NOBODY),) if count_cut(lines, size) >= _CUT else ()
    severity, actor = (Severity.NOTE, Actor.NOBODY) if reads_well else (Severity.MEDIUM, Actor.EXPORTER)
    return (*(_problem(code, severity, actor) for code in faults), *cut)


def count_cut(lines: Quads, size: tuple[int, int]) -> int:
    """How many lines of text run into the left or right border of a picture of ``size`` (height, width)."""
    if not len(lines):
        return 0
    low, high = lines[:, :, 0].min(axis=1), lines[:, :, 0].max(axis=1)
    return int(((low <= _BORDER_PX) | (high >= size[1] - 1 - _BORDER_PX)).sum())


def _problem(code: str, severity: Severity, actor: Actor) -> Problem:
    message, advice = _TEXTS[code]
    return Problem(code, message, advice, severity, actor)
