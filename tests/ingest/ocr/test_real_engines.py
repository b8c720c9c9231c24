"""The real engines on one small page drawn here: what is printed is read, where it stands, any way up."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from domain.document import Place
from domain.errors import PartMissing
from domain.field import ReadRequest
from ingest.cleanup.pipeline import clean
from ingest.ocr.contract import Picture
from ingest.ocr.engines import main_reader, second_reader
from ingest.ocr.models import find_model
from ingest.ocr.network import Network
from ingest.ocr.ppocr import PpOcr
from ingest.ocr.tesseract_probe import probe_tesseract
from ingest.second_reading import read_again

pytestmark = pytest.mark.real_engine

PRINTED = (
    "机动车维修结算清单", "车辆识别代号 LSVAM4187C2184847", "号牌号码 沪A12345", "行驶里程 35688 km",
    "结算日期 2025-08-16", "合计金额 1208.50", "发票号码 25312000000123456789", "AUDI A6L 40 TFSI",
)  # fmt: skip
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"


@pytest.fixture(scope="module")
def printed() -> Picture:
    picture = Image.new("RGB", (900, 640), "white")
    font = ImageFont.truetype(FONT, 32, index=2)
    for row, text in enumerate(PRINTED):
        ImageDraw.Draw(picture).text((90, 40 + 70 * row), text, font=font, fill=(20, 20, 20))
    return np.asarray(picture)[:, :, ::-1].copy()


@pytest.fixture(scope="module")
def reader() -> PpOcr:
    return main_reader()


def texts(reader: PpOcr, picture: Picture) -> list[str]:
    return [word.text.replace(" ", "") for word in reader.read_page(picture)]


def test_the_page_is_read_in_order_with_alternatives_and_places(printed: Picture, reader: PpOcr) -> None:
    words = reader.read_page(printed)
    assert "".join(word.text for word in words).replace(" ", "") == "".join(PRINTED).replace(" ", "")
    for word in words:
        assert len(word.characters) == len(word.text) == len(word.positions)
        assert list(word.positions) == sorted(word.positions)
        assert [options[0].character for options in word.characters] == list(word.text)
        assert word.box.x0 >= 0 and word.box.x1 <= 900 and word.box.y1 <= 640
        assert word.source == f"ocr:ppocrv6@{reader.version}"


def test_latin_words_keep_their_spaces(printed: Picture, reader: PpOcr) -> None:
    assert reader.read_page(printed)[-1].text == "AUDI A6L 40 TFSI"


@pytest.mark.parametrize("turned", [1, 2, 3])
def test_a_turned_page_is_turned_back_and_read(printed: Picture, reader: PpOcr, turned: int) -> None:
    cleaned = clean(np.ascontiguousarray(np.rot90(printed, turned)), reader)
    assert cleaned.quality.turned_deg == 90 * turned
    words = reader.read_page(cleaned.ocr_input, cleaned.lines)
    assert "LSVAM4187C2184847" in "".join(word.text for word in words)


def test_the_same_page_gives_the_same_words(printed: Picture, reader: PpOcr) -> None:
    assert reader.read_page(printed) == reader.read_page(printed.copy())


def test_a_value_under_a_seal_is_read(printed: Picture, reader: PpOcr) -> None:
    stamped = printed.copy()
    cv2.circle(stamped, (330, 130), 90, (50, 40, 215), 10)
    cv2.putText(stamped, "SEAL", (260, 140), cv2.FONT_HERSHEY_SIMPLEX, 2, (50, 40, 215), 8)
    under = np.minimum(stamped, printed)
    assert any("LSVAM4187C2184847" in text for text in texts(reader, under))


def test_a_blank_page_has_no_words(reader: PpOcr) -> None:
    assert reader.read_page(np.full((300, 400, 3), 255, np.uint8)) == ()


def test_the_other_backend_reads_the_same(printed: Picture, reader: PpOcr) -> None:
    assert texts(PpOcr(lambda name: Network(find_model(name), backend="onnxruntime")), printed) == texts(
        reader, printed
    )


def test_a_model_that_is_not_there_is_a_missing_part() -> None:
    with pytest.raises(PartMissing):
        find_model("no_such_model.onnx")


def test_the_second_reader_is_there_with_its_languages() -> None:
    found = probe_tesseract()
    assert found.is_present and found.missing == ()
    assert second_reader().version.startswith(found.version)


def test_a_program_that_is_not_there_is_told_without_an_error() -> None:
    found = probe_tesseract("no-such-program")
    assert not found.is_present and set(found.missing) == {"chi_sim", "eng"}


def test_the_second_reader_reads_places_independently(printed: Picture, reader: PpOcr) -> None:
    page = {("f", 1): cv2.imencode(".png", printed)[1].tobytes()}
    wanted = {"LSVAM4187C2184847": "vin", "35688": "mileage", "2025-08-16": "date", "1208.50": "amount"}
    found = {}
    for word in reader.read_page(printed):
        for value, expects in wanted.items():
            at = word.text.find(value)
            if at >= 0:
                box, width = word.box, word.box.width
                left = box.x0 + width * (word.positions[at] - 0.012)
                polygon = type(box)(left, box.y0, max(left + 1, box.x1), box.y1).polygon()
                found[value] = ReadRequest("d", "x", None, Place("f", 1, polygon, 200), expects)
    assert found.keys() == wanted.keys()
    answers = read_again(page, tuple(found.values()))
    right = [
        answer.text.removesuffix("km").strip() == value for value, answer in zip(found, answers, strict=True)
    ]
    assert sum(right) >= 3, answers
