from __future__ import annotations

from typing import Any

import pytest

from extractors.layout.lexicon import make_lexicon
from extractors.layout.marking import mark
from extractors.layout.spots import spots_of

LEXICON = make_lexicon(
    {
        "vin": ["车辆识别代号/车架号", "车辆识别代号", "车架号", "VIN"],
        "register_date": ["登记日期", "注册日期"],
        "issue_date": ["发证日期"],
        "service_in_date": ["进厂日期"],
        "factory_date": ["出厂日期"],
        "address": ["住址"],
        "owner_name": ["机动车所有人/身份证明名称/号码", "所有人"],
        "country": ["进口国(地区)"],
        "brand": ["品牌"],
        "model": ["型号", "品牌型号"],
        "number": ["编号"],
    }
)


def found(page: Any) -> list[str]:
    return [hit.name for hit in mark(page, LEXICON).labels]


def pieces(page: Any) -> list[str]:
    return [piece.span.text for piece in mark(page, LEXICON).pieces]


ONE_LINE = [
    ("9.车辆识别代号/车架号LSVAA4180E2184841", ["vin"], ["LSVAA4180E2184841"]),
    ("登记日期：2026-01-07", ["register_date"], ["2026-01-07"]),
    ("注册日期2026-01-07发证日期2026-01-09", ["register_date", "issue_date"], ["2026-01-07", "2026-01-09"]),
    ("登记曰期 2026-01-07", ["register_date"], ["2026-01-07"]),
    ("出厂目期 2026-01-07", ["factory_date"], ["2026-01-07"]),
    (
        "3.登记日期2026-01-07 4.发证日期2026-01-08",
        ["register_date", "issue_date"],
        ["2026-01-07", "2026-01-08"],
    ),
    ("進口國（地區）：哈萨克斯坦", ["country"], ["哈萨克斯坦"]),
    ("8.进口国（地区）: 哈萨克斯坦", ["country"], ["哈萨克斯坦"]),
    ("VIN：LSVAA4180E2184841", ["vin"], ["LSVAA4180E2184841"]),
    ("CALVIN KLEIN", [], ["CALVIN KLEIN"]),
    ("ＶＩＮ：LSVAA4180E2184841", ["vin"], ["LSVAA4180E2184841"]),
]


@pytest.mark.parametrize(("text", "labels", "values"), ONE_LINE)
def test_labels_in_one_box_with_their_values(
    build: Any, text: str, labels: list[str], values: list[str]
) -> None:
    page = build.laid([(100.0, 100.0, text)])
    assert found(page) == labels
    assert pieces(page) == values


def test_labels_that_differ_by_one_character_are_not_taken_for_each_other(build: Any) -> None:
    assert found(build.laid([(100.0, 100.0, "进厂日期"), (100.0, 200.0, "出厂日期")])) == [
        "service_in_date",
        "factory_date",
    ]
    assert found(build.laid([(100.0, 100.0, "出口日期")])) == []


def test_a_label_with_wide_spaces_between_its_characters_is_found(build: Any, cut: str) -> None:
    page = build.laid([(100.0, 100.0, "住"), (220.0, 100.0, "址"), (400.0, 100.0, "长安区胜利北大街")], cut)
    assert found(page) == ["address"]
    assert pieces(page) == ["长安区胜利北大街"]


def test_a_label_broken_over_two_lines_is_found(build: Any, cut: str) -> None:
    printed = [
        (100.0, 100.0, "9.车辆识别代"),
        (100.0, 136.0, "号/车架号"),
        (400.0, 118.0, "LSVAA4180E2184841"),
    ]
    page = build.laid(printed, cut)
    assert set(found(page)) == {"vin"}
    assert pieces(page) == ["LSVAA4180E2184841"]


