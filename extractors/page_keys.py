"""What a page says about which paper it belongs to: numbers, VINs and plates on it, its page number, its parts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from rapidfuzz.distance import Levenshtein

from domain.field import DocumentKind as K
from domain.identifiers import certificate_number
from domain.vocabulary import spec_of
from extractors.layout.folded import fold_text
from extractors.layout.page import LaidOutPage
from extractors.shapes import plates_of, vins_of
from extractors.values import declaration_number, licence_number
from extractors.values.candidate import Parser

_PAGE_NUMBER = (
    re.compile(
        r"(?:页码|页数|PAGE|PAGENO)[^\d\n]{0,12}(\d{1,2})\s*(?:/|OF|共|／)\s*(\d{1,2})", re.IGNORECASE
    ),
    re.compile(r"第\s*(\d{1,2})\s*页\s*[,，/]?\s*(?:共\s*(\d{1,2})\s*页)?"),
    re.compile(r"(?:^|\n)\s{0,8}[-—]?\s{0,8}(\d{1,2})\s{0,8}/\s{0,8}(\d{1,2})\s{0,8}[-—]?\s{0,8}(?=\n|$)"),
)
_LONG_NUMBER = re.compile(r"(?<!\d)\d{20}(?!\d)")
_INVOICE_NUMBER = re.compile(r"(?:发票号码|(?<![A-Za-z])N[oO0°º]?|№)\D{0,6}(\d{8})(?!\d)")
_INVOICE_CODE = re.compile(r"^\d{2},\d{2},(?:\d{10}|\d{12})?,(\d{8}|\d{20}),")
"""an invoice's QR code: version, kind of invoice, code, number, amount, date, check code"""
_CERTIFICATE = re.compile(r"编\s*号\D{0,6}(\d{12})(?!\d)")
_ENGLISH = r"(?:[A-Za-z][A-Za-z./ ]{0,20}?(?:No|NO|Number|#)\.?)?"  # 工单号 R.O. No.
_BILL = re.compile(
    rf"(?:结算清单编号|结算单号|工单号码?|施工编号|委托书号|单据号|单号|RO号?|(?<![\u4e00-\u9fff])编号(?=[:：]))\s*{_ENGLISH}\s*[:：]?\s*([A-Za-z0-9][A-Za-z0-9\-]{{4,24}})"
)
_DIGITS = str.maketrans("OQDILZSBG", "000112586")
_REPORT = re.compile(
    r"(?:报告|检[测验])[\u4e00-\u9fff]{0,4}(?:编\s*号|号)\s*[:：]?\s*([A-Za-z0-9][A-Za-z0-9\-/]{4,24})"
)
MAX_SLIPS = 2  # two readings of one number differ by so many characters at most


_LETTER = re.compile(
    r"(?<![A-Za-z0-9])([A-Z]{2,8}[-/]?20\d{2}[-/]?\d{2,6})(?!\d)|([\u4e00-\u9fff]{1,8}[〔\[(（【]20\d{2}[〕\])）】]\s*第?\s*\d{1,5}\s*号)"
)
_OTHER_NUMBER = re.compile(r"合同|协议|许可|发票|订单|报关|提单|CONTRACT|LICEN|INVOICE|ORDER", re.IGNORECASE)
MAX_LETTER_RUN = (
    30  # characters of a run that is a letter's number; longer ones are text that names other papers
)


def _certificate_alone(page: LaidOutPage) -> set[str]:
    """A certificate's number standing by itself, as pages behind the first print it in a corner."""
    runs = ("".join(run.text.split()) for run in page.runs)
    return {text for text in runs if text.isdigit() and certificate_number.is_valid(text)}


def _letter_numbers(page: LaidOutPage) -> set[str]:
    """Numbers of letters (QRS-2026-3459, 某汽函〔2026〕12号) in lines that do not speak of contracts or licences."""
    found: set[str] = set()
    for line in page.lines:
        if not _OTHER_NUMBER.search(line.text):
            runs = [run.text for run in line.runs if len(run.text) <= MAX_LETTER_RUN]
            found |= {re.sub(r"[\s\W]", "", m[1] or m[2]) for text in runs for m in _LETTER.finditer(text)}
    return found


def _parsed(parse: Parser, page: LaidOutPage) -> set[str]:
    return {str(c.value) for run in page.runs for c in parse(run.text) if c.factor >= 0.8}


def _barcodes(page: LaidOutPage) -> set[str]:
    codes = {re.sub(r"^[A-Da-d*]|[A-Da-d*]$", "", code.text.strip()) for code in page.page.barcodes}
    return {code for code in codes if certificate_number.is_valid(code)}


