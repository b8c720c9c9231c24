"""The words of forms, read from TOML: titles, labels, headings, sentence patterns, decoys."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import msgspec

from domain.field import DocumentKind


class Composite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Several values that are printed together; ``{name}`` is a value, ``[...]`` goes when a value in it lacks."""

    labels: tuple[str, ...]
    formats: tuple[str, ...]
    fields: tuple[str, ...] = ()
    """what stands in separate cells when they are not printed together"""
    english: str = ""


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fields that forms keep together."""

    headings: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    often: tuple[str, ...] = ()
    seldom: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    """labels that stand on forms with nothing beside them"""
    decoys: tuple[str, ...] = ()
    """names of ``common.toml`` or of the kind's own decoys"""
    at: str = "body"
    """``head`` (beside the title), ``body``, ``tail`` (after the tables), ``page`` (a page of its own)"""


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rows of a paper and how its columns may be called."""

    name: str
    labels: dict[str, tuple[str, ...]]
    headings: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    often: tuple[str, ...] = ()
    seldom: tuple[str, ...] = ()
    composites: dict[str, Composite] = {}
    item: tuple[str, ...] = ("第{n}项", "{n}", "({n})", "NO.{n}")
    """heading of a row that is printed as a block"""
    by: str = ""
    """a field by whose value the rows may be put into separate tables, its value noted and not printed"""
    subtotals: dict[str, str] = {}
    """value of that field -> field of the paper that is the sum of its rows"""
    forms: tuple[str, ...] = ("table", "two_lines", "blocks")
    totals: dict[str, str] = {}
    """column -> field of the paper that is its sum"""
    empty_rows: int = 0
    """most rows that are printed without content"""
    is_page: bool = False
    """may stand on a page of its own"""


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything the composer knows of one kind of paper."""

    kind: DocumentKind
    titles: tuple[str, ...]
    subtype: str = ""
    labels: dict[str, tuple[str, ...]] = {}
    english: dict[str, str] = {}
    suffixes: dict[str, tuple[str, ...]] = {}
    composites: dict[str, Composite] = {}
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    decoys: dict[str, Decoy] = {}
    flags: dict[str, tuple[str, ...]] = {}
    """words that say a flag"""
    pages: tuple[tuple[str, int], ...] = (("A4", 14),)
    """CSS page size and margin in mm"""
    sizes_pt: tuple[float, ...] = (8.5, 9.0, 9.5, 10.0, 10.5)
    remark: tuple[str, ...] = ()
    """patterns of what a remark says"""
    remark_words: dict[str, tuple[str, ...]] = {}
    prose: tuple[tuple[str, ...], ...] = ()
    """paragraphs of a letter, each with its patterns; ``{*vehicles}`` lists rows"""
    phrases: dict[str, tuple[str, ...]] = {}
    """patterns of one row in running text, by table"""
    statements: tuple[str, ...] = ()
    banners: tuple[str, ...] = ()
    """flags that are printed large below the title"""
    marks: tuple[str, ...] = ()
    """``qr``, ``barcode``"""
    seal: str = ""
    """``field:<name>`` or ``extra:<path>`` of the text of the seal"""
    seal_shape: str = "round"
    signed: tuple[str, ...] = ()
    """captions at the foot of the form"""
    notes: tuple[str, ...] = ()
    """fields of the truth that are shown by a seal"""
    running: str = ""
    """the number that may stand on every page"""


class Decoy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A label with an invented value of another meaning."""

    labels: tuple[str, ...]
    value: str
    """a name of ``decoys.VALUES``; or ``choice`` of the words in ``words``"""
    words: tuple[str, ...] = ()
    english: str = ""


class Words(msgspec.Struct, frozen=True):
    """All word lists of one folder."""

    forms: tuple[Form, ...]
    decoys: dict[str, Decoy]
    footers: tuple[str, ...]
    watermarks: tuple[str, ...]
    form_numbers: tuple[str, ...]
    groups: tuple[str, ...]
    """words over two columns of a table"""


class _Common(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    decoys: dict[str, Decoy]
    footers: tuple[str, ...]
    watermarks: tuple[str, ...]
    form_numbers: tuple[str, ...]
    groups: tuple[str, ...]


@cache
def load_words(place: tuple[str, str]) -> Words:
    """The word lists of a package's folder; a key that nobody knows is an error."""
    folder = resources.files(place[0]).joinpath(place[1])
    texts = {f.name: f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".toml")}
    common = msgspec.convert(tomllib.loads(texts.pop("common.toml")), _Common)
    forms = tuple(msgspec.convert(tomllib.loads(texts[name]), Form) for name in sorted(texts))
    return Words(forms, common.decoys, common.footers, common.watermarks, common.form_numbers, common.groups)
