"""A network with its arithmetic in 8-bit integers: made from the full one when it is loaded, never downloaded.

Which layers, and between which values their inputs lie, is data beside this module, measured once by
``python -m benchmarks.activation_ranges`` on generated pages and tied to one model file by its hash. OpenVINO turns
layers whose inputs and weights pass through ``FakeQuantize`` into integer ones (Jacob et al. 2018).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

LEVELS = 256
WEIGHT_LEVELS = 255  # symmetric around zero
_TINY = 1e-8
_THROUGH = ("Reshape", "Identity", "Convert")
_WEIGHT_AXES = {"Convolution": 0, "ConvolutionBackpropData": 1, "MatMul": 1}
"""kind of layer -> axis of its weights that stands for its outputs, each of which has a scale of its own"""

Ranges = Mapping[str, tuple[float, float]]
"""name of a layer -> least and greatest value of its input"""


def ranges_for(path: Path) -> Ranges | None:
    """The measured ranges of that very model file; None when it is another one or the processor gains nothing."""
    if not has_integer_dot_products():
        return None
    stored = resources.files("ingest.ocr").joinpath("ranges", f"{path.stem}.json")
    if not stored.is_file():
        return None
    told = json.loads(stored.read_text("utf-8"))
    if told["model_sha256"] != hashlib.sha256(path.read_bytes()).hexdigest():
        return None
    return {name: (low, high) for name, (low, high) in told["ranges"].items()}


@cache
def has_integer_dot_products() -> bool:
    """Whether the processor adds up products of 8-bit integers without overflow (VNNI).

    Without it such sums saturate at 16 bits: other readings for little gain.
    """
    try:
        flags = Path("/proc/cpuinfo").read_text("utf-8", errors="replace")
    except OSError:
        return False
    return "avx512_vnni" in flags or "avx_vnni" in flags


def quantise(model: Any, ranges: Ranges) -> None:
    """Mark the layers that ``ranges`` names as integer ones, in place; the others stay as they are."""
    from openvino import opset13

    marked: dict[tuple[str, int], Any] = {}
    for layer in list(layers(model)):
        if layer.get_friendly_name() not in ranges:
            continue
        source, key = layer.input(0).get_source_output(), source_key(layer)
        if key not in marked:  # layers with one input share its marking
            low, high = (np.float32(end) for end in widen_to_zero(*ranges[layer.get_friendly_name()]))
            marked[key] = opset13.fake_quantize(source, low, high, low, high, LEVELS).output(0)
        layer.input(0).replace_source_output(marked[key])
        weights, limit = _weights_of(layer)
        held = opset13.fake_quantize(opset13.constant(weights), -limit, limit, -limit, limit, WEIGHT_LEVELS)
        layer.input(1).replace_source_output(held.output(0))
    model.validate_nodes_and_infer_types()


def layers(model: Any) -> Iterator[Any]:
    """The layers that could be integer ones: those that multiply their input with constant weights.

    Depthwise ones are left out: they take little time, and lose most.
    """
    for node in model.get_ordered_ops():
        if node.get_type_name() in _WEIGHT_AXES and _constant_behind(node.input(1)) is not None:
            yield node


def source_key(layer: Any) -> tuple[str, int]:
    """Which output of which node is the input of a layer."""
    source = layer.input(0).get_source_output()
    return source.get_node().get_friendly_name(), source.get_index()


def widen_to_zero(low: float, high: float) -> tuple[float, float]:
    """The least range around both ends in which zero is one of the levels, so that padding stays nothing."""
    low, high = min(low, 0.0), max(high, _TINY)
    if low == 0.0:
        return low, high
    zero = min(max(round(-low / (high - low) * (LEVELS - 1)), 1), LEVELS - 2)
    step = max(-low / zero, high / (LEVELS - 1 - zero))
    return -zero * step, (LEVELS - 1 - zero) * step


def _weights_of(layer: Any) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(weights, greatest absolute weight of each output) of a layer, shapes that broadcast."""
    shape = list(layer.input(1).get_partial_shape().get_min_shape())
    weights = _constant_behind(layer.input(1)).get_data().astype(np.float32).reshape(shape)
    own = _WEIGHT_AXES[layer.get_type_name()]
    if layer.get_type_name() == "MatMul" and layer.get_attributes().get("transpose_b"):
        own = 0
    others = tuple(axis for axis in range(weights.ndim) if axis != own)
    limit = np.maximum(np.abs(weights).max(axis=others, keepdims=True), _TINY)
    return weights, limit.astype(np.float32)


def _constant_behind(place: Any) -> Any:
    """The constant that feeds an input of a layer, reshaped at most; None when what feeds it is computed."""
    node = place.get_source_output().get_node()
    while node.get_type_name() in _THROUGH:
        node = node.input(0).get_source_output().get_node()
    return node if node.get_type_name() == "Constant" else None
