from __future__ import annotations

from typing import Any

import pytest

from domain.field import Document
from extractors.papers.confirmation_letter import ConfirmationLetter

VINS = ("LSGKE54A7JW181031", "LSVCY6C49MN027789")
MAKER = "上汽通用汽车有限公司"
EXPORTER = "天津某某国际贸易有限公司"
TABLE = [
    (100.0, 700.0, "序号"), (220.0, 700.0, "车架号（VIN码）"), (680.0, 700.0, "品牌"), (880.0, 700.0, "型号"), (1200.0, 700.0, "注册登记日期"),
    (100.0, 760.0, "1"), (220.0, 760.0, VINS[0]), (680.0, 760.0, "别克牌"), (880.0, 760.0, "SGM7154DAA1"), (1200.0, 760.0, "2026-01-08"),
    (100.0, 820.0, "2"), (220.0, 820.0, VINS[1]), (680.0, 820.0, "别克牌"), (880.0, 820.0, "SGM7154DAA1"), (1200.0, 820.0, "2026-02-09"),
]  # fmt: skip
OUTLETS = [
    (100.0, 900.0, "海外售后服务网点："),
    (100.0, 960.0, "网点名称"), (600.0, 960.0, "地址"), (1200.0, 960.0, "联系电话"),
    (100.0, 1020.0, "Almaty Auto Center LLP"), (600.0, 1020.0, "Abay Ave. 10, Almaty"), (1200.0, 1020.0, "+7 727 123 4567"),
]  # fmt: skip
SIGNED = [(900.0, 1300.0, f"{MAKER}（公章）"), (950.0, 1360.0, "2026年6月10日")]
PROSE = [
    (600.0, 100.0, MAKER), (1200.0, 180.0, "编号：SH-2026-015"), (600.0, 260.0, "售后维修服务确认书"),
    (160.0, 400.0, f"兹确认，由{EXPORTER}（统一社会信用代码：91310000MA1FL1XX07）申请出口至哈"),
    (100.0, 450.0, "萨克斯坦的下列2辆车辆系我公司生产，我公司将通过下列海外服务网点提供售后维修服务。上述"),
    (100.0, 500.0, "车辆已按期完成首次保养。"),
]  # fmt: skip
FORM = [
    (600.0, 100.0, "售后维修服务确认书"),
    (100.0, 250.0, "生产企业"), (500.0, 250.0, MAKER), (100.0, 310.0, "出口企业"), (500.0, 310.0, EXPORTER),
    (100.0, 370.0, "出口目的国"), (500.0, 370.0, "哈萨克斯坦"), (100.0, 430.0, "合同号"), (500.0, 430.0, "EXP202601"),
    (100.0, 490.0, "保养说明"), (500.0, 490.0, "车辆未到首次保养里程"),
    *TABLE, *OUTLETS, (900.0, 1300.0, "生产企业（公章）："), (900.0, 1360.0, "日期：2026年6月10日"),
]  # fmt: skip


def read(*pages: Any) -> Document:
    content = ConfirmationLetter().extract(pages)
    return Document("d", ConfirmationLetter.kind, 1.0, (), content.fields, content.rows, (), content.subtype)


def check_common(paper: Document) -> None:
    assert str(paper.get("maker").value) == MAKER
    assert str(paper.get("exporter").value) == EXPORTER
    assert str(paper.get("destination_country").value) == "哈萨克斯坦"
    assert str(paper.get("issue_date").value) == "2026-06-10"
    assert [str(r.get("vin").value) for r in paper.table("vehicles")] == list(VINS)
    assert [str(r.get("register_date").value) for r in paper.table("vehicles")] == [
        "2026-01-08",
        "2026-02-09",
    ]
    assert [str(r.get("name").value) for r in paper.table("outlets")] == ["Almaty Auto Center LLP"]


def test_a_filled_form(build: Any, cut: str) -> None:
    paper = read(build.laid(FORM, cut))
    check_common(paper)
    assert str(paper.get("contract_no").value) == "EXP202601"
    assert str(paper.get("maintenance_statement").value) == "车辆未到首次保养里程"


def test_a_letter_in_sentences_with_letterhead_and_signature(build: Any, cut: str) -> None:
    paper = read(build.laid([*PROSE, *TABLE, *OUTLETS, *SIGNED], cut))
    check_common(paper)
    assert str(paper.get("letter_number").value) == "SH-2026-015"
    assert str(paper.get("exporter_id").value) == "91310000MA1FL1XX07"
    assert "首次保养" in str(paper.get("maintenance_statement").value)


