"""A second verify must be quick, so judging may not bring in anything heavy."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("numpy", "cv2", "spacy", "pdfplumber", "sqlalchemy", "PIL", "rapidfuzz", "pydantic")


def test_verifying_imports_nothing_heavy() -> None:
    code = f"import sys, verification.verify; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
