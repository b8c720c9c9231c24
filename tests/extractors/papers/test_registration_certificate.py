from __future__ import annotations

from typing import Any

import pytest

from domain.document import Barcode
from domain.field import Document, MissingReason
from domain.geometry import Box
from extractors.papers.registration_certificate import RegistrationCertificate

VIN = "LSGKE54A7JW181031"
USCC = "91310000MA1FL1XX07"
OWNER = "机动车所有人/身份证明名称/号码"


def summary(x: float = 100.0, y: float = 100.0, gap: float = 500.0) -> list[tuple[float, float, str]]:
    return [
        (x + 700, y, "编号"), (x + 800, y, "310007798232"),
        (x, y + 80, "注册登记摘要信息栏"),
        (x, y + 140, f"1.{OWNER}"), (x + gap, y + 140, "上海某某汽车有限公司/统一社会信用代码/91310000MA1FL1XX07"),
        (x, y + 200, "2.登记机关"), (x + gap, y + 200, "上海市公安局交通警察总队车辆管理所"),
        (x, y + 260, "3.登记日期"), (x + 200, y + 260, "2026-01-08"),
        (x + gap, y + 260, "4.机动车登记编号"), (x + gap + 320, y + 260, "沪AG12345"),
        (x, y + 340, "转移登记摘要信息栏"),
        (x, y + 400, OWNER), (x + gap, y + 400, "天津某某国际贸易有限公司/统一社会信用代码/91120116MA06XXXX18"),
        (x, y + 460, "登记机关"), (x + gap, y + 460, "上海市公安局交通警察总队车辆管理所"),
        (x, y + 520, "登记日期"), (x + 200, y + 520, "2026-03-15"), (x + gap, y + 520, "机动车登记编号"),
        (x, y + 580, OWNER), (x, y + 640, "登记机关"), (x, y + 700, "登记日期"), (x + gap, y + 700, "机动车登记编号"),
    ]  # fmt: skip


def vehicle(x: float = 100.0, y: float = 1000.0, gap: float = 500.0) -> list[tuple[float, float, str]]:
    pairs = [
        ("5.车辆类型", "小型轿车", "6.车辆品牌", "大众汽车牌"), ("7.车辆型号", "SVW7142BPV", "8.车身颜色", "白"),
        ("9.车辆识别代号/车架号", VIN, "10.国产/进口", "国产"), ("11.发动机号", "035154", "12.发动机型号", "DUK"),
        ("13.燃料种类", "汽油", "14.排量/功率", "1395 ml/110 kw"),
        ("15.制造厂名称", "上汽大众汽车有限公司", "16.转向形式", "方向盘"),
        ("27.核定载客", "5 人", "25.总质量", "1800 kg"), ("30.使用性质", "非营运", "31.车辆获得方式", "购买"),
        ("32.车辆出厂日期", "2025-12-05", "34.发证日期", "2026-01-09"),
    ]  # fmt: skip
    found = [(x, y, "注册登记机动车信息栏")]
    for number, (a, b, c, d) in enumerate(pairs):
        top = y + 60 + 60 * number
        found += [(x, top, a), (x + 320, top, b), (x + gap + 250, top, c), (x + gap + 550, top, d)]
    return found


def entries(
    x: float = 100.0, y: float = 100.0, word: str = "转让登记待出口"
) -> list[tuple[float, float, str]]:
    return [
        (x, y, "登记栏"),
        (x, y + 60, "抵押登记"), (x, y + 110, "抵押权人姓名/名称：某某汽车金融有限公司"),
        (x, y + 160, "抵押登记日期：2026-01-09"),
        (x, y + 260, "解除抵押登记"), (x, y + 310, "解除抵押日期：2026-02-20"),
        (x, y + 420, word), (x, y + 470, "现机动车所有人：天津某某国际贸易有限公司"),
        (x, y + 520, "身份证明名称/号码：统一社会信用代码/91120116MA06XXXX18"), (x, y + 570, "转让登记日期：2026-03-15"),
    ]  # fmt: skip


def read(*pages: Any) -> Document:
    content = RegistrationCertificate().extract(pages)
    kind = RegistrationCertificate.kind
    return Document("d", kind, 1.0, (), content.fields, content.rows, content.problems, content.subtype)


