"""The summary of a dossier in sentences that a trader understands."""

from __future__ import annotations

from collections.abc import Sequence

from domain.document import Actor
from domain.finding import Finding, Verdict
from domain.values import Bilingual

_SHOWN = 3
"""reasons in a summary; the findings list them all"""
_VERDICTS = {
    Verdict.CLEAR: Bilingual("可以放行：所查各项均相符。", "Clear: everything that was checked agrees."),
    Verdict.REVIEW: Bilingual("需要处理：", "Review: "),
    Verdict.REFUSE: Bilingual("建议退回：", "Refuse: "),
}
_ACTIONS = {
    Actor.NOBODY: Bilingual("", ""),
    Actor.EXPORTER: Bilingual("下一步：由企业补正。", " Next: the exporter completes the papers."),
    Actor.CLERK: Bilingual("下一步：由审核人员核对。", " Next: a clerk checks the marked places."),
}


def summarise(verdict: Verdict, deciding: Sequence[Finding], action: Actor) -> Bilingual:
    """Verdict, the weightiest reasons in one sentence each, and who acts next."""
    sentences: list[Bilingual] = []
    for finding in deciding:
        if finding.message not in sentences:
            sentences.append(finding.message)
    shown, more = sentences[:_SHOWN], len(sentences) - _SHOWN
    head, tail = _VERDICTS[verdict], _ACTIONS[action]
    rest = Bilingual(f"另有{more}项。", f" And {more} more.") if more > 0 else Bilingual("", "")
    return Bilingual(
        head.zh + "".join(s.zh for s in shown) + rest.zh + tail.zh,
        head.en + " ".join(s.en for s in shown) + rest.en + tail.en,
    )
