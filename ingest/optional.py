"""Steps of reading that a page can do without: each fails alone, its failure is told, and the words stay.

What may fail is listed in ``OPTIONAL_STEPS``; every such step is run by ``attempt`` or ``attempt_else``. Who reads a file
or a page collects the failures (``failures_told``) and adds them to its problems. Where nobody collects, errors go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

import msgspec

from domain.document import Problem
from domain.errors import PartMissing
from domain.values import Bilingual
from ingest.problems import problem
from ingest.refusal import Refused

T = TypeVar("T")
D = TypeVar("D")


class OptionalStep(msgspec.Struct, frozen=True):
    """A step with what is missing when it failed, in words for a person."""

    name: str
    zh: str
    en: str
    zh_loss: str
    en_loss: str


OPTIONAL_STEPS: tuple[OptionalStep, ...] = (
    OptionalStep("fields", "表单域和打字批注", "form fields and typed notes",
                 "填写的内容按图像识别", "what was filled in was read from the picture"),
    OptionalStep("annotations", "批注和印章的绘制", "painting annotations and stamps",
                 "批注和印章未显示", "annotations and stamps are not shown"),
    OptionalStep("text_layer", "PDF 文字层", "the text layer of the PDF",
                 "改用图像识别", "the picture was read instead"),
    OptionalStep("painted_objects", "隐藏文字检查", "the check for hidden text",
                 "文字层未采用，改用图像识别", "the text layer was not used, the picture was read instead"),
    OptionalStep("rulings", "表格线", "table rulings",
                 "字段按位置对应，可能不全", "values were matched by their place alone and some may be missing"),
    OptionalStep("barcodes", "条码和二维码", "bar codes and QR codes",
                 "未解码", "none was decoded"),
    OptionalStep("fitting", "文字框修正", "fitting boxes to the print",
                 "标出的位置可能略有偏差", "marked places may be a little off"),
    OptionalStep("remainder", "页面中图片里的文字", "text in pictures on the page",
                 "只采用了文字层", "only the text layer was used"),
    OptionalStep("posture", "方向和变形校正", "turning and flattening the picture",
                 "按原图识别", "it was read as it was taken"),
    OptionalStep("watermark", "去除水印", "taking a watermark away",
                 "水印下的文字可能有误", "print under it may be read wrongly"),
    OptionalStep("overprint", "水印文字的识别", "telling the words of a watermark",
                 "水印文字可能被当作内容", "its words may be taken for the paper's"),
    OptionalStep("quality", "图像质量评估", "judging the picture's quality",
                 "未给出拍摄建议", "no advice on taking it is given"),
    OptionalStep("smoothing", "黑白图像平滑", "smoothing of a black and white picture",
                 "按原图识别", "it was read as it is"),
    OptionalStep("seals", "印章分离", "separating seals from print",
                 "印章下的文字可能不全", "print under seals may be missing"),
    OptionalStep("turned_lines", "倒置文字行的再识别", "trying doubtful lines upside down",
                 "倒置的文字可能有误", "lines that stand on their heads may be wrong"),
    OptionalStep("look", "照片预检", "the first look at the photograph",
                 "没有缩略图和拍摄建议", "there is no thumbnail and no advice on taking it"),
    OptionalStep("notice", "提示页检查", "the check for a notice in place of the paper",
                 "按普通页面读取", "it was read as an ordinary page"),
    OptionalStep("attachments", "PDF 附件", "files attached to the PDF",
                 "附件未读取", "they were not read"),
    OptionalStep("orientation_tag", "照片方向标记", "the picture's orientation tag",
                 "方向按文字判断", "its direction was told by its text"),
    OptionalStep("pictures", "页面中的图片", "pictures on the page",
                 "图片未显示", "they are not shown"),
    OptionalStep("template", "页面底版", "the printed form under the page",
                 "底版上的文字未读取", "its text was not read"),
    OptionalStep("documents", "同一文件中的其他文档", "a further document in the same file",
                 "未读取", "it was not read"),
    OptionalStep("notes", "页面上的注释", "annotations on the page",
                 "注释未读取", "they were not read"),
    OptionalStep("invoice_data", "随附的发票数据", "the e-invoice data in the file",
                 "只采用了票面", "only the print was used"),
)  # fmt: skip

_BY_NAME = {step.name: step for step in OPTIONAL_STEPS}
_FAILED: ContextVar[dict[str, Bilingual] | None] = ContextVar("failed steps", default=None)


def attempt(name: str, action: Callable[[], T], otherwise: D) -> T | D:
    """What ``action`` gives, or ``otherwise`` when it raises; the failure of the step ``name`` is kept for the page.

    Native readers raise anything on damaged bytes. KeyError for a name that is not in ``OPTIONAL_STEPS``.
    """
    return attempt_else(name, action, lambda: otherwise)


def attempt_else(name: str, action: Callable[[], T], otherwise: Callable[[], D]) -> T | D:
    """``attempt`` where what is done instead is work of its own, done only then."""
    step = _BY_NAME[name]
    try:
        return action()
    except Exception as error:
        failed = _FAILED.get()
        if failed is None:
            raise
        failed.setdefault(step.name, _reason(error))
    return otherwise()


@contextmanager
def failures_told() -> Iterator[list[Problem]]:
    """A list that holds, when the block has ended, one problem for each step that failed in it."""
    told: list[Problem] = []
    token = _FAILED.set({})
    try:
        yield told
    finally:
        failed = _FAILED.get() or {}
        _FAILED.reset(token)
        told += [_problem(_BY_NAME[name], reason) for name, reason in failed.items()]


_REASONS: tuple[tuple[type[Exception], Bilingual], ...] = (
    (MemoryError, Bilingual("内存不足", "memory ran out")),
    (NotImplementedError, Bilingual("不支持这种写法", "it is written in a way that is not supported")),
    (UnicodeError, Bilingual("文字编码有误", "its text is encoded wrongly")),
    (PartMissing, Bilingual("程序部件缺失", "a part of this program is missing")),
)
_DAMAGED = Bilingual("数据损坏或不规范", "its data is damaged or unusual")


def _reason(error: Exception) -> Bilingual:
    """Why, in words; behind them the error's name, for whoever looks for its cause."""
    if isinstance(error, Refused):
        return error.problem.message
    words = next((words for kind, words in _REASONS if isinstance(error, kind)), _DAMAGED)
    name = type(error).__name__
    return Bilingual(f"{words.zh}，{name}", f"{words.en}, {name}")


def _problem(step: OptionalStep, reason: Bilingual) -> Problem:
    return problem(
        "step_failed",
        step=Bilingual(step.zh, step.en),
        loss=Bilingual(step.zh_loss, step.en_loss),
        reason=reason,
    )