def values(document: Document, *names: str) -> dict[str, str]:
    return {name: str(document.get(name).value) for name in names}


def test_both_pages_in_one_picture_whatever_the_words_are_cut_like(build: Any, cut: str) -> None:
    paper = read(build.laid([*summary(), *vehicle()], cut))
    assert values(
        paper, "register_date", "plate", "vin", "engine_no", "model", "factory_date", "issue_date"
    ) == {
        "register_date": "2026-01-08",
        "plate": "沪AG12345",
        "vin": VIN,
        "engine_no": "035154",
        "model": "SVW7142BPV",
        "factory_date": "2025-12-05",
        "issue_date": "2026-01-09",
    }
    assert values(paper, "owner_name", "owner_id", "maker", "certificate_number", "use_character") == {
        "owner_name": "上海某某汽车有限公司",
        "owner_id": USCC,
        "maker": "上汽大众汽车有限公司",
        "certificate_number": "310007798232",
        "use_character": "非营运",
    }
    assert paper.subtype == "registration_pages"


@pytest.mark.parametrize("degrees", [-2.0, 1.5])
def test_a_skewed_scan_reads_the_same(build: Any, degrees: float) -> None:
    words = build.turned(build.cuts["cells"]([*summary(), *vehicle()], 30.0), degrees)
    paper = read(build.laid(words=words))
    assert values(paper, "register_date", "plate", "vin") == {
        "register_date": "2026-01-08", "plate": "沪AG12345", "vin": VIN,
    }  # fmt: skip


def test_facing_pages_side_by_side_do_not_mix(build: Any) -> None:
    page = build.laid([*summary(gap=480), *vehicle(x=1400, y=100)], size=(3300, 2339))
    paper = read(page)
    assert values(paper, "register_date", "vin", "issue_date") == {
        "register_date": "2026-01-08", "vin": VIN, "issue_date": "2026-01-09",
    }  # fmt: skip
    assert [str(row.get("transfer_date").value) for row in paper.table("transfers")] == ["2026-03-15"]


def test_transfers_come_after_the_registration_and_empty_rows_are_none(build: Any) -> None:
    rows = read(build.laid(summary())).table("transfers")
    assert len(rows) == 1
    assert str(rows[0].get("owner_name").value) == "天津某某国际贸易有限公司"
    assert rows[0].get("plate").value is None


def test_the_registration_date_is_never_a_later_date(build: Any) -> None:
    printed = [p for p in [*summary(), *vehicle()] if p[2] not in ("2026-01-08", "3.登记日期")]
    paper = read(build.laid(printed))
    assert paper.get("register_date").value is None


def test_a_registration_date_left_blank_says_so(build: Any) -> None:
    paper = read(build.laid([p for p in summary() if p[2] != "2026-01-08"]))
    assert paper.get("register_date").missing is MissingReason.BLANK


@pytest.mark.parametrize("word", ["转让登记待出口", "转移登记待出口", "转让待出口", "转移待出口"])
def test_entries_give_mortgage_release_and_export_endorsement(build: Any, word: str, cut: str) -> None:
    paper = read(build.laid(entries(word=word), cut))
    rows = paper.table("endorsements")
    assert [(str(r.get("endorsement").value), str(r.get("date").value)) for r in rows] == [
        ("抵押登记", "2026-01-09"),
        ("解除抵押登记", "2026-02-20"),
        (word, "2026-03-15"),
    ]
    assert str(paper.get("export_endorsement_date").value) == "2026-03-15"
    assert [str(r.get("owner_name").value) for r in paper.table("transfers")] == ["天津某某国际贸易有限公司"]
    assert paper.subtype == "transfer_pages"


def test_facing_entry_pages_are_two_columns(build: Any) -> None:
    left = [p for p in entries() if p[1] < 500]
    right = [(x + 1300, y - 360, t) for x, y, t in entries() if y >= 500]
    paper = read(build.laid([*left, *right], size=(2600, 1654)))
    assert [str(r.get("date").value) for r in paper.table("endorsements")] == [
        "2026-01-09",
        "2026-02-20",
        "2026-03-15",
    ]
    assert str(paper.get("export_endorsement_date").value) == "2026-03-15"


