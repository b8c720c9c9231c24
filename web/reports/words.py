"""Words that pages use themselves, in Chinese and English; what papers and rules are called comes from ``domain``."""

from __future__ import annotations

from domain.document import Actor, FileState, Severity
from domain.field import DocumentKind, MissingReason
from domain.finding import Answer, Outcome, Question, Verdict
from domain.values import Bilingual as B
from domain.vocabulary import KINDS, field_spec

VERDICTS: dict[Verdict, B] = {
    Verdict.CLEAR: B("放行", "Clear"),
    Verdict.REVIEW: B("复核", "Review"),
    Verdict.REFUSE: B("退回", "Refuse"),
}
VERDICT_MARKS: dict[Verdict, str] = {Verdict.CLEAR: "✓", Verdict.REVIEW: "?", Verdict.REFUSE: "✕"}
"""told apart without colour too"""

OUTCOMES: dict[Outcome, B] = {
    Outcome.AGREES: B("一致", "agrees"),
    Outcome.DISAGREES: B("不一致", "disagrees"),
    Outcome.UNDETERMINED: B("无法判定", "cannot be told"),
}
OUTCOME_MARKS: dict[Outcome, str] = {Outcome.AGREES: "✓", Outcome.DISAGREES: "✕", Outcome.UNDETERMINED: "?"}

SEVERITIES: dict[Severity, B] = {
    Severity.NOTE: B("提示", "note"),
    Severity.MEDIUM: B("中", "medium"),
    Severity.HIGH: B("高", "high"),
    Severity.BLOCK: B("否决", "blocking"),
}
ACTORS: dict[Actor, B] = {
    Actor.NOBODY: B("无需处理", "nothing to do"),
    Actor.EXPORTER: B("由出口企业处理", "the exporter acts next"),
    Actor.CLERK: B("由审核人员处理", "the clerk acts next"),
}
QUESTIONS: dict[Question, B] = {
    Question.RULE_APPLIES: B("是否适用180天规定？", "Does the 180-day rule apply?"),
    Question.LETTER_VALID: B(
        "售后维修服务确认书是否齐全有效？", "Is the manufacturer's confirmation there and valid?"
    ),
    Question.MAINTENANCE_SHOWN: B(
        "是否有售后维修保养信息？", "Is after-sales maintenance information there?"
    ),
    Question.HISTORY_CREDIBLE: B("所称使用和维修经历是否可信？", "Is the claimed history credible?"),
}
ANSWERS: dict[Answer, B] = {
    Answer.YES: B("是", "yes"),
    Answer.NO: B("否", "no"),
    Answer.INSUFFICIENT: B("依据不足", "cannot be told"),
    Answer.NOT_REQUIRED: B("不要求", "not required"),
}
MISSING: dict[MissingReason, B] = {
    MissingReason.NOT_FOUND: B("未找到", "not found"),
    MissingReason.BLANK: B("空白", "blank"),
    MissingReason.UNREADABLE: B("无法识别", "unreadable"),
    MissingReason.AMBIGUOUS: B("有歧义", "ambiguous"),
}
FILE_STATES: dict[FileState, B] = {
    FileState.READ: B("已读取", "read"),
    FileState.PARTLY_READ: B("部分读取", "partly read"),
    FileState.UNREADABLE: B("无法读取", "unreadable"),
    FileState.REJECTED: B("未接受", "rejected"),
    FileState.DUPLICATE: B("重复", "duplicate"),
    FileState.IGNORED: B("忽略", "ignored"),
    FileState.CONTAINER: B("压缩包", "container"),
}


def label_of(kind: DocumentKind, name: str, table: str | None = None) -> B:
    """What a paper of that kind calls a field; the name itself when the vocabulary does not have it."""
    try:
        spec = field_spec(kind, name, table)
    except (KeyError, StopIteration):
        return B(name, name)  # a result of another version may have fields that this one does not know
    return B(spec.zh, spec.en)


def field_words(name: str) -> B:
    """What papers call a field of a car, whichever paper it stands on; the name itself when none has it."""
    for spec in KINDS:
        for field in (*spec.fields, *(f for table in spec.tables for f in table.fields)):
            if field.name == name:
                return B(field.zh, field.en)
    return B(name, name)


def percent(certainty: float) -> str:
    """A certainty as per cent, never rounded up to a 100 that it is not."""
    if certainty >= 1:
        return "100%"
    return f"{int(certainty * 1000) / 10:g}%"


def byte_size(size: int) -> str:
    """A file size as people say it."""
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
