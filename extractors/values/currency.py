"""币制: currencies as declarations and bills print them, as ISO 4217 codes."""

from __future__ import annotations

_NAMES: dict[str, tuple[str, ...]] = {
    "CNY": ("人民币", "元", "¥", "Y", "羊", "RMB", "CNY", "142"),
    "USD": ("美元", "美金", "$", "US$", "USD", "502"),
    "EUR": ("欧元", "€", "EUR", "300"),
    "RUB": ("卢布", "俄罗斯卢布", "RUB", "RUR", "344"),
    "HKD": ("港币", "港元", "HK$", "HKD", "110"),
    "JPY": ("日元", "日本元", "JPY", "116"),
    "GBP": ("英镑", "£", "GBP", "303"),
    "AED": ("迪拉姆", "阿联酋迪拉姆", "AED"),
    "KZT": ("坚戈", "哈萨克斯坦坚戈", "KZT"),
    "UZS": ("苏姆", "UZS"),
    "KGS": ("索姆", "KGS"),
    "BYN": ("白俄罗斯卢布", "BYN"),
    "TRY": ("土耳其里拉", "TRY"),
    "SAR": ("沙特里亚尔", "SAR"),
    "CHF": ("瑞士法郎", "CHF"),
    "AUD": ("澳大利亚元", "澳元", "AUD"),
    "CAD": ("加拿大元", "加元", "CAD"),
    "SGD": ("新加坡元", "SGD"),
}  # fmt: skip
_CODES = {name.upper(): code for code, names in _NAMES.items() for name in names}
_IN_AMOUNTS = sorted((n for n in _CODES if len(n) > 1 and not n.isdigit()), key=lambda n: (-len(n), n))
CURRENCY_PATTERN = "(?:" + "|".join(n.replace("$", r"\$") for n in _IN_AMOUNTS) + ")"
"""regular expression for a currency beside an amount; single signs are left to the amount's own grammar"""


def currency_code(text: str) -> str | None:
    """ISO 4217 code of a printed currency (``美元``, ``USD``, ``$``, ``502``); None when it is not known."""
    return _CODES.get(text.strip().strip("()").upper())