def test_the_same_transfer_on_page_one_and_page_three_is_one_row(build: Any) -> None:
    paper = read(build.laid([*summary(), *vehicle()]), build.laid(entries()))
    assert [str(r.get("transfer_date").value) for r in paper.table("transfers")] == ["2026-03-15"]
    assert paper.subtype == "all_pages"


def test_an_entry_without_a_labelled_date_takes_its_only_date_and_none_of_two(build: Any) -> None:
    one = read(build.laid([(100, 100, "转让登记待出口"), (100, 150, "2026年3月15日")]))
    two = read(
        build.laid([(100, 100, "转让登记待出口"), (100, 150, "2026年3月15日"), (600, 200, "2026年3月18日")])
    )
    assert str(one.get("export_endorsement_date").value) == "2026-03-15"
    assert two.get("export_endorsement_date").missing is MissingReason.AMBIGUOUS
    assert len(two.get("export_endorsement_date").candidates) == 2


@pytest.mark.parametrize("text", ["A310007798232B", "310007798232", "a310007798232d"])
def test_the_barcode_gives_its_number(build: Any, text: str) -> None:
    code = Barcode("Codabar", text, Box(800, 20, 1200, 90).polygon())
    field = read(build.laid(summary(), barcodes=[code])).get("barcode_number")
    assert str(field.value) == "310007798232"
    assert field.source == "barcode"


def test_a_vin_without_its_label_is_found_by_its_form_and_is_less_certain(build: Any) -> None:
    printed = [p for p in vehicle() if "车架号" not in p[2]]
    alone, labelled = read(build.laid(printed)).get("vin"), read(build.laid(vehicle())).get("vin")
    assert str(alone.value) == VIN
    assert alone.certainty < labelled.certainty


def test_a_misread_vin_stays_as_seen_with_its_repairs_beside_it(build: Any) -> None:
    printed = [(x, y, t.replace(VIN, "LSGKE54A7JW1B1031")) for x, y, t in vehicle()]
    field = read(build.laid(printed)).get("vin")
    assert str(field.value) == "LSGKE54A7JW1B1031"
    assert field.raw == "LSGKE54A7JW1B1031"
    assert VIN in [str(c.value) for c in field.candidates]
    assert field.certainty < 0.95


def test_labels_glued_to_their_values_are_read(build: Any) -> None:
    printed = [
        (100, 100, f"9.车辆识别代号/车架号{VIN}"),
        (100, 160, "3.登记日期2026-01-08"),
        (700, 160, "4.机动车登记编号沪AG12345"),
    ]
    paper = read(build.laid(printed))
    assert values(paper, "vin", "register_date", "plate") == {
        "vin": VIN, "register_date": "2026-01-08", "plate": "沪AG12345",
    }  # fmt: skip


def test_a_value_that_goes_on_below_its_block_stays_with_it(build: Any) -> None:
    printed = [
        (100, 100, "转移登记摘要信息栏"),
        (100, 160, OWNER), (600, 160, "天津某某国际贸易有限公司/统一社会信用代码/91120116MA06XXXX18"),
        (100, 200, "登记机关"), (600, 222, "登记日期"), (800, 222, "2026-03-15"),
        (100, 236, "上海市公安局交通警察总队车辆"), (100, 270, "管理所"),
        (100, 310, OWNER), (600, 310, "北京某某贸易有限公司"), (600, 360, "登记日期"), (800, 360, "2026-04-15"),
    ]  # fmt: skip
    rows = read(build.laid(printed)).table("transfers")
    assert [str(r.get("transfer_date").value) for r in rows] == ["2026-03-15", "2026-04-15"]
    assert str(rows[0].get("registration_authority").value) == "上海市公安局交通警察总队车辆管理所"
    assert str(rows[1].get("owner_name").value) == "北京某某贸易有限公司"


