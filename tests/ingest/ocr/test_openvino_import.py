"""Reading tells nobody on the internet that it happens."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
told = []
sys.addaudithook(lambda event, _: event in ("os.fork", "socket.connect", "socket.getaddrinfo") and told.append(event))
from ingest.ocr.openvino_import import import_openvino
core = import_openvino().Core()
import concurrent.futures.thread, threading
for thread in list(threading.enumerate()):
    if thread is not threading.current_thread() and not thread.daemon:
        thread.join(5)
print(told, "openvino_telemetry.main" in sys.modules)
"""


def test_openvino_is_imported_without_its_telemetry() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "[] False"
