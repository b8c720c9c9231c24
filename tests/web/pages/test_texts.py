"""Every text in both languages, every text used; colours that can be read; words for places."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import string
from pathlib import Path

import pytest

import web
from domain.access import SCOPES_OF, OrganisationKind
from domain.bundle import FileProgress, SubmittedFile
from domain.checklist import CheckStatus
from domain.people import AuditOutcome
from domain.values import Bilingual
from ingest.problems import problem
from service.job_commands import STATES
from web.pages.file_view import tone_of, where_of
from web.pages.texts import CHECK_MARKS, CHECK_STATUS, FILE_PROGRESS, TEXTS

ROOT = Path(web.__file__).parent
TEMPLATES = "\n".join(path.read_text() for path in sorted((ROOT / "templates" / "pages").glob("*.html")))
SCRIPTS = "\n".join(path.read_text() for path in sorted((ROOT / "static").glob("*.js")))
PYTHON = "\n".join(
    path.read_text() for path in sorted((ROOT / "pages").glob("*.py")) if path.name != "texts.py"
)


@pytest.mark.parametrize(("key", "text"), TEXTS.items(), ids=TEXTS)
def test_both_languages_say_it_with_the_same_values(key: str, text: Bilingual) -> None:
    zh, en = (
        {name for _, name, _, _ in string.Formatter().parse(each) if name} for each in (text.zh, text.en)
    )
    assert text.zh.strip() and text.en.strip() and zh == en
    assert (
        key in ("other_language", "js_undo")
        or re.search("[\u4e00-\u9fff]|^[A-Z, 、]+$", text.zh)
        or key == "and"
    )


def test_what_pages_and_scripts_say_is_in_the_table_and_nothing_else_is() -> None:
    in_templates = set(re.findall(r'(?<![a-z_])t\(["\'](\w+)["\'][,)]', TEMPLATES))
    in_scripts = {f"js_{key}" for key in re.findall(r'(?<![a-z_])text\("(\w+)"', SCRIPTS)} | {
        "js_busy",
        "js_network",
    }
    computed = {
        *(f"job_{state}" for state in STATES),
        *(f"kind_{kind}" for kind in OrganisationKind),
        *(f"scope_{scope}" for scopes in SCOPES_OF.values() for scope in scopes),
        *(f"outcome_{outcome}" for outcome in AuditOutcome),
        *(f"key_{state}" for state in ("valid", "expired", "revoked")),
        *(key for key in TEXTS if key.startswith("where_")),
        "bundles", "people", "keys", "jobs", "audit", "vin", "plate", "invoice_number", "declaration_number",
    }  # fmt: skip
    used = in_templates | in_scripts | computed
    assert used - TEXTS.keys() == set(), "not in the table"
    assert TEXTS.keys() - used == set(), "said nowhere"


def test_no_template_has_words_of_its_own() -> None:
    without_code = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "", TEMPLATES, flags=re.S)
    assert re.findall(r"[A-Za-z\u4e00-\u9fff]{2,}", without_code) == []


def test_every_closed_set_has_its_words() -> None:
    assert set(FILE_PROGRESS) == set(FileProgress)
    assert set(CHECK_STATUS) == set(CheckStatus) == set(CHECK_MARKS)
    assert len(set(CHECK_MARKS.values())) == len(CHECK_MARKS), "told apart without colour"


def test_no_page_or_script_asks_for_anything_from_outside() -> None:
    style = (ROOT / "static" / "pages.css").read_text()
    assert not re.findall(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", style + SCRIPTS + TEMPLATES)
    assert "innerHTML" not in SCRIPTS and "eval(" not in SCRIPTS


def _tokens(scheme: str) -> dict[str, str]:
    style = (ROOT / "static" / "pages.css").read_text()
    light, dark = re.findall(r":root \{(.*?)\}", style, flags=re.S)[:2]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light if scheme == "light" else dark))


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


PAIRS = (
    *itertools.product(("ink", "quiet", "accent", "clear", "review", "refuse", "note"), ("paper",)),
    *itertools.product(("ink", "quiet", "accent"), ("ground", "soft")),
    ("on-accent", "accent"), ("clear", "clear-ground"), ("review", "review-ground"), ("refuse", "refuse-ground"),
    ("note", "note-ground"), ("ink", "note-ground"), ("paper", "ink"),
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_text_stands_out_from_its_ground(scheme: str, front: str, back: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    tokens = _tokens(scheme)
    high, low = sorted((_luminance(tokens[front]), _luminance(tokens[back])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ((0.6, 0.1, 0.9, 0.3), "where_top_right"),
        ((0.0, 0.0, 0.06, 1.0), "where_left"),
        ((0.0, 0.94, 1.0, 1.0), "where_bottom"),
        ((0.4, 0.4, 0.6, 0.6), "where_middle"),
        ((0.1, 0.7, 0.3, 0.9), "where_bottom_left"),
    ],
)
def test_a_place_is_called_as_people_call_it(area: tuple[float, float, float, float], expected: str) -> None:
    assert where_of(area) == expected and expected in TEXTS


@pytest.mark.parametrize(
    ("progress", "codes", "tone"),
    [
        ("waiting", (), "wait"),
        ("reading", (), "wait"),
        ("read", (), "good"),
        ("read", ("page_blank",), "note"),
        ("read", ("picture_glare",), "warn"),
        ("read", ("picture_glare", "page_broken"), "bad"),
        ("failed", (), "bad"),
        ("noted", ("system_file",), "quiet"),
    ],
)
def test_a_file_feels_as_its_worst_problem(progress: str, codes: tuple[str, ...], tone: str) -> None:
    problems = tuple(problem(code) for code in codes)
    file = SubmittedFile(
        "f", "a.jpg", "0" * 64, 1, dt.datetime.now(dt.UTC), FileProgress(progress), problems=problems
    )
    assert tone_of(file) == tone


def test_a_photograph_is_judged_before_it_is_read() -> None:
    file = SubmittedFile(
        "f", "a.jpg", "0" * 64, 1, dt.datetime.now(dt.UTC), FileProgress.READING, has_thumbnail=True
    )
    assert tone_of(file) == "good"
