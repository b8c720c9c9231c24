"""``docs/kinds.md``: every kind of paper with its fields, their labels, numbers and keys, made from the program itself."""

from __future__ import annotations

from domain.field import DocumentKind
from domain.kinds.spec import FieldSpec, KindSpec, TableSpec
from domain.vocabulary import KINDS, spec_of
from extractors.classification import classes
from extractors.layout.lexicon import written_labels

_HEAD = """# Kinds of paper

What is read from each kind of paper, and the words that lead to it. Made from `domain/kinds/`, `extractors/labels/` and
`extractors/classification.toml` by `make docs`; [adding a kind](adding-a-kind.md) says how they are changed. A field in **bold**
is critical: both readers read it, and it counts in the accuracy figures.
"""
_SHOWN = 6
"""wordings of a label that are shown; the file has them all"""


def kinds_page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(_kind(spec) for spec in KINDS), _others()])


def _kind(spec: KindSpec) -> str:
    labels = {} if spec.kind is DocumentKind.OTHER else written_labels(spec.kind)
    parts = [f"## {spec.zh} · {spec.en}", "", f"`{spec.kind.value}`{_nature(spec)}", ""]
    parts += _fields(spec.fields, labels)
    for table in spec.tables:
        parts += [f"Table **{table.name}** ({table.zh} · {table.en}):", "", *_columns(table), ""]
    return "\n".join(parts)


def _nature(spec: KindSpec) -> str:
    """What the table of kinds says beside the fields, as a sentence."""
    told = [
        "about one car" if spec.is_one_car else f"lists cars in `{spec.vehicles}`" if spec.vehicles else "",
        f"numbers: {_names(spec.numbers)}" if spec.numbers else "",
        f"dates: {_names(spec.dates)}" if spec.dates else "",
        f"pages tied by: {_names(spec.keys)}" if spec.keys else "",
        "also as a data file (XML)" if spec.is_einvoice else "",
        "" if spec.is_judged else "asked for by no rule",
        f"labels of `{spec.labels_of.value}`" if spec.labels_of else "",
    ]
    found = "; ".join(part for part in told if part)
    return f": {found}." if found else "."


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _fields(fields: tuple[FieldSpec, ...], labels: dict[str, list[str]]) -> list[str]:
    rows = [
        f"| {_name(f)} | {f.zh} · {f.en} | {f.type} | {_wordings(labels.get(f.name, []))} |" for f in fields
    ]
    return ["| field | what it is | type | labels |", "|---|---|---|---|", *rows, ""]


def _name(spec: FieldSpec) -> str:
    return f"**`{spec.name}`**" if spec.critical else f"`{spec.name}`"


def _wordings(words: list[str]) -> str:
    shown = "、".join(word.replace("|", "\\|") for word in words[:_SHOWN])
    return f"{shown} …" if len(words) > _SHOWN else shown


def _columns(table: TableSpec) -> list[str]:
    rows = [f"| {_name(f)} | {f.zh} · {f.en} | {f.type} |" for f in table.fields]
    return ["| column | what it is | type |", "|---|---|---|", *rows]


def _others() -> str:
    """The papers that are named and not read."""
    spec = spec_of(DocumentKind.OTHER)
    names = [known for known in classes() if known.kind is spec.kind]
    rows = [f"| `{known.subtype}` | {'、'.join(title for title, _ in known.titles[:4])} |" for known in names]
    head = [
        "## Papers that are named and not read",
        "",
        "Subtypes of `other`, with some of their titles.",
        "",
    ]
    return "\n".join([*head, "| subtype | titles |", "|---|---|", *rows, ""])
