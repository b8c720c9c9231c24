"""For web and app: a made-up result with everything that a report can show, and pictures of its pages."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from PIL import Image, ImageDraw

from domain.bundle_form import BundleForm, ExporterForm
from domain.document import Actor, FileState, Page, PageRef, Place, Problem, Severity, SourceFile
from domain.field import Document, DocumentKind, Field, MissingReason, Row
from domain.finding import (
    Answer,
    DossierResult,
    Evidence,
    Finding,
    Outcome,
    Question,
    QuestionAnswer,
    ResolvedValue,
    TimelineEvent,
    Verdict,
)
from domain.geometry import Box
from domain.result import SCHEMA_VERSION, NotRead, Result
from domain.values import Bilingual, Date, Mileage, Money, Text

pytest_plugins = ["tests.installations", "tests.brokers", "tests.servers.fixtures", "tests.servers.databases"]

VIN = "LSVCY6C49MN027789"
HOSTILE = "<script>alert(1)</script>\u202egpj.exe&\"'.pdf"
WIDTH, HEIGHT = 1240, 1754


def place(page: int, x0: float, y0: float, x1: float, y1: float, file: str = "a" * 64) -> Place:
    return Place(file, page, Box(x0, y0, x1, y1).polygon(), 150)


def evidence(zh: str, en: str, field: str, value: Text | Date | Mileage, at: Place | None) -> Evidence:
    return Evidence(Bilingual(zh, en), "doc-1", field, None, value, str(value), at, 0.973, "ocr:ppocrv6@1")


def finding(rule: str, outcome: Outcome, effect: Verdict, zh: str, en: str, *parts: Evidence) -> Finding:
    return Finding(
        rule=rule,
        outcome=outcome,
        severity=Severity.HIGH,
        effect=effect,
        message=Bilingual(zh, en),
        basis=Bilingual("JT/T 1132 与行业经验", "JT/T 1132 and practice"),
        evidence=parts,
        next_action=Actor.EXPORTER if effect is not Verdict.CLEAR else Actor.NOBODY,
        advice=Bilingual("请核对里程", "Check the mileage") if effect is not Verdict.CLEAR else None,
    )


def event(day: str, kind: str, zh: str, en: str, km: int | None = None) -> TimelineEvent:
    return TimelineEvent(Date(day), kind, Bilingual(zh, en), None if km is None else Mileage(km), ())


def dossier(vin: str, verdict: Verdict) -> DossierResult:
    first = evidence(
        "结算清单 进厂里程", "repair bill: mileage", "mileage", Mileage(41200), place(1, 300, 400, 420, 430)
    )
    second = evidence(
        "报关单 里程", "declaration: mileage", "mileage", Mileage(38000), place(2, 600, 900, 720, 930)
    )
    return DossierResult(
        vin=vin,
        id=vin or "car-1",
        verdict=verdict,
        next_action=Actor.NOBODY if verdict is Verdict.CLEAR else Actor.EXPORTER,
        reasons=() if verdict is Verdict.CLEAR else ("mileage_falls",),
        summary=Bilingual("里程倒退", "the mileage falls"),
        questions=(
            QuestionAnswer(Question.RULE_APPLIES, Answer.NO, Bilingual("超过180天", "more than 180 days")),
            QuestionAnswer(Question.LETTER_VALID, Answer.NOT_REQUIRED, Bilingual("不需要", "not needed")),
            QuestionAnswer(Question.MAINTENANCE_SHOWN, Answer.INSUFFICIENT, Bilingual("看不清", "illegible")),
            QuestionAnswer(Question.HISTORY_CREDIBLE, Answer.NO, Bilingual("里程倒退", "mileage falls")),
        ),
        findings=(
            finding(
                "mileage_falls",
                Outcome.DISAGREES,
                verdict,
                "里程倒退3200公里",
                "mileage falls by 3,200 km",
                first,
                second,
            ),
            finding("vin_agrees", Outcome.AGREES, Verdict.CLEAR, "车架号一致", "VIN agrees", first),
            finding("zero_km", Outcome.UNDETERMINED, Verdict.CLEAR, "无法判定", "cannot be told"),
        ),
        timeline=(
            event("2023-02-10", "factory", "车辆出厂", "made"),
            event("2023-03-01", "registration", "注册登记", "registered"),
            event("2023-11", "service", "进厂维修", "service", 12500),
            event("2024-06-20", "service", "进厂维修", "service", 41200),
            event("2025-12-11", "declaration", "出口申报", "declared", 38000),
            event("2025-12-11", "application", "出口许可证申请", "licence applied for"),
        ),
        values=(
            ResolvedValue("vin", Text(vin), 0.9999, (first, second)),
            ResolvedValue("plate", None, 0.0, ()),
        ),
        documents=("doc-1",),
    )


def source_file() -> SourceFile:
    pages = tuple(Page(number=n, width_px=WIDTH, height_px=HEIGHT, dpi=150) for n in (1, 2))
    return SourceFile("a" * 64, HOSTILE, 123456, "application/pdf", FileState.READ, pages)


def make_result(verdict: Verdict = Verdict.REFUSE, cars: int = 1) -> Result:
    document = Document(
        id="doc-1",
        kind=DocumentKind.REPAIR_BILL,
        kind_certainty=0.91,
        pages=(PageRef("a" * 64, 1),),
        fields=(
            Field("vin", Text(VIN), f" {VIN[:8]} {VIN[8:]}", place(1, 300, 200, 700, 230), "ocr:ppocrv6@1", 0.998),
            Field("mileage", Mileage(41200), "41,200公里", place(1, 300, 400, 420, 430), "ocr:ppocrv6@1", 0.9),
            Field("plate", None, missing=MissingReason.UNREADABLE),
        ),
        rows=(Row("lines", 0, (Field("name", Text("更换机油"), "更换机油", None, "text_layer", 1.0),
                               Field("amount", Money(Decimal("320.00")), "320.00", None, "text_layer", 1.0))),),
        subtype="bill",
    )  # fmt: skip
    problem = Problem(
        "glare", Bilingual("反光", "glare"), Bilingual("请重拍", "photograph it again"), Severity.MEDIUM
    )
    broken = SourceFile(
        "b" * 64, "broken.pdf", 10, "application/pdf", FileState.UNREADABLE, problems=(problem,)
    )
    dossiers = tuple(dossier(VIN if n == 0 else f"{VIN[:14]}{n:03d}", verdict) for n in range(cars))
    return Result(
        schema_version=SCHEMA_VERSION,
        paper_set_id="c" * 64,
        name=HOSTILE,
        as_of=Date("2026-01-07"),
        policy="cn-2026-01",
        versions={"reader": "1", "rules": "1"},
        index_revision=0,
        form=BundleForm(
            Date("2026-01-05"), ExporterForm("某某汽车有限公司", None), "KAZ", None, None, (problem,)
        ),
        verdict=verdict,
        files=(source_file(), broken),
        documents=(document,),
        dossiers=dossiers,
        findings=(finding("vin_count", Outcome.DISAGREES, Verdict.REVIEW, "数量不符", "the numbers differ"),),
        unassigned=(),
        not_read=(NotRead("broken.pdf", PageRef("b" * 64, 1), Bilingual("文件损坏", "the file is damaged")),),
    )


def page_picture(page: int) -> bytes:
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(picture)
    for y in range(100, HEIGHT - 100, 50):
        draw.text((100, y), f"page {page} line {y} " * 8, fill="black")
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="session")
def page_pictures() -> dict[tuple[str, int], bytes]:
    return {("a" * 64, n): page_picture(n) for n in (1, 2)}


@pytest.fixture
def refused_result() -> Result:
    return make_result()


@pytest.fixture
def many_cars_result() -> Result:
    return make_result(cars=20)


@pytest.fixture
def clear_result() -> Result:
    return make_result(Verdict.CLEAR)