def _invoice_codes(page: LaidOutPage, digits: int) -> set[str]:
    """The numbers of so many digits in the QR codes of invoices on a page."""
    found = (_INVOICE_CODE.match(code.text.strip()) for code in page.page.barcodes)
    return {match[1] for match in found if match is not None and len(match[1]) == digits}


FINDERS: dict[str, Callable[[LaidOutPage], set[str]]] = {
    "certificate_number": lambda page: (
        set(_CERTIFICATE.findall(page.text)) | _barcodes(page) | _certificate_alone(page)
    ),
    "bill_number": lambda page: {match.upper() for match in _BILL.findall(page.text)},
    "invoice_number": lambda page: set(_INVOICE_NUMBER.findall(page.text)) | _invoice_codes(page, 8),
    "digital_invoice_number": lambda page: set(_LONG_NUMBER.findall(page.text)) | _invoice_codes(page, 20),
    "declaration_number": lambda page: _parsed(declaration_number.candidates, page),
    "licence_number": lambda page: _parsed(licence_number.candidates, page),
    "letter_number": _letter_numbers,
    "report_number": lambda page: {match.upper() for match in _REPORT.findall(page.text)},
    "vin": lambda page: {str(c.value) for _, _, c in vins_of([page])},
    "plate": lambda page: {str(c.value) for _, _, c in plates_of([page])},
}
"""how each of the keys that ``KindSpec.keys`` names is found on a page"""


Keys = dict[str, frozenset[str]]
"""per kind of number the values seen"""


@dataclass(frozen=True)
class Part:
    """A part that every paper of a kind has once."""

    kind: K
    name: str
    words: tuple[str, ...]
    need: int
    unless: tuple[str, ...]


def keys_of(kind: K, page: LaidOutPage) -> Keys:
    """The numbers on a page that tell one paper of a kind from another."""
    found = {name: FINDERS[name](page) for name in spec_of(kind).keys}
    return {name: frozenset(values) for name, values in found.items() if values}


def conflict(one: Keys, other: Keys) -> bool:
    """Whether two pages name different papers: a number of one kind on both, and none nearly alike."""
    return any(name in other and not near(values, other[name]) for name, values in one.items())


def shares(one: Keys, other: Keys) -> bool:
    """Whether a number stands on both pages, letters for look-alike digits let pass."""
    return any(name in other and same(values, other[name]) for name, values in one.items())


def joined(one: Keys, other: Keys) -> Keys:
    """The numbers of both."""
    return {name: one.get(name, frozenset()) | other.get(name, frozenset()) for name in {*one, *other}}


def page_number(page: LaidOutPage) -> tuple[int, int] | None:
    """Its number within its paper and the paper's count of pages (0 when not printed); None when neither is."""
    for pattern in _PAGE_NUMBER:
        for match in pattern.finditer(page.text):
            number, count = int(match[1]), int(match[2] or 0)
            if 1 <= number <= 30 and (count == 0 or number <= count <= 30):
                return number, count
    return None


def parts_of(kind: K, page: LaidOutPage) -> frozenset[str]:
    """The parts of a paper of that kind that the page holds; none for kinds without parts."""
    text = fold_text(page.text)
    found: set[str] = set()
    for part in parts():
        if part.kind is not kind or found & set(part.unless):
            continue
        if sum(word in text for word in part.words) >= part.need:
            found.add(part.name)
    return frozenset(found)


def has_parts(kind: K) -> bool:
    """Whether papers of a kind are made of parts that each come once."""
    return any(part.kind is kind for part in parts())


@lru_cache(maxsize=1)
def parts() -> tuple[Part, ...]:
    """All parts of the data file; KeyError or ValueError when it contradicts itself."""
    data = tomllib.loads((resources.files("extractors") / "grouping.toml").read_text(encoding="utf-8"))
    return tuple(
        Part(
            K(entry["kind"]),
            entry["name"],
            tuple(fold_text(word) for word in entry["words"]),
            int(entry["need"]),
            tuple(entry.get("unless", ())),
        )
        for entry in data["part"]
    )


def same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a number stands in both, letters for look-alike digits let pass."""
    return bool({value.translate(_DIGITS) for value in one} & {value.translate(_DIGITS) for value in other})


def near(one: frozenset[str], other: frozenset[str]) -> bool:
    """Numbers that a misreading could make equal. Consecutive numbers are near too, so this proves nothing."""
    return any(Levenshtein.distance(a, b, score_cutoff=MAX_SLIPS) <= MAX_SLIPS for a in one for b in other)