def test_who_signs_is_the_issuer_even_under_another_letterhead(build: Any) -> None:
    printed = [
        (x, y, "上汽通用汽车销售有限公司" if y == 1300.0 else t) for x, y, t in [*PROSE, *TABLE, *SIGNED]
    ]
    maker = read(build.laid(printed)).get("maker")
    assert str(maker.value) == "上汽通用汽车销售有限公司"
    assert MAKER in [str(c.value) for c in maker.candidates]


def test_a_labelled_maker_does_not_hide_another_company_that_signs(build: Any) -> None:
    seller = "上汽通用汽车销售有限公司"
    printed = [(x, y, seller + t.removeprefix("生产企业") if y == 1300.0 else t) for x, y, t in FORM]
    below = [*printed, (100.0, 1450.0, MAKER)]
    for letter in (printed, below):
        maker = read(build.laid(letter)).get("maker")
        assert seller in {str(maker.value), *(str(c.value) for c in maker.candidates)}


def test_a_promise_of_service_abroad_is_no_statement_on_maintenance(build: Any) -> None:
    printed = [(x, y, t) for x, y, t in PROSE if "首次保养" not in t]
    paper = read(build.laid([*printed, (100.0, 500.0, "我公司承诺提供维修保养服务。"), *SIGNED]))
    assert paper.get("maintenance_statement").value is None


@pytest.mark.parametrize(
    ("sentence", "country"),
    [
        ("上述车辆出口目的国为乌兹别克斯坦。", "乌兹别克斯坦"),
        ("上述车辆将销往俄罗斯联邦，我公司予以确认。", "俄罗斯联邦"),
        ("We confirm that these vehicles are exported to Kazakhstan.", "Kazakhstan"),
    ],
)
def test_the_destination_may_be_told_in_a_sentence(build: Any, sentence: str, country: str) -> None:
    paper = read(build.laid([(600.0, 100.0, "售后维修服务确认书"), (100.0, 300.0, sentence)]))
    assert str(paper.get("destination_country").value) == country


def test_two_destinations_are_ambiguous(build: Any) -> None:
    printed = [
        (600.0, 100.0, "售后维修服务确认书"),
        (100.0, 300.0, "部分车辆出口至哈萨克斯坦。"),
        (100.0, 360.0, "部分车辆出口至俄罗斯。"),
    ]
    assert read(build.laid(printed)).get("destination_country").value is None


def test_vins_inside_a_sentence_are_rows(build: Any) -> None:
    text = f"车辆识别代号：{VINS[0]}、{VINS[1]}"
    paper = read(build.laid([(600.0, 100.0, "售后维修服务确认书"), (100.0, 300.0, text)]))
    assert [str(r.get("vin").value) for r in paper.table("vehicles")] == list(VINS)


def test_no_seal_is_claimed_where_none_was_seen(build: Any) -> None:
    paper = read(build.laid([*PROSE, *TABLE, *SIGNED]))
    assert paper.get("has_seal").value is None


def test_the_words_of_a_seal_are_evidence_of_it(build: Any) -> None:
    paper = read(build.laid([*PROSE, *SIGNED, (900.0, 1240.0, "上汽通用汽车有限公司合同专用章")]))
    assert str(paper.get("has_seal").value) == "yes"
    assert str(paper.get("seal_text").value) == "上汽通用汽车有限公司合同专用章"


TOLD = [
    (600.0, 100.0, MAKER), (1300.0, 180.0, "SH-2026-015"), (500.0, 260.0, "关于出口车辆境外售后维修服务的确认书"),
    (100.0, 350.0, f"{EXPORTER}："),
    (160.0, 400.0, "你公司（代码91330100799655058B）来函收悉。你公司拟按第CAR202604007号合同向哈萨克斯坦出口我"),
    (100.0, 450.0, f"公司生产的汽车，计1台：别克牌SGM7154DAA1型，车辆识别代号为{VINS[0]}，2026年1月18日注册登记。"),
    (160.0, 520.0, "本确认书自签发之日起生效，至2027年5月6日止，涂改无效。"), *SIGNED,
]  # fmt: skip


def test_what_has_no_label_is_taken_from_the_sentences(build: Any, cut: str) -> None:
    paper = read(build.laid(TOLD, cut))
    names = (
        "letter_number",
        "exporter",
        "exporter_id",
        "contract_no",
        "destination_country",
        "valid_until",
        "issue_date",
    )
    assert {name: str(paper.get(name).value) for name in names} == {
        "letter_number": "SH-2026-015",
        "exporter": EXPORTER,
        "exporter_id": "91330100799655058B",
        "contract_no": "CAR202604007",
        "destination_country": "哈萨克斯坦",
        "valid_until": "2027-05-06",
        "issue_date": "2026-06-10",
    }
    row = paper.table("vehicles")[0]
    assert {name: str(row.get(name).value) for name in ("vin", "brand", "model", "register_date")} == {
        "vin": VINS[0],
        "brand": "别克牌",
        "model": "SGM7154DAA1",
        "register_date": "2026-01-18",
    }


