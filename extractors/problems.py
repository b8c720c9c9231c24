"""Every problem that extraction can report: one literal table, from which docs/problems.md is made."""

from __future__ import annotations

from domain.document import Actor, Severity
from domain.problem_spec import ProblemSpec

EXTRACTOR_FAILED = ProblemSpec(
    "extractor_failed", Severity.HIGH,
    "本件内容提取失败（{reason}）", "The fields of this paper could not be extracted ({reason})",
    "请人工核对本件，并将该情况报告维护人员", "Check this paper by hand and report it to the maintainers", Actor.CLERK,
)  # fmt: skip
LAYER_DIFFERS = ProblemSpec(
    "layer_differs_from_paint", Severity.HIGH,
    "文字层写作“{written}”，而页面上看到的是“{seen}”", "The text layer says {written}, the page shows {seen}",
    "请对照原件图像核实该值", "Compare this value with the picture of the page", Actor.CLERK,
)  # fmt: skip
PAGES_NOT_TIED = ProblemSpec(
    "pages_not_tied", Severity.MEDIUM,
    "本页与其他页是否属于同一份单证无法确定，已分开处理",
    "Whether this page and others are one paper cannot be told; they are kept apart",
    "请指明哪些页属于同一份单证，或将同一份单证的各页扫描成一个文件后上传",
    "Say which pages are one paper, or scan the pages of each paper into one file and upload it", Actor.CLERK,
)  # fmt: skip

PROBLEMS: tuple[ProblemSpec, ...] = (EXTRACTOR_FAILED, LAYER_DIFFERS, PAGES_NOT_TIED)