def test_a_long_label_broken_in_the_middle_is_one_label(build: Any) -> None:
    page = build.laid(
        [(100.0, 100.0, "机动车所有人/身份"), (100.0, 136.0, "证明名称/号码"), (500.0, 118.0, "某公司")]
    )
    assert found(page) == ["owner_name"]


def test_two_headings_side_by_side_are_not_read_as_one_label(build: Any) -> None:
    assert found(build.laid([(100.0, 100.0, "品牌"), (260.0, 100.0, "型号")])) == ["brand", "model"]
    assert found(build.laid([(100.0, 100.0, "品牌型号")])) == ["model"]


def test_a_short_label_inside_other_words_does_not_count(build: Any) -> None:
    assert found(build.laid([(100.0, 100.0, "设备编号")])) == []


def test_words_of_a_sentence_are_no_labels(build: Any) -> None:
    text = "我公司承诺按照登记日期确定的顺序处理上述全部车辆的申请事项并承担责任"
    assert found(build.laid([(100.0, 100.0, text)])) == []


@pytest.mark.parametrize(
    ("value", "relation"),
    [
        ((330.0, 100.0, "2026-01-07"), "right"),
        ((100.0, 150.0, "2026-01-07"), "below"),
        ((1000.0, 100.0, "2026-01-07"), "right"),
    ],
)
def test_the_value_stands_right_of_its_label_or_below_it(build: Any, value: Any, relation: str) -> None:
    page = mark(build.laid([(100.0, 100.0, "登记日期"), value]), LEXICON)
    spots = spots_of(page, page.labels[0])
    assert [(spot.relation.value, spot.span.text) for spot in spots] == [(relation, "2026-01-07")]


def test_a_value_behind_another_label_belongs_to_that_label(build: Any) -> None:
    page = mark(
        build.laid([(100.0, 100.0, "登记日期"), (400.0, 100.0, "发证日期"), (600.0, 100.0, "2026-01-07")]),
        LEXICON,
    )
    assert spots_of(page, page.hits("register_date")[0]) == ()
    assert len(spots_of(page, page.hits("issue_date")[0])) == 1


def test_a_value_of_two_lines_beside_a_label_of_one_is_found(build: Any) -> None:
    page = mark(
        build.laid([(100.0, 120.0, "住址"), (300.0, 100.0, "长安区胜利北大街"), (300.0, 138.0, "185号")]),
        LEXICON,
    )
    assert spots_of(page, page.labels[0])[0].block.text == "长安区胜利北大街 185号"


def test_in_a_ruled_form_the_next_cell_holds_the_value(build: Any) -> None:
    rules = build.ruled((90, 390, 900), (90, 190))
    printed = [(100.0, 125.0, "住址"), (400.0, 100.0, "长安区胜利北大街"), (400.0, 140.0, "185号")]
    page = mark(build.laid(printed, rules=rules), LEXICON)
    assert spots_of(page, page.labels[0])[0].block.text == "长安区胜利北大街 185号"


def test_a_value_whose_line_was_full_goes_on_in_the_next_without_a_space(build: Any) -> None:
    rules = build.ruled((90, 240, 375), (90, 200))
    printed = [(100.0, 120.0, "住址"), (250.0, 100.0, "长安区胜"), (250.0, 140.0, "利北")]
    page = mark(build.laid(printed, rules=rules), LEXICON)
    assert spots_of(page, page.labels[0])[0].span.text == "长安区胜利北"


def test_a_speck_in_a_cell_parts_no_label(build: Any) -> None:
    words = [
        build.word(100.0, 104.0, "a", 6.0),
        build.word(110.0, 112.0, "机动车登记"),
        build.word(150.0, 144.0, "2", 5.0),
        build.word(110.0, 152.0, "日期"),
    ]
    page = build.laid(words=words, rules=build.ruled((90.0, 300.0), (90.0, 200.0)))
    assert [h.name for h in mark(page, make_lexicon({"register_date": ["机动车登记日期"]})).labels] == [
        "register_date"
    ]
