"""OpenVINO without its telemetry: imported as it comes, it tells a server on the internet that it was started."""

from __future__ import annotations

import sys
from typing import Any


def import_openvino() -> Any:
    """The module ``openvino``, which finds its telemetry not installed. Raises ``ImportError`` when it is not there."""
    modules: dict[str, Any] = sys.modules
    modules.setdefault("openvino_telemetry", None)  # None says: it cannot be imported
    import openvino

    return openvino
