from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from domain.result import Result
from web.reports.report import render_report
from web.visible import visible

Pictures = dict[tuple[str, int], bytes]
VOID = {"meta", "input", "br", "img", "link"}


class Reader(HTMLParser):
    """Collects tags and text, and fails on tags that do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def render(result: Result, pictures: Pictures, lang: str = "zh") -> str:
    return render_report([result], lambda file, page: pictures.get((file, page)), lang)


def test_page_nests_and_needs_nothing_else(refused_result: Result, page_pictures: Pictures) -> None:
    reader = Reader(render(refused_result, page_pictures))
    assert reader.open == []
    names = {name for name, _ in reader.tags}
    assert not names & {"script", "link", "iframe", "object", "embed", "form", "img"}
    for _, attributes in reader.tags:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        for link in (attributes.get("href"), attributes.get("src")):
            assert link is None or link.startswith(("#", "data:image/jpeg;base64,"))


def test_security_policy_allows_just_its_own_style(refused_result: Result, page_pictures: Pictures) -> None:
    html = render(refused_result, page_pictures)
    style = re.search(r"<style>(.*?)</style>", html, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'" in html


def test_hostile_names_stay_text(refused_result: Result, page_pictures: Pictures) -> None:
    html = render(refused_result, page_pictures)
    assert "<script" not in html
    assert "\u202e" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\ufffdgpj.exe&amp;" in html


@pytest.mark.parametrize(("lang", "checked"), [("zh", "lang-zh"), ("en", "lang-en")])
def test_both_languages_are_there_and_one_is_shown_first(
    refused_result: Result, page_pictures: Pictures, lang: str, checked: str
) -> None:
    reader = Reader(render(refused_result, page_pictures, lang))
    text = " ".join(reader.words)
    assert "里程倒退3200公里" in text and "mileage falls by 3,200 km" in text
    assert [a["id"] for tag, a in reader.tags if tag == "input" and "checked" in a] == [checked]


def test_every_finding_question_field_and_unread_file_is_told(
    refused_result: Result, page_pictures: Pictures
) -> None:
    text = " ".join(Reader(render(refused_result, page_pictures)).words)
    dossier = refused_result.dossiers[0]
    for finding in (*refused_result.findings, *dossier.findings):
        assert finding.message.zh in text and finding.rule in text
    for question in dossier.questions:
        assert question.reason.en in text
    for field in refused_result.documents[0].fields:
        assert str(field.value) in text if field.value is not None else "无法识别" in text
    assert "更换机油" in text and "320.00" in text
    assert "broken.pdf" in text and "the file is damaged" in text and "photograph it again" in text


def test_what_decides_comes_before_what_agrees(refused_result: Result, page_pictures: Pictures) -> None:
    html = render(refused_result, page_pictures)
    assert html.index(">mileage_falls<") < html.index(">zero_km<") < html.index(">vin_agrees<")


def test_each_place_is_cut_once_and_used_wherever_it_is_named(
    refused_result: Result, page_pictures: Pictures
) -> None:
    tags = Reader(render(refused_result, page_pictures)).tags
    stored = [a["id"] for tag, a in tags if tag == "image"]
    used = [a["href"] for tag, a in tags if tag == "use"]
    assert len(stored) == len(set(stored)) == 2
    assert {f"#{id}" for id in stored} == set(used)
    assert len(used) == 3


def test_without_pictures_it_says_so(refused_result: Result) -> None:
    html = render(refused_result, {})
    assert "no picture of this page" in html
    assert "data:image" not in html


def test_a_damaged_picture_is_as_none(refused_result: Result) -> None:
    assert "no picture of this page" in render(refused_result, {("a" * 64, 1): b"\xff\xd8 not a jpeg"})


def test_same_input_gives_the_same_bytes(refused_result: Result, page_pictures: Pictures) -> None:
    assert render(refused_result, page_pictures) == render(refused_result, page_pictures)


def test_twenty_cars_stay_small(many_cars_result: Result, page_pictures: Pictures) -> None:
    assert len(render(many_cars_result, page_pictures)) < 2_000_000


def test_a_clear_car_has_nothing_to_decide(clear_result: Result, page_pictures: Pictures) -> None:
    html = render(clear_result, page_pictures)
    article = html[html.index("<article") : html.index("</article>")]
    assert "决定结论的发现" not in article
    assert "is-clear" in article and "is-refuse" not in article


@pytest.mark.parametrize(
    ("text", "seen"), [("a\u202eb", "a\ufffdb"), ("a\nb\x00", "a\ufffdb\ufffd"), ("正常 name", "正常 name")]
)
def test_control_and_direction_characters_are_shown(text: str, seen: str) -> None:
    assert visible(text) == seen