CAR = [
    (100, 700, "车辆识别代号"), (600, 700, VIN), (1100, 700, "制造厂名称"), (1600, 700, "上汽大众汽车有限公司"),
    (100, 760, "发动机号"), (600, 760, "035154"), (1100, 760, "车辆类型"), (1600, 760, "小型轿车"),
]  # fmt: skip
ENTRY_TABLE = [
    (100, 900, "序号"), (300, 900, "业务种类"), (800, 900, "登记日期"), (1200, 900, "现机动车所有人或抵押权人"),
    (100, 960, "1"), (300, 960, "转让登记待出口"), (800, 960, "2026-03-15"), (1200, 960, "天津某某国际贸易有限公司"),
]  # fmt: skip


def test_transfers_and_entries_are_read_from_tables(build: Any) -> None:
    printed = [
        (100, 100, "机动车所有人"), (600, 100, "登记日期"), (1100, 100, "号牌号码"),
        (100, 160, "某某甲"), (600, 160, "2026-01-08"), (1100, 160, "沪AG12345"),
        (100, 300, "转移登记情况"),
        (100, 360, "现机动车所有人"), (800, 360, "证件号码"), (1400, 360, "转移日期"),
        (100, 420, "天津某某国际贸易有限公司"), (800, 420, "91120116MA06XXXX18"), (1400, 420, "2026-03-15"),
        *CAR, *ENTRY_TABLE,
    ]  # fmt: skip
    paper = read(build.laid(printed))
    assert values(paper, "owner_name", "register_date", "plate", "export_endorsement_date") == {
        "owner_name": "某某甲", "register_date": "2026-01-08", "plate": "沪AG12345", "export_endorsement_date": "2026-03-15",
    }  # fmt: skip
    (transfer,), (entry,) = paper.table("transfers"), paper.table("endorsements")
    assert str(transfer.get("owner_name").value) == "天津某某国际贸易有限公司"
    assert str(transfer.get("transfer_date").value) == "2026-03-15"
    assert str(entry.get("endorsement").value) == "转让登记待出口"


def test_a_first_registration_is_known_by_its_label_below_a_later_owner(build: Any) -> None:
    later = [
        (100, 100, "机动车所有人"), (600, 100, "天津某某国际贸易有限公司"), (100, 160, "登记日期"), (600, 160, "2026-03-15"),
        (100, 220, "登记机关"), (600, 220, "上海市公安局交通警察总队车辆管理所"),
    ]  # fmt: skip
    first = [
        (100, 1100, "机动车所有人"), (600, 1100, "某某甲"), (1100, 1100, "初次登记日期"), (1600, 1100, "2025-12-08"),
        (100, 1160, "登记机关"), (600, 1160, "上海市公安局交通警察总队车辆管理所"), (1300, 1160, "号牌号码"), (1600, 1160, "沪AG12345"),
    ]  # fmt: skip
    paper = read(build.laid([*later, *CAR, (100, 840, "登记栏"), *ENTRY_TABLE, *first]))
    assert values(paper, "register_date", "plate", "export_endorsement_date") == {
        "register_date": "2025-12-08", "plate": "沪AG12345", "export_endorsement_date": "2026-03-15",
    }  # fmt: skip


def test_the_labels_of_a_registration_may_stand_anywhere(build: Any) -> None:
    printed = [
        (100, 100, "号牌号码"), (600, 100, "沪AG12345"), (100, 160, "颜色"), (600, 160, "白"),
        *CAR,
        (100, 820, "使用性质"), (600, 820, "非营运"), (100, 880, "注册登记日期"), (600, 880, "2026-01-08"),
        (100, 940, "所有人名称"), (600, 940, "某某甲"),
    ]  # fmt: skip
    found = values(read(build.laid(printed)), "register_date", "plate", "owner_name")
    assert found == {"register_date": "2026-01-08", "plate": "沪AG12345", "owner_name": "某某甲"}


def test_translations_below_the_labels_make_no_second_owner(build: Any) -> None:
    printed = [
        (100, 100, "机动车所有人"), (100, 134, "Owner"), (700, 100, "首次登记日期"), (700, 134, "Date of registration"),
        (1300, 100, "号牌号码"), (1300, 134, "Plate No."),
        (100, 180, "某某甲"), (700, 180, "2026-01-08"), (1300, 180, "沪AG12345"),
        *CAR,
    ]  # fmt: skip
    paper = read(build.laid(printed))
    assert values(paper, "register_date", "plate", "owner_name") == {
        "register_date": "2026-01-08", "plate": "沪AG12345", "owner_name": "某某甲",
    }  # fmt: skip
    assert not paper.table("transfers")


