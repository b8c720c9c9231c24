"""电子发票 XML: the data of an e-invoice, whichever dialect it is written in (domain notes 2.7).

The names of elements are data (``labels/einvoice_xml.toml``). Entities and document types are refused; what cannot be parsed is
no invoice, never an error.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from importlib import resources
from typing import Any

import msgspec

from domain.field import DocumentKind, Field, Row
from domain.identifiers import invoice_number
from domain.values import Number, Text, Value
from domain.vocabulary import spec_of
from extractors.certainty import Evidence, certainty_of
from extractors.filling import parser_for
from extractors.invoices.mentions import mentions_in_text
from extractors.services.classes import service_class_field
from extractors.tables.fields import table_rows

_MAX_ELEMENTS = 200_000
_SOURCE = "xml"
_BREAK = re.compile(r"[\r\n]+|<br\s*/?>", re.IGNORECASE)
_MOST_LEAVES = 4
"""children of an element that tells one thing by its name and its value"""


class XmlInvoice(msgspec.Struct, frozen=True):
    """An invoice as its XML tells it."""

    kind: DocumentKind
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]


def read_invoice(xml: str) -> XmlInvoice | None:
    """The invoice in an XML text; None when it is another document, or broken, or hostile."""
    root = _parse(xml)
    if root is None:
        return None
    fields_of, lines_of = _names("fields"), _names("lines")
    elements = list(root.iter())
    if len(elements) > _MAX_ELEMENTS:
        return None
    line_elements = _line_elements(elements, lines_of["name"])
    in_lines = {id(e) for line in line_elements for e in line.iter()}
    texts = _texts(e for e in elements if id(e) not in in_lines)
    number = _first(texts, fields_of["invoice_number"], invoice_number.is_valid)
    if number is None:
        return None
    kind = _kind_of(texts, number)
    spec = spec_of(kind)
    wanted = {field.name for field in spec.fields}
    fields = [
        _field(kind, name, _first(texts, names), None) for name, names in fields_of.items() if name in wanted
    ]
    known = [f for f in fields if f is not None and f.name != "invoice_number"]
    known.append(_made("invoice_number", Text(number), number))
    remark = [*_free_lines(elements, texts, fields_of["remark"])]
    items = [text for line in line_elements for text in _item_texts(line, lines_of)]
    told = _about_the_car({f.name for f in known}, remark, items)
    known += [field for field in told if field.name in wanted]
    has_lines = any(table.name == "lines" for table in spec.tables)
    rows = table_rows("lines", [_line(kind, line, lines_of) for line in line_elements]) if has_lines else ()
    return XmlInvoice(kind, tuple(known), rows)


def _parse(xml: str) -> Any:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    text = xml.lstrip("\ufeff \r\n\t")
    if text.startswith("<?xml"):
        text = text.partition("?>")[2]
    try:
        return fromstring(text, forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError, RecursionError, LookupError):
        return None


def _kind_of(texts: Mapping[str, list[str]], number: str) -> DocumentKind:
    """The kind that a name of the invoice says, else the one of its number."""
    data = _data()
    told = " ".join(text for name in data["kind"]["names"] for text in texts.get(name.lower(), ()))
    for kind, words in data["kinds"].items():
        if any(word in told for word in words):
            return DocumentKind(kind)
    return DocumentKind.DIGITAL_INVOICE if len(number) == 20 else DocumentKind.VAT_INVOICE


@lru_cache(maxsize=2)
def _names(table: str) -> dict[str, list[str]]:
    """Lower-case element names by field, of the invoice or of a line."""
    return {name: [word.lower() for word in words] for name, words in _data()[table].items()}


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    path = resources.files("extractors") / "labels" / "einvoice_xml.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _tag(element: Any) -> str:
    """The local name, lower case; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _line_elements(elements: Iterable[Any], item_names: list[str]) -> list[Any]:
    """The elements that hold an item's name directly, in document order."""
    return [e for e in elements if any(_tag(child) in item_names for child in e)]


def _texts(elements: Iterable[Any]) -> dict[str, list[str]]:
    """Texts by element name; attributes count as elements (platforms write both)."""
    found: dict[str, list[str]] = {}
    for element in elements:
        pairs = [(_tag(element), element.text or ""), *((k.lower(), v) for k, v in element.attrib.items())]
        for name, text in pairs:
            if text.strip():
                found.setdefault(name, []).append(text.strip())
    return found


def _first(texts: Mapping[str, list[str]], names: Iterable[str], is_valid: Any = None) -> str | None:
    """The first text under the first of the names that has one."""
    for name in names:
        for text in texts.get(name, ()):
            if is_valid is None or is_valid(text):
                return text
    return None


def _about_the_car(known: Set[str], remark: Sequence[str], items: Sequence[str]) -> list[Field]:
    """What the remark, or else the items, name of the car and the bill, where no element of its own says it."""
    named = mentions_in_text(items, _SOURCE) | mentions_in_text(remark, _SOURCE)
    return [field for name, field in named.items() if name not in known]


def _item_texts(line: Any, names: Mapping[str, list[str]]) -> Iterator[str]:
    """What is sold in a line, and its specification, where repair shops write plates."""
    texts = _texts(line.iter())
    for name in ("name", "specification"):
        text = _first(texts, names[name])
        if text is not None:
            yield text


def _free_lines(
    elements: Iterable[Any], texts: Mapping[str, list[str]], remark_names: Iterable[str]
) -> Iterator[str]:
    """The lines of the remark, and pairs of a name and a value (extended fields of digital invoices) as lines."""
    for text in (text for name in remark_names for text in texts.get(name, ())):
        yield from (line.strip() for line in _BREAK.split(text) if line.strip())
    for element in elements:
        leaves = [(_tag(child), (child.text or "").strip()) for child in element]
        names = [text for tag, text in leaves if tag.endswith("name") and text]
        values = [text for tag, text in leaves if tag.endswith("value") and text]
        if len(leaves) <= _MOST_LEAVES and len(names) == len(values) == 1:
            yield f"{names[0]}：{values[0]}"


def _field(kind: DocumentKind, name: str, text: str | None, table: str | None) -> Field | None:
    if text is None:
        return None
    if name == "tax_rate":
        return _made(name, Text(_percent(text)), text)
    found = parser_for(kind, name, table)(text)
    if not found:
        return None
    value = found[0].value
    return _made(name, Number(value.number) if isinstance(value, Number) else value, text)


def _percent(text: str) -> str:
    """``0.13`` and ``13%`` alike as ``13%``; words (免税) as they are."""
    try:
        rate = Decimal(text)
    except InvalidOperation:
        return text
    return f"{(rate * 100).normalize():f}%" if rate.is_finite() and 0 <= rate < 1 else text


def _made(name: str, value: Value, raw: str) -> Field:
    return Field(
        name=name, value=value, raw=raw, source=_SOURCE, certainty=certainty_of(Evidence.MACHINE_CODE)
    )


def _line(kind: DocumentKind, element: Any, names: Mapping[str, list[str]]) -> tuple[Field, ...]:
    texts = _texts(element.iter())
    fields = [_field(kind, name, _first(texts, words), "lines") for name, words in names.items()]
    made = [field for field in fields if field is not None]
    item = next((f for f in made if f.name == "name"), None)
    service = service_class_field(item) if item is not None else None
    return (*made, service) if service is not None else tuple(made)
