"""No regular expression of the program goes round in circles, whatever the text.

Those that strangers reach in the server take time in proportion to the text. Those of the other rooms may look for a start
at every place, but do no worse than that on a text as long as what reaches them.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from tests.attacks.patterns import CPU_SECONDS, LENGTHS, OTHER_LENGTH, ROOMS, ROOT, modules, worst

MODULES = tuple(modules())
PATIENCE_SECONDS = 300
"""wall time for all patterns of one room; a child that takes longer hangs and is killed"""
STRICT = LENGTHS["web"]


@pytest.mark.parametrize("room", ROOMS)
def test_no_pattern_of_a_room_goes_round_in_circles(room: str) -> None:
    names = [name for name in MODULES if name.partition(".")[0] == room]
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.attacks.patterns", *names],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        said, failed = child.communicate(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        said, failed = child.communicate()
        pytest.fail(f"hangs on {said.splitlines()[-1]}")
    assert child.returncode == 0, failed
    lines = [json.loads(line) for line in said.splitlines()]
    slow = {
        (line["module"], line["pattern"]): line["seconds"]
        for line in lines
        if line.get("seconds", 0.0) > CPU_SECONDS
    }
    assert not slow


@pytest.mark.parametrize(
    ("pattern", "length"),
    [
        (r"(a+)+b", OTHER_LENGTH),
        (r"(?:\d+,?)+元", OTHER_LENGTH),
        (r"(\w+\s?)*$", OTHER_LENGTH),
        (r"\d+a?\d+a?\d+x", OTHER_LENGTH),
        (r"[0-9A-Za-z._%+-]+@[a-z]+", STRICT),
        (r"\d+\.\d+x", STRICT),
        (r"a++b", STRICT),
    ],
)
def test_a_pattern_that_goes_round_in_circles_is_found(pattern: str, length: int) -> None:
    program = f"import re; from tests.attacks.patterns import worst; print(worst(re.compile({pattern!r}), {length}))"
    try:
        told = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=10, check=True
        )
    except subprocess.TimeoutExpired:
        return
    assert float(told.stdout) > CPU_SECONDS


@pytest.mark.parametrize("pattern", [r"\d{1,20}元", r"(?<!\d)\d{17}[\dX]", r"(?:万|千|百){1,3}", r"tgk_\w+"])
def test_a_pattern_with_bounds_is_none(pattern: str) -> None:
    assert worst(re.compile(pattern), STRICT) < CPU_SECONDS


def test_patterns_of_every_room_are_found() -> None:
    rooms = {name.partition(".")[0] for name in MODULES}
    assert rooms >= {"app", "domain", "extractors", "ingest", "verification", "web"}
