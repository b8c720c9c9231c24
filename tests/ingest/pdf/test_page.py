"""PDF pages made by hand: good layers, lying layers, scans, odd boxes. Each word knows where it came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.reading import PageReading
from ingest.pdf.page import read_pdf_page
from ingest.refusal import Refused

Make = Callable[..., bytes]
WHITE_NOISE = bytes(range(256)) * 12 * 12  # 192 x 192 px of colour


def text(words: str, x: int = 72, y: int = 700, size: int = 12, extra: str = "") -> str:
    return f"BT {extra} /F1 {size} Tf {x} {y} Td ({words}) Tj ET "


def picture(x: int, y: int, width: int, height: int) -> str:
    return f"q {width} 0 0 {height} {x} {y} cm /Im Do Q "


def read(content: bytes, engine: Any, number: int = 1) -> PageReading:
    return read_pdf_page(content, number, engine)


def layer(reading: PageReading) -> list[str]:
    return [word.text for word in reading.page.words if word.source == "text_layer"]


def codes(reading: PageReading) -> list[str]:
    return [found.code for found in reading.page.problems]


LINES = text("Registration of one motor vehicle") + text("VIN LSVCY6C49MN027789", y=680)


def test_a_good_layer_is_taken_and_nothing_is_read_by_eye(make_pdf: Make, engine: Any) -> None:
    reading = read(make_pdf(LINES), engine)
    assert layer(reading) == ["Registration", "of", "one", "motor", "vehicle", "VIN", "LSVCY6C49MN027789"]
    assert engine.looked_at == [] and codes(reading) == []
    vin = next(word for word in reading.page.words if word.text.startswith("LSV"))
    assert vin.box.x0 == pytest.approx((72 + 24.7) * 200 / 72, abs=6)
    assert vin.box.y1 == pytest.approx((842 - 680 + 2.5) * 200 / 72, abs=6)
    assert reading.page.dpi == 200.0
    assert reading.page.width_px == pytest.approx(595 * 200 / 72, abs=2)
    assert reading.picture


@pytest.mark.parametrize(
    ("page", "size", "corner", "turned"),
    [
        ("", (595, 842), (72, 142), 0),
        ("/Rotate 90", (595, 842), (72, 142), 270),
        ("/Rotate 180", (595, 842), (72, 142), 180),
        ("/Rotate 270", (595, 842), (72, 142), 90),
        ("/CropBox [50 400 550 800]", (500, 400), (22, 100), 0),
        ("/Rotate 90 /CropBox [50 400 550 800]", (500, 400), (22, 100), 270),
    ],
)
def test_text_that_lies_sideways_is_turned_upright(
    page: str, size: tuple[int, int], corner: tuple[int, int], turned: int, make_pdf: Make, engine: Any
) -> None:
    reading = read(make_pdf(LINES, page=page), engine)
    scale = reading.page.dpi / 72
    assert (reading.page.width_px / scale, reading.page.height_px / scale) == pytest.approx(size, abs=1)
    first = next(word for word in reading.page.words if word.text == "Registration")
    x, y = first.polygon.points[3]
    assert (x / scale, y / scale) == pytest.approx(corner, abs=4)
    assert reading.page.quality.turned_deg == turned


@pytest.mark.parametrize(
    ("rotation", "matrix", "corner"),
    [
        (90, "0 1 -1 0 500 72", (72, 500)),
        (180, "-1 0 0 -1 500 142", (95, 142)),
        (270, "0 -1 1 0 142 700", (142, 453)),
    ],
)
def test_words_lie_on_their_print_on_a_page_turned_for_display(
    rotation: int, matrix: str, corner: tuple[int, int], make_pdf: Make, engine: Any
) -> None:
    stream = f"BT /F1 12 Tf {matrix} Tm (Registration of one motor vehicle) Tj ET"
    reading = read(make_pdf(stream, page=f"/Rotate {rotation}"), engine)
    scale = reading.page.dpi / 72
    first = next(word for word in reading.page.words if word.text == "Registration")
    x, y = first.polygon.points[3]
    assert (x / scale, y / scale) == pytest.approx(corner, abs=4)
    assert reading.page.quality.turned_deg == 0


def test_an_invisible_layer_over_a_scan_is_no_source(make_pdf: Make, engine: Any) -> None:
    content = make_pdf(
        picture(0, 0, 595, 842) + text("Invisible words of a scanner", extra="3 Tr"), image=WHITE_NOISE
    )
    reading = read(content, engine)
    assert layer(reading) == [] and engine.looked_at and "text_hidden" not in codes(reading)


def test_text_under_a_picture_is_not_used_and_is_reported(make_pdf: Make, engine: Any) -> None:
    stream = LINES + text("The true mileage is 98000 km", y=500) + picture(60, 480, 300, 60)
    reading = read(make_pdf(stream, image=WHITE_NOISE), engine)
    assert "mileage" not in layer(reading) and "vehicle" in layer(reading)
    assert "text_hidden" in codes(reading)


def test_text_under_a_see_through_seal_is_used(make_pdf: Make, engine: Any) -> None:
    stream = LINES + text("The true mileage is 98000 km", y=500) + picture(60, 480, 300, 60)
    reading = read(make_pdf(stream, image=WHITE_NOISE, mask=True), engine)
    assert "mileage" in layer(reading) and codes(reading) == []


@pytest.mark.parametrize(
    "extra", ["1 1 1 rg", "0.955 g", "1 1 0.85 rg", "3 Tr"], ids=["white", "nearly white", "ivory", "invisible"]
)  # fmt: skip
def test_text_that_is_not_painted_is_not_used_and_is_reported(
    extra: str, make_pdf: Make, engine: Any
) -> None:
    reading = read(make_pdf(LINES + text("The true mileage is 98000 km", y=500, extra=extra)), engine)
    assert "mileage" not in layer(reading) and "vehicle" in layer(reading)
    assert codes(reading) == ["text_hidden"]


def test_a_pale_watermark_is_text_and_not_hidden(make_pdf: Make, engine: Any) -> None:
    mark = "BT 0.94 g /F1 60 Tf 0.866 0.5 -0.5 0.866 100 300 Tm (SPECIMEN ONLY) Tj ET"
    reading = read(make_pdf(LINES + mark), engine)
    assert layer(reading)[-1] == "SPECIMEN ONLY" and codes(reading) == []
    assert "vehicle" in layer(reading)


@pytest.mark.parametrize("ink", ["0.75 g", "1 1 0 rg", "0.8 0.9 1 rg"], ids=["grey", "yellow", "sky"])
def test_pale_print_that_can_be_seen_is_used(ink: str, make_pdf: Make, engine: Any) -> None:
    reading = read(make_pdf(LINES + text("The true mileage is 98000 km", y=500, extra=ink)), engine)
    assert "mileage" in layer(reading) and codes(reading) == []


def test_text_outside_the_page_is_not_used(make_pdf: Make, engine: Any) -> None:
    assert "Outside" not in layer(read(make_pdf(LINES + text("Outside", x=700)), engine))


def test_a_font_without_a_map_is_read_by_eye(make_pdf: Make, engine: Any) -> None:
    glyphs = "".join(f"{number:04x}" for number in range(3, 60))
    reading = read(make_pdf(f"BT /F2 12 Tf 72 700 Td <{glyphs}> Tj ET " + text("No. 1")), engine)
    assert layer(reading) == []


def test_shuffled_codes_are_no_text(make_pdf: Make, engine: Any) -> None:
    junk = "!#$%&*+,-./:;<=>?@[]^_" * 3
    reading = read(make_pdf(text(junk)), engine)
    assert layer(reading) == [] and codes(reading) == ["text_layer_unreliable"]
    assert "（大多是符号）" in reading.page.problems[0].message.zh
    assert "(it is mostly symbols)" in reading.page.problems[0].message.en
    assert [word.text for word in reading.page.words] == ["SEEN"]


def test_a_picture_on_a_text_page_is_read_by_eye_in_its_place(make_pdf: Make, engine: Any) -> None:
    reading = read(make_pdf(LINES + picture(72, 200, 300, 150), image=WHITE_NOISE), engine)
    assert "vehicle" in layer(reading)
    (seen,) = [word for word in reading.page.words if word.text == "SEEN"]
    scale = 200 / 72
    assert 72 * scale - 10 < seen.box.x0 and seen.box.y1 < (842 - 200) * scale + 10
    assert len(engine.looked_at) == 1


def test_a_scan_is_painted_at_its_own_resolution(make_pdf: Make, engine: Any) -> None:
    side = 1000
    content = make_pdf(picture(0, 0, 288, 288), size=(288, 288), image=bytes(side * side * 3))
    assert read(content, engine).page.dpi == pytest.approx(250, abs=1)


def test_a_scan_stored_in_bands_is_still_a_scan(make_pdf: Make, engine: Any) -> None:
    bands = "".join(picture(0, 72 * band, 288, 72) for band in range(4))
    reading = read(make_pdf(bands + text("Page 1 of 2"), size=(288, 288), image=WHITE_NOISE * 5), engine)
    assert layer(reading) == [] and [word.text for word in reading.page.words] == ["SEEN"]


def test_small_slips_are_painted_finer_and_giants_coarser(make_pdf: Make, engine: Any) -> None:
    assert read(make_pdf(LINES, size=(250, 750)), engine).page.dpi == 200
    assert read(make_pdf(text("Plate number", x=20, y=50), size=(250, 160)), engine).page.dpi == 300
    giant = read(make_pdf(text("Paper", size=2000), size=(14400, 14400)), engine)
    assert giant.page.width_px * giant.page.height_px <= 26_000_000
    assert "page_size_extreme" in codes(giant)


def test_rulings_are_found_and_keep_cells_apart(make_pdf: Make, engine: Any) -> None:
    stream = (
        LINES
        + "72 600 200 40 re S 172 600 m 172 640 l S "
        + text("1234", x=146, y=615)
        + text("567", x=173, y=615)
    )
    reading = read(make_pdf(stream), engine)
    assert {"1234", "567"} <= set(layer(reading))
    upright = [rule for rule in reading.page.rules if rule.box.height > rule.box.width]
    assert len(upright) == 3 and len(reading.page.rules) == 5


def test_an_empty_page_is_blank(make_pdf: Make, engine: Any) -> None:
    assert read(make_pdf(" "), engine).page.quality.is_blank


def test_there_is_no_page_beyond_the_last(make_pdf: Make, engine: Any) -> None:
    with pytest.raises(Refused, match="page_missing"):
        read(make_pdf(LINES), engine, 2)


def test_form_fields_are_part_of_the_layer(engine: Any) -> None:
    import io

    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.drawString(72, 700, "Registration of one motor vehicle, plate:")
    page.acroForm.textfield(name="plate", value="A12345", x=72, y=640, width=200, height=24)
    page.save()
    assert "A12345" in layer(read(out.getvalue(), engine))
