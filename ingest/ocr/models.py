"""Where the networks are: inside the installed ``rapidocr`` wheel. Nothing is downloaded at run time."""

from __future__ import annotations

from importlib import metadata, resources
from pathlib import Path

from domain.errors import PartMissing

DETECTION = "PP-OCRv6_det_small.onnx"
RECOGNITION = "PP-OCRv6_rec_small.onnx"
_PACKAGE = "rapidocr"


def find_model(name: str) -> Path:
    """The path of a model file that the wheel ships.

    Raises ``PartMissing`` when the package or the file is not there.
    """
    try:
        # the package itself is not imported: that would load its configuration and its log handlers
        files = metadata.files(_PACKAGE) or []
    except metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.name == name and file.parent.name == "models":
            path = Path(str(file.locate()))
            if path.is_file():
                return path
    path = Path(str(resources.files(_PACKAGE))) / "models" / name if _is_importable() else Path(name)
    if path.is_file():
        return path
    raise PartMissing(
        f"the model {name} is not in the installed {_PACKAGE} package",
        advice=f"Install {_PACKAGE} 3.10 again: its wheel holds the PP-OCRv6 small models.",
    )


def models_version() -> str:
    """The version of the package that ships the models; ``0`` when it is not installed."""
    try:
        return metadata.version(_PACKAGE)
    except metadata.PackageNotFoundError:
        return "0"


def _is_importable() -> bool:
    from importlib.util import find_spec

    return find_spec(_PACKAGE) is not None
