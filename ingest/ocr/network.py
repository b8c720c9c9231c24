"""A neural network compiled for the CPU: OpenVINO where it loads, in integers where that pays, else ONNX Runtime."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.errors import PartMissing
from ingest.ocr.models import find_model
from ingest.ocr.openvino_import import import_openvino
from ingest.ocr.quantised import quantise, ranges_for

Tensor = NDArray[np.float32]
_log = logging.getLogger(__name__)


class Network:
    """One model with one input and one output. Not to be shared between threads.

    ``backend`` is ``openvino`` or ``onnxruntime``; ``metadata`` holds the texts stored in the model file.
    ``is_full`` keeps floating point throughout.
    """

    def __init__(
        self, path: Path, *, threads: int = 1, backend: str | None = None, is_full: bool = False
    ) -> None:
        self.backend, self._run, self.metadata = _load(path, threads, backend, is_full)

    def __call__(self, batch: Tensor) -> Tensor:
        """The output for ``batch``; valid until the next call."""
        return self._run(batch)


def load_network(name: str) -> Network:
    """The network of that file name among the wheel's models."""
    return Network(find_model(name))


Run = Callable[[Tensor], Tensor]
Texts = dict[str, str]


def _load(path: Path, threads: int, backend: str | None, is_full: bool) -> tuple[str, Run, Texts]:
    loaders: dict[str, Callable[[Path, int], tuple[Run, Texts]]] = {
        "openvino": partial(_load_openvino, is_full=is_full),
        "onnxruntime": _load_onnxruntime,
    }
    failures = []
    for name in [backend] if backend else list(loaders):
        try:
            run, texts = loaders[name](path, threads)
        except (ImportError, RuntimeError, OSError) as error:
            _log.warning("%s cannot run %s: %s", name, path.name, error)
            failures.append(f"{name}: {error}")
        else:
            return name, run, texts
    raise PartMissing(
        f"no engine can run {path.name} ({'; '.join(failures)})",
        advice="Install openvino or onnxruntime in the versions that pyproject.toml names.",
    )


def _load_openvino(path: Path, threads: int, *, is_full: bool) -> tuple[Run, Texts]:
    openvino = import_openvino()
    core: Any = openvino.Core()
    model: Any = core.read_model(path)
    info = model.get_rt_info()
    ranges = None if is_full else ranges_for(path)
    if ranges is not None:
        quantise(model, ranges)
    # Pinning would put the single threads of several reader processes on the same core. f32, because the bf16
    # that newer processors would choose makes a reading depend on the machine it was done on.
    compiled = core.compile_model(
        model,
        "CPU",
        {
            "INFERENCE_NUM_THREADS": threads,
            "NUM_STREAMS": 1,
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_PRECISION_HINT": "f32",
            "ENABLE_CPU_PINNING": False,
        },
    )
    request = compiled.create_infer_request()

    def run(batch: Tensor) -> Tensor:
        request.infer([batch], share_inputs=True)
        output: Tensor = request.get_output_tensor().data
        return output

    stored = dict(info["framework"]) if "framework" in info else {}
    return run, {key: str(value.value) for key, value in stored.items()}


def _load_onnxruntime(path: Path, threads: int) -> tuple[Run, Texts]:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena keeps the largest page's memory for good
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name

    def run(batch: Tensor) -> Tensor:
        output: Tensor = session.run(None, {name: batch})[0]
        return output

    return run, dict(session.get_modelmeta().custom_metadata_map)
