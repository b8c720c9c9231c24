"""The rules' page of the manual is what the registry says."""

from __future__ import annotations

from pathlib import Path

from verification.manual import rules_page
from verification.registry import RULES

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_on_disk_is_the_generated_one() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page(), "run `make docs`"


def test_every_rule_has_a_docstring_and_stands_on_the_page() -> None:
    page = rules_page()
    for rule in RULES:
        check = rule.check or rule.check_bundle
        assert check is not None and check.__doc__, rule.name
        assert f"`{rule.name}`" in page
        assert rule.texts, rule.name
