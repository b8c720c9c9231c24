"""What ``tongguan doctor`` looks at. Each check is a function that says what it found and, where it failed, what to do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from app.addresses import without_secret
from app.settings import Settings
from domain.errors import TongguanError
from domain.values import Bilingual

LIBRARIES = (
    "cv2",
    "numpy",
    "onnxruntime",
    "openvino",
    "pdfplumber",
    "pypdfium2",
    "spacy",
    "zxingcpp",
    "weasyprint",
)
"""with native parts: they are loaded for real, in a process of their own, as a broken one can take its process down"""
_SECONDS = 60
_FONT = "fc-list"
_INSTALL_TESSERACT = Bilingual(
    "请安装：apt-get install tesseract-ocr tesseract-ocr-chi-sim",
    "Install it: apt-get install tesseract-ocr tesseract-ocr-chi-sim",
)
_NO_LOCK = Bilingual(
    "本机内核（或容器的安全设置）没有 Landlock 或 seccomp：被恶意文件控制的识别进程能读取本用户的文件。"
    "请使用 Linux 5.13 或更高版本并启用 Landlock，或让本服务使用专用用户。",
    "This kernel, or the container's profile, has no Landlock or no seccomp: a reader that a hostile file took over can read "
    "what this user can. Use Linux 5.13 or newer with Landlock on, or keep nothing else under the user of the service.",
)
_REINSTALL = Bilingual("请重新安装：scripts/setup.sh", "Install again: scripts/setup.sh")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found; ``advice`` is there when something is missing."""

    name: Bilingual
    detail: str
    advice: Bilingual | None = None
    is_warning: bool = False
    """the program works without it"""

    @property
    def is_good(self) -> bool:
        """Whether nothing is missing that the program needs."""
        return self.advice is None or self.is_warning


Check = Callable[[Settings], CheckResult]


def python_version(_: Settings) -> CheckResult:
    """Python itself."""
    text = ".".join(map(str, sys.version_info[:3]))
    advice = Bilingual("需要 Python 3.11 或更高版本", "Python 3.11 or newer is needed")
    return CheckResult(Bilingual("Python", "Python"), text, None if sys.version_info >= (3, 11) else advice)


def tesseract(_: Settings) -> CheckResult:
    """The second reader, with the languages it needs."""
    from ingest.ocr.tesseract import Tesseract
    from ingest.ocr.tesseract_probe import probe_tesseract

    name = Bilingual("第二识别引擎 Tesseract", "second reader Tesseract")
    probe = probe_tesseract()
    if not probe.version:
        return CheckResult(name, "-", _INSTALL_TESSERACT)
    absent = [language for language in Tesseract.languages if language not in probe.languages]
    return CheckResult(
        name,
        f"{probe.version}: {', '.join(probe.languages)}" + (f"; - {', '.join(absent)}" if absent else ""),
        _INSTALL_TESSERACT if absent else None,
    )


def models(_: Settings) -> CheckResult:
    """The networks of the main reader."""
    from ingest.ocr.models import DETECTION, RECOGNITION, find_model, models_version

    name = Bilingual("主识别引擎模型 PP-OCRv6", "models of the main reader PP-OCRv6")
    try:
        sizes = [find_model(model).stat().st_size for model in (DETECTION, RECOGNITION)]
    except TongguanError as error:
        return CheckResult(
            name, str(error), Bilingual("请重新安装：scripts/setup.sh", error.advice or _REINSTALL.en)
        )
    return CheckResult(name, f"rapidocr {models_version()}, {sum(sizes) / 1024 / 1024:.0f} MB")


def libraries(_: Settings) -> CheckResult:
    """Libraries with native parts."""
    broken = [library for library in LIBRARIES if not _loads(library)]
    detail = ", ".join(LIBRARIES) if not broken else "- " + ", ".join(broken)
    return CheckResult(Bilingual("程序库", "libraries"), detail, _REINSTALL if broken else None)


