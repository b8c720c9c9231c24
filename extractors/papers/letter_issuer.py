"""Who issues a letter, and when: letterhead, signature line, date line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from domain.field import Candidate, Field, MissingReason, Row
from domain.values import Date, Text
from extractors.certainty import Evidence
from extractors.fields import field_of, missing
from extractors.layout.marking import MarkedPage
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span
from extractors.shapes import vins_of
from extractors.values import date
from extractors.values.name import tidy

_COMPANY_LINE = re.compile(
    r"(?:(?:生产企业|制造企业|制造商|出具单位|出具企业|确认单位|承诺单位|企业名称|单位名称|单位)?"
    r"(?:[（(][^）)]{0,4}[章字][^）)]{0,2}[）)][:：]?|(?:[（(][^）)]{1,6}[）)])?[:：]))?\s*"
    r"(?P<name>[\u4e00-\u9fff（）()A-Za-z0-9·&\-—]{2,40}?(?:公司|集团|制造厂|汽车厂))\s*"
    r"(?:[（(]?\s*(?:公章|盖章|章|签章|印章)\s*[）)]?)?\s*[:：]?"
)
_ENGLISH_LINE = re.compile(
    r"(?P<name>[A-Z][A-Za-z&.,'()\- ]{4,70}(?:CO\.?,? ?LTD\.?|LIMITED|LTD\.?|CORPORATION|INC\.?|GMBH))\.?",
    re.IGNORECASE,
)
ROW_REACH = 2.5  # heights from a VIN within which a date is the car's
_SALUTATION = re.compile(
    r"(?:致[:：]?)?(?P<name>[\u4e00-\u9fff（）()A-Za-z0-9·&\-—]{4,40}(?:公司|集团|中心|厂))[:：]"
    r"|致[:：](?P<addressed>[\u4e00-\u9fff（）()A-Za-z0-9·&\-—]{4,40}(?:公司|集团|中心|厂))[:：]?"
)
_TITLE = re.compile(r"确认书|确认函|承诺书|CONFIRMATION", re.IGNORECASE)

MOST_HIDDEN = 2  # characters before a signature that a seal may hide
HIDDEN_LIKENESS = (
    75.0  # percent: a signature with half a bracket that is so much like the letterhead is the same name
)
SMALL_PRINT = 0.7  # of the page's usual height of text

_Line = tuple[LaidOutPage, Span, str]


def issuer(pages: Sequence[LaidOutPage], labelled: Field, said: Field | None, exporter: Field) -> Field:
    """The maker: beside its label, else who signs, else the letterhead, else who a sentence says made the cars.

    Every other company that stands on a line of its own stays a candidate: it may be who really issued the letter.
    """
    lines = [line for line in _company_lines(pages) if exporter.value != Text(line[2])]
    signature, letterhead = _signature(pages, lines), _letterhead(pages, lines)
    named = [line for line in (signature, letterhead, *lines) if line is not None]
    others = [_candidate(line) for line in named if line in (signature, letterhead) or _is_chinese(line[2])]
    if said is not None and said.value is not None:
        others.append(Candidate(said.value, said.raw, said.source, 0.4))
    if labelled.value is not None or labelled.missing is MissingReason.AMBIGUOUS:
        return _with(labelled, others)
    chosen = letterhead if _is_cut(signature, letterhead) else signature or letterhead
    if chosen is None:
        return said if said is not None else labelled
    page, span, name = chosen
    agreed = signature is not None and letterhead is not None and signature[2] == letterhead[2]
    evidence = () if agreed else (Evidence.LABEL_DOUBTFUL,)
    return _with(field_of("maker", Text(name), span, page, evidence), others)


def _is_cut(signature: _Line | None, letterhead: _Line | None) -> bool:
    """Whether a signature is the letterhead's name of which a seal hides characters: the first ones, or a few inside."""
    if signature is None or letterhead is None or not signature[1].source.startswith("ocr"):
        return False
    signed, printed = signature[2], letterhead[2]
    if 0 < len(printed) - len(signed) <= MOST_HIDDEN and printed.endswith(signed):
        return True
    is_broken = signed.count("(") != signed.count(")")
    return is_broken and fuzz.ratio(signed, printed) >= HIDDEN_LIKENESS


