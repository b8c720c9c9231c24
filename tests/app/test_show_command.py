from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.commands.show import lines_of
from app.drawing import draw_pages
from domain.result import Result

Pictures = dict[tuple[str, int], bytes]


@pytest.mark.parametrize(("lang", "said"), [("zh", "无法读取"), ("en", "unreadable")])
def test_files_papers_fields_and_problems_are_printed(refused_result: Result, lang: str, said: str) -> None:
    text = "\n".join(lines_of(refused_result, lang, with_words=False))
    assert said in text and "(glare)" in text
    assert "[mileage]: 41200 km  90% ocr:ppocrv6@1" in text and "“41,200公里”" in text
    assert "[plate]: — (" in text
    assert "lines 1" in text and "320.00 CNY" in text
    assert "\u202e" not in text


def test_pages_are_painted_and_numbered(
    refused_result: Result, page_pictures: Pictures, tmp_path: Path
) -> None:
    out = tmp_path / "page.png"
    paths = list(draw_pages(refused_result, lambda file, page: page_pictures.get((file, page)), out))
    assert paths == [out, tmp_path / "page-2.png"]
    painted = Image.open(out).convert("RGB")
    assert painted.getpixel((300, 400)) == (215, 0, 30)
    assert Image.open(paths[1]).convert("RGB").getpixel((300, 400)) != (215, 0, 30)
