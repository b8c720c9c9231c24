from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.bundles.placing import place
from service.intake.taking_in import TakenFile
from storage.bundles.files import BundleFileRow

NAMES = st.sampled_from(["a.pdf", "a (2).pdf", "a (3).pdf", "b", "b (2)", ".x"])
CONTENTS = st.sampled_from("12345")


def row(name: str, sha256: str, removed_at: float | None = None) -> BundleFileRow:
    return BundleFileRow(name, "sub", name, sha256, 1, None, 0.0, "x", removed_at)


@pytest.mark.parametrize(
    ("known", "taken", "names"),
    [
        ([], [("a.pdf", "1")], ["a.pdf"]),
        ([("a.pdf", "1")], [("a.pdf", "1")], ["a.pdf"]),
        ([("a.pdf", "1")], [("a.pdf", "2"), ("a.pdf", "3")], ["a (2).pdf", "a (3).pdf"]),
        ([("a.pdf", "1"), ("a (2).pdf", "2")], [("a.pdf", "2"), ("a.pdf", "3")], ["a (2).pdf", "a (3).pdf"]),
        ([], [("a.pdf", "1"), ("a.pdf", "1"), ("a.pdf", "2")], ["a.pdf", "a.pdf", "a (2).pdf"]),
        ([("a (2).pdf", "9")], [("a.pdf", "1"), ("a.pdf", "2")], ["a.pdf", "a (3).pdf"]),
        ([("b", "1")], [("b", "2")], ["b (2)"]),
    ],
)
def test_a_file_of_another_content_gets_a_number(
    known: list[tuple[str, str]], taken: list[tuple[str, str]], names: list[str]
) -> None:
    placed = place([row(*each) for each in known], [TakenFile(name, sha, 1) for name, sha in taken])
    assert [each.name for each in placed] == names


@given(st.dictionaries(NAMES, CONTENTS, max_size=6), st.lists(st.tuples(NAMES, CONTENTS), max_size=12))
def test_no_two_contents_ever_share_a_name(known: dict[str, str], taken: list[tuple[str, str]]) -> None:
    placed = place(
        [row(name, sha) for name, sha in known.items()], [TakenFile(name, sha, 1) for name, sha in taken]
    )
    contents, used = dict(known), set[str]()
    for (name, sha), each in zip(taken, placed, strict=True):
        number, expected = 1, name  # one name after the other is tried, as a person would
        while contents.get(expected, sha) != sha:
            number += 1
            stem, dot, suffix = (
                name.rpartition(".") if not name.startswith(".") and "." in name else (name, "", "")
            )
            expected = f"{stem} ({number}){dot}{suffix}"
        assert each.name == expected
        assert each.is_repeated is (expected in used)
        assert (each.known is not None) is (expected in known)
        contents[expected] = sha
        used.add(expected)


def test_a_thousand_files_of_one_name_take_a_thousand_tries() -> None:
    placed = place(
        [row("a.pdf" if n == 1 else f"a ({n}).pdf", f"old{n}") for n in range(1, 20_001)],
        [TakenFile("a.pdf", str(number), 1) for number in range(20_000)],
    )
    assert placed[-1].name == "a (40000).pdf"
