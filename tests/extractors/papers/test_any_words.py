"""Whatever words a page holds, wherever they stand: a content, never an exception."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.field import DocumentKind
from domain.vocabulary import spec_of
from extractors.contract import PaperExtractor
from extractors.papers.digital_invoice import DigitalInvoiceExtractor
from extractors.papers.export_declaration import ExportDeclarationExtractor
from extractors.papers.repair_bill import RepairBillExtractor
from extractors.papers.vat_invoice import VatInvoiceExtractor

EXTRACTORS = (
    VatInvoiceExtractor(),
    DigitalInvoiceExtractor(),
    RepairBillExtractor(),
    ExportDeclarationExtractor(),
)
WORDS = [
    "发票号码", "开票日期", "名称", "纳税人识别号", "项目名称", "数量", "单价", "金额", "税额", "合计", "价税合计（大写）", "（小写）", "备注",
    "备", "注", "开票人", "项号", "商品编号", "商品名称及规格型号", "数量及单位", "单价/总价/币制", "境内发货人", "标记唛码及备注", "结算单号",
    "车牌号", "VIN", "进厂日期", "里程", "维修项目", "配件名称", "工时", "优惠", "实收金额", "8703234910", "1辆", "12000.00", "-5.00", "***",
    "2026-01-07", "12,345公里", "沪A12345", "LSVCY6C49MN027789", "26442000005310626521", "叁万壹仟陆佰零伍元整", "91330100799655058B",
    "0|0|大众牌|SVW7142BPV|VIN:LSVCY6C49MN02778|旧", "甲乙汽车维修有限公司", "更换机油", "美元", "哈萨克斯坦(KAZ)", "1", "|", " ", "购买方信息",
]  # fmt: skip
_WORD = st.tuples(st.integers(0, 1500), st.integers(0, 1000), st.sampled_from(WORDS))
_GRID = st.tuples(
    st.integers(0, 12).map(lambda i: i * 130),
    st.integers(0, 20).map(lambda i: i * 34),
    st.sampled_from(WORDS),
)


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=lambda e: str(e.kind.value))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(printed=st.one_of(st.lists(_WORD, max_size=40), st.lists(_GRID, max_size=60)))
def test_any_words_give_a_content_of_known_names(
    build: Any, extractor: PaperExtractor, printed: list[tuple[int, int, str]]
) -> None:
    content = extractor.extract((build.laid(printed, height=24.0),))
    spec = spec_of(DocumentKind(extractor.kind))
    names = [field.name for field in content.fields]
    assert len(names) == len(set(names))
    assert set(names) <= {field.name for field in spec.fields}
    tables = {table.name: {field.name for field in table.fields} for table in spec.tables}
    for row in content.rows:
        assert {field.name for field in row.fields} <= tables[row.table]
        assert len({field.name for field in row.fields}) == len(row.fields)
    for field in (*content.fields, *(f for row in content.rows for f in row.fields)):
        assert 0.0 <= field.certainty < 1.0
