from __future__ import annotations

from typing import Any

from service.paper_set_commands import BundleSource, submit
from storage.jobs.figures import Heap
from workers.performing import perform


def test_figures_are_of_what_is_not_done(installation: Any, fakes: Any) -> None:
    files = tuple((f"{name}.pdf", fakes.fake_file(2, vin=name)) for name in "AB")
    paper_set_id = submit(installation.services, BundleSource("two", files))
    with installation.services.repository.read() as tx:
        (heap,) = tx.figures.heaps()
        first, second = tx.jobs.open_of_paper_set(paper_set_id)
        assert (tx.figures.holders(0.0), tx.figures.unsent()) == (0, 2)
    assert heap == Heap("queued", "interactive", "inspect_file", 2, first.created_at)
    perform(first.id, installation.services)
    with installation.services.repository.write() as tx:
        tx.jobs.claim(second.id, "r1", "somebody", 10.0, 20.0)
        assert {(heap.state, heap.step, heap.count) for heap in tx.figures.heaps()} == {
            ("queued", "read_page", 2),
            ("running", "inspect_file", 1),
        }
        assert (tx.figures.holders(15.0), tx.figures.holders(25.0)) == (1, 0)
