from __future__ import annotations

from typing import Any

from domain.field import Document
from extractors.papers.conformity_certificate import ConformityCertificate

VIN = "LSVCY6C49MN027789"
PRINTED = [
    (600.0, 60.0, "机动车整车出厂合格证"),
    (100.0, 180.0, "1.合格证编号"), (420.0, 180.0, "WSV1028177891103"), (850.0, 180.0, "2.发证日期"), (1150.0, 180.0, "2025年07月03日"),
    (100.0, 260.0, "3.车辆制造企业名称"), (480.0, 260.0, "上汽大众汽车有限公司"),
    (100.0, 340.0, "4.车辆品牌/车辆名称"), (520.0, 340.0, "大众汽车牌/轿车"),
    (100.0, 420.0, "5.车辆型号"), (420.0, 420.0, "SVW7142BPV"), (850.0, 420.0, "7.车身颜色"), (1150.0, 420.0, "白"),
    (100.0, 500.0, "6.车辆识别代号/车架号"), (560.0, 500.0, VIN),
    (100.0, 580.0, "10.发动机型号"), (420.0, 580.0, "DJS"), (850.0, 580.0, "11.发动机号"), (1150.0, 580.0, "DJS035154"),
    (100.0, 660.0, "12.燃料种类"), (420.0, 660.0, "汽油"), (800.0, 660.0, "13.排量和功率(ml/kW)"), (1230.0, 660.0, "1395/110"),
    (100.0, 740.0, "25.总质量(kg)"), (420.0, 740.0, "1900"), (850.0, 740.0, "26.整备质量(kg)"), (1230.0, 740.0, "1435"),
    (100.0, 820.0, "33.额定载客(人)"), (420.0, 820.0, "5"), (850.0, 820.0, "35.车辆制造日期"), (1230.0, 820.0, "2025年07月02日"),
]  # fmt: skip
EXPECTED = {
    "conformity_number": "WSV1028177891103", "issue_date": "2025-07-03", "maker": "上汽大众汽车有限公司",
    "brand": "大众汽车牌", "vehicle_type": "轿车", "model": "SVW7142BPV", "colour": "白", "vin": VIN, "engine_model": "DJS",
    "engine_no": "DJS035154", "fuel": "汽油", "displacement_power": "1395/110", "total_mass": "1900",
    "kerb_mass": "1435", "seats": "5", "factory_date": "2025-07-02",
}  # fmt: skip


def read(*pages: Any) -> Document:
    content = ConformityCertificate().extract(pages)
    return Document("d", ConformityCertificate.kind, 1.0, (), content.fields, content.rows)


def values(paper: Document) -> dict[str, str]:
    return {name: str(paper.get(name).value) for name in EXPECTED}


def test_the_numbered_boxes_however_they_are_cut(build: Any, cut: str) -> None:
    assert values(read(build.laid(PRINTED, cut))) == EXPECTED


def test_brand_and_name_in_boxes_of_their_own(build: Any) -> None:
    apart = {"4.车辆品牌/车辆名称": "车辆品牌", "大众汽车牌/轿车": "大众汽车牌"}
    printed = [(x, y, apart.get(t, t)) for x, y, t in PRINTED]
    printed += [(850.0, 340.0, "车辆名称"), (1150.0, 340.0, "轿车")]
    assert values(read(build.laid(printed))) == EXPECTED


def test_the_day_of_making_is_not_the_day_of_issue(build: Any) -> None:
    printed = [cell for cell in PRINTED if cell[2] not in ("35.车辆制造日期", "2025年07月02日")]
    paper = read(build.laid(printed))
    assert paper.get("factory_date").value is None
    assert str(paper.get("issue_date").value) == "2025-07-03"
