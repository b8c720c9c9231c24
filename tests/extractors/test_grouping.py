from __future__ import annotations

import itertools
from typing import Any

import pytest

from domain.document import Barcode
from domain.field import DocumentKind as K
from domain.geometry import Box
from extractors.extraction import extract

FRONT = [
    (500.0, 100.0, "注册登记摘要信息栏"),
    (100.0, 200.0, "1.机动车所有人/身份证明名称/号码"),
    (100.0, 300.0, "3.登记日期"),
    (400.0, 300.0, "2026-01-08"),
    (800.0, 300.0, "4.机动车登记编号"),
    (1200.0, 300.0, "沪AG12345"),
]
VEHICLE = [
    (500.0, 100.0, "注册登记机动车信息栏"),
    (100.0, 200.0, "9.车辆识别代号/车架号"),
    (500.0, 200.0, "LSGKE54A7JW181031"),
    (100.0, 300.0, "15.制造厂名称"),
    (100.0, 400.0, "16.转向形式"),
    (100.0, 500.0, "31.车辆获得方式"),
]
ENTRIES = [
    (500.0, 100.0, "登记栏"),
    (100.0, 200.0, "转让登记待出口"),
    (100.0, 300.0, "现机动车所有人：某某公司"),
    (100.0, 400.0, "转让登记日期：2026-03-15"),
]
DECLARATION = [
    (500.0, 60.0, "中华人民共和国海关出口货物报关单"),
    (100.0, 200.0, "境内发货人"),
    (600.0, 200.0, "出境关别"),
    (100.0, 300.0, "监管方式"),
    (600.0, 300.0, "运抵国（地区）"),
    (100.0, 500.0, "标记唛码及备注"),
]
LETTER = [
    (500.0, 100.0, "售后维修服务确认书"),
    (100.0, 200.0, "出口目的国：哈萨克斯坦"),
    (100.0, 300.0, "海外售后服务网点"),
    (100.0, 500.0, "车辆清单见附件"),
]
VIN_LIST = [
    (100.0, 100.0, "序号"),
    (300.0, 100.0, "车架号"),
    (100.0, 200.0, "1"),
    (300.0, 200.0, "LSGKE54A7JW181031"),
    (100.0, 300.0, "2"),
    (300.0, 300.0, "LSVCY6C49MN027789"),
]
LICENCE = [
    (500.0, 100.0, "中华人民共和国出口许可证"),
    (100.0, 200.0, "3.出口许可证号"),
    (600.0, 200.0, "26-AA-123456"),
    (100.0, 300.0, "4.出口许可证有效截止日期"),
    (100.0, 400.0, "7.报关口岸"),
    (100.0, 500.0, "5.贸易方式"),
]
ANNEX = [
    (500.0, 100.0, "出口许可证附表"),
    (100.0, 200.0, "VIN码"),
    (600.0, 200.0, "注册登记日期"),
    (900.0, 200.0, "转让登记待出口日期"),
    (100.0, 300.0, "LSGKE54A7JW181031"),
]
MAIN = [
    (500.0, 60.0, "中华人民共和国机动车行驶证"),
    (100.0, 200.0, "号牌号码"),
    (400.0, 200.0, "沪AG12345"),
    (100.0, 300.0, "品牌型号"),
    (100.0, 400.0, "注册日期"),
    (100.0, 500.0, "车辆识别代号"),
]
DUPLICATE = [
    (100.0, 200.0, "号牌号码"),
    (400.0, 200.0, "沪AG12345"),
    (100.0, 300.0, "档案编号"),
    (100.0, 400.0, "核定载人数"),
    (100.0, 500.0, "检验记录"),
]
INVOICE = [
    (500.0, 60.0, "电子发票（普通发票）"),
    (1000.0, 100.0, "发票号码：26372000000270140013"),
    (1000.0, 150.0, "开票日期：2026年03月22日"),
    (100.0, 300.0, "项目名称"),
    (900.0, 300.0, "税率/征收率"),
    (100.0, 600.0, "价税合计（大写）"),
]
CARD = [
    (100.0, 100.0, "姓名 张某某"),
    (100.0, 200.0, "民族 汉 出生"),
    (100.0, 300.0, "公民身份号码"),
    (100.0, 400.0, "11010519491231002X"),
]
# fmt: off


