"""Every problem that the work itself can report: one literal table, in the shape of the readers' table.

A problem is a value that goes with a file or page; it says what is the matter and what a person can do about it.
"""

from __future__ import annotations

from domain.document import Actor, Problem, Severity
from domain.problem_spec import ProblemSpec

NOTE, MEDIUM, HIGH = Severity.NOTE, Severity.MEDIUM, Severity.HIGH

_NOTHING = ("无需处理。", "Nothing to do.")
_LOOK = ("请人工查看该页；处理后可用 tongguan jobs 重新排队。",
         "Look at the paper itself; once mended, queue it again with tongguan jobs.")  # fmt: skip

PROBLEMS: tuple[ProblemSpec, ...] = (
    ProblemSpec("duplicate_file", NOTE, "与“{name}”内容完全相同，只处理一次。",
                "Has the same content as “{name}” and was taken once.", *_NOTHING),
    ProblemSpec("archive_part_joined", NOTE, "分卷压缩包的一卷，已与其余各卷合并为“{name}”读取。",
                "A part of a split archive; it was put together with the others and read as “{name}”.", *_NOTHING),
    ProblemSpec("page_turned", NOTE, "此页横放或倒放，已自动转正。",
                "The page lay on its side or upside down and was turned upright.", *_NOTHING),
    ProblemSpec("file_not_opened", HIGH, "文件无法打开（{reason}），未读取。",
                "The file could not be opened ({reason}); it was not read.",
                "请检查文件及其权限后重新提交。", "Check the file and its permissions and hand it in again."),
    ProblemSpec("file_over_limit", HIGH, "文件 {size} MB，超过上限 {limit} MB，未读取。",
                "The file has {size} MB, over the limit of {limit} MB; it was not read.",
                "请拆分成较小的文件后分别上传。", "Split it into smaller files and upload these."),
    ProblemSpec("too_many_files", HIGH, "本批文件超过 {limit} 个，其中 {count} 个未读取。",
                "The bundle holds more than {limit} files; {count} of them were not read.",
                "请按车辆分批提交。", "Hand the cars in as several bundles."),
    ProblemSpec("bundle_xml_too_much", HIGH, "本批文件附带的电子发票数据合计超过 {limit} MB，此文件的数据未采用。",
                "The e-invoice data in this bundle are over {limit} MB together; those of this file were not used.",
                "请按车辆分批提交。", "Hand the cars in as several bundles."),
    ProblemSpec("file_given_up", HIGH, "识别程序多次未能处理该文件（{reason}），已放弃，其余文件照常处理。",
                "The reader failed on this file repeatedly ({reason}) and gave it up; the rest went on.",
                *_LOOK, Actor.CLERK),
    ProblemSpec("page_given_up", HIGH, "识别程序多次未能处理第 {number} 页（{reason}），已放弃，其余页面照常处理。",
                "The reader failed on page {number} repeatedly ({reason}) and gave it up; the rest went on.",
                *_LOOK, Actor.CLERK),
)  # fmt: skip

_BY_CODE = {spec.code: spec for spec in PROBLEMS}


def problem(code: str, page: int | None = None, **values: object) -> Problem:
    """The problem of that code with ``values`` filled into its texts; KeyError for an unknown code or name."""
    return _BY_CODE[code].state(page, **values)
