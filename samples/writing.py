"""Bundles onto a disk: a folder or ZIP of files, and the truth beside it, never in it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from samples.files import zip_files
from samples.generate import SampleBundle


def write_bundle(
    folder: Path, bundle: SampleBundle, *, as_zip: bool = False, encoding: str = "utf-8"
) -> Path:
    """Write ``folder/<name>/`` (or ``<name>.zip``, names in ``encoding``) and ``folder/<name>.truth.json``.

    Gives the path of the bundle. A bundle of that name that was there is replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if as_zip:
        path = folder / f"{bundle.name}.zip"
        path.write_bytes(zip_files(list(bundle.files), "单证", encoding))
    else:
        path = folder / bundle.name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        for name, content in bundle.files:
            (path / name).write_bytes(content)
    truth = json.dumps(bundle.truth, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / f"{bundle.name}.truth.json").write_text(truth + "\n", "utf-8")
    return path
