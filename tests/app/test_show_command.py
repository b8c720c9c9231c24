from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PIL import Image

from app.commands.show import is_whole, lines_of
from app.terminal.drawing import draw_pages
from domain.document import FileState
from domain.result import Result
from storage.jobs.ledger import Job
from workers.jobs.failure import processing_failed

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


def test_a_step_that_was_given_up_is_printed_and_the_file_was_not_read_whole(refused_result: Result) -> None:
    read = tuple(msgspec.structs.replace(file, state=FileState.READ) for file in refused_result.files)
    whole = msgspec.structs.replace(refused_result, files=read, findings=())
    job = Job("j", "b", "extract", "", "1", "", "interactive", 0.0, 0.0, reason="the extraction died")
    failed = processing_failed(job)
    assert is_whole(whole)
    broken = msgspec.structs.replace(whole, findings=(failed,))
    assert not is_whole(broken)
    assert "the extraction died" in lines_of(broken, "en", with_words=False)[-1]
