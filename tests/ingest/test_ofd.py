"""OFD pages: text where it stands, the form under it, pictures drawn, hostile packages refused."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from domain.document import FileState
from domain.reading import Limits, PageReading
from ingest.inspection import inspect
from ingest.page import read_page

Make = Callable[..., bytes]
Read = Callable[..., PageReading]
NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
QR = "01,32,,26310000000000000001,113.00,20260102,,74AE"
ROOT = f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
DOCUMENT = f"""<ofd:Document {NS}><ofd:CommonData><ofd:TemplatePage ID="1" BaseLoc="Tpls/Content.xml"/>
<ofd:PageArea><ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox></ofd:PageArea>
<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>
<ofd:Pages><ofd:Page ID="9" BaseLoc="Pages/Content.xml"/></ofd:Pages></ofd:Document>"""
RESOURCES = f"""<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image">
<ofd:MediaFile>qr.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"""
TEMPLATE = f"""<ofd:Page {NS}><ofd:Content><ofd:Layer>
<ofd:PathObject Boundary="100 50 100 0.4"><ofd:AbbreviatedData>M 0 0.2 L 100 0.2</ofd:AbbreviatedData></ofd:PathObject>
<ofd:TextObject Boundary="100 20 60 5" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="g 3 4">发票号码</ofd:TextCode></ofd:TextObject>
</ofd:Layer></ofd:Content></ofd:Page>"""
PAGE = f"""<ofd:Page {NS}><ofd:Template TemplateID="1"/><ofd:Content><ofd:Layer>
<ofd:ImageObject Boundary="10 10 20 20" CTM="20 0 0 20 0 0" ResourceID="7"/>
<ofd:TextObject Boundary="130 20 60 5" Size="4">
<ofd:TextCode X="0" Y="4" DeltaX="g 19 2">26310000000000000001</ofd:TextCode></ofd:TextObject>
<ofd:TextObject Boundary="20 80 5 40" CTM="0 1 -1 0 5 0" Size="4">
<ofd:TextCode X="0" Y="4" DeltaX="4 4">购买方</ofd:TextCode></ofd:TextObject>
<ofd:TextObject Visible="false" Boundary="50 80 60 5" Size="4"><ofd:TextCode X="0" Y="4">Hidden</ofd:TextCode></ofd:TextObject>
</ofd:Layer></ofd:Content></ofd:Page>"""


def qr_png() -> bytes:
    code = zxingcpp.create_barcode(QR, zxingcpp.BarcodeFormat.QRCode)
    image = np.asarray(zxingcpp.write_barcode_to_image(code, scale=6, add_quiet_zones=True), np.uint8)
    out = io.BytesIO()
    Image.fromarray(image).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def make_ofd(make_zip: Make) -> Make:
    def build(**changes: str | bytes) -> bytes:
        parts: dict[str, str | bytes] = {
            "OFD.xml": ROOT,
            "Doc_0/Document.xml": DOCUMENT,
            "Doc_0/DocumentRes.xml": RESOURCES,
            "Doc_0/Tpls/Content.xml": TEMPLATE,
            "Doc_0/Pages/Content.xml": PAGE,
            "Doc_0/Res/qr.png": qr_png(),
            "Doc_0/Attachs/original_invoice.xml": "<eInvoice><InvoiceNo>1</InvoiceNo></eInvoice>",
            "Doc_0/Attachs/Attachments.xml": "<Attachments/>",
        }
        names = {name.rpartition("/")[2]: name for name in parts}
        parts |= {names.get(name.replace("__", "."), name): content for name, content in changes.items()}
        return make_zip(*parts.items())

    return build


@pytest.fixture
def read(engine: Any) -> Callable[..., PageReading]:
    return lambda content, number=1: read_page("a.ofd", content, number, Limits(), engine)


def test_an_ofd_is_counted_and_gives_its_invoice_data(make_ofd: Make) -> None:
    found = inspect("a.ofd", make_ofd(), Limits())
    assert (found.media_type, found.state, found.page_count) == ("application/ofd", FileState.READ, 1)
    assert found.embedded_xml == ("<eInvoice><InvoiceNo>1</InvoiceNo></eInvoice>",)
    assert found.problems == ()


def test_the_page_has_the_form_and_the_values_in_their_places(make_ofd: Make, read: Read) -> None:
    page = read(make_ofd()).page
    assert [word.text for word in page.words] == ["发票号码", "26310000000000000001", "购买方"]
    assert {word.source for word in page.words} == {"ofd"}
    number = page.words[1].box
    assert number.x0 * 25.4 / 200 == pytest.approx(130, abs=0.2)
    assert number.centre[1] * 25.4 / 200 == pytest.approx(22.5, abs=0.6)
    assert [code.text for code in page.barcodes] == [QR]
    assert len(page.rules) == 1 and (page.width_px, page.dpi) == (round(210 / 25.4 * 200), 200.0)


def test_the_picture_shows_print_where_the_words_are(make_ofd: Make, read: Read) -> None:
    reading = read(make_ofd())
    shown = np.asarray(Image.open(io.BytesIO(reading.picture)).convert("L"))
    for word in reading.page.words:
        box = word.box
        assert shown[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)].min() < 100


def annotated(appearance: str, attributes: str = 'Type="Stamp"', page: str = "9") -> dict[str, str]:
    return {
        "Document__xml": DOCUMENT.replace(
            "</ofd:Document>", "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>"
        ),
        "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations {NS}><ofd:Page PageID="{page}"><ofd:FileLoc>P/A.xml</ofd:FileLoc>'
        f"</ofd:Page></ofd:Annotations>",
        "Doc_0/Annots/P/A.xml": f"<ofd:PageAnnot {NS}><ofd:Annot {attributes}>{appearance}</ofd:Annot></ofd:PageAnnot>",
    }


NOTE = """<ofd:Appearance Boundary="30 100 80 6"><ofd:TextObject Boundary="5 1 70 5" Size="4">
<ofd:TextCode X="0" Y="4" DeltaX="g 16 2">LSVCY6C49MN027789</ofd:TextCode></ofd:TextObject></ofd:Appearance>"""


def test_text_of_annotations_is_read_where_it_stands(make_ofd: Make, read: Read) -> None:
    words = {word.text: word.box for word in read(make_ofd(**annotated(NOTE))).page.words}
    assert words["LSVCY6C49MN027789"].x0 * 25.4 / 200 == pytest.approx(35, abs=0.3)
    assert words["LSVCY6C49MN027789"].y1 * 25.4 / 200 == pytest.approx(105.5, abs=0.5)


@pytest.mark.parametrize(
    "changes",
    [
        annotated(NOTE, 'Type="Watermark"'),
        annotated(NOTE, 'Type="Stamp" Visible="false"'),
        annotated(NOTE, page="8"),
        annotated("", 'Type="Stamp"'),
    ],
    ids=["watermark", "hidden", "other page", "without looks"],
)
def test_annotations_that_show_nothing_add_nothing(
    changes: dict[str, str], make_ofd: Make, read: Read
) -> None:
    page = read(make_ofd(**changes)).page
    assert [word.text for word in page.words] == ["发票号码", "26310000000000000001", "购买方"]
    assert page.problems == ()


def test_broken_annotations_cost_no_words(make_ofd: Make, read: Read) -> None:
    changes = annotated(NOTE) | {"Doc_0/Annots/P/A.xml": "<broken"}
    page = read(make_ofd(**changes)).page
    assert len(page.words) == 3 and [found.code for found in page.problems] == ["step_failed"]


TURNED = {
    "upright": "40 0 0 40 0 0",
    "quarter": "0 40 -40 0 40 0",
    "half": "-40 0 0 -40 40 40",
    "three quarters": "0 -40 40 0 0 40",
    "aslant": "20 20 -20 20 20 0",
}


@pytest.mark.parametrize("way", TURNED)
def test_pictures_are_turned_by_their_matrix(way: str, make_ofd: Make, read: Read) -> None:
    page = PAGE.replace(
        'Boundary="10 10 20 20" CTM="20 0 0 20 0 0"', f'Boundary="10 60 40 40" CTM="{TURNED[way]}"'
    )
    code = next(iter(read(make_ofd(**{"Doc_0/Pages/Content.xml": page})).page.barcodes))
    assert code.text == QR
    assert [side * 25.4 / 200 for side in code.polygon.box.centre] == pytest.approx((30, 80), abs=1)
    (ax, ay), (bx, by) = code.polygon.points[:2]
    angle = math.degrees(math.atan2(by - ay, bx - ax)) % 360
    expected = {"upright": 0, "quarter": 90, "half": 180, "three quarters": 270, "aslant": 45}[way]
    assert (angle - expected + 180) % 360 - 180 == pytest.approx(0, abs=3)


def test_a_picture_without_a_matrix_fills_its_boundary(make_ofd: Make, read: Read) -> None:
    page = PAGE.replace('Boundary="10 10 20 20" CTM="20 0 0 20 0 0"', 'Boundary="10 60 40 40"')
    (code,) = read(make_ofd(**{"Doc_0/Pages/Content.xml": page})).page.barcodes
    assert [side * 25.4 / 200 for side in code.polygon.box.centre] == pytest.approx((30, 80), abs=1)


def test_nothing_of_a_picture_is_shown_outside_its_boundary(make_ofd: Make, read: Read) -> None:
    page = PAGE.replace(
        'Boundary="10 10 20 20" CTM="20 0 0 20 0 0"', 'Boundary="10 60 8 8" CTM="40 0 0 40 0 0"'
    )
    assert read(make_ofd(**{"Doc_0/Pages/Content.xml": page})).page.barcodes == ()


def two_documents(second: str) -> dict[str, str]:
    body = "<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    return {
        "OFD__xml": ROOT.replace("</ofd:OFD>", body),
        "Doc_1/Document.xml": second,
        "Doc_1/Pages/Content.xml": PAGE.replace("26310000000000000001", "26310000000000000002"),
    }


def test_a_second_document_in_the_file_has_its_pages_too(make_ofd: Make, read: Read) -> None:
    content = make_ofd(**two_documents(DOCUMENT))
    assert inspect("a.ofd", content, Limits()).page_count == 2
    assert "26310000000000000001" in [word.text for word in read(content, 1).page.words]
    assert "26310000000000000002" in [word.text for word in read(content, 2).page.words]


def test_a_broken_second_document_costs_nothing_of_the_first(make_ofd: Make, read: Read) -> None:
    content = make_ofd(**two_documents("<broken"))
    found = inspect("a.ofd", content, Limits())
    assert found.page_count == 1 and [problem.code for problem in found.problems] == ["step_failed"]
    assert "26310000000000000001" in [word.text for word in read(content, 1).page.words]


def test_a_watermark_across_the_page_is_a_word_of_its_own(make_ofd: Make, read: Read) -> None:
    mark = """<ofd:TextObject Boundary="0 0 210 140" CTM="0.866 -0.5 0.5 0.866 100 60" Size="4">
    <ofd:TextCode X="0" Y="4" DeltaX="g 20 4">仅供出口申请使用他用无效二〇二五年十二月</ofd:TextCode></ofd:TextObject></ofd:Layer>"""
    words = [
        word.text
        for word in read(
            make_ofd(**{"Doc_0/Pages/Content.xml": PAGE.replace("</ofd:Layer>", mark)})
        ).page.words
    ]
    assert words[:3] == ["发票号码", "26310000000000000001", "购买方"]
    assert words[3:] == ["仅供出口申请使用他用无效二〇二五年十二月"]


BROKEN = [
    ({"OFD__xml": "<OFD/>"}, "ofd_broken"),
    ({"OFD__xml": "<OFD>"}, "ofd_broken"),
    ({"Document__xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "xml_hostile"),
    ({"Document__xml": f"<ofd:Document {NS}/>", "original_invoice__xml": "<"}, "ofd_broken"),
]


@pytest.mark.parametrize(("changes", "code"), BROKEN)
def test_a_broken_package_is_refused(changes: dict[str, str], code: str, make_ofd: Make) -> None:
    found = inspect("a.ofd", make_ofd(**changes), Limits())
    assert [problem.code for problem in found.problems] == [code]
    assert found.state in (FileState.UNREADABLE, FileState.REJECTED)


@pytest.mark.parametrize(
    "page",
    [
        "<a>",
        PAGE.replace('Size="4"', 'Size="1e300"'),
        PAGE.replace("g 19 2", "g 999999999 2"),
        PAGE.replace('CTM="0 1 -1 0 5 0"', 'CTM="nan x"'),
        PAGE.replace("130 20 60 5", "-1e9 20"),
        PAGE.replace('TemplateID="1"', 'TemplateID="nowhere"'),
        PAGE.replace('ResourceID="7"', 'ResourceID="../../etc"'),
        PAGE.replace(
            "<ofd:Content>",
            "<ofd:Area><ofd:PhysicalBox>0 0 1e5 1e5</ofd:PhysicalBox></ofd:Area><ofd:Content>",
        ),
    ],
)
def test_an_odd_page_gives_words_or_a_problem(page: str, make_zip: Make, read: Read) -> None:
    content = make_zip(("OFD.xml", ROOT.encode()), ("Doc_0/Document.xml", DOCUMENT.encode()),
                       ("Doc_0/Pages/Content.xml", page.encode()))  # fmt: skip
    found = read(content).page
    assert found.words or found.problems[0].code in ("ofd_broken", "page_blank")


def test_a_page_without_text_is_read_by_eye(make_ofd: Make, read: Read, engine: Any) -> None:
    page = f"""<ofd:Page {NS}><ofd:Content><ofd:Layer>
    <ofd:ImageObject Boundary="10 10 120 120" CTM="120 0 0 120 0 0" ResourceID="7"/></ofd:Layer></ofd:Content></ofd:Page>"""
    content = make_ofd(**{"Content__xml": page})
    assert [word.text for word in read(content).page.words] == ["SEEN"] and engine.looked_at


def test_a_part_that_unpacks_to_too_much_is_refused(make_ofd: Make, read: Read) -> None:
    content = make_ofd(**{"Content__xml": " " * (60 * 1024 * 1024) + PAGE})
    assert [problem.code for problem in read(content).page.problems] == ["ofd_broken"]


def test_there_is_no_page_beyond_the_last(make_ofd: Make, read: Read) -> None:
    assert [problem.code for problem in read(make_ofd(), 2).page.problems] == ["page_missing"]
