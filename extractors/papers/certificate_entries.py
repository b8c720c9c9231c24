"""登记栏, pages 3 and 4 of the registration certificate: free entries (transfer, mortgage, export pending ...).

An entry begins at its title and ends at the next one of its column. Facing pages scanned as one picture are two
columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from domain.field import Candidate, DocumentKind, Field, MissingReason
from domain.geometry import Box
from domain.values import Date, Text
from extractors.certainty import Evidence
from extractors.fields import field_of, missing
from extractors.filling import fill
from extractors.layout.folded import fold_text
from extractors.layout.marking import Hit, MarkedPage, Piece
from extractors.layout.span import Span, join
from extractors.papers.certificate_prose import owner_of_sentence
from extractors.papers.owner import owner_names, owner_numbers
from extractors.values import date

KIND = DocumentKind.REGISTRATION_CERTIFICATE
EXPORT = "转让登记待出口"
TRANSFER = "转让登记"

OF_CAR = (
    "vin",
    "engine_no",
    "vehicle_type",
    "maker",
    "brand",
    "model",
    "factory_date",
    "fuel",
    "register_date",
)
MIN_OF_CAR = 4  # of these labels that a page shows which holds more than entries

TITLES: tuple[tuple[str, str], ...] = (
    ("转让登记待出口", EXPORT), ("转移登记待出口", EXPORT), ("转让待出口登记", EXPORT), ("转移待出口登记", EXPORT),
    ("转让待出口", EXPORT), ("转移待出口", EXPORT), ("待出口登记", EXPORT), ("待出口", EXPORT),
    ("解除抵押登记", "解除抵押登记"), ("抵押登记解除", "解除抵押登记"), ("注销抵押登记", "解除抵押登记"),
    ("抵押登记注销", "解除抵押登记"), ("解除抵押", "解除抵押登记"), ("解押登记", "解除抵押登记"),
    ("抵押登记", "抵押登记"), ("解除质押备案", "解除质押备案"), ("解除质押", "解除质押备案"), ("质押备案", "质押备案"),
    ("转让登记", TRANSFER), ("转移登记", TRANSFER), ("过户登记", TRANSFER), ("变更登记", "变更登记"),
    ("变更备案", "变更备案"), ("注销登记", "注销登记"), ("补领换领登记证书", "补换领登记证书"),
    ("补领登记证书", "补领登记证书"), ("换领登记证书", "换领登记证书"), ("补换领登记证书", "补换领登记证书"),
    ("补领机动车登记证书", "补领登记证书"), ("换领机动车登记证书", "换领登记证书"), ("更正登记", "更正登记"),
)  # fmt: skip
"""printed title (folded) and the kind of entry it means; the longest that fits counts"""

_UNLABELLED = (MissingReason.NOT_FOUND, MissingReason.BLANK, MissingReason.UNREADABLE)
_NOT_TITLE = ("日期", "摘要", "信息", "机关", "原因", "前", "后", "栏", "编号")
_LEAD = re.compile(
    r"^(?:第?[0-9一二三四五六七八九十ⅠⅡⅢⅣ]{1,2}[栏项]?)?(?:登记种类|登记事项|登记栏|业务种类|事项)?"
)
_DATED = re.compile(r"^[(（]?[0-9]{0,2}(?:19|20)[0-9]{2}年?[0-9]{1,2}月?[0-9]{1,2}日?")
"""the date before the title of an entry that is one line (（1）2026-03-15 转让登记 ...), folded"""
_NO_TITLES = ("机动车登记证书", "中华人民共和国机动车登记证书", "登记栏", "变更登记栏")
ABOVE = 0.9  # heights above the first label of an entry that its values of two lines begin
_MAX_TAIL = 8  # characters that may follow a title in its run (事项, 记录, 转出 ...)
_SPACED_TITLE = re.compile(r"[^,，。;；]*$")
TITLE_LIKENESS = 74.0  # percent, of a title alone in its run with a character misread
_PRINTED = tuple(printed for printed, _ in TITLES)
_BY_LENGTH = tuple(sorted(TITLES, key=lambda pair: -len(pair[0])))


@dataclass(frozen=True)
class Title:
    """The printed beginning of an entry."""

    kind: str
    printed: str
    """its words, without signs"""
    span: Span


@dataclass(frozen=True)
class Entry:
    """One entry: its kind, its title and what stands under it."""

    title: Title
    page: MarkedPage
    """what stands in ``region``"""
    region: Box


@dataclass(frozen=True)
class EntryFields:
    """What an entry says, however it is printed."""

    kind: str
    """one of the kinds of ``TITLES``; the words as printed when they are none of them"""
    is_export: bool
    """whether it says that the car waits for export (转让登记待出口, 转移待出口)"""
    date: Field
    endorsement: tuple[Field, ...]
    """the fields of an ``endorsements`` row"""
    transfer: tuple[Field, ...]
    """the fields of a ``transfers`` row; empty for an entry that does not give the car to a new owner"""


def read_entry(entry: Entry) -> EntryFields:
    """The fields of an entry that stands under its title."""
    kind = entry.title.kind
    transfer = _transfer_of(entry) if is_transfer(kind) else ()
    return EntryFields(kind, _is_export(entry), _entry_date(entry), _entry_fields(entry), transfer)


def entries_of(page: MarkedPage, top: float = 0.0) -> list[Entry]:
    """The entries of a page below ``top``, column by column, in print order."""
    titles = [title for title in titles_of(page) if title.span.box.centre[1] > top]
    entries = []
    for column, (left, right) in _columns(page, titles):
        for number, title in enumerate(column):
            start = _top_of(title)
            last = number + 1 == len(column)
            end = 1e9 if last else _top_of(column[number + 1])
            end = min([end, *_next_kinds(page, title, left, right)])
            first = max(0.0, start)
            region = Box(left, first, right, max(end, first))
            entries.append(Entry(title, page.within(region), region))
    return entries


def _top_of(title: Title) -> float:
    """Where an entry begins: a value beside its title may begin above it, unless the entry is one line."""
    is_line = len(fold_text(title.span.text)) > len(title.printed) + _MAX_TAIL
    return title.span.box.y0 - (0.0 if is_line else 0.6) * title.span.height


def _next_kinds(page: MarkedPage, title: Title, left: float, right: float) -> list[float]:
    """Where labels 登记种类 below an entry begin: those of further entries, filled in or not."""
    return [
        hit.box.y0 - ABOVE * hit.height
        for hit in page.hits("_entry_kind")
        if hit.box.y0 > title.span.box.y1 + hit.height and left <= hit.box.centre[0] <= right
    ]


def entries_start(page: MarkedPage) -> float | None:
    """Where the entries of a page begin that holds other parts as well: below 登记栏, or at the first 登记种类 with a title.

    None where there is neither.
    """
    headings = page.hits("_entries")
    if headings:
        return headings[-1].box.y1
    titles = titles_of(page)
    kinds = [hit for hit in page.hits("_entry_kind") if any(_is_of(title, hit) for title in titles)]
    return min((hit.box.y0 - ABOVE * hit.height for hit in kinds), default=None)


def _is_of(title: Title, kind: Hit) -> bool:
    """Whether a title stands beside or right under the label 登记种类."""
    box = title.span.box
    down = box.centre[1] - kind.box.centre[1]
    is_beside = abs(down) < 0.7 * kind.height and box.x1 > kind.box.x1
    return is_beside or (0 < down < 2.5 * kind.height and abs(box.x0 - kind.box.x0) < 3 * kind.height)


def titles_of(page: MarkedPage) -> list[Title]:
    """Titles of entries on a page, top to bottom; remarks that name an entry count where there is no title."""
    runs = page.laid.runs
    strict = [title for run in runs if (title := _title_in(run)) is not None]
    loose = [] if strict else [title for run in runs if (title := _title_in(run, is_loose=True)) is not None]
    return _without_repeats(strict or loose)


def _entry_fields(entry: Entry) -> tuple[Field, ...]:
    """The fields of an ``endorsements`` row."""
    title = entry.title
    parsers = {"owner_name": owner_names, "owner_id": owner_numbers}
    labels = {
        "owner_name": ("owner_name", "_mortgagee", "_entry_name"),
        "owner_id": ("owner_id", "owner_name", "_mortgagee", "_entry_name"),
    }
    found = fill(KIND, [entry.page], ("owner_name", "owner_id"), "endorsements", parsers, labels)
    found |= _from_sentence(entry, found)
    kind = field_of("endorsement", Text(title.printed), title.span, entry.page.laid)
    return (kind, _entry_date(entry), _text(entry), found["owner_name"], found["owner_id"])


def _transfer_of(entry: Entry) -> tuple[Field, ...]:
    """The fields of a ``transfers`` row for an entry that transfers the car."""
    parsers = {"owner_name": owner_names, "owner_id": owner_numbers}
    labels = {"owner_id": ("owner_id", "owner_name"), "owner_name": ("owner_name", "_entry_name")}
    names = ("owner_name", "owner_id", "plate", "registration_authority")
    found = fill(KIND, [entry.page], names, "transfers", parsers, labels)
    found |= _from_sentence(entry, found)
    day = _entry_date(entry)
    return (*found.values(), renamed(day, "transfer_date"))


def _from_sentence(entry: Entry, found: Mapping[str, Field]) -> dict[str, Field]:
    """What a sentence of the entry says of the owner where no label led to it."""
    bare = {name for name, field in found.items() if field.missing in _UNLABELLED}
    if not bare & {"owner_name", "owner_id"}:
        return {}
    box = entry.region
    runs = [run for run in entry.page.laid.runs if box.contains(run.box, 2.0) or run is entry.title.span]
    return {name: f for name, f in owner_of_sentence(runs, entry.page.laid).items() if name in bare}


def _entry_date(entry: Entry) -> Field:
    """The date of an entry: the labelled one, else the only one printed; ambiguous when several are."""
    own = "_mortgage_date" if "抵押" in entry.title.kind else "transfer_date"
    labels = {"date": (own, "register_date")}
    labelled = fill(KIND, [entry.page], ("date",), "endorsements", {"date": date.candidates}, labels)["date"]
    if labelled.value is not None or labelled.missing is MissingReason.AMBIGUOUS:
        return labelled
    seen = [(span, c) for piece in entry.page.pieces for span, c in _dates(piece)]
    values = list(dict.fromkeys(c for _, c in seen))
    if len(values) == 1:
        return field_of("date", values[0], seen[0][0], entry.page.laid, (Evidence.LABEL_DOUBTFUL,))
    if values:
        candidates = [Candidate(value, span.raw, span.source, 0.4) for span, value in seen]
        return missing("date", MissingReason.AMBIGUOUS, candidates)
    return labelled


def _is_export(entry: Entry) -> bool:
    """Whether the entry says that the car waits for export (转让登记待出口, 转移待出口)."""
    return entry.title.kind == EXPORT or "待出口" in fold_text(_words(entry))


def is_transfer(kind: str) -> bool:
    """Whether an entry of this kind gives the car to a new owner."""
    return kind in (TRANSFER, EXPORT)


def export_date(entries: Sequence[EntryFields]) -> Field | None:
    """转让登记待出口日期 over all entries; None when no entry says so."""
    dates = [entry.date for entry in entries if entry.is_export]
    known = {field.value for field in dates if field.value is not None}
    if not dates:
        return None
    if len(known) > 1:
        candidates = [
            Candidate(f.value, f.raw, f.source, f.certainty / 2) for f in dates if f.value is not None
        ]
        return missing("export_endorsement_date", MissingReason.AMBIGUOUS, candidates)
    best = next((field for field in dates if field.value is not None), dates[0])
    return renamed(best, "export_endorsement_date")


def kind_of(printed: str) -> str:
    """The kind of entry that words name (转让登记待出口); the words themselves when they name none."""
    whole = fold_text(printed)
    if "待出口" in whole:
        return EXPORT
    return next((kind for words, kind in _BY_LENGTH if words in whole), printed)


def _title_in(run: Span, is_loose: bool = False) -> Title | None:
    """The title that a run begins with, its number left out: alone, or with a colon, space or number behind it.

    ``is_loose`` takes any run that begins with one or tells of 待出口.
    """
    whole = fold_text(run.text)
    bare = _LEAD.sub("", whole)
    dated = _title_behind_date(run, whole)
    if dated is not None:
        return dated
    for printed, kind in _BY_LENGTH:
        for text in (whole, bare):
            if not text.startswith(printed) or text[len(printed) :].startswith(_NOT_TITLE):
                continue
            tail = run.text[_end_of(run.text, len(whole) - len(text) + len(printed)) :].lstrip()
            if (
                is_loose
                or not tail
                or tail[0] in ":：(（[0123456789"
                or (_SPACED_TITLE.match(tail) and len(tail) <= _MAX_TAIL)
            ):
                return Title(kind, printed, run)
    misread = process.extractOne(bare, _PRINTED, scorer=fuzz.ratio, score_cutoff=TITLE_LIKENESS)
    is_other = (
        process.extractOne(bare, _NO_TITLES, scorer=fuzz.ratio, score_cutoff=TITLE_LIKENESS) is not None
    )
    if misread is not None and not is_other and not bare.endswith(_NOT_TITLE) and len(bare) >= 4:
        return Title(dict(TITLES)[misread[0]], misread[0], run)
    if is_loose and "待出口" in whole and not whole.endswith(_NOT_TITLE):
        return Title(EXPORT, _export_words(whole), run)
    return None


def _title_behind_date(run: Span, whole: str) -> Title | None:
    """The title of an entry that begins with its date, whatever follows in the line."""
    date_end = _DATED.match(whole)
    if date_end is None:
        return None
    rest = whole[date_end.end() :]
    found = next((pair for pair in _BY_LENGTH if rest.startswith(pair[0])), None)
    if found is None or rest[len(found[0]) :].startswith(_NOT_TITLE):
        return None
    return Title(found[1], found[0], run)


def _end_of(text: str, count: int) -> int:
    """Where in a text its first ``count`` folded characters end."""
    seen = 0
    for index, char in enumerate(text):
        if seen >= count:
            return index
        seen += len(fold_text(char))
    return len(text)


def _export_words(whole: str) -> str:
    """The words around 待出口 that name the entry."""
    match = re.search(r"(?:转让|转移)?(?:登记)?待出口", whole)
    return match[0] if match else "待出口"


def _without_repeats(titles: list[Title]) -> list[Title]:
    """Titles without a second line of the same entry (转让登记 / 待出口)."""
    kept: list[Title] = []
    for title in sorted(titles, key=lambda t: (t.span.box.y0, t.span.box.x0)):
        near = [
            k for k in kept
            if abs(title.span.box.centre[1] - k.span.box.centre[1]) < 2.2 * title.span.height
            and abs(title.span.box.x0 - k.span.box.x0) < 14 * title.span.height
        ]  # fmt: skip
        if not near:
            kept.append(title)
        elif title.kind == EXPORT and near[-1].kind == TRANSFER:
            kept[kept.index(near[-1])] = Title(EXPORT, near[-1].printed + title.printed, near[-1].span)
        elif title.kind != near[-1].kind and not (near[-1].kind == EXPORT and title.kind == TRANSFER):
            kept.append(title)
    return kept


def _columns(page: MarkedPage, titles: list[Title]) -> list[tuple[list[Title], tuple[float, float]]]:
    """Titles by column with the x range of each."""
    if not titles:
        return []
    width = float(page.laid.page.width_px)
    left = min(title.span.box.x0 for title in titles)
    right = [t for t in titles if t.span.box.x0 > left + 0.33 * width]
    if not right:
        return [(titles, (-1e9, _facing_page(page, titles)))]
    middle = min(t.span.box.x0 for t in right) - 2 * right[0].span.height
    first = [t for t in titles if t not in right]
    return [(first, (-1e9, middle)), (right, (middle, 1e9))]


def _facing_page(page: MarkedPage, titles: Sequence[Title]) -> float:
    """Where a facing page with the data of the vehicle begins, when all of its labels stand right of the titles."""
    labels = [hit for hit in page.labels if hit.name in OF_CAR and hit.name != "register_date"]
    if len(labels) < MIN_OF_CAR:
        return 1e9
    left = min(hit.box.x0 for hit in labels)
    return left - labels[0].height if left > max(title.span.box.x1 for title in titles) else 1e9


def _dates(piece: Piece) -> list[tuple[Span, Date]]:
    found = []
    for candidate in date.candidates(piece.span.text):
        span = Span(piece.span.glyphs[candidate.start : candidate.end]).stripped()
        is_day = isinstance(candidate.value, Date) and candidate.value.day is not None
        if span is not None and is_day and isinstance(candidate.value, Date) and candidate.factor >= 0.8:
            found.append((span, candidate.value))
    return found


def _words(entry: Entry) -> str:
    """Everything printed in the entry."""
    labels = [span.text for hit in entry.page.labels for span in hit.spans]
    return "\n".join([entry.title.span.text, *labels, *(piece.span.text for piece in entry.page.pieces)])


def _text(entry: Entry) -> Field:
    """What the entry says, its title left out."""
    spans = [piece.span for piece in entry.page.pieces if piece.span.text not in entry.title.span.text]
    if not spans:
        return missing("text", MissingReason.BLANK)
    block = join(spans)
    return field_of("text", Text(" ".join(span.text for span in spans)), block, entry.page.laid)


def renamed(field: Field, name: str) -> Field:
    """The same field under another name."""
    return Field(
        name=name,
        value=field.value,
        raw=field.raw,
        place=field.place,
        source=field.source,
        certainty=field.certainty,
        missing=field.missing,
        candidates=field.candidates,
        characters=field.characters,
    )
