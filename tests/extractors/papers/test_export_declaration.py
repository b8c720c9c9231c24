"""Export declarations: head with labels above values, goods in tables and blocks, several cars, drafts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from domain.document import Barcode
from domain.field import Field, MissingReason, Row
from domain.geometry import Box
from extractors.contract import PaperContent
from extractors.papers.export_declaration import ExportDeclarationExtractor

NUMBER = "310120260000012345"
FIRST, SECOND = "LSVCY6C49MN027789", "LSGKE54A7JW181031"
HEAD = [
    (600, 40, "中华人民共和国海关出口货物报关单"), (60, 100, "预录入编号：310120260000012340"),
    (700, 100, f"海关编号：{NUMBER}"),
    (60, 160, "境内发货人 (91330100799655058B)"), (700, 160, "出境关别 (2248)"), (1000, 160, "出口日期"),
    (1250, 160, "申报日期"),
    (60, 190, "杭州甲乙国际贸易有限公司"), (700, 190, "洋山港区"), (1000, 190, "20260312"), (1250, 190, "2026-03-10"),
    (60, 240, "境外收货人"), (700, 240, "运输方式 (2)"), (1000, 240, "提运单号"), (60, 270, "ALMATY AUTO LLP"),
    (700, 270, "水路运输"),
    (1000, 270, "COSU1234567"),
    (60, 320, "生产销售单位"), (700, 320, "监管方式 (0110)"), (1000, 320, "许可证号"), (60, 350, "杭州甲乙国际贸易有限公司"),
    (700, 350, "一般贸易"), (1000, 350, "26-AB-123456"),
    (60, 400, "合同协议号"), (500, 400, "贸易国（地区）(KAZ)"), (900, 400, "运抵国（地区）(KAZ)"), (60, 430, "HT-2026-001"),
    (500, 430, "哈萨克斯坦"), (900, 430, "哈萨克斯坦"),
    (60, 480, "标记唛码及备注"), (60, 510, "N/M"),
]  # fmt: skip
GOODS_HEAD = [
    (60, 580, "项号"), (140, 580, "商品编号"), (320, 580, "商品名称及规格型号"), (850, 580, "数量及单位"),
    (1050, 580, "单价/总价/币制"), (1300, 580, "原产国（地区）"), (1530, 580, "最终目的国（地区）"),
]  # fmt: skip


def item(y: float, number: str, vin: str, km: str) -> list[tuple[float, float, str]]:
    return [
        (60, y, number), (140, y, "8703234910"), (320, y, "小轿车"), (850, y, "1辆"), (1050, y, "12000.0000"),
        (1300, y, "中国"),
        (1530, y, "哈萨克斯坦"),
        (320, y + 28, f"0|0|大众牌|SVW7142BPV|5座|{vin}|旧"), (850, y + 28, "1500千克"), (1050, y + 28, "12000.00"),
        (1300, y + 28, "(CHN)"), (1530, y + 28, "(KAZ)"),
        (320, y + 56, f"|行驶里程{km}公里"), (850, y + 56, "1辆"), (1050, y + 56, "美元"),
    ]  # fmt: skip


END = [
    (60, 900, "特殊关系确认：否"),
    (400, 900, "价格影响确认：否"),
    (60, 940, "报关人员"),
    (400, 940, "申报单位（签章）"),
]


def declaration(build: Any, *pages: Sequence[tuple[float, float, str]], **more: Any) -> PaperContent:
    laid = tuple(build.laid(printed, height=22.0, size=(1900, 1300), **more) for printed in pages)
    return ExportDeclarationExtractor().extract(laid)


def values(content: PaperContent) -> dict[str, str]:
    return {f.name: str(f.value) for f in content.fields if f.value is not None}


def of_row(row: Row) -> dict[str, str]:
    return {f.name: str(f.value) for f in row.fields if f.value is not None}


def field(content: PaperContent, name: str) -> Field:
    return next(f for f in content.fields if f.name == name)


@pytest.mark.parametrize("cut", ["cells", "spaces"])
def test_head_with_labels_above_values(build: Any, cut: str) -> None:
    found = values(declaration(build, [*HEAD, *GOODS_HEAD, *item(620, "1", FIRST, "12345"), *END], cut=cut))
    assert found["declaration_number"] == NUMBER
    assert found["pre_entry_number"] == "310120260000012340"
    assert (found["export_date"], found["declaration_date"]) == ("2026-03-12", "2026-03-10")
    assert (found["consignor"], found["consignor_id"]) == ("杭州甲乙国际贸易有限公司", "91330100799655058B")
    assert found["licence_number"] == "26-AB-123456"
    assert found["destination_country"] == "哈萨克斯坦"
    assert found["supervision_mode"] == "一般贸易"
    assert found["customs_office"] == "洋山港区"


@pytest.mark.parametrize("cut", ["cells", "spaces"])
def test_items_of_three_lines(build: Any, cut: str) -> None:
    printed = [*HEAD, *GOODS_HEAD, *item(620, "1", FIRST, "12345"), *item(720, "2", SECOND, "23,456"), *END]
    rows = declaration(build, printed, cut=cut).rows
    assert [of_row(row)["vin"] for row in rows] == [FIRST, SECOND]
    first = of_row(rows[0])
    assert (first["item_number"], first["hs_code"], first["goods_name"]) == ("1", "8703234910", "小轿车")
    assert (first["quantity"], first["unit_price"], first["total_price"]) == (
        "1辆",
        "12000.0000 USD",
        "12000.00 USD",
    )
    assert (first["origin_country"], first["final_country"]) == ("中国", "哈萨克斯坦")
    assert (first["mileage"], first["is_used"], first["model"]) == ("12345 km", "yes", "SVW7142BPV")
    assert of_row(rows[1])["mileage"] == "23456 km"


def test_several_cars_in_one_item_give_a_row_each(build: Any) -> None:
    printed = [
        *HEAD, *GOODS_HEAD, (60, 620, "1"), (140, 620, "8703234910"), (320, 620, "小轿车"), (850, 620, "2辆"),
        (320, 648, f"VIN:{FIRST} 里程100公里"), (320, 676, f"VIN:{SECOND} 里程200公里"), *END,
    ]  # fmt: skip
    rows = declaration(build, printed).rows
    assert [(of_row(r)["vin"], of_row(r)["mileage"]) for r in rows] == [(FIRST, "100 km"), (SECOND, "200 km")]
    assert [r.get("quantity").missing for r in rows] == [None, MissingReason.NOT_FOUND]


def test_vin_in_the_remark_belongs_to_the_only_item_without_one(build: Any) -> None:
    head = [(x, y, f"N/M 车架号{FIRST}" if text == "N/M" else text) for x, y, text in HEAD]
    goods = [(60, 620, "1"), (140, 620, "8703234910"), (320, 620, "旧小轿车"), (850, 620, "1辆")]
    rows = declaration(build, [*head, *GOODS_HEAD, *goods, *END]).rows
    assert [of_row(r)["vin"] for r in rows] == [FIRST]
    assert of_row(rows[0])["hs_code"] == "8703234910"


def test_a_consignor_is_named_below_its_code_and_its_customs_registration(build: Any) -> None:
    glued = "境内发货人 (91330100799655058B3301961234)"
    head = [(x, y, glued if text.startswith("境内发货人") else text) for x, y, text in HEAD]
    content = declaration(build, [*head, *GOODS_HEAD, *item(620, "1", FIRST, "12345"), *END])
    found = values(content)
    assert (found["consignor"], found["consignor_id"]) == ("杭州甲乙国际贸易有限公司", "91330100799655058B")


def test_a_piece_of_a_longer_code_outside_the_goods_is_no_vin(build: Any) -> None:
    longer = (60, 540, f"集装箱标识 3301{FIRST}")
    content = declaration(build, [*HEAD, longer, *GOODS_HEAD, *item(620, "1", SECOND, "12345"), *END])
    assert [of_row(row)["vin"] for row in content.rows] == [SECOND]


def test_an_engine_number_of_seventeen_characters_is_no_vin(build: Any) -> None:
    goods = [
        (x, y, f"{text}|发动机号TZ200XSUP38111254" if "SVW7142BPV" in text else text)
        for x, y, text in item(620, "1", FIRST, "12345")
    ]
    content = declaration(build, [*HEAD, *GOODS_HEAD, *goods, *END])
    assert [of_row(row)["vin"] for row in content.rows] == [FIRST]


def test_goods_go_on_the_next_page(build: Any) -> None:
    first = [*HEAD, *GOODS_HEAD, *item(620, "1", FIRST, "12345")]
    second = [*HEAD[:3], *GOODS_HEAD, *item(620, "2", SECOND, "23456"), *END]
    assert [of_row(r)["vin"] for r in declaration(build, first, second).rows] == [FIRST, SECOND]


def test_blocks_of_labels_instead_of_a_table(build: Any) -> None:
    printed = [
        *HEAD, (60, 600, "项号1 商品编号8703234910 商品名称小型越野车（旧）"),
        (60, 640, f"规格型号 大众牌 VIN {FIRST} 里程30981公里"),
        (60, 680, "数量1辆 单价9000.00 总价9000.00 原产国中国 最终目的国哈萨克斯坦 征免照章征税"), *END,
    ]  # fmt: skip
    (row,) = declaration(build, printed).rows
    found = of_row(row)
    assert (found["hs_code"], found["goods_name"], found["vin"]) == ("8703234910", "小型越野车", FIRST)
    assert (found["mileage"], found["quantity"], found["final_country"]) == ("30981 km", "1辆", "哈萨克斯坦")


def test_barcode_is_kept_beside_the_print(build: Any) -> None:
    code = Barcode("Code128", NUMBER, Box(10, 10, 90, 90).polygon())
    found = field(declaration(build, HEAD, barcodes=[code]), "barcode_number")
    assert (str(found.value), found.source) == (NUMBER, "barcode")


def test_draft_says_so(build: Any) -> None:
    content = declaration(build, [*HEAD, (1200, 40, "仅供核对用")])
    assert str(field(content, "is_draft").value) == "yes"
    assert content.subtype == "draft"


def test_unread_vin_keeps_its_place(build: Any) -> None:
    printed = [*HEAD, *GOODS_HEAD, *item(620, "1", "VIN:LSVCY6C49MN0277", "12345"), *END]
    vin = declaration(build, printed).rows[0].get("vin")
    assert vin.missing is MissingReason.UNREADABLE
    assert vin.place is not None


def test_an_empty_page_gives_nothing(build: Any) -> None:
    content = declaration(build, [])
    assert content.rows == ()
    assert all(f.value is None for f in content.fields)


CAR_HEAD = [
    (60, 580, "项号"), (140, 580, "商品编号"), (330, 580, "商品名称"), (520, 580, "厂牌"), (640, 580, "车型"),
    (820, 580, "车架号"), (1120, 580, "新旧程度"), (1270, 580, "里程(km)"), (1420, 580, "单价"), (1600, 580, "最终目的国"),
]  # fmt: skip


def car_line(y: float, number: str, vin: str, km: str) -> list[tuple[float, float, str]]:
    values = (number, "8703234910", "小轿车", "大众牌", "SVW7142BPV", vin, "旧", km, "12000.00", "哈萨克斯坦")
    return [(x, y, text) for (x, _, _), text in zip(CAR_HEAD, values, strict=True)]


def test_a_car_described_in_columns_of_its_own_is_read_from_them(build: Any) -> None:
    printed = [
        *HEAD,
        *CAR_HEAD,
        *car_line(620, "1", FIRST, "20630"),
        *car_line(660, "2", SECOND, "4815"),
        *END,
    ]
    rows = declaration(build, printed).rows
    assert [str(row.get("vin").value) for row in rows] == [FIRST, SECOND]
    assert [str(row.get("mileage").value) for row in rows] == ["20630 km", "4815 km"]
    assert {str(row.get("brand").value) for row in rows} == {"大众牌"}
    assert {str(row.get("model").value) for row in rows} == {"SVW7142BPV"}


def test_a_figure_broken_over_two_lines_of_its_cell_is_one_figure(build: Any) -> None:
    broken = [*car_line(620, "1", FIRST, "206"), (1270, 642, "30")]
    rows = declaration(build, [*HEAD, *CAR_HEAD, *broken, *END]).rows
    assert [str(row.get("mileage").value) for row in rows] == ["20630 km"]


def item_block(y: float, vin: str, km: str, price: str) -> list[tuple[float, float, str]]:
    return [
        (60, y, f"金额：{price}"), (560, y, "品名：小轿车"), (1060, y, "品牌：大众牌"),
        (60, y + 40, "型号：SVW7142BPV"), (560, y + 40, f"车架号：{vin}"), (1060, y + 40, f"行驶里程：{km}公里"),
        (60, y + 80, "原产国：中国"), (560, y + 80, "HS编码：8703234910"), (1060, y + 80, "最终目的国：哈萨克斯坦"),
    ]  # fmt: skip


def test_the_code_of_an_item_may_stand_anywhere_in_its_block(build: Any) -> None:
    goods = [*item_block(580, FIRST, "20630", "12000.00"), *item_block(720, SECOND, "4815", "9900.00")]
    rows = declaration(build, [*HEAD, *goods, *END]).rows
    assert [str(row.get("vin").value) for row in rows] == [FIRST, SECOND]
    assert [str(row.get("mileage").value) for row in rows] == ["20630 km", "4815 km"]


@pytest.mark.parametrize("label", ["报关日期", "申报时间", "申报日", "报关时间"])
def test_the_day_of_declaration_has_many_names(build: Any, label: str) -> None:
    printed = [
        (60, 40, "出口货物报关单"),
        (60, 100, f"{label}：2026-03-10"),
        (700, 100, "制单日期：2026-03-01"),
    ]
    fields = {f.name: f for f in declaration(build, printed).fields}
    assert str(fields["declaration_date"].value) == "2026-03-10"


def test_a_part_of_an_odometer_reading_is_no_reading(build: Any) -> None:
    goods = [
        (60, 580, "HS编码：8703234910"), (560, 580, "品名：小轿车"), (1060, 580, "最终目的国：哈萨克斯坦"),
        (60, 620, f"VIN:{FIRST}|里程:2"), (60, 646, "0281 km"),
    ]  # fmt: skip
    (row,) = declaration(build, [*HEAD, *goods, *END]).rows
    assert row.get("vin").value is not None
    assert str(row.get("mileage").value) in ("20281 km", "None")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("旧|注册登记日期20250418|发动", "机号035154|里程25185公里"),
        ("发动机号035154|旧|注册登", "记日期20250418|里程25185公里"),
        ("发动机号035154|注册登记日期2025", "0418|里程25185公里"),
        ("发动机号035154，上牌日期20250418", "，已行驶25185公里"),
    ],
)
def test_elements_are_read_wherever_their_line_breaks(build: Any, first: str, second: str) -> None:
    lines = [(320, 630, "小轿车"), (320, 658, f"VIN：{FIRST}"), (320, 686, first), (320, 714, second)]
    printed = [(60, 630, "1"), (140, 630, "8703234910"), *lines]
    (row,) = declaration(build, [*HEAD, *GOODS_HEAD, *printed, *END]).rows
    found = of_row(row)
    assert (found["engine_no"], found["register_date"], found["mileage"]) == (
        "035154",
        "2025-04-18",
        "25185 km",
    )


def test_lines_that_a_photograph_lays_close_keep_their_values(build: Any) -> None:
    head = [
        (60, 160, "境内发货人"), (700, 157, "出境关别 (2248)"), (1000, 155, "出口日期"), (1250, 153, "申报日期"),
        (60, 175, "杭州甲乙国际贸易有限公司"), (700, 172, "洋山港区"), (1000, 170, "20260312"), (1250, 168, "20260310"),
    ]  # fmt: skip
    found = values(declaration(build, head))
    assert (found["export_date"], found["declaration_date"]) == ("2026-03-12", "2026-03-10")


def test_an_item_in_running_text(build: Any) -> None:
    printed = [
        (60, 630, "项号 1 商品编号 8703234910 小型越野车 1辆 单价 18,200.00 总价 18,200.00 美元"),
        (60, 680, "原产国中国 最终目的国哈萨克斯坦 境内货源地武汉市"),
        (60, 730, f"规格型号：厂牌型号：大众汽车牌SVW7142BPV，车架号{FIRST}，旧车"),
    ]  # fmt: skip
    content = declaration(build, [*HEAD, *printed, *END])
    (row,) = content.rows
    found = of_row(row)
    assert (found["goods_name"], found["quantity"], found["model"], found["brand"]) == (
        "小型越野车", "1辆", "SVW7142BPV", "大众汽车牌",
    )  # fmt: skip
    assert values(content)["currency"] == "美元"


def test_a_term_of_trade_beside_a_stamp_and_two_weights_under_one_label(build: Any) -> None:
    printed = [
        (60, 160, "成交方式"), (60, 190, "验讫章FOB"), (700, 160, "毛重/净重（千克）"), (700, 190, "1830 / 1650"),
        (1200, 160, "总价/币制"), (1450, 160, "16400.00美元"),
    ]  # fmt: skip
    found = values(declaration(build, printed))
    assert (found["trade_terms"], found["gross_weight"], found["net_weight"]) == ("FOB", "1830", "1650")
    assert found["currency"] == "美元"


def test_the_code_of_a_company_is_no_customs_office(build: Any) -> None:
    printed = [
        (60, 160, "境内发货人"), (400, 160, "杭州甲乙国际贸易有限公司"), (1000, 160, "代码"), (1300, 160, "91330100799655058B"),
        (1000, 210, "出境关别"), (1300, 210, "满洲里0605"),
    ]  # fmt: skip
    found = values(declaration(build, printed))
    assert (found["consignor_id"], found["customs_office"]) == ("91330100799655058B", "满洲里")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("大众牌|行驶里程：2070", "7 km"), None),
        (("大众牌|旧", "3908km"), None),
        (("大众牌|旧|25185km", "5座"), "25185 km"),
    ],
)
def test_the_rest_of_an_odometer_reading_is_no_reading(
    build: Any, lines: tuple[str, ...], expected: str | None
) -> None:
    spec = [(320, 658 + 28 * n, line) for n, line in enumerate((f"VIN：{FIRST}", *lines))]
    printed = [(60, 630, "1"), (140, 630, "8703234910"), (320, 630, "小轿车"), *spec]
    (row,) = declaration(build, [*HEAD, *GOODS_HEAD, *printed, *END]).rows
    assert of_row(row).get("mileage") == expected
