"""A bundle is files and a truth that fits them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from PIL import Image

from samples.demo import FOLDER, RECIPES
from samples.facts.scenario import scenario_of
from samples.generate import SampleBundle, generate, tell
from samples.writing import write_bundle

DEMO_BYTES = 10 * 1024 * 1024


@pytest.fixture(scope="module")
def scanned() -> SampleBundle:
    return generate(3, "rolled_back_mileage", "scan", with_form=True, is_small=True)


def page_count(name: str, content: bytes) -> int:
    if name.endswith(".pdf"):
        document = pypdfium2.PdfDocument(content)
        count = len(document)
        document.close()
        return count
    with Image.open(io.BytesIO(content)) as image:
        return getattr(image, "n_frames", 1)


def test_every_place_of_the_truth_is_a_page_of_a_file(scanned: SampleBundle) -> None:
    counts = {name: page_count(name, content) for name, content in scanned.files if name != "bundle.json"}
    places = [(p["file"], p["page"]) for d in scanned.truth["documents"] for p in d["pages"]]
    places += [(extra["file"], extra["page"]) for extra in scanned.truth["extras"]]
    assert sorted(places) == sorted((name, n) for name, count in counts.items() for n in range(1, count + 1))
    assert {(fact["file"], fact["page"]) for fact in scanned.truth["deciding"]} <= set(places)


def test_truth_is_plain_json_and_not_among_the_files(scanned: SampleBundle) -> None:
    assert json.loads(json.dumps(scanned.truth)) == scanned.truth
    assert not any("truth" in name for name, _ in scanned.files)


def test_form_carries_the_application_date(scanned: SampleBundle) -> None:
    form = json.loads(dict(scanned.files)["bundle.json"])
    assert form["application_date"] == scanned.truth["application_date"]


def test_same_seed_same_bytes(scanned: SampleBundle) -> None:
    again = generate(3, "rolled_back_mileage", "scan", with_form=True, is_small=True)
    assert again.truth == scanned.truth
    assert again.files == scanned.files


def test_cars_can_be_many() -> None:
    case, facts = tell(4, scenario_of("no_letter"), Random(4), cars=3)
    assert len(case.world.lives) == 3
    assert [fact.car for fact in facts] == [0, 1, 2]


def test_unknown_medium_is_refused() -> None:
    with pytest.raises(ValueError, match="scan"):
        generate(1, medium="papyrus")


def test_bundle_is_written_with_its_truth_beside_it(tmp_path: Path, scanned: SampleBundle) -> None:
    path = write_bundle(tmp_path, scanned)
    assert {p.name for p in path.iterdir()} == {name for name, _ in scanned.files}
    assert json.loads((tmp_path / f"{scanned.name}.truth.json").read_text("utf-8")) == scanned.truth


def test_zip_can_have_names_in_gbk(tmp_path: Path, scanned: SampleBundle) -> None:
    path = write_bundle(tmp_path, scanned, as_zip=True, encoding="gbk")
    with zipfile.ZipFile(path, metadata_encoding="gbk") as archive:
        assert {name.removeprefix("单证/") for name in archive.namelist()} == {
            name for name, _ in scanned.files
        }
        assert not any(entry.flag_bits & 0x800 for entry in archive.infolist())


def test_demo_bundles_are_there_with_their_truth_and_small() -> None:
    stems = {p.name.removesuffix(".truth.json") for p in FOLDER.glob("*.truth.json")}
    assert stems == {recipe.name for recipe in RECIPES}
    for recipe in RECIPES:
        assert (FOLDER / (f"{recipe.name}.zip" if recipe.as_zip else recipe.name)).exists()
    assert sum(p.stat().st_size for p in FOLDER.rglob("*") if p.is_file()) < DEMO_BYTES
    assert not [p for folder in FOLDER.iterdir() if folder.is_dir() for p in folder.rglob("*truth*")]
