"""Networks in integers: zero stays zero, the data belongs to the installed models, and the outcome hardly moves."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import openvino
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openvino import opset13

from ingest.ocr import quantised
from ingest.ocr.models import DETECTION, RECOGNITION, find_model
from ingest.ocr.quantised import LEVELS, layers, quantise, ranges_for, widen_to_zero

ENDS = st.floats(-1000, 1000, allow_nan=False)


@given(ENDS, ENDS)
def test_a_range_is_only_widened_and_zero_is_one_of_its_levels(one: float, other: float) -> None:
    low, high = widen_to_zero(min(one, other), max(one, other))
    slack = 1e-6 * max(1.0, high - low)
    assert low <= min(one, other, 0.0) + slack and high >= max(one, other, 0.0) - slack
    step = (high - low) / (LEVELS - 1)
    assert abs(-low / step - round(-low / step)) < 1e-6


@pytest.mark.parametrize("name", [DETECTION, RECOGNITION])
def test_every_range_names_a_layer_of_the_installed_model(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantised, "has_integer_dot_products", lambda: True)
    ranges = ranges_for(find_model(name))
    assert ranges, "run python -m benchmarks.activation_ranges: the models have changed"
    model = openvino.Core().read_model(find_model(name))
    assert set(ranges) <= {layer.get_friendly_name() for layer in layers(model)}
    assert all(low < high for low, high in ranges.values())


def test_another_model_of_the_same_name_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quantised, "has_integer_dot_products", lambda: True)
    other = tmp_path / RECOGNITION
    other.write_bytes(b"another one")
    assert ranges_for(other) is None
    assert ranges_for(tmp_path / "unknown.onnx") is None


def test_a_processor_without_integer_sums_keeps_floating_point(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantised, "has_integer_dot_products", lambda: False)
    assert ranges_for(find_model(RECOGNITION)) is None


def test_the_data_is_installed_with_the_package() -> None:
    for name in (DETECTION, RECOGNITION):
        stored = resources.files("ingest.ocr").joinpath("ranges", f"{Path(name).stem}.json")
        assert json.loads(stored.read_text("utf-8"))["model_sha256"]


def test_the_outcome_of_a_layer_stays_close() -> None:
    random = np.random.default_rng(0)
    weights = random.normal(size=(4, 3, 3, 3)).astype(np.float32)
    picture = random.random((1, 3, 16, 16), dtype=np.float32) * 2 - 1

    def outcome(is_quantised: bool) -> Any:
        start = opset13.parameter([1, 3, 16, 16], np.float32)
        layer = opset13.convolution(start, weights, [1, 1], [1, 1], [1, 1], [1, 1])
        layer.set_friendly_name("layer")
        model = openvino.Model([layer], [start])
        if is_quantised:
            quantise(model, {"layer": (-1.0, 1.0)})
            assert "FakeQuantize" in {node.get_type_name() for node in model.get_ops()}
        compiled = openvino.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
        return compiled([picture])[0].copy()

    full, short = outcome(False), outcome(True)
    assert np.abs(full - short).max() < 0.03 * np.abs(full).max()
