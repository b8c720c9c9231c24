from __future__ import annotations

from typing import Any

import pytest

from domain.document import Quality
from domain.field import DocumentKind as K
from extractors.classification import classes, classify
from extractors.layout.page import lay_out


def titled(title: str, *words: str) -> list[tuple[float, float, str]]:
    return [
        (500.0, 100.0, title),
        *((100.0 + 500 * (n % 3), 250.0 + 60 * (n // 3), w) for n, w in enumerate(words)),
    ]


KNOWN = [
    (K.REGISTRATION_CERTIFICATE, titled("机动车登记证书", "1.机动车所有人/身份证明名称/号码", "2.登记机关", "3.登记日期", "4.机动车登记编号")),
    (K.REGISTRATION_CERTIFICATE, titled("注册登记机动车信息栏", "9.车辆识别代号/车架号", "15.制造厂名称", "16.转向形式", "31.车辆获得方式")),
    (K.REGISTRATION_CERTIFICATE, titled("登记栏", "抵押登记", "抵押权人姓名/名称", "解除抵押登记", "转让登记待出口")),
    (K.VEHICLE_LICENCE, titled("中华人民共和国机动车行驶证", "号牌号码", "所有人", "品牌型号", "注册日期", "发证日期")),
    (K.VEHICLE_LICENCE, titled("号牌号码", "档案编号", "核定载人数", "整备质量", "检验记录", "检验有效期至2027年04月")),
    (K.REPAIR_BILL, titled("机动车维修结算清单", "承修方", "托修方", "进厂日期", "工时费", "材料费")),
    (K.REPAIR_BILL, titled("某某汽车服务有限公司结算单", "车牌号", "行驶里程", "维修项目", "工时费", "配件名称")),
    (K.VAT_INVOICE, titled("上海增值税电子普通发票", "发票代码", "发票号码", "校验码", "密码区", "价税合计", "货物或应税劳务、服务名称")),
    (K.VAT_INVOICE, titled("上海增值税专用发票", "购买方", "纳税人识别号", "价税合计", "发票联", "开票人")),
    (K.DIGITAL_INVOICE, titled("电子发票（普通发票）", "发票号码：26312000000012345678", "开票日期", "项目名称", "价税合计", "统一社会信用代码/纳税人识别号")),
    (K.EXPORT_DECLARATION, titled("中华人民共和国海关出口货物报关单", "境内发货人", "境外收货人", "监管方式", "运抵国（地区）", "许可证号", "发票代码")),
    (K.CONFIRMATION_LETTER, titled("售后维修服务确认书", "出口目的国", "海外售后服务网点", "车架号(VIN码)", "生产企业（公章）")),
    (K.CONFIRMATION_LETTER, titled("AFTER-SALES SERVICE CONFIRMATION LETTER", "Manufacturer", "VIN", "Service outlet", "Country of destination")),
    (K.EXPORT_LICENCE, titled("中华人民共和国出口许可证", "1.出口商", "2.发货人", "4.出口许可证有效截止日期", "7.报关口岸", "5.贸易方式")),
    (K.USED_CAR_INVOICE, titled("二手车销售统一发票", "买方单位/个人", "车价合计", "转入地车辆管理所名称", "发票代码", "发票号码")),
    (K.USED_CAR_INVOICE, titled("电子发票（二手车销售统一发票）", "发票号码：26312000000012345678", "买方单位/个人", "车价合计", "车牌照号")),
    (K.NEW_CAR_INVOICE, titled("机动车销售统一发票", "发票代码", "厂牌型号", "合格证号", "限乘人数", "不含税价", "价税合计")),
    (K.TOLL_INVOICE, titled("某省增值税电子普通发票", "发票代码", "发票号码", "校验码", "密码区", "通行费", "项目名称", "车牌号", "通行日期起", "通行日期止", "价税合计")),
    (K.TOLL_INVOICE, titled("电子发票（普通发票）", "发票号码：26312000000012345678", "项目名称", "车牌号", "通行日期起", "通行日期止", "税率/征收率")),
    (K.INSPECTION_REPORT, titled("二手车出口检测报告", "报告编号", "委托单位", "车辆识别代号", "检测结论", "行驶里程")),
    (K.INSPECTION_REPORT, titled("检验报告", "号牌号码", "车架号", "检验日期", "里程表读数", "检验结论")),
    (K.CONFORMITY_CERTIFICATE, titled("机动车整车出厂合格证", "合格证编号", "车辆制造企业名称", "车辆识别代号", "车辆制造日期")),
    (K.EXPORT_LICENCE, titled("出口许可证附表", "VIN码", "车辆品牌", "注册登记日期", "转让登记待出口日期")),
]  # fmt: skip

OTHERS = [
    ("identity_card", titled("姓名 张某某", "性别 男 民族 汉", "出生 1990年1月1日", "住址 某省某市", "公民身份号码", "11010519491231002X")),
    ("bill_of_lading", titled("BILL OF LADING", "SHIPPER", "CONSIGNEE", "NOTIFY PARTY", "PORT OF LOADING")),
    ("contract", titled("二手车出口销售合同", "甲方：某某公司", "乙方：某某公司", "违约责任", "不可抗力")),
    ("business_licence", titled("营业执照", "统一社会信用代码", "经营范围", "注册资本", "成立日期")),
    ("test_report", titled("检测报告", "报告编号", "样品名称", "委托单位", "检测项目", "检测结论", "批准人")),
    ("test_report", titled("TEST REPORT", "Sample name", "Applicant", "Test method", "Tested by")),
    ("consistency_certificate", titled("车辆一致性证书", "一致性证书编号", "CCC证书编号", "生产者的名称")),
    ("packing_list", titled("PACKING LIST", "GROSS WEIGHT", "NET WEIGHT", "CARTONS", "MEASUREMENT")),
    ("customs_power_of_attorney", titled("代理报关委托书", "委托方", "被委托方", "委托报关协议", "境内发货人")),
    ("driving_licence", titled("中华人民共和国机动车驾驶证", "准驾车型", "初次领证日期", "姓名", "住址")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "printed"), KNOWN)
def test_papers_are_known_by_title_and_words(build: Any, kind: K, printed: Any, cut: str) -> None:
    assert classify(build.laid(printed, cut)).kind is kind


@pytest.mark.parametrize(("subtype", "printed"), OTHERS)
def test_papers_that_are_not_read_are_named(build: Any, subtype: str, printed: Any) -> None:
    seen = classify(build.laid(printed))
    assert (seen.kind, seen.subtype) == (K.OTHER, subtype)


@pytest.mark.parametrize(
    "printed",
    [
        titled(
            "某某学校教学检查情况通报",
            "各年级组",
            "本学期第一次教学检查工作已经结束",
            "现将有关情况通报如下",
            "教务处",
        ),
        titled("车辆停放管理须知", "请将车辆停放在指定位置", "贵重物品请随身携带", "物业服务中心"),
        titled("餐饮服务食品采购清单", "名称", "数量", "单价", "金额"),
        titled(
            "QUARTERLY NEWSLETTER", "Welcome to our spring edition", "Upcoming events", "Contact the editor"
        ),
    ],
)
def test_unknown_paper_is_forced_into_no_kind(build: Any, printed: Any) -> None:
    seen = classify(build.laid(printed))
    assert (seen.kind, seen.subtype) == (K.OTHER, "")


def test_a_misread_or_spread_title_is_known(build: Any) -> None:
    words = ("境内发货人", "监管方式", "运抵国（地区）")
    for title in ("中华人民共和国海关出囗货物报关単", "中 华 人 民 共 和 国 海 关 出 口 货 物 报 关 单"):
        assert classify(build.laid(titled(title, *words))).kind is K.EXPORT_DECLARATION


def test_a_paper_named_in_the_text_of_another_does_not_count(build: Any) -> None:
    letter = titled(
        "售后维修服务确认书",
        "本确认书随《机动车登记证书》及《出口许可证》一并提交，仅用于出口许可证申请",
        "出口目的国",
        "海外售后服务网点",
    )
    assert classify(build.laid(letter)).kind is K.CONFIRMATION_LETTER


def test_blank_pages_and_photos_are_named(build: Any) -> None:
    assert classify(build.laid([])).subtype == "blank_page"
    assert classify(build.laid([(100.0, 100.0, "川A")])).subtype == "photo"


def test_a_page_that_the_reader_calls_blank_is_blank_in_spite_of_a_speck(build: Any) -> None:
    page = build.page([(100.0, 100.0, "1")])
    blank = type(page)(1, 100, 100, 72.0, page.words, quality=Quality(is_blank=True))
    assert classify(lay_out(blank, "f")).subtype == "blank_page"


def test_every_class_of_the_data_file_has_evidence_and_a_name() -> None:
    for known in classes():
        assert known.titles or known.words
        assert (known.kind is K.OTHER) == bool(known.subtype)
    assert {known.kind for known in classes()} == set(K)