def test_two_contracts_in_the_sentences_are_ambiguous(build: Any) -> None:
    printed = [*TOLD, (100.0, 600.0, "另按第CAR202604008号合同办理。")]
    assert read(build.laid(printed)).get("contract_no").value is None


def test_between_two_rulings_stands_one_row(build: Any) -> None:
    printed = [
        (600.0, 100.0, "售后维修服务确认书"),
        (100.0, 305.0, "网点名称"), (500.0, 305.0, "地址"), (1000.0, 305.0, "联系电话"),
        (100.0, 365.0, "Almaty Auto"), (500.0, 365.0, "Abay Ave. 10,"), (1000.0, 365.0, "+7 727 123"),
        (100.0, 400.0, "Center LLP"), (500.0, 400.0, "Almaty"), (1000.0, 400.0, "4567"),
        (100.0, 465.0, "Astana Service"), (500.0, 465.0, "Mangilik 1, Astana"), (1000.0, 465.0, "+7 717 222 3333"),
    ]  # fmt: skip
    rules = build.ruled((90, 490, 990, 1500), (295, 345, 445, 510))
    rows = read(build.laid(printed, rules=rules)).table("outlets")
    assert [(str(r.get("name").value), str(r.get("phone").value)) for r in rows] == [
        ("Almaty Auto Center LLP", "+7 727 123 4567"),
        ("Astana Service", "+7 717 222 3333"),
    ]


@pytest.mark.parametrize(
    "address, phone", [("网点地址", "服务热线"), ("地址", "联系电话"), ("维修站地址", "售后热线")]
)
def test_an_outlet_told_in_a_sentence_is_read_whatever_its_address_is_called(
    build: Any, address: str, phone: str
) -> None:
    told = f"上述车辆的售后维修服务由Altai Auto LLC（{address}：Abay Ave. 48；{phone}：+7 727 981 3222）负责，我公司予以确认。"
    page = build.laid([(500.0, 100.0, "售后维修服务确认书"), (100.0, 300.0, told)])
    (row,) = [row for row in ConfirmationLetter().extract((page,)).rows if row.table == "outlets"]
    assert {f.name: str(f.value) for f in row.fields if f.value is not None} == {
        "name": "Altai Auto LLC", "address": "Abay Ave. 48", "phone": "+7 727 981 3222",
    }  # fmt: skip


def outlets(*pages: Any) -> list[dict[str, str]]:
    return [
        {f.name: str(f.value) for f in row.fields if f.value is not None}
        for row in read(*pages).table("outlets")
    ]


ALTAI = {
    "name": "Altai Auto LLC",
    "address": "Abay Ave. 48",
    "phone": "+7 727 981 3222",
    "country": "哈萨克斯坦",
}
DOSTYK = {
    "name": "Dostyk Motors LLC",
    "address": "Raiymbek Ave. 3",
    "phone": "+7 727 234 4482",
    "country": "哈萨克斯坦",
}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("网点1：Altai Auto LLC，国家：哈萨克斯坦，地址：Abay Ave. 48，电话：+7 727 981 3222。", [ALTAI]),
        ("用户可前往Altai Auto LLC（国别：哈萨克斯坦；电话+7 727 981 3222；地址：Abay Ave. 48）保养。", [ALTAI]),
        ("Altai Auto LLC, located at Abay Ave. 48; country: Kazakhstan; tel.: +7 727 981 3222.",
         [{**ALTAI, "country": "Kazakhstan"}]),
        ("由Altai Auto LLC（地址：Abay Ave. 48；电话：+7 727 981 3222）及Dostyk Motors LLC（地址：Raiymbek Ave. 3；"
         "电话：+7 727 234 4482）负责。",
         [{k: v for k, v in outlet.items() if k != "country"} for outlet in (ALTAI, DOSTYK)]),
        ("我公司在上述国家提供售后服务，电话：010-88888666。", []),
    ],
)  # fmt: skip
def test_outlets_told_in_sentences_have_their_parts_in_any_order(
    build: Any, told: str, expected: list[dict[str, str]]
) -> None:
    assert outlets(build.laid([(500.0, 100.0, "售后维修服务确认书"), (100.0, 300.0, told)])) == expected


