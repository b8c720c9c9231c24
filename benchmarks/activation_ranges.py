"""Between which values the inputs of the networks' layers lie: what ``ingest.ocr.quantised`` needs to know.

    python -m benchmarks.activation_ranges       # rewrites ingest/ocr/ranges/*.json

To be run again when the models of the wheel change. Runs the full networks over generated pages, whatever the
processor. In the recogniser a layer's range leaves out the strips with the greatest 3 % of values, which would cost all
others a part of their levels; the detector's boxes end where they should only with the whole range.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.labelled_pages import labelled_pages
from ingest.cleanup.pipeline import clean
from ingest.ocr.models import DETECTION, RECOGNITION, find_model
from ingest.ocr.network import Network
from ingest.ocr.openvino_import import import_openvino
from ingest.ocr.ppocr import PpOcr
from ingest.ocr.quantised import layers, source_key

FOLDER = Path(__file__).parent.parent / "ingest" / "ocr" / "ranges"
PAGES = (("scan", 5, 930_000), ("photo", 5, 930_010), ("fax", 3, 930_020), ("copy", 3, 930_030))
"""medium, how many, seed"""
STRIPS = 260
LEAST_VALUES = 1_500_000  # of a picture given to the detector: glances are left out
FULL_FIRST = {RECOGNITION: 5, DETECTION: 0}
"""how many layers, those next to the picture, stay in floating point: they lose most and take little time"""
KEPT = {RECOGNITION: 97.0, DETECTION: 100.0}  # percentile of the inputs' extremes

Batch = NDArray[np.float32]


def main() -> None:
    """Measure both networks and write what was found."""
    seen: dict[str, list[Batch]] = {DETECTION: [], RECOGNITION: []}
    engine = PpOcr(lambda name: _Listening(find_model(name), seen[name]))
    for medium, count, seed in PAGES:
        for page in labelled_pages(count, medium, seed):
            cleaned = clean(page.picture, engine)
            engine.read_page(cleaned.ocr_input, cleaned.lines, cleaned.readings)
    rng = np.random.default_rng(1)
    seen[DETECTION] = [page for page in seen[DETECTION] if page.size > LEAST_VALUES]
    strips = seen[RECOGNITION]
    seen[RECOGNITION] = [strips[i] for i in rng.permutation(len(strips))[:STRIPS]]
    FOLDER.mkdir(exist_ok=True)
    for name, batches in seen.items():
        path = find_model(name)
        told = {
            "model_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "ranges": measure_ranges(path, batches),
        }
        (FOLDER / f"{path.stem}.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def measure_ranges(path: Path, batches: Sequence[Batch]) -> dict[str, tuple[float, float]]:
    """Layer -> (low, high) of its input over the batches, the outermost of them left out."""
    openvino = import_openvino()

    core: Any = openvino.Core()
    model: Any = core.read_model(path)
    found = list(layers(model))
    sources = {source_key(layer): layer.input(0).get_source_output() for layer in found}
    model.add_outputs(list(sources.values()))
    request = core.compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"}).create_infer_request()
    ends = np.array([list(_ends(request, batch, len(sources))) for batch in batches])
    share = KEPT[path.name]
    lows, highs = np.percentile(ends[..., 0], 100 - share, axis=0), np.percentile(ends[..., 1], share, axis=0)
    kept = {
        key: (round(float(low), 5), round(float(high), 5))
        for key, low, high in zip(sources, lows, highs, strict=True)
    }
    chosen = found[FULL_FIRST[path.name] :]
    return {layer.get_friendly_name(): kept[source_key(layer)] for layer in chosen}


def _ends(request: Any, batch: Batch, count: int) -> Iterator[tuple[float, float]]:
    request.infer([batch])
    for index in range(count):
        values = request.get_output_tensor(index + 1).data
        yield float(values.min()), float(values.max())


class _Listening(Network):
    """A full network that notes what goes into it."""

    def __init__(self, path: Path, heard: list[Batch]) -> None:
        super().__init__(path, is_full=True)
        self._heard = heard

    def __call__(self, batch: Batch) -> Batch:
        self._heard.append(batch.copy())
        return super().__call__(batch)


if __name__ == "__main__":
    main()
