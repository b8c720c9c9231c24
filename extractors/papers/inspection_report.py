"""二手车出口检测报告 (WM/T 8, WM/T 9) and reports of like content: the car, its odometer, who inspected it when.

The forms of the agencies differ, so everything is found by labels. The tables of single tests are not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.field import DocumentKind, Field
from domain.values import Text
from extractors.certainty import Evidence
from extractors.contract import LaidOutPage, PaperContent
from extractors.fields import field_of
from extractors.papers.one_car_form import form_fields, marked_pages
from extractors.papers.party import party_names
from extractors.values import code, name
from extractors.values.candidate import Parser, ValueCandidate

KIND = DocumentKind.INSPECTION_REPORT
_NAMES = (
    "report_number", "client_name", "owner_name", "plate", "vin", "engine_no", "brand", "model", "vehicle_type", "colour",
    "fuel", "use_character", "register_date", "factory_date", "mileage", "inspection_date", "issue_date",
    "inspection_place", "standard", "conclusion", "agency", "inspector",
)  # fmt: skip
_SIGNED = re.compile(r"\s*(?:签字|签名|签章|盖章|资格证|证书|日期|电话|[(（]).*$", re.DOTALL)


def _people(raw: str) -> tuple[ValueCandidate, ...]:
    """A printed name, without the place for a signature beside it."""
    end = _SIGNED.search(raw)
    return name.candidates(raw[: end.start()] if end is not None else raw)


_PARSERS: dict[str, Parser] = {
    "report_number": code.candidates,
    "client_name": party_names,
    "owner_name": party_names,
    "agency": party_names,
    "inspector": _people,
}
_TITLE = re.compile(
    r"[\u4e00-\u9fff]{0,12}(?:检测|检验|鉴定|评估|查验)[\u4e00-\u9fff]{0,6}(?:报告书?|记录表|状况表)|INSPECTION\s*REPORT",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"[\u4e00-\u9fff()（）]{2,24}(?:检测|检验|鉴定|评估|认证)[\u4e00-\u9fff()（）]{0,12}(?:公司|中心|站|所|研究院)"
)
_TOP = 0.4
"""share of the first page's height within which its title stands"""


class InspectionReport:
    """Reads reports on the inspection of a car."""

    kind = KIND

    def extract(self, pages: tuple[LaidOutPage, ...]) -> PaperContent:
        """Title and fields of one report, over its cover and its pages."""
        fields = form_fields(KIND, marked_pages(KIND, pages), _NAMES, _PARSERS)
        title, agency = _title(pages), _letterhead(pages)
        if fields["agency"].value is None and agency is not None:
            fields["agency"] = agency
        return PaperContent((*([title] if title is not None else []), *fields.values()))


def _title(pages: Sequence[LaidOutPage]) -> Field | None:
    """The largest line near the top that names a report."""
    page = pages[0]
    top = [run for run in page.runs if run.box.y0 < _TOP * page.page.height_px]
    named = [(run, match[0]) for run in top if (match := _TITLE.search(run.text.replace(" ", "")))]
    if not named:
        return None
    run, text = max(named, key=lambda found: (found[0].height, -found[0].box.y0))
    return field_of("title", Text(text), run, page)


def _letterhead(pages: Sequence[LaidOutPage]) -> Field | None:
    """The agency that is printed alone near the top; None when there is none or several differ."""
    page = pages[0]
    top = [run for run in page.runs if run.box.y0 < _TOP * page.page.height_px]
    alone = {text: run for run in top if _AGENCY.fullmatch(text := run.text.replace(" ", ""))}
    if len(alone) != 1:
        return None
    text, run = next(iter(alone.items()))
    return field_of("agency", Text(text), run, page, (Evidence.NO_LABEL,))