def numbered(printed: Any, number: int, count: int, key: str) -> Any:
    return [*printed, (1200.0, 60.0, f"页码/页数：{number}/{count}"), (100.0, 130.0, f"海关编号：{key}")]


def with_number(printed: Any, number: str) -> Any:
    return [*printed, (1000.0, 40.0, f"编号：{number}")]


def papers(files: Any) -> list[tuple[str, list[tuple[str, int]]]]:
    names = {file.sha256: file.name for file in files}
    found = extract(tuple(files)).documents
    return sorted((d.kind.value, [(names[p.file], p.page) for p in d.pages]) for d in found)


def front(plate: str) -> Any:
    return [*FRONT[:-1], (1200.0, 300.0, plate)]


def vehicle(vin: str) -> Any:
    return [VEHICLE[0], VEHICLE[1], (500.0, 200.0, vin), *VEHICLE[3:]]


def licence_of(plate: str, vin: str) -> Any:
    return [*MAIN[:2], (400.0, 200.0, plate), *MAIN[3:], (400.0, 500.0, vin)]


def bill(number: str, title: str = "机动车维修结算清单") -> Any:
    return [
        (500.0, 60.0, title), (100.0, 200.0, "车牌号码"), (400.0, 200.0, "沪AG12345"), (900.0, 200.0, "车架号"),
        (1200.0, 200.0, "LSGKE54A7JW181031"), (100.0, 300.0, f"结算单号：{number}"), (100.0, 400.0, "进厂日期"),
        (100.0, 500.0, "进厂里程"), (900.0, 500.0, "工时费"), (100.0, 600.0, "材料费"),
    ]


def till_slip(number: str, x: float = 0.0, y: float = 0.0, house: str = "杭州某某汽车修理厂") -> Any:
    """A slip of a till: no title of its kind, the house's name at its head."""
    printed = [
        (200.0, 60.0, house), (200.0, 100.0, "*** 收银小票 ***"), (100.0, 160.0, f"单号:{number}"), (100.0, 200.0, "车号:沪AG12345"),
        (100.0, 240.0, "VIN: LSGKE54A7JW181031"), (100.0, 280.0, "公里:19029"), (100.0, 340.0, "1.更换机油及机油滤清器"),
        (300.0, 380.0, "120.00"), (100.0, 420.0, "2.空调滤芯"), (300.0, 460.0, "41.40"), (100.0, 520.0, "工时费"),
        (300.0, 520.0, "432.00"), (100.0, 560.0, "配件费"), (300.0, 560.0, "559.80"), (100.0, 600.0, "实收金额"),
    ]
    return [(x + at, y + down, text) for at, down, text in printed]


ONE_VIN, OTHER_VIN = "LSGKE54A7JW181031", "LSVCY6C49MN027789"
FIRST, SECOND = "022020260000000011", "022020260000000022"