def bilingual_outlets(has_number_apart: bool) -> list[tuple[float, float, str]]:
    """Two outlets as small forms whose labels have their translation behind them."""
    found = [(500.0, 100.0, "售后维修服务确认书")]
    for number, outlet in enumerate((ALTAI, DOSTYK)):
        y = 400.0 + 150 * number
        first = (
            [(100.0, y, "网点"), (250.0, y, "名称 Name")]
            if has_number_apart
            else [(100.0, y, "网点 名称 Name")]
        )
        second = (
            (250.0, y + 60, "地址 Address")
            if has_number_apart
            else (100.0, y + 38, f"{number + 1} 地址 Address")
        )
        found += [
            *first, (600.0, y, outlet["name"]), (1050.0, y, "国家 Country"), (1300.0, y, outlet["country"]),
            second, (600.0, y + 45, outlet["address"]), (1050.0, y + 45, "电话 Tel."), (1300.0, y + 45, outlet["phone"]),
        ]  # fmt: skip
    return found


@pytest.mark.parametrize("has_number_apart", [True, False])
def test_labels_with_translations_are_forms_and_no_table(build: Any, has_number_apart: bool) -> None:
    assert outlets(build.laid(bilingual_outlets(has_number_apart))) == [ALTAI, DOSTYK]


REPLY = [
    (600.0, 100.0, "确认书"), (560.0, 160.0, "（二手车出口售后维修服务）"), (100.0, 250.0, f"致：{EXPORTER}"),
    (160.0, 330.0, f"贵司来函收悉。{MAKER}对贵司EXP202601号合同项下、拟出口至哈萨克斯坦的车辆承担售后维修服务责任。"),
    (160.0, 420.0, "车架号"), (660.0, 420.0, "车型"), (1050.0, 420.0, "注册日期"), (1350.0, 420.0, "表显里程"),
    (160.0, 480.0, VINS[0]), (660.0, 480.0, "别克牌SGM7154DAA1"), (1050.0, 480.0, "2026-01-08"), (1350.0, 480.0, "8,068公里"),
    (160.0, 545.0, "当地服务由Altai Auto LLC（地址：Abay Ave. 48；电话：+7 727 981 3222）提供。"),
    (160.0, 610.0, "本确认书编号AS-2026-12，自签发之日起至2027年6月10日有效。"), (950.0, 900.0, "2026年6月10日"),
]  # fmt: skip


def test_a_reply_tells_everything_in_sentences(build: Any) -> None:
    paper = read(build.laid(REPLY))
    said = {
        name: str(paper.get(name).value) for name in ("maker", "exporter", "letter_number", "valid_until")
    }
    assert said == {
        "maker": MAKER,
        "exporter": EXPORTER,
        "letter_number": "AS-2026-12",
        "valid_until": "2027-06-10",
    }
    (car,) = paper.table("vehicles")
    assert (str(car.get("brand").value), str(car.get("model").value)) == ("别克牌", "SGM7154DAA1")
    assert [str(r.get("name").value) for r in paper.table("outlets")] == ["Altai Auto LLC"]


@pytest.mark.parametrize("signature", ["生产企业（公章）{}", "{}盖章）", "出具单位（盖章）：{}"])
def test_a_signature_is_the_name_without_the_words_of_its_place(build: Any, signature: str) -> None:
    printed = [(600.0, 100.0, "售后维修服务确认书"), (900.0, 1300.0, signature.format(MAKER))]
    assert str(read(build.laid(printed)).get("maker").value) == MAKER


@pytest.mark.parametrize("signed", [MAKER[1:], "上汽通用汽车（限公司章）"])
def test_a_seal_over_a_signature_makes_no_other_company(build: Any, signed: str) -> None:
    printed = [(600.0, 40.0, MAKER), (600.0, 100.0, "售后维修服务确认书"), (900.0, 1300.0, signed)]
    assert str(read(build.laid(printed)).get("maker").value) == MAKER


def test_a_word_before_the_exporter_is_no_part_of_its_name(build: Any) -> None:
    told = f"{MAKER}系列入公告的车辆生产企业，现就{EXPORTER}申请出口的下列车辆确认如下："
    paper = read(build.laid([(600.0, 100.0, "售后维修服务确认书"), (100.0, 300.0, told)]))
    assert str(paper.get("exporter").value) == EXPORTER
    assert str(paper.get("maker").value) == MAKER


def test_a_statement_keeps_its_full_stop(build: Any) -> None:
    told = "经核查，上述车辆尚未到首次保养时间，无保养记录。"
    paper = read(build.laid([(600.0, 100.0, "售后维修服务确认书"), (100.0, 300.0, told)]))
    assert str(paper.get("maintenance_statement").value).endswith("无保养记录。")
