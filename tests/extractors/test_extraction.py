from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import extractors.extraction as extraction
from domain.document import FileState, Page, PageRef, SourceFile, Word
from domain.field import DocumentKind, MissingReason
from domain.geometry import Box
from domain.vocabulary import spec_of
from extractors.contract import PaperContent
from extractors.extraction import extract
from extractors.registry import EXTRACTORS

WORDS = st.sampled_from(
    [
        "机动车登记证书", "注册登记摘要信息栏", "3.登记日期", "2026-01-08", "车辆识别代号", "LSGKE54A7JW181031", "转让登记", "待出口", "号牌号码",
        "沪AG12345", "售后维修服务确认书", "出口目的国", "哈萨克斯坦", "出口许可证附表", "VIN码", "序号", "发票号码", "价税合计", "¥100.00",
        "中华人民共和国海关出口货物报关单", "境内发货人", "行驶里程", "12,345 km", "工时费", "抵押登记", "/", "：", "　", "①", "ﬁ", "İ", "1", "第1页",
    ]
)  # fmt: skip
PLACES = st.floats(-50, 3000, allow_nan=False)
TEXTS = st.one_of(WORDS, st.text(min_size=1, max_size=12))


@st.composite
def words(draw: st.DrawFn) -> Word:
    x, y = draw(PLACES), draw(PLACES)
    box = Box(x, y, x + draw(st.floats(0, 900)), y + draw(st.floats(0, 80)))
    source = draw(st.sampled_from(["text_layer", "ocr:a@1"]))
    return Word(draw(TEXTS), box.polygon(), source, draw(st.floats(0, 1)))


def file_of(page: Page) -> SourceFile:
    return SourceFile("a" * 64, "a.pdf", 1, "application/pdf", FileState.READ, (page,))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(words(), max_size=40))
def test_any_words_give_papers_and_never_an_error(found: list[Word]) -> None:
    result = extract((file_of(Page(1, 2000, 2800, 200.0, tuple(found), picture="p")),))
    assert [p for d in result.documents for p in d.problems if p.code == "extractor_failed"] == []
    # a page may be parted into several papers; it is lost to none of them and in none twice
    assert {d.pages for d in result.documents} == {(PageRef("a" * 64, 1),)}
    assert len({d.id for d in result.documents}) == len(result.documents)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(EXTRACTORS), st.lists(words(), max_size=30), st.randoms(use_true_random=False))
def test_every_extractor_takes_any_words_in_any_order(extractor: Any, found: list[Word], random: Any) -> None:
    from extractors.layout.page import lay_out

    shuffled = list(found)
    random.shuffle(shuffled)
    pages = [lay_out(Page(1, 2000, 2800, 200.0, tuple(w)), "f") for w in (found, shuffled)]
    contents = [extractor.extract((page,)) for page in pages]
    spec = spec_of(extractor.kind)
    names = {f.name for f in spec.fields}
    tables = {t.name: {f.name for f in t.fields} for t in spec.tables}
    for content in contents:
        seen = [f.name for f in content.fields]
        assert set(seen) <= names and len(seen) == len(set(seen))
        for row in content.rows:
            assert {f.name for f in row.fields} <= tables[row.table]


def test_critical_values_are_asked_for_again_where_they_stand(build: Any) -> None:
    page = build.page([(100.0, 60.0, "中华人民共和国机动车行驶证"), (100.0, 200.0, "车辆识别代号"), (400.0, 200.0, "LSGKE54A7JW181031"),
                       (100.0, 300.0, "注册日期"), (400.0, 300.0, "2026-01-08"), (100.0, 400.0, "号牌号码"), (400.0, 400.0, "沪AG12345")])  # fmt: skip
    result = extract((build.file("a.jpg", page),))
    asked = {r.field: (r.expects, r.place.polygon.box) for r in result.requests}
    assert {name: expects for name, (expects, _) in asked.items()} == {
        "vin": "vin", "register_date": "date", "plate": "plate",
    }  # fmt: skip
    assert asked["vin"][1] == page.words[2].box


def test_a_text_layer_is_checked_against_its_paint_in_all_critical_values(build: Any) -> None:
    page = build.page([(100.0, 60.0, "中华人民共和国机动车行驶证"), (100.0, 200.0, "车辆识别代号"), (400.0, 200.0, "LSGKE54A7JW181031"),
                       (100.0, 400.0, "号牌号码"), (400.0, 400.0, "沪AG12345")], cut="spaces")  # fmt: skip
    assert [r.field for r in extract((build.file("a.pdf", page),)).requests] == ["plate", "vin"]


def test_nothing_is_asked_where_there_is_no_picture(build: Any) -> None:
    page = build.page(
        [
            (100.0, 60.0, "中华人民共和国机动车行驶证"),
            (100.0, 200.0, "车辆识别代号"),
            (400.0, 200.0, "LSGKE54A7JW181031"),
        ]
    )
    file = build.file("a.jpg", page)
    bare = Page(1, page.width_px, page.height_px, 200.0, page.words)
    assert (
        extract((SourceFile(file.sha256, "a.jpg", 1, "image/jpeg", FileState.READ, (bare,)),)).requests == ()
    )


def test_files_that_were_not_read_give_no_papers(build: Any) -> None:
    file = build.file("a.jpg", build.page([(100.0, 60.0, "中华人民共和国机动车行驶证")]))
    for state in (
        FileState.DUPLICATE,
        FileState.IGNORED,
        FileState.REJECTED,
        FileState.UNREADABLE,
        FileState.CONTAINER,
    ):
        other = SourceFile(file.sha256, "a.jpg", 1, "image/jpeg", state, file.pages)
        assert extract((other,)).documents == ()


def test_a_failing_extractor_is_a_problem_of_its_paper_only(build: Any, monkeypatch: Any) -> None:
    class Failing:
        kind = DocumentKind.VEHICLE_LICENCE

        def extract(self, pages: Any) -> PaperContent:
            raise ZeroDivisionError("planted")

    monkeypatch.setattr(extraction, "extractor_for", lambda kind: Failing() if kind is Failing.kind else None)
    card = [
        (100.0, 60.0, "中华人民共和国机动车行驶证"),
        (100.0, 200.0, "车辆识别代号"),
        (100.0, 300.0, "注册日期"),
    ]
    result = extract((build.file("a.jpg", build.page(card)), build.file("b.jpg", build.page([]))))
    problems = [p for d in result.documents for p in d.problems]
    assert [p.code for p in problems] == ["extractor_failed"]
    assert "planted" in problems[0].message.en
    assert len(result.documents) == 2


def test_an_unknown_page_is_an_other_paper_with_its_title(build: Any) -> None:
    words = [
        build.word(500, 100, "车辆停放管理须知", 60.0),
        *(build.word(100, 300 + 60 * n, "请将车辆停放在指定位置内") for n in range(5)),
    ]
    document = extract((build.file("a.jpg", build.page(words=words)),)).documents[0]
    assert (document.kind, document.subtype) == (DocumentKind.OTHER, "")
    assert str(document.get("title").value) == "车辆停放管理须知"
    assert document.get("vin").missing is MissingReason.NOT_FOUND