def transfers_below(y: float) -> list[tuple[float, float, str]]:
    return [
        (100, y, "转让登记摘要信息栏"),
        (100, y + 60, "机动车所有人"), (600, y + 60, "天津某某国际贸易有限公司"), (100, y + 120, "身份证明号码"),
        (600, y + 120, "91120116MA06XXXX18"), (1150, y + 60, "转让登记日期"), (1400, y + 60, "2026-03-15"),
        (100, y + 180, "机动车所有人"), (600, y + 180, "某某乙"), (1150, y + 180, "转让登记日期"), (1400, y + 180, "2026-04-20"),
    ]  # fmt: skip


def test_transfers_may_stand_below_the_vehicle(build: Any) -> None:
    above = [p for p in summary() if p[1] < 440]
    paper = read(build.laid([*above, *vehicle(y=460), *transfers_below(1200), (100, 1500, "登记栏")]))
    assert [str(r.get("transfer_date").value) for r in paper.table("transfers")] == [
        "2026-03-15",
        "2026-04-20",
    ]
    assert values(paper, "register_date", "vin", "factory_date") == {
        "register_date": "2026-01-08", "vin": VIN, "factory_date": "2025-12-05",
    }  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "（1）2026-03-15 转让待出口 现所有人 天津某某国际贸易有限公司，91120116MA06XXXX18",
        "(1)2026年03月15日转让待出口现所有人天津某某国际贸易有限公司,91120116MA06XXXX18",
        "2026.03.15 转让登记待出口 受让人：天津某某国际贸易有限公司（统一社会信用代码91120116MA06XXXX18）",
        "转让登记待出口：该车已于2026年03月15日办理，机动车所有人变更为天津某某国际贸易有限公司（91120116MA06XXXX18）。",
    ],
)
def test_an_entry_of_one_sentence(build: Any, line: str) -> None:
    paper = read(build.laid([(100, 40, "机动车登记证书"), (100, 100, "登记栏"), (100, 160, line)]))
    (entry,) = paper.table("endorsements")
    assert str(paper.get("export_endorsement_date").value) == "2026-03-15"
    assert [str(entry.get(name).value) for name in ("owner_name", "owner_id")] == [
        "天津某某国际贸易有限公司", "91120116MA06XXXX18",
    ]  # fmt: skip


@pytest.mark.parametrize("first", ["1 2026.03.15", "12026.03.15"])
def test_the_number_of_a_row_read_together_with_its_date(build: Any, first: str) -> None:
    printed = [
        (100, 300, "转让登记摘要信息"), (100, 360, "序"), (150, 360, "登记日期"), (500, 360, "机动车所有人/身份证明号码"),
        (1100, 360, "登记机关"), (1900, 360, "号牌"),
        (100, 420, first), (500, 420, "天津某某国际贸易有限公司"), (1100, 420, "上海市公安局交通警察总队车辆管理所"),
    ]  # fmt: skip
    (row,) = read(build.laid(printed)).table("transfers")
    assert str(row.get("transfer_date").value) == "2026-03-15"


def test_a_number_alone_at_the_top_is_the_certificate_s(build: Any) -> None:
    assert values(read(build.laid([(100, 60, "NO. 310007798232"), *CAR])), "certificate_number") == {
        "certificate_number": "310007798232"
    }


def test_a_covered_label_leaves_the_only_date_and_plate_of_its_block(build: Any) -> None:
    printed = [
        (100, 100, "转移登记摘要信息栏"),
        (100, 160, OWNER), (650, 160, "天津某某国际贸易有限公司/统一社会信用代码/91120116MA06XXXX18"),
        (100, 220, "登记机关"), (300, 220, "上海市公安局交通警察总队车辆管理所"), (1000, 220, "2026-03-15"), (1300, 220, "沪AG12345"),
    ]  # fmt: skip
    (row,) = read(build.laid(printed)).table("transfers")
    assert [str(row.get(name).value) for name in ("transfer_date", "plate")] == ["2026-03-15", "沪AG12345"]
    (two,) = read(build.laid([*printed, (1000, 280, "2026-04-15")])).table("transfers")
    assert two.get("transfer_date").value is None