CASES: dict[str, tuple[Any, Any]] = {
    "what licences say of plate and VIN ties the pages of two certificates": (
        [("1.jpg", [front("沪AG12345")]), ("2.jpg", [front("苏B67890")]), ("3.jpg", [vehicle(OTHER_VIN)]),
         ("4.jpg", [vehicle(ONE_VIN)]), ("5.jpg", [licence_of("沪AG12345", ONE_VIN)]),
         ("6.jpg", [licence_of("苏B67890", OTHER_VIN)])],
        [(K.REGISTRATION_CERTIFICATE, [("1.jpg", 1), ("4.jpg", 1)]),
         (K.REGISTRATION_CERTIFICATE, [("2.jpg", 1), ("3.jpg", 1)]),
         (K.VEHICLE_LICENCE, [("5.jpg", 1)]), (K.VEHICLE_LICENCE, [("6.jpg", 1)])],
    ),
    "pages of two certificates that nothing ties stay apart": (
        [("1.jpg", [front("沪AG12345")]), ("2.jpg", [front("苏B67890")]), ("3.jpg", [vehicle(OTHER_VIN)]),
         ("4.jpg", [vehicle(ONE_VIN)])],
        [(K.REGISTRATION_CERTIFICATE, [(name, 1)]) for name in ("1.jpg", "2.jpg", "3.jpg", "4.jpg")],
    ),
    "an untitled page behind a page of its kind in one file is of the same paper": (
        [("a.pdf", [LICENCE, LICENCE[1:4]])],
        [(K.EXPORT_LICENCE, [("a.pdf", 1), ("a.pdf", 2)])],
    ),
    "two visits of one car stay two bills, also where one has no title": (
        [("a.pdf", [bill("RO20250301-001")]), ("b.pdf", [bill("RO20250802-077", "")])],
        [(K.REPAIR_BILL, [("a.pdf", 1)]), (K.REPAIR_BILL, [("b.pdf", 1)])],
    ),
    "two bills one above the other on a page are two papers": (
        [("a.pdf", [[*bill("RO20250301-001"), *((x, y + 900, t) for x, y, t in bill("RO20250802-077"))]])],
        [(K.REPAIR_BILL, [("a.pdf", 1)]), (K.REPAIR_BILL, [("a.pdf", 1)])],
    ),
    "a bill beside a licence on a page is a paper of its own": (
        [("a.pdf", [[*bill("RO20250301-001"), *((x + 1900, y, t) for x, y, t in licence_of("沪AG12345", ONE_VIN))]])],
        [(K.REPAIR_BILL, [("a.pdf", 1)]), (K.VEHICLE_LICENCE, [("a.pdf", 1)])],
    ),
    "certificate pages in one file": (
        [("a.pdf", [FRONT, VEHICLE, ENTRIES])],
        [(K.REGISTRATION_CERTIFICATE, [("a.pdf", 1), ("a.pdf", 2), ("a.pdf", 3)])],
    ),
    "certificate pages 1-2 and 3-4 in two files": (
        [("x.jpg", [[*FRONT, *((x, y + 900, t) for x, y, t in VEHICLE)]]), ("b.jpg", [ENTRIES])],
        [(K.REGISTRATION_CERTIFICATE, [("x.jpg", 1), ("b.jpg", 1)])],
    ),
    "two certificates with numbers": (
        [("a.pdf", [with_number(FRONT, "310007798232")]), ("b.pdf", [with_number(FRONT, "370037639754")]),
         ("c.pdf", [with_number(ENTRIES, "370037639754")])],
        [(K.REGISTRATION_CERTIFICATE, [("a.pdf", 1)]), (K.REGISTRATION_CERTIFICATE, [("b.pdf", 1), ("c.pdf", 1)])],
    ),
    "entries that could belong to either of two certificates stay alone": (
        [("a.pdf", [FRONT]), ("b.pdf", [FRONT]), ("c.pdf", [ENTRIES])],
        [(K.REGISTRATION_CERTIFICATE, [("a.pdf", 1)]), (K.REGISTRATION_CERTIFICATE, [("b.pdf", 1)]),
         (K.REGISTRATION_CERTIFICATE, [("c.pdf", 1)])],
    ),
    "file names tell which entries belong to which certificate": (
        [("car1/cert-1.jpg", [FRONT]), ("car1/cert-2.jpg", [ENTRIES]), ("car2/cert-1.jpg", [FRONT]),
         ("car2/cert-2.jpg", [ENTRIES])],
        [(K.REGISTRATION_CERTIFICATE, [("car1/cert-1.jpg", 1), ("car1/cert-2.jpg", 1)]),
         (K.REGISTRATION_CERTIFICATE, [("car2/cert-1.jpg", 1), ("car2/cert-2.jpg", 1)])],
    ),
    "declaration of two pages, each with the title": (
        [("d.pdf", [numbered(DECLARATION, 1, 2, FIRST), numbered(DECLARATION, 2, 2, FIRST)])],
        [(K.EXPORT_DECLARATION, [("d.pdf", 1), ("d.pdf", 2)])],
    ),
    "two declarations in one file": (
        [("d.pdf", [numbered(DECLARATION, 1, 1, FIRST), numbered(DECLARATION, 1, 1, SECOND)])],
        [(K.EXPORT_DECLARATION, [("d.pdf", 1)]), (K.EXPORT_DECLARATION, [("d.pdf", 2)])],
    ),
    "declaration pages as two pictures": (
        [("p2.jpg", [numbered(DECLARATION, 1, 2, FIRST)]), ("p1.jpg", [numbered(DECLARATION, 2, 2, FIRST)])],
        [(K.EXPORT_DECLARATION, [("p2.jpg", 1), ("p1.jpg", 1)])],
    ),
    "letter with a list of VINs on its second page": (
        [("l.pdf", [LETTER, VIN_LIST])],
        [(K.CONFIRMATION_LETTER, [("l.pdf", 1), ("l.pdf", 2)])],
    ),
    "licence and annex in two files": (
        [("annex.pdf", [ANNEX]), ("face.pdf", [LICENCE])],
        [(K.EXPORT_LICENCE, [("face.pdf", 1), ("annex.pdf", 1)])],
    ),
    "both pages of a vehicle licence in two pictures": (
        [("m.jpg", [MAIN]), ("d.jpg", [DUPLICATE])],
        [(K.VEHICLE_LICENCE, [("m.jpg", 1), ("d.jpg", 1)])],
    ),
    "a page known by its number alone between pages of one paper": (
        [("a.pdf", [FRONT, [(100.0, 100.0, "第2页 共3页"), (100.0, 300.0, "由车辆管理所填写的其他内容见下一页")], VEHICLE])],
        [(K.REGISTRATION_CERTIFICATE, [("a.pdf", 1), ("a.pdf", 2), ("a.pdf", 3)])],
    ),
    "pages of a certificate in one file whatever a scanner calls the files, a bare page between them": (
        [("扫描件_1.pdf", [[*FRONT[:-1], (1200.0, 300.0, "沪AG12345")], [(100.0, 100.0, "第1页")], ENTRIES]),
         ("扫描件_2.pdf", [front("苏B67890"), ENTRIES])],
        [(K.OTHER, [("扫描件_1.pdf", 2)]),
         (K.REGISTRATION_CERTIFICATE, [("扫描件_1.pdf", 1), ("扫描件_1.pdf", 3)]),
         (K.REGISTRATION_CERTIFICATE, [("扫描件_2.pdf", 1), ("扫描件_2.pdf", 2)])],
    ),
    "one digital invoice printed twice": (
        [("a_1.pdf", [INVOICE]), ("a_2.pdf", [INVOICE])],
        [(K.DIGITAL_INVOICE, [("a_1.pdf", 1)]), (K.DIGITAL_INVOICE, [("a_2.pdf", 1)])],
    ),
    "one digital invoice printed twice in one file": (
        [("a.pdf", [INVOICE, INVOICE])],
        [(K.DIGITAL_INVOICE, [("a.pdf", 1)]), (K.DIGITAL_INVOICE, [("a.pdf", 2)])],
    ),
    "two till slips without a title one below the other": (
        [("a.png", [[*till_slip("BY-2025-000210"), *till_slip("BY-2026-000293", y=800.0)]])],
        [(K.REPAIR_BILL, [("a.png", 1)]), (K.REPAIR_BILL, [("a.png", 1)])],
    ),
    "a till slip beside a licence": (
        [("a.png", [[*((x * 0.6, y, t) for x, y, t in licence_of("沪AG12345", ONE_VIN)), *till_slip("BY-2025-000210", x=1100.0)]])],
        [(K.REPAIR_BILL, [("a.png", 1)]), (K.VEHICLE_LICENCE, [("a.png", 1)])],
    ),
    "the receipt torn off a bill repeats its number and is no second bill": (
        [("a.png", [[*till_slip("BY-2025-000210"), *till_slip("BY-2025-000210", y=800.0)]])],
        [(K.REPAIR_BILL, [("a.png", 1)])],
    ),
    "two numbers without the name of a house below the gutter are no two bills": (
        [("a.png", [[*till_slip("BY-2025-000210"), *till_slip("BY-2026-000293", y=800.0, house="第二联")]])],
        [(K.REPAIR_BILL, [("a.png", 1)])],
    ),
    "the last page of a certificate prints its number alone in a corner": (
        [("1.jpg", [[*FRONT, (800.0, 60.0, "编号"), (1000.0, 60.0, "320075669292")]]), ("2.jpg", [CARD]),
         ("3.jpg", [[*ENTRIES, (1000.0, 900.0, "320075669292")]])],
        [(K.REGISTRATION_CERTIFICATE, [("1.jpg", 1), ("3.jpg", 1)]), (K.OTHER, [("2.jpg", 1)])],
    ),
    "an annex that names its letter's number": (
        [("1.jpg", [[*LETTER, (900.0, 60.0, "QRS-2026-3459")]]), ("2.jpg", [CARD]),
         ("3.jpg", [[(100.0, 40.0, "海外售后服务网点"), (600.0, 40.0, "（QRS-2026-3459附件，第2页）"), *VIN_LIST,
                     (100.0, 500.0, "网点名称")]])],
        [(K.CONFIRMATION_LETTER, [("1.jpg", 1), ("3.jpg", 1)]), (K.OTHER, [("2.jpg", 1)])],
    ),
    "a digital invoice of two pages": (
        [("a.pdf", [[*INVOICE, (1200.0, 20.0, "共2页 第1页")], [*INVOICE, (1200.0, 20.0, "共2页 第2页")]])],
        [(K.DIGITAL_INVOICE, [("a.pdf", 1), ("a.pdf", 2)])],
    ),
    "several papers in one file": (
        [("all.pdf", [LICENCE, ANNEX, FRONT, VEHICLE, ENTRIES, CARD, MAIN])],
        [(K.EXPORT_LICENCE, [("all.pdf", 1), ("all.pdf", 2)]), (K.OTHER, [("all.pdf", 6)]),
         (K.REGISTRATION_CERTIFICATE, [("all.pdf", 3), ("all.pdf", 4), ("all.pdf", 5)]), (K.VEHICLE_LICENCE, [("all.pdf", 7)])],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_pages_form_papers(build: Any, case: str) -> None:
    files, expected = CASES[case]
    made = [build.file(name, *(build.page(p) for p in pages)) for name, pages in files]
    assert papers(made) == sorted((kind.value, pages) for kind, pages in expected)


@pytest.mark.parametrize("case", CASES)
def test_the_order_of_upload_changes_nothing(build: Any, case: str) -> None:
    files, _ = CASES[case]
    made = [build.file(name, *(build.page(p) for p in pages)) for name, pages in files]
    results = {str(extract(order)) for order in itertools.islice(itertools.permutations(made), 6)}
    assert len(results) == 1


def test_the_same_file_twice_is_one_paper(build: Any) -> None:
    file = build.file("a.pdf", build.page(FRONT))
    again = type(file)(file.sha256, "copy.pdf", 1, file.media_type, file.state, file.pages)
    assert len(extract((file, again)).documents) == 1


def test_papers_that_nothing_ties_say_so(build: Any) -> None:
    pages = [front("沪AG12345"), front("苏B67890"), vehicle(OTHER_VIN), vehicle(ONE_VIN)]
    files = tuple(build.file(f"{n}.jpg", build.page(page)) for n, page in enumerate(pages))
    assert {tuple(p.code for p in d.problems) for d in extract(files).documents} == {("pages_not_tied",)}


def test_two_papers_on_a_page_have_ids_and_values_of_their_own(build: Any) -> None:
    page = [*bill("RO20250301-001"), *((x, y + 900, t) for x, y, t in bill("RO20250802-077"))]
    one, other = extract((build.file("a.pdf", build.page(page)),)).documents
    assert one.id != other.id
    assert {str(d.get("bill_number").value) for d in (one, other)} == {"RO20250301-001", "RO20250802-077"}


def test_ids_depend_on_kind_and_pages_only(build: Any) -> None:
    one = extract((build.file("a.pdf", build.page(FRONT)),)).documents[0]
    more = extract((build.file("a.pdf", build.page(FRONT)), build.file("z.pdf", build.page(CARD)))).documents
    assert one.id in {document.id for document in more}


def test_the_numbers_in_two_codes_part_two_invoices(build: Any) -> None:
    """What is printed beside the titles is not legible."""
    printed = [line for line in INVOICE if "发票号码" not in line[2]]
    page = [*printed, *((x, y + 900.0, text) for x, y, text in printed)]
    codes = [
        Barcode("QRCode", f"01,32,,{number},47.00,20260209,,7049,", Box(100.0, y, 200.0, y + 100.0).polygon())
        for number, y in (("26372000000014906069", 60.0), ("26372000000027014001", 960.0))
    ]
    invoices = extract((build.file("a.png", build.page(page, barcodes=codes)),)).documents
    assert [d.kind for d in invoices] == [K.DIGITAL_INVOICE, K.DIGITAL_INVOICE]
