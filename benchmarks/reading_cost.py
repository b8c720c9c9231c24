"""What reading a page costs, and what is seen: this project's reader, RapidOCR as shipped and Tesseract, page by page in turn.

    python -m benchmarks.reading_cost                       # 24 scans, 16 photographs, 8 faxes
    python -m benchmarks.reading_cost --pages 8 --out FILE  # 8 of each

Each reader lives in a process of its own that has read one page before; the cost is that process's processor seconds, its
children's included, so a busy machine changes little. Ours is the whole page (clean-up, detection, recognition, codes,
rulings, the stored picture) on one thread. RapidOCR runs twice: as shipped, and held to one thread. Characters missing
and in excess are counted wherever they stand, against the text layer of the printed page; values are VINs, dates,
distances and plates of the text layer that the plain text holds.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing as mp
import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.labelled_pages import LabelledPage, characters_missing, compact, labelled_pages, values_in
from benchmarks.tables import write_structs

PAGES = {"scan": 24, "photo": 16, "fax": 8}
SEED = 920_000
ONE_THREAD = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENCV_FOR_THREADS_NUM", "OPENBLAS_NUM_THREADS")

ReadText = Callable[[LabelledPage], str]


class Cost(msgspec.Struct, frozen=True):
    """One page read by one reader. Seconds; characters and values as counts."""

    reader: str
    medium: str
    page: str
    cpu: float
    wall: float
    characters: int
    missing: int
    excess: int
    values: int
    values_seen: int


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Compare what reading a page costs.")
    parser.add_argument("--pages", type=int, help="so many of each medium")
    parser.add_argument("--readers", nargs="+", choices=list(READERS), default=list(READERS))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=Path("benchmarks/out/reading_cost.csv"))
    wanted = parser.parse_args(arguments)
    costs = []
    with _started(wanted.readers) as links:
        for medium, count in PAGES.items():
            for page in labelled_pages(wanted.pages or count, medium, wanted.seed):
                costs += [_measure(name, link, page) for name, link in links.items()]
    write_structs(wanted.out, costs)
    for line in summary(costs):
        print(line)


def summary(costs: Sequence[Cost]) -> Iterator[str]:
    """For each medium, and for all, a line a reader: cost a page, against ours, and what was seen."""
    for medium in (*PAGES, "all"):
        ours = [cost for cost in costs if cost.reader == "tongguan" and medium in (cost.medium, "all")]
        for name in dict.fromkeys(cost.reader for cost in costs):
            own = [cost for cost in costs if cost.reader == name and medium in (cost.medium, "all")]
            if not own:
                continue
            cpu = sum(cost.cpu for cost in own)
            ratio = f"{cpu / sum(cost.cpu for cost in ours):5.2f}" if ours else "    -"
            characters = sum(cost.characters for cost in own)
            yield (
                f"{medium:6s} {name:20s} {len(own):3d} pages  {cpu / len(own):6.3f} core-s  {ratio} of ours"
                f"  {sum(cost.wall for cost in own) / len(own):6.3f} s"
                f"  missing {100 * sum(cost.missing for cost in own) / characters:5.2f} %"
                f"  excess {100 * sum(cost.excess for cost in own) / characters:5.2f} %"
                f"  values {sum(cost.values_seen for cost in own)} of {sum(cost.values for cost in own)}"
            )


def _measure(name: str, link: Connection, page: LabelledPage) -> Cost:
    link.send(page)
    text, cpu, wall = link.recv()
    true, seen = values_in(page.truth), values_in(text)
    return Cost(
        reader=name, medium=page.medium, page=page.name, cpu=round(cpu, 4), wall=round(wall, 4),
        characters=len(compact(page.truth)),
        missing=characters_missing(page.truth, text), excess=characters_missing(text, page.truth),
        values=true.total(), values_seen=(true & seen).total(),
    )  # fmt: skip


@contextmanager
def _started(names: Sequence[str]) -> Iterator[dict[str, Connection]]:
    """A connection to a process for each reader, ended afterwards."""
    context = mp.get_context("spawn")
    links: dict[str, Connection] = {}
    processes = []
    for name in names:
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(name, theirs), daemon=True)
        process.start()
        processes.append(process)
        links[name] = ours
    try:
        yield links
    finally:
        for link in links.values():
            link.send(None)
        for process in processes:
            process.join(20)


def _serve(name: str, link: Connection) -> None:
    """Read pages until there are no more; the first is read once without being counted."""
    make, has_one_thread = READERS[name]
    if has_one_thread:
        os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    read = make()
    is_warm = False
    while (page := link.recv()) is not None:
        if not is_warm:
            read(page)
            is_warm = True
        began, cpu = time.perf_counter(), _processor_seconds()
        text = read(page)
        link.send((text, _processor_seconds() - cpu, time.perf_counter() - began))


def _processor_seconds() -> float:
    """Of this process with all its threads, and of its children that ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _ours() -> ReadText:
    import cv2

    from ingest.engine import MainReader
    from ingest.picture_page import read_picture

    cv2.setNumThreads(1)
    engine = MainReader()

    def read(page: LabelledPage) -> str:
        words = read_picture(page.picture, page.dpi, 1, engine).page.words
        return "\n".join(word.text for word in words)

    return read


def _rapidocr(settings: dict[str, Any] | None) -> ReadText:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.WARNING)
    engine: Any = RapidOCR(params=settings)
    return lambda page: "\n".join(engine(page.picture).txts or ())


def _rapidocr_as_shipped() -> ReadText:
    return _rapidocr(None)


def _rapidocr_one_thread() -> ReadText:
    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    return _rapidocr(threads)


def _tesseract() -> ReadText:
    from ingest.ocr.tesseract import Tesseract

    engine = Tesseract()
    return lambda page: "\n".join(word.text for word in engine.read_page(page.picture))


READERS: dict[str, tuple[Callable[[], ReadText], bool]] = {
    "tongguan": (_ours, True),
    "rapidocr": (_rapidocr_as_shipped, False),
    "rapidocr_one_thread": (_rapidocr_one_thread, True),
    "tesseract": (_tesseract, True),
}
"""how each reader is made, and whether it is held to one thread"""


if __name__ == "__main__":
    main()
