"""Joint decoding of a bill's number, over the bill and the invoices that name it: ``R020260310-12`` is ``RO20260310-12``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from verification.comparing.codes import fold_code
from verification.dossier import Paper
from verification.sighting import Sighting

_LETTERS_FIRST = re.compile(r"[A-Z]+(?=\d{6,8})")
"""shops begin a number with letters, a date follows"""


def bill_number(bill: Paper, invoices: Iterable[Paper]) -> str:
    """The number as the best of its places prints it; only places that differ by twins (0/O, 1/I/L) are one number.

    A source that cannot misread comes first, then the reading in which letters and date stand apart, then the surer one.
    """
    own = bill.sighting("bill_number")
    seen = [own, *(invoice.sighting("bill_number") for invoice in invoices)]
    same = [s for s in seen if s.value is not None and fold_code(s.text) == fold_code(own.text)]
    return max(same, key=_rank).text if same else own.text


def _rank(sighting: Sighting) -> tuple[bool, bool, float, str]:
    apart = _LETTERS_FIRST.match(sighting.text.upper()) is not None
    return (sighting.is_exact, apart, sighting.certainty, sighting.text)
