from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.countries import country_code, country_name
from domain.country_table import COUNTRY_TABLE


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("哈萨克斯坦", "KAZ"), ("哈萨克斯坦共和国", "KAZ"), ("哈萨克斯坦 (KAZ)", "KAZ"), ("Republic of Kazakhstan", "KAZ"),
        ("KZ", "KAZ"), ("145", "KAZ"), ("俄罗斯", "RUS"), ("俄罗斯联邦", "RUS"), ("Russian Federation", "RUS"),
        ("344", "RUS"), ("阿联酋", "ARE"), ("UAE", "ARE"), ("U.A.E.", "ARE"), ("阿拉伯联合酋长国", "ARE"),
        ("吉尔吉斯斯坦", "KGZ"), ("Kyrgyz Republic", "KGZ"), ("蒙古国", "MNG"), ("刚果（金）", "COD"), ("刚果民主共和国", "COD"),
        ("刚果（布）", "COG"), ("Kingdom of Saudi Arabia", "SAU"), ("The Gambia", "GMB"), ("St. Lucia", "LCA"),
        ("Cote d'Ivoire", "CIV"), ("Türkiye", "TUR"), ("turkey", "TUR"), ("中国香港", "HKG"), ("Ｋａｚ", "KAZ"),
        ("中华人民共和国", "CHN"), ("142", "CHN"), ("俄罗斯(344)", "RUS"),
        ("塔吉克斯坦/Tajikistan", "TJK"), ("约旦 Jordan", "JOR"), ("Jordan 约旦", "JOR"), ("哈萨克斯坦（Kazakhstan）", "KAZ"),
        ("KAZ 哈萨克斯坦", "KAZ"), ("哈萨克斯坦(KAZ)/Kazakhstan", "KAZ"), ("Guinea-Bissau", "GNB"),
    ],
)  # fmt: skip
def test_names_and_codes(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "哈萨克斯坦(RUS)",
        "白俄罗斯/Russia",
        "哈萨克斯坦、乌兹别克斯坦",
        "哈萨克斯坦俄罗斯",
        "斯坦",
        "999",
        "共和国",
        "Atlantis",
    ],
)
def test_what_is_no_country_or_two(text: str) -> None:
    assert country_code(text) is None


def test_no_name_or_code_means_two_countries() -> None:
    for alpha3, alpha2, customs, zh, en, others in COUNTRY_TABLE:
        names = [alpha3, alpha2, zh, en, *filter(None, (customs, *others.split("|")))]
        assert {country_code(name) for name in names} == {alpha3}, names


def test_table_has_every_country_once_with_both_names() -> None:
    assert (
        len({row[0] for row in COUNTRY_TABLE})
        == len({row[1] for row in COUNTRY_TABLE})
        == len(COUNTRY_TABLE)
        == 249
    )
    for alpha3, *_ in COUNTRY_TABLE:
        name = country_name(alpha3)
        assert name is not None and name.zh and name.en
    assert country_name("XXX") is None


@given(st.text(max_size=20))
def test_any_text_gives_a_known_code_or_none(text: str) -> None:
    code = country_code(text)
    assert code is None or country_name(code) is not None
