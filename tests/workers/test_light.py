"""A bundle that is verified already costs no engine, no broker, no rules: their packages are not even imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from service.paper_set_commands import BundleSource, submit, wait

HEAVY = (
    "alembic", "argon2", "cv2", "dramatiq", "fastapi", "numpy", "onnxruntime", "openvino", "pdfplumber", "pika", "prometheus_client",
    "psycopg", "rapidfuzz", "redis", "spacy", "structlog", "uvicorn",
)  # fmt: skip
PROGRAM = """
import datetime as dt, sys
from service.paper_set_commands import BundleSource, picture, submit, wait
from workers.runtime import Runtime
from workers.services import open_services
from workers.stages.versions import Versions
from dataclasses import replace
database, objects, content = sys.argv[1:4]
with open_services(database, objects) as services:
    services = replace(services, versions=Versions("r1", "s1", "e1", "v1"))
    with Runtime(services) as runtime:
        source = BundleSource("x", (("a.pdf", content.encode()),))
        paper_set_id = submit(services, source, as_of=dt.date(2026, 3, 1))
        found = wait(services, paper_set_id, runtime=runtime, timeout=5)
        assert picture(services, found.files[0].sha256, 1)
print(found.verdict, *(name for name in sys.argv[4:] if name in sys.modules))
"""


def test_a_second_run_imports_nothing_heavy(installation: Any, fakes: Any, tmp_path: Path) -> None:
    import datetime as dt

    content = fakes.fake_file(1)
    paper_set_id = submit(
        installation.services, BundleSource("x", (("a.pdf", content),)), as_of=dt.date(2026, 3, 1)
    )
    with installation.runtime() as runtime:
        wait(installation.services, paper_set_id, runtime=runtime, timeout=20)
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, f"sqlite:///{tmp_path}/tongguan.db", f"file://{tmp_path}/objects",
         content.decode(), *HEAVY],
        capture_output=True, text=True, timeout=60, check=False, cwd=Path(__file__).parent.parent.parent,
    )  # fmt: skip
    assert (told.stdout.split(), told.stderr) == (["clear"], "")
