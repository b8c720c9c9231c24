"""Papers that are none of the kinds that are understood, or whose kind is doubtful."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Severity
from domain.field import DocumentKind
from domain.finding import Outcome
from domain.values import Bilingual as B
from domain.vocabulary import spec_of
from verification.claim import Claim, RuleSpec, disagrees
from verification.context import Context
from verification.unread import NOTHING

SUBTYPES: dict[str, B] = {
    "identity_card": B("居民身份证", "identity card"),
    "passport": B("护照", "passport"),
    "driving_licence": B("驾驶证", "driving licence"),
    "bill_of_lading": B("提单", "bill of lading"),
    "contract": B("合同", "contract"),
    "business_licence": B("营业执照", "business licence"),
    "test_report": B("检测报告", "test report"),
    "consistency_certificate": B("车辆一致性证书", "certificate of conformity (COC)"),
    "product_certificate": B("产品合格证", "product certificate"),
    "packing_list": B("装箱单", "packing list"),
    "commercial_invoice": B("商业发票", "commercial invoice"),
    "customs_power_of_attorney": B("代理报关委托书", "customs power of attorney"),
    "power_of_attorney": B("委托书", "power of attorney"),
    "insurance": B("保险单", "insurance policy"),
    "deregistration_certificate": B("注销证明", "deregistration certificate"),
    "temporary_plate": B("临时行驶车号牌", "temporary plate"),
    "licence_application": B("许可证申请表", "licence application"),
    "tax_certificate": B("完税证明", "tax certificate"),
    "declaration_statement": B("声明", "declaration of the exporter"),
    "blank_page": B("空白页", "blank page"),
    "photo": B("照片", "photograph"),
}
"""what papers of no concern are called"""


def check_papers_unknown(context: Context) -> Iterable[Claim]:
    """Noted without effect, as are papers that no rule asks for and that belong to no car; a known kind that is hardly
    sure is for a clerk."""
    unassigned = {document.id for document in context.assembly.unassigned}
    for document in context.assembly.documents:
        spec = spec_of(document.kind)
        if document.kind is DocumentKind.OTHER:
            name = SUBTYPES.get(
                document.subtype, B(document.subtype or "未识别的单证", document.subtype or "paper not known")
            )
            yield disagrees(firm=False, unless=NOTHING, severity=Severity.NOTE, what=name)
        elif not spec.is_judged and document.id in unassigned:
            yield disagrees(firm=False, unless=NOTHING, severity=Severity.NOTE, what=B(spec.zh, spec.en))
        elif document.kind_certainty < context.policy.certainty.kind:
            yield disagrees(firm=False, unless=NOTHING, text="doubtful", what=B(spec.zh, spec.en))


RULE = RuleSpec(
    name="papers_unknown",
    title=B("单证种类", "kinds of paper"),
    basis=B("通关系统读数准则：不认识的单证要说明", "reading rule: what is not understood is said"),
    outcomes=(Outcome.DISAGREES,),
    check_bundle=check_papers_unknown,
    texts={
        "disagrees": B("有一份{what}，不影响结论。", "One paper ({what}) has no effect on the verdict."),
        "doubtful": B(
            "一份单证可能是{what}，种类不确定。", "One paper may be a {what}; its kind is not certain."
        ),
    },
)