def issue_date(pages: Sequence[MarkedPage], vehicles: Sequence[Row]) -> Field:
    """The date that stands alone, lowest on the pages: the date line under the signature.

    Dates on a line with a VIN, and dates that the list of cars has, are the cars'.
    """
    listed = {str(field.value) for row in vehicles for field in row.fields if isinstance(field.value, Date)}
    found: list[tuple[float, LaidOutPage, Span, Date]] = []
    for number, page in enumerate(pages):
        rows = [span.box.centre[1] for _, span, _ in vins_of([page.laid])]
        for run in page.laid.runs:
            value = _lone_date(run)
            beside_vin = any(abs(run.box.centre[1] - y) < ROW_REACH * run.height for y in rows)
            if value is not None and not beside_vin and str(value[1]) not in listed:
                found.append((number * 1e6 + run.box.centre[1], page.laid, *value))
    if not found:
        return missing("issue_date", MissingReason.NOT_FOUND)
    _, page_, span_, day = max(found, key=lambda f: f[0])
    others = [Candidate(v, s.raw, s.source, 0.3) for _, _, s, v in found if v != day]
    return field_of("issue_date", day, span_, page_, (Evidence.LABEL_DOUBTFUL,), 1.0, others)


def _lone_date(run: Span) -> tuple[Span, Date] | None:
    """The date that a run is, with nothing beside it but the word for date."""
    for candidate in date.candidates(run.text)[:1]:
        rest = re.sub(r"[\W_]|日期|DATE", "", run.text[: candidate.start] + run.text[candidate.end :].upper())
        span = Span(run.glyphs[candidate.start : candidate.end]).stripped()
        if (
            span is not None
            and not rest
            and isinstance(candidate.value, Date)
            and candidate.value.day is not None
        ):
            return span, candidate.value
    return None


def _company_lines(pages: Sequence[LaidOutPage]) -> list[_Line]:
    """Runs that are nothing but the name of a company, top to bottom."""
    found = []
    for page in pages:
        for run in page.runs:
            text = run.text.strip()
            match = _COMPANY_LINE.fullmatch(text.replace(" ", "")) or _ENGLISH_LINE.fullmatch(text)
            if match is not None and not _SALUTATION.fullmatch(text.replace(" ", "")):
                found.append((page, run, tidy(match["name"])))
    return found


def addressed(pages: Sequence[LaidOutPage]) -> Field:
    """The company of the salutation (``某某公司：`` alone on a line under the title)."""
    number, top = _title_line(pages)
    for run in pages[number].runs:
        text = run.text.strip().replace(" ", "")
        match = _SALUTATION.fullmatch(text)
        if match is not None and run.box.y0 > top:
            name = Text(tidy(match["name"] or match["addressed"]))
            return field_of("exporter", name, run, pages[number], (Evidence.LABEL_DOUBTFUL,))
    return missing("exporter", MissingReason.NOT_FOUND)


def _title_line(pages: Sequence[LaidOutPage]) -> tuple[int, float]:
    """Page and height of the title; the top of the first page when none was read."""
    for number, page in enumerate(pages):
        for run in page.runs:
            if _TITLE.search(run.text) and len(run.text) <= 60:
                return number, run.box.y0
    return 0, 0.0


def _letterhead(pages: Sequence[LaidOutPage], lines: Sequence[_Line]) -> _Line | None:
    """The company line above the title."""
    number, top = _title_line(pages)
    above = [line for line in lines if line[0] is pages[number] and line[1].box.y0 < top]
    return next((line for line in above if _is_chinese(line[2])), above[0] if above else None)


def _signature(pages: Sequence[LaidOutPage], lines: Sequence[_Line]) -> _Line | None:
    """The lowest company line below the title, on the last page that has one; small print signs nothing."""
    number, top = _title_line(pages)
    after = pages[number + 1 :]
    below = [
        line
        for line in lines
        if (line[0] is pages[number] and line[1].box.y0 > top) or any(line[0] is p for p in after)
    ]
    below = [line for line in below if line[1].box.height >= SMALL_PRINT * line[0].text_height] or below
    found = [line for line in below if _is_chinese(line[2])] or below
    return found[-1] if found else None


def _is_chinese(name: str) -> bool:
    return re.search(r"[\u4e00-\u9fff]", name) is not None


def _candidate(line: _Line) -> Candidate:
    return Candidate(Text(line[2]), line[1].raw, line[1].source, 0.6)


def _with(field: Field, others: Sequence[Candidate]) -> Field:
    """The field with the other names that were seen, those that say something else."""
    more = [c for c in others if c.value != field.value and all(c.value != k.value for k in field.candidates)]
    return Field(
        name="maker",
        value=field.value,
        raw=field.raw,
        place=field.place,
        source=field.source,
        certainty=field.certainty,
        missing=field.missing,
        candidates=(*field.candidates, *dict.fromkeys(more)),
        characters=field.characters,
    )
