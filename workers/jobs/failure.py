"""What is said when the machine itself failed: *review*, a clerk looks, nothing is held against the exporter."""

from __future__ import annotations

from domain.document import Actor, Severity
from domain.finding import Finding, Outcome, Verdict, Verification
from domain.values import Bilingual
from storage.jobs.ledger import Job

PROCESSING_FAILED = "processing_failed"
"""the rule under which it is said that a step was given up"""
_STEP_NAMES = {
    "collect": Bilingual("汇总文件", "putting the files together"),
    "extract": Bilingual("提取字段", "taking the fields from the papers"),
    "read_again": Bilingual("第二次识别", "the second reading"),
    "reconcile": Bilingual("比较两次识别", "comparing the two readings"),
    "verify": Bilingual("核验", "verifying"),
}
_BASIS = Bilingual("系统运行记录", "the system's own record of its work")
_ADVICE = Bilingual(
    "请人工核对；排除原因后可用 tongguan jobs 重新排队。",
    "Check the papers by hand; once the cause is mended, queue the work again with tongguan jobs.",
)


def processing_failed(job: Job) -> Finding:
    """The finding that a step for the whole paper set was given up, with its reason."""
    step = _STEP_NAMES.get(job.step, Bilingual(job.step, job.step))
    return Finding(
        rule=PROCESSING_FAILED,
        outcome=Outcome.UNDETERMINED,
        severity=Severity.HIGH,
        effect=Verdict.REVIEW,
        message=Bilingual(
            f"系统未能完成“{step.zh}”：{job.reason}", f"The system could not finish {step.en}: {job.reason}"
        ),
        basis=_BASIS,
        next_action=Actor.CLERK,
        advice=_ADVICE,
    )


def judge_nothing(policy: str) -> Verification:
    """A verification that says nothing about any car."""
    return Verification(verdict=Verdict.REVIEW, policy=policy, dossiers=(), findings=())
