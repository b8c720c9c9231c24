"""机动车维修结算清单, 维修工单, 委托书, 施工单: workshops' bills, of whatever program printed them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.field import DocumentKind, Field
from domain.values import Text
from extractors.bills.items import item_rows
from extractors.bills.kinds import with_kinds
from extractors.bills.lines import find_lines, line_rows
from extractors.bills.naming import bill_number, brand_and_model
from extractors.bills.parties import party_fields
from extractors.bills.readings import odometer_fields
from extractors.bills.sums import sum_fields
from extractors.contract import LaidOutPage, PaperContent
from extractors.fields import field_of
from extractors.filling import fill
from extractors.layout.lexicon import load_lexicon
from extractors.layout.marking import Hit, MarkedPage, mark
from extractors.layout.splitting import split_under_headings
from extractors.shapes import by_shape, plates_of, vins_of
from extractors.tables.finding import without_tables
from extractors.values import vin
from extractors.values.candidate import ValueCandidate

KIND = DocumentKind.REPAIR_BILL
_NAMES = (
    "vin", "plate", "engine_no", "brand", "model", "mileage", "mileage_out", "service_in_date",
    "service_out_date", "settlement_date", "service_type", "fault_description", "invoice_number",
)  # fmt: skip
_TITLE = re.compile(
    r"(?:机动车|汽车|车辆)?[\u4e00-\u9fff]{0,6}(?:维修|结算|施工|委托|保养|服务|派工|工时|预检|接车|竣工)[\u4e00-\u9fff]{0,8}"
    r"(?:清单|结算单|工单|委托书|施工单|任务单|凭证|账单|单据|合格证|单)"
)
_SUBTYPES = (
    ("settlement_list", "结算"), ("mandate", "委托"), ("work_order", "工单"), ("job_sheet", "施工"),
    ("work_order", "派工"), ("completion_certificate", "合格证"),
)  # fmt: skip


class RepairBillExtractor:
    """Reads workshops' bills."""

    kind = KIND

    def extract(self, pages: tuple[LaidOutPage, ...]) -> PaperContent:
        """Heading, lines and sums of one bill."""
        marked = [split_under_headings(mark(page, load_lexicon(KIND))) for page in pages]
        tables = find_lines(marked)
        rest = [without_tables(page, found) for page, found in zip(marked, tables, strict=True)]
        title = _title(pages[0])
        fields = {"title": title} if title is not None else {}
        fields |= fill(KIND, rest, _NAMES, parsers={"vin": _vin_or_its_end})
        fields |= _service_type(rest, fields)
        fields |= odometer_fields(rest, fields)
        fields |= {"bill_number": bill_number(rest)}
        fields |= party_fields(rest)
        fields |= sum_fields(rest)
        fields |= _by_shape(pages, fields)
        fields |= brand_and_model(fields)
        fields |= _signing_date(rest, fields)
        rows = line_rows([table for found in tables for table in found]) or item_rows(rest)
        return PaperContent(tuple(fields.values()), with_kinds(rows, fields), _subtype(title))


def _vin_or_its_end(raw: str) -> tuple[ValueCandidate, ...]:
    """A whole VIN; where there is none, the last six to eight characters that workshops print."""
    return vin.labelled_candidates(raw) or vin.short_candidates(raw)


def _service_type(pages: Sequence[MarkedPage], fields: dict[str, Field]) -> dict[str, Field]:
    """类别: with its colon is the type of service where no longer label gives one; without, it heads a column."""
    if fields["service_type"].value is not None:
        return {}
    with_colon = [
        replace(page, labels=tuple(h for h in page.labels if h.name != "_col_kind" or _has_colon(h)), memo={})
        for page in pages
    ]
    found = fill(KIND, with_colon, ("service_type",), labels={"service_type": ("_col_kind",)})["service_type"]
    return {} if found.value is None else {"service_type": found}


def _has_colon(hit: Hit) -> bool:
    return hit.spans[-1].text.rstrip().endswith((":", "："))


def _signing_date(pages: Sequence[MarkedPage], fields: dict[str, Field]) -> dict[str, Field]:
    """On a settlement list the bare 日期 beside the signatures is the day of settlement."""
    title = fields.get("title")
    is_settlement = title is not None and title.value is not None and "结算" in str(title.value)
    if fields["settlement_date"].value is not None or not is_settlement:
        return {}
    labels = {"settlement_date": ("_date",)}
    found = fill(KIND, pages, ("settlement_date",), labels=labels)["settlement_date"]
    return {} if found.value is None else {"settlement_date": found}


def _by_shape(pages: Sequence[LaidOutPage], fields: dict[str, Field]) -> dict[str, Field]:
    """VIN and plate by their form, where no label led to them and the page shows only one."""
    found = {}
    for name, sightings in (("vin", vins_of(pages)), ("plate", plates_of(pages))):
        if fields[name].value is None and sightings:
            found[name] = by_shape(name, sightings)
    return found


def _title(page: LaidOutPage) -> Field | None:
    """The name of the form: the largest line near the top that reads like one."""
    found = []
    for run in page.runs:
        text = run.text.replace(" ", "")
        match = _TITLE.search(text)
        if match and run.box.y0 < page.page.height_px * 0.3 and not re.search(r"[:：]|编号|日期", text):
            found.append((run.height, run, match[0]))
    if not found:
        return None
    _, run, text = max(found, key=lambda item: item[0])
    return field_of("title", Text(text), run, page)


def _subtype(title: Field | None) -> str:
    text = str(title.value) if title is not None and title.value is not None else ""
    return next((name for name, word in _SUBTYPES if word in text), "")