def test_the_owner_s_number_may_stand_below_the_name_in_its_column(build: Any) -> None:
    printed = [
        (100, 300, "转让登记摘要信息"), (150, 360, "登记日期"), (500, 360, "机动车所有人/身份证明号码"), (1100, 360, "登记机关"),
        (500, 400, "天津某某国际贸易有限公司"),
        (150, 436, "2026-03-15"), (500, 436, "91120116MA06XXXX18"), (1100, 436, "上海市公安局交通警察总队车辆管理所"),
    ]  # fmt: skip
    (row,) = read(build.laid(printed)).table("transfers")
    assert [str(row.get(name).value) for name in ("owner_name", "owner_id")] == [
        "天津某某国际贸易有限公司", "91120116MA06XXXX18",
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["转让待出口", "转移登记待出口"])
def test_entries_as_blocks_of_labels_below_the_vehicle(build: Any, word: str) -> None:
    block = [
        (100, 1480, "登记事项1"),
        (320, 1530, "天津某某国际"), (100, 1548, "姓名/名称："), (320, 1566, "贸易有限公司"), (650, 1548, "业务种类："),
        (850, 1548, word), (1150, 1548, "办理日期："), (1400, 1548, "2026-03-15"),
        (100, 1640, "登记事项2"), (100, 1700, "姓名/名称："), (650, 1700, "业务种类："), (1150, 1700, "办理日期："),
    ]  # fmt: skip
    above = [p for p in summary() if p[1] < 440]
    paper = read(build.laid([*above, *vehicle(y=460), *block]))
    (entry,) = paper.table("endorsements")
    assert [str(entry.get(name).value) for name in ("endorsement", "date", "owner_name")] == [
        word, "2026-03-15", "天津某某国际贸易有限公司",
    ]  # fmt: skip
    assert str(paper.get("export_endorsement_date").value) == "2026-03-15"
    assert [str(row.get("owner_name").value) for row in paper.table("transfers")] == [
        "天津某某国际贸易有限公司"
    ]


def test_the_kind_of_an_entry_in_a_table_is_no_label(build: Any) -> None:
    table = [
        (142, 1500, "序"), (252, 1500, "登记事项"), (500, 1500, "办理日期"), (800, 1500, "权利人名称"), (1250, 1500, "身份证明号码"),
        (145, 1560, "1"), (200, 1560, "转让待出口"), (460, 1560, "2026.03.15"), (640, 1560, "天津某某国际贸易有限公司"),
        (1200, 1560, "91120116MA06XXXX18"),
    ]  # fmt: skip
    above = [p for p in summary() if p[1] < 440]
    (entry,) = read(build.laid([*above, *vehicle(y=460), *table])).table("endorsements")
    assert str(entry.get("date").value) == "2026-03-15"


def test_entries_of_one_line_each_beside_the_data_of_the_vehicle(build: Any) -> None:
    lines = [
        (100, 700, "登记栏"),
        (100, 764, "抵押登记：抵押权人某某汽车金融有限公司，2026年01月09日"),
        (100, 800, "解除抵押登记：抵押权人某某汽车金融有限公司，2026年02月20日"),
        (100, 836, "转移登记待出口：该车已于2026年03月15日办理，现所有人天津某某国际贸易有限公司"),
    ]  # fmt: skip
    paper = read(build.laid([*lines, *vehicle(x=1600, y=400)], size=(3300, 2339)))
    assert [str(row.get("date").value) for row in paper.table("endorsements")] == [
        "2026-01-09", "2026-02-20", "2026-03-15",
    ]  # fmt: skip
    assert [str(row.get("owner_name").value) for row in paper.table("endorsements")] == [
        "某某汽车金融有限公司", "某某汽车金融有限公司", "天津某某国际贸易有限公司",
    ]  # fmt: skip