def _loads(library: str) -> bool:
    # without OpenVINO's telemetry, see ingest.ocr.openvino_import
    command = [
        sys.executable,
        "-c",
        f"import sys; sys.modules['openvino_telemetry'] = None; import {library}",
    ]
    try:
        return subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def readers_lock(_: Settings) -> CheckResult:
    """What holds a reader that a file took over: asked of a real one."""
    from ingest.reader_process import ReaderProcess

    name = Bilingual("识别进程的隔离", "confinement of readers")
    try:
        reader = ReaderProcess("ingest.tasks")
    except TongguanError as error:
        return CheckResult(name, str(error), _REINSTALL)
    try:
        lock = reader.lock
    finally:
        reader.close()
    landlock = f"Landlock {lock.landlock}" if lock.landlock else "- Landlock"
    detail = f"{landlock}, {'seccomp' if lock.has_filter else '- seccomp'}"
    return CheckResult(name, detail, None if lock.is_whole else _NO_LOCK, is_warning=True)


def fonts(_: Settings) -> CheckResult:
    """Chinese fonts, which sample papers are set in."""
    name = Bilingual("中文字体（制作样例用）", "Chinese fonts (for samples)")
    advice = Bilingual(
        "请安装：apt-get install fontconfig fonts-noto-cjk fonts-wqy-zenhei",
        "Install them: apt-get install fontconfig fonts-noto-cjk fonts-wqy-zenhei",
    )
    try:
        listed = subprocess.run(
            [_FONT, ":lang=zh-cn", "family"], capture_output=True, text=True, timeout=_SECONDS, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return CheckResult(name, "-", advice)
    families = {line.split(",")[0].strip() for line in listed.splitlines() if line.strip()}
    return CheckResult(name, str(len(families)), None if families else advice)


def data_folder(settings: Settings) -> CheckResult:
    """Whether the data folder can be written."""
    name = Bilingual("数据目录", "data folder")
    probe = settings.data_dir / ".write-test"
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return CheckResult(
            name,
            f"{settings.data_dir}: {error.strerror}",
            Bilingual(
                "请用 --data-dir 指定可写的目录", "Name a folder that you may write to with --data-dir"
            ),
        )
    return CheckResult(name, str(settings.data_dir))


def database(settings: Settings) -> CheckResult:
    """The database, opened as every command opens it."""
    from app.bootstrap import services_for
    from service import paper_set_commands

    name = Bilingual("数据库", "database")
    try:
        with services_for(settings) as services:
            services.repository.check()
            waiting = len(paper_set_commands.jobs(services))
    except TongguanError as error:
        return _failed(name, error, "Check TONGGUAN_DATABASE_URL and the server.")
    return CheckResult(name, f"{without_secret(settings.database)}; jobs: {waiting}")


def objects(settings: Settings) -> CheckResult:
    """The object store: a small object is written and read."""
    from workers.services import open_services

    name = Bilingual("文件库", "object store")
    try:
        with open_services("sqlite://", settings.objects) as services:
            services.objects.check()
    except TongguanError as error:
        return _failed(name, error, "Check TONGGUAN_OBJECTS_URL and the server.")
    return CheckResult(name, without_secret(settings.objects))


def broker(settings: Settings) -> CheckResult:
    """The queue that carries work to the workers."""
    from workers.brokers.opening import open_broker

    name = Bilingual("任务队列", "broker")
    try:
        opened = open_broker(settings.broker_url)
        try:
            opened.check()
        finally:
            opened.close()
    except TongguanError as error:
        return _failed(name, error, "Check TONGGUAN_BROKER_URL and the server.")
    return CheckResult(name, without_secret(settings.broker_url))


def _failed(name: Bilingual, error: TongguanError, advice: str) -> CheckResult:
    return CheckResult(name, str(error), error.told_advice or Bilingual(advice, advice))


CHECKS: tuple[Check, ...] = (
    python_version,
    libraries,
    models,
    readers_lock,
    tesseract,
    fonts,
    data_folder,
    database,
    objects,
    broker,
)
