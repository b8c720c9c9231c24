"""车辆型号: the model code of the maker's announcement, with or without the brand in front of it."""

from __future__ import annotations

import re

from verification.codes import clean_code
from verification.comparing.codes import fold_code, is_code_slip
from verification.comparing.likeness import Likeness, judge
from verification.sighting import Sighting

_CODE = re.compile(r"[A-Z]{2,4}[0-9]{4}[A-Z0-9/()-]*")
_MISREAD = re.compile(r"[A-Z]{2,4}(?=[0-9OILZSB]*[0-9][0-9OILZSB]*[0-9])[0-9OILZSB]{4}[A-Z0-9/()-]*")
"""the same with letters read for some of its digits"""


def code_of(text: str) -> str:
    """The announcement's model code inside ``品牌型号`` or 型号; empty for trade names (秦PLUS)."""
    cleaned = clean_code(text)
    found = _CODE.search(cleaned) or _MISREAD.search(cleaned)
    return found[0] if found else ""


def compare_models(a: Sighting, b: Sighting) -> Likeness:
    """Equal codes, or one printed with more around it; 0/O and 1/I/L are one character."""
    x, y = fold_code(code_of(a.text)), fold_code(code_of(b.text))
    same = x == y or x in fold_code(b.text) or y in fold_code(a.text)
    return judge(a, b, same, is_code_slip(x, y))
