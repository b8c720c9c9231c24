"""Which kind a page without a known title is, from the labels of all forms on it.

A label counts the more, the fewer forms print it. Only a page with several labels that few forms share, and clearly
more of one form than of any other, is given a kind.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from importlib import resources

from domain.field import DocumentKind
from extractors.layout.lexicon import Lexicon, load_lexicon
from extractors.layout.marking import mark
from extractors.layout.page import LaidOutPage

MIN_WEIGHT = 4.0  # e.g. four labels that no other form has
MIN_LEAD = 1.5  # times the second kind
MIN_QUALITY = 0.8  # of a label to count


def kind_by_labels(page: LaidOutPage) -> DocumentKind | None:
    """The kind whose labels stand on the page; None when no kind stands out."""
    weights = sorted(((weight_of(page, kind), kind.value) for kind in _lexicons()), reverse=True)
    (best, kind), second = weights[0], weights[1][0]
    return DocumentKind(kind) if best >= MIN_WEIGHT and best >= MIN_LEAD * second else None


def weight_of(page: LaidOutPage, kind: DocumentKind) -> float:
    """The labels of a kind on a page: each field once, each by how few forms print its wording."""
    shared = _forms_by_wording()
    best: dict[str, float] = {}
    for hit in mark(page, _lexicons()[kind]).labels:
        if hit.quality >= MIN_QUALITY and len(hit.wording) > 1:
            best[hit.name] = max(best.get(hit.name, 0.0), 1.0 / shared[hit.wording])
    return sum(best.values())


@lru_cache(maxsize=1)
def _lexicons() -> dict[DocumentKind, Lexicon]:
    folder = resources.files("extractors") / "labels"
    return {k: load_lexicon(k) for k in DocumentKind if (folder / f"{k.value}.toml").is_file()}


@lru_cache(maxsize=1)
def _forms_by_wording() -> Counter[str]:
    """How many forms print a wording."""
    return Counter(wording.folded for lexicon in _lexicons().values() for wording in lexicon.wordings)
