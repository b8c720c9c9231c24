"""What each parser makes of the texts that papers and readers give."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.values import Date, Mileage, Money
from extractors.values import capital_amount, date, mileage, money, number, vin
from extractors.values.candidate import AS_PRINTED, INFERRED, OTHER_ALPHABET, REPAIRED, NotAValue
from extractors.values.registry import PARSERS

PRINTED = [
    ("date", "2026-01-07", "2026-01-07"),
    ("date", "开票日期：2026年01月07日", "2026-01-07"),
    ("date", "2026 年 01 月 07 日", "2026-01-07"),
    ("date", "二〇二六年一月七日", "2026-01-07"),
    ("date", "二零二六年十二月廿五日", "2026-12-25"),
    ("date", "贰零贰陆年零壹月零柒日", "2026-01-07"),
    ("date", "2026-01-0710:22:33", "2026-01-07"),
    ("date", "20260107103015", "2026-01-07"),
    ("date", "2026.1.7", "2026-01-07"),
    ("date", "20260107，已行驶25246公里", "2026-01-07"),
    ("date", "07 Jan 2026", "2026-01-07"),
    ("date", "Jan 7, 2026", "2026-01-07"),
    ("date", "2026年1月", "2026-01"),
    ("date", "二◯二六年一月七日", "2026-01-07"),
    ("date", "二О二六年一月七日", "2026-01-07"),
    ("date", "二零二六年元月七日", "2026-01-07"),
    ("date", "2026 年 元 月 7 日", "2026-01-07"),
    ("date", "二〇二六年元月卅一日", "2026-01-31"),
    ("date", "２０２６年１月７日", "2026-01-07"),
    ("date", "January 7, 2026", "2026-01-07"),
    ("date", "20260107", "2026-01-07"),
    ("date", "2026/1/7 8:05", "2026-01-07"),
    ("date", "二〇二六年三月", "2026-03"),
    ("date", "2026年十月", "2026-10"),
    ("mileage", "12,345 km", "12345 km"),
    ("mileage", "12，345公里", "12345 km"),
    ("mileage", "1.2万公里", "12000 km"),
    ("mileage", "行驶里程:12345", "12345 km"),
    ("mileage", "12 345 KM", "12345 km"),
    ("mileage", "23456KM(公里)", "23456 km"),
    ("mileage", "里程2081 610112", "2081 km"),
    ("mileage", "1万2千公里", "12000 km"),
    ("mileage", "一万二千三百公里", "12300 km"),
    ("mileage", "12千公里", "12000 km"),
    ("mileage", "3.2万KM", "32000 km"),
    ("mileage", "12’345 km", "12345 km"),
    ("mileage", "里程(km):12345", "12345 km"),
    ("money", "50.00-", "-50.00 CNY"),
    ("money", "负50元", "-50 CNY"),
    ("money", "3元5角", "3.5 CNY"),
    ("money", "1.2万元", "12000.0 CNY"),
    ("money", "八百元整", "800 CNY"),
    ("number", "二辆", "2辆"),
    ("number", "50.00-", "-50.00"),
    ("money", "¥1,234.50", "1234.50 CNY"),
    ("money", "￥-5.00", "-5.00 CNY"),
    ("money", "(12.00)", "-12.00 CNY"),
    ("money", "66.3716814159292", "66.3716814159292 CNY"),
    ("money", "12000.0000 美元", "12000.0000 USD"),
    ("money", "USD 12,000.00", "12000.00 USD"),
    ("capital_amount", "⊗壹拾肆万柒仟捌佰圆整", "147800 CNY"),
    ("capital_amount", "壹佰元零伍分", "100.05 CNY"),
    ("capital_amount", "拾元整", "10 CNY"),
    ("vin", "VIN:LSVCY6C49MN027789", "LSVCY6C49MN027789"),
    ("vin", "车架号LSVCY6C49MN027789", "LSVCY6C49MN027789"),
    ("vin", "LSVCY6C49 MN027789", "LSVCY6C49MN027789"),
    ("vin", "LSVCY6C49MN027789 ****1234", "LSVCY6C49MN027789"),
    ("vin", "VINLSVCY6C49MN027789", "LSVCY6C49MN027789"),
    ("vin", "L S V C Y 6 C 4 9 M N 0 2 7 7 8 9", "LSVCY6C49MN027789"),
    ("vin", "LSV-CY6C49-MN027789", "LSVCY6C49MN027789"),
    ("vin", "*LSVCY6C49MN027789*", "LSVCY6C49MN027789"),
    ("vin", "＊＊ＬＳＶＣＹ６Ｃ４９ＭＮ０２７７８９＊＊", "LSVCY6C49MN027789"),
    ("plate", "沪A·12345", "沪A12345"),
    ("plate", "粵Z·1234港", "粤Z1234港"),
    ("plate", "粤Z·1234·澳", "粤Z1234澳"),
    ("plate", "川A-1234挂", "川A1234挂"),
    ("plate", "京A·1234学", "京A1234学"),
    ("plate", "京A1234警", "京A1234警"),
    ("plate", "沪A·1234领", "沪A1234领"),
    ("plate", "使014·578", "使014578"),
    ("plate", "沪A12345临", "沪A12345临"),
    ("plate", "粤B12345D", "粤B12345D"),
    ("plate", "车牌:苏E 8K668", "苏E8K668"),
    ("plate", "粤BD12345", "粤BD12345"),
    ("tax_id", "纳税人识别号:91330100799655058B", "91330100799655058B"),
    ("tax_id", "9133 0100 7996 5505 8B", "91330100799655058B"),
    ("tax_id", "410305123456789", "410305123456789"),
    ("tax_id", "(91330100799655058B4403961234)", "91330100799655058B"),
    ("invoice_number", "№ 12345678", "12345678"),
    ("invoice_number", "2644 2000 0053 1062 6521", "26442000005310626521"),
    ("invoice_code", "发票代码:044031900211", "044031900211"),
    ("declaration_number", "海关编号：310120260000012345（洋山海关）", "310120260000012345"),
    ("licence_number", "26一AB一123456", "26-AB-123456"),
    ("certificate_number", "编号：310007798232", "310007798232"),
    ("code", "结算单号:RO20260105-0012", "RO20260105-0012"),
    ("engine", "发动机号 8B213508", "8B213508"),
    ("number", "1辆", "1辆"),
    ("number", "1,500 千克", "1500千克"),
]
REPAIRS = [
    ("date", "2O26-O1-O7", "2026-01-07", REPAIRED),
    ("date", "2026午01月07口", "2026-01-07", REPAIRED),
    ("date", "2026年0107日", "2026-01-07", INFERRED),
    ("date", "2 0 2 6 年 0 1 月 0 7 日", "2026-01-07", INFERRED),
    ("date", "26-01-07", "2026-01-07", INFERRED),
    ("date", "12026-01-07", "2026-01-07", INFERRED),
    ("date", "98-01-07", "1998-01-07", INFERRED),
    ("date", "二 〇 二 六 年 一 月 七 日", "2026-01-07", INFERRED),
    ("mileage", "12O45公里", "12045 km", REPAIRED),
    ("money", "1.234.50", "1234.50 CNY", REPAIRED),
    ("money", "1,234,50", "1234.50 CNY", REPAIRED),
    ("capital_amount", "叁万壹仟陆佰零伍园整", "31605 CNY", REPAIRED),
    ("vin", "LSVCY6C49MNO27789", "LSVCY6C49MN027789", REPAIRED),
    ("plate", "皖AO1234", "皖A01234", REPAIRED),
    ("plate", "泸A12345", "沪A12345", REPAIRED),
]
NOTHING = [
    ("date", "RO20260105-0012"),
    ("date", "2026年13月07日"),
    ("date", "2026-02-30"),
    ("date", "二〇二六年二月三十日"),
    ("date", "民国115年3月5日"),
    ("date", "农历二〇二六年三月五日"),
    ("date", "二〇二六年三月初五"),
    ("date", "31/04/2026"),
    ("mileage", "2026-01-07"),
    ("mileage", "--"),
    ("mileage", "12345元"),
    ("mileage", "80km/h"),
    ("mileage", "5000-10000公里"),
    ("money", "12345 km"),
    ("money", "三元催化器"),
    ("money", "***"),
    ("money", "13%"),
    ("capital_amount", "叁万壹仟陆零伍元"),
    ("vin", "91440300192317458F"),
    ("code", "2026-01-07"),
    ("plate", "XX 1234"),
    ("plate", "使用123456"),
    ("vin", "LSVCY6C49MN01****  123456"),
]


@pytest.mark.parametrize(("kind", "raw", "expected"), PRINTED)
def test_printed_value_is_the_surest_candidate(kind: str, raw: str, expected: str) -> None:
    best = PARSERS[kind](raw)[0]
    assert (str(best.value), best.how) == (expected, AS_PRINTED)


@pytest.mark.parametrize(("kind", "raw", "expected", "how"), REPAIRS)
def test_repaired_value_says_so_and_is_less_sure(kind: str, raw: str, expected: str, how: str) -> None:
    best = PARSERS[kind](raw)[0]
    assert (str(best.value), best.how) == (expected, how)
    assert best.factor <= 0.9


@pytest.mark.parametrize(("kind", "raw"), NOTHING)
def test_what_is_no_value_gives_nothing(kind: str, raw: str) -> None:
    assert PARSERS[kind](raw) == ()


def test_two_dates_are_both_candidates_in_print_order() -> None:
    found = date.candidates("进厂2026-01-07 出厂2026-01-09")
    assert [str(c.value) for c in found] == ["2026-01-07", "2026-01-09"]


MASKED = [
    ("LSVCY6C49MN******", "LSVCY6C49MN******"),
    ("VIN: LSVXXXXXXXXX27789", "LSV*********27789"),
    ("***********027789", "***********027789"),
    ("车架号 LSV*****9MN027789", "LSV*****9MN027789"),
    ("×××××××××××027789", "***********027789"),
]


@pytest.mark.parametrize(("raw", "expected"), MASKED)
def test_masked_vin_is_given_with_its_mask_beside_its_label_only(raw: str, expected: str) -> None:
    assert [str(c.value) for c in vin.masked_candidates(raw)] == [expected]
    assert vin.labelled_candidates(raw) == vin.masked_candidates(raw)
    assert vin.candidates(raw) == vin.short_candidates(raw) == ()


@given(shown=st.text(alphabet="LSVCY6C49MN027789", min_size=0, max_size=14), hidden=st.integers(4, 17))
def test_what_a_mask_hides_is_never_filled_in(shown: str, hidden: int) -> None:
    for mask in ("*", "X"):
        for text in (shown + mask * hidden, mask * hidden + shown):
            assert vin.candidates(text) == ()


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        ("vin", "LSVСУ6С49МN027789", "LSVCY6C49MN027789"),
        ("plate", "沪А12345", "沪A12345"),
        ("code", "RО20260105-0012", "RO20260105-0012"),
        ("engine", "8В213508", "8B213508"),
        ("tax_id", "91330100799655058В", "91330100799655058B"),
    ],
)
def test_code_with_letters_of_another_alphabet_is_read_and_says_so(
    kind: str, raw: str, expected: str
) -> None:
    best = PARSERS[kind](raw)[0]
    assert (str(best.value), best.how) == (expected, OTHER_ALPHABET)


def test_radicals_and_traditional_forms_in_a_name_are_the_characters_that_are_meant() -> None:
    assert str(PARSERS["name"]("⻘⻓汽⻋")[0].value) == "青长汽车"
    assert str(PARSERS["name"]("長風汽車貿易有限公司")[0].value) == "长风汽车贸易有限公司"


def test_vin_with_wrong_check_digit_stays_and_repairs_are_doubtful() -> None:
    found = vin.candidates("LSVCY6C49MN027788")
    assert str(found[0].value) == "LSVCY6C49MN027788"
    assert all(c.how == REPAIRED and c.factor < 0.3 for c in found[1:])


def test_point_that_may_divide_thousands_gives_both_readings() -> None:
    found = mileage.candidates("12.345 km")
    assert [str(c.value) for c in found] == ["12345 km", "12 km"]
    assert all(c.factor <= 0.5 and c.how == INFERRED for c in found)


def test_dash_apart_behind_an_amount_may_be_its_sign() -> None:
    found = money.candidates("50.00 -")
    assert [str(c.value) for c in found] == ["50.00 CNY", "-50.00 CNY"]
    assert all(c.factor <= 0.6 for c in found)


def test_distances_of_running_text_have_their_unit() -> None:
    assert [str(c.value) for c in mileage.distances("首次2000 续保一万二千公里")] == ["12000 km"]


def test_miles_are_converted_and_never_sure() -> None:
    assert mileage.candidates("8000 miles")[0].factor < 0.5


@pytest.mark.parametrize("raw", ["", "2026-01-07 至 2026-02-07", "x 2026-01-07", "2O26-01-07"])
def test_parse_refuses_what_is_not_exactly_one_value(raw: str) -> None:
    with pytest.raises(NotAValue):
        date.parse(raw)


@pytest.mark.parametrize("kind", sorted(PARSERS))
@given(raw=st.text(max_size=60))
def test_any_text_gives_candidates_or_nothing(kind: str, raw: str) -> None:
    for candidate in PARSERS[kind](raw):
        assert 0 < candidate.factor <= 1
        assert 0 <= candidate.start <= candidate.end <= len(raw)


_NOISE = "0123456789OIlZSB.,-/:：年月日曰 万公里kmKM元角分整壹贰仟佰拾¥京沪AVIN号()（）|*"


@pytest.mark.parametrize("kind", sorted(PARSERS))
@given(raw=st.text(alphabet=_NOISE, max_size=50))
def test_text_made_of_likely_characters_gives_candidates_or_nothing(kind: str, raw: str) -> None:
    for candidate in PARSERS[kind](raw):
        assert 0 <= candidate.start < candidate.end <= len(raw)


_DATE_FORMS = (
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0:%Y年%m月%d日}",
    "{0.year}年{0.month}月{0.day}日",
    "{0:%Y%m%d}",
)


@pytest.mark.parametrize("form", _DATE_FORMS)
@given(day=st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)))
def test_date_is_read_back_from_its_print(form: str, day: dt.date) -> None:
    assert date.parse(form.format(day)) == Date.of(day)


@given(km=st.integers(0, 1_000_000), form=st.sampled_from(["{:,} km", "{}公里", "{}", "{:,}", "{}KM"]))
def test_mileage_is_read_back_from_its_print(km: int, form: str) -> None:
    assert mileage.parse(form.format(km)) == Mileage(km)


@given(
    fen=st.integers(-(10**11), 10**11), form=st.sampled_from(["{:,.2f}", "¥{:.2f}", "{:.2f}", "￥{:,.2f}元"])
)
def test_money_is_read_back_from_its_print(fen: int, form: str) -> None:
    amount = Decimal(fen) / 100
    assert money.parse(form.format(amount)) == Money(amount)


@given(fen=st.integers(0, 10**14 - 1))
def test_capital_amount_is_read_back_from_its_print(fen: int) -> None:
    amount = Decimal(fen) / 100
    assert capital_amount.parse(capital_amount.render(amount)) == Money(amount)


@given(n=st.decimals(-(10**6), 10**6, places=2))
def test_number_is_read_back_from_its_print(n: Decimal) -> None:
    assert number.parse(f"{n}") == number.parse(f"{n:,}")
