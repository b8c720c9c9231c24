"""Examples of the answers that are values of ``domain``: one small, made-up car."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.bundle_form import BundleForm, ExporterForm
from domain.checklist import CarChecklist, CheckLine, CheckStatus, FormProposals, Proposal
from domain.document import Actor, FileState, Page, PageRef, Place, Severity, SourceFile
from domain.field import Document, DocumentKind, Field
from domain.finding import DossierResult, Evidence, Finding, Outcome, Verdict
from domain.geometry import Box
from domain.result import SCHEMA_VERSION, Result
from domain.values import Bilingual, Date, Mileage, Text
from web.api.results import Checklist, Draft, FindingOfCar, Findings

_VIN = "LSVCY6C49MN027789"
_FILE = "9b" * 32
_PLACE = Place(_FILE, 1, Box(300, 400, 420, 430).polygon(), 200.0)
_EVIDENCE = Evidence(
    Bilingual("结算清单 进厂里程", "repair bill: mileage"),
    "doc-1", "mileage", None, Mileage(41200), "41,200", _PLACE, 0.998, "ocr:ppocrv6@1",
)  # fmt: skip
_FINDING = Finding(
    rule="mileage_falls",
    outcome=Outcome.DISAGREES,
    severity=Severity.HIGH,
    effect=Verdict.REFUSE,
    message=Bilingual("里程倒退 3200 公里", "the mileage falls by 3,200 km"),
    basis=Bilingual("JT/T 1132", "JT/T 1132"),
    evidence=(_EVIDENCE,),
    next_action=Actor.EXPORTER,
    advice=Bilingual("请核对里程", "Check the mileage"),
)
_DOSSIER = DossierResult(
    vin=_VIN,
    id=_VIN,
    verdict=Verdict.REFUSE,
    next_action=Actor.EXPORTER,
    reasons=("mileage_falls",),
    summary=Bilingual("里程倒退", "the mileage falls"),
    questions=(),
    findings=(_FINDING,),
    timeline=(),
    values=(),
    documents=("doc-1",),
)
_DOCUMENT = Document(
    id="doc-1",
    kind=DocumentKind.REPAIR_BILL,
    kind_certainty=0.99,
    pages=(PageRef(_FILE, 1),),
    fields=(Field("vin", Text(_VIN), _VIN, _PLACE, "ocr:ppocrv6@1", 0.999),),
)
_RESULT = Result(
    schema_version=SCHEMA_VERSION,
    paper_set_id="3f5a" * 16,
    name="January, two cars to Almaty",
    as_of=Date("2026-01-07"),
    policy="cn-2026-01",
    versions={"reader": "1", "rules": "1"},
    index_revision=0,
    form=BundleForm(Date("2026-01-05"), ExporterForm("晨星汽车出口有限公司", None), "KAZ"),
    verdict=Verdict.REFUSE,
    files=(SourceFile(_FILE, "bill.pdf", 123_456, "application/pdf", FileState.READ, (Page(1, 1654, 2339, 200.0),)),),
    documents=(_DOCUMENT,),
    dossiers=(_DOSSIER,),
    findings=(),
    unassigned=(),
    not_read=(),
)  # fmt: skip

_CHECKLIST = CarChecklist(
    id=_VIN,
    vin=_VIN,
    plate="沪A12345",
    model="",
    lines=(
        CheckLine(
            "registration_certificate",
            Bilingual("机动车登记证书", "registration certificate"),
            CheckStatus.MISSING,
            reason=Bilingual("缺少机动车登记证书", "the registration certificate is missing"),
            advice=Bilingual("请补充全部页面", "add it with all its pages"),
        ),
        CheckLine(
            "repair_bill", Bilingual("维修结算清单", "repair bill"), CheckStatus.THERE, (PageRef(_FILE, 1),)
        ),
    ),
    contradictions=(_FINDING,),
    remarks=(),
)
_PROPOSALS = FormProposals(
    contract_number=(Proposal("CX-2026-018", Bilingual("出口许可证", "export licence"), _EVIDENCE),)
)
_FOUND = FindingOfCar(0, _VIN, _VIN, _FINDING)

EXAMPLES: dict[str, Any] = {
    name: msgspec.json.decode(msgspec.json.encode(value))
    for name, value in (
        ("Result", _RESULT),
        ("Findings", Findings((_FOUND,), None)),
        ("Draft", Draft(True, (_DOCUMENT,), (_FOUND,))),
        ("Checklist", Checklist(True, (_CHECKLIST,), (), _PROPOSALS)),
    )
}
"""name of the value -> its example as JSON"""
