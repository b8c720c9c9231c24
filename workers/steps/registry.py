"""Which function does which step."""

from __future__ import annotations

from collections.abc import Callable

from storage.jobs.ledger import Job
from workers.jobs.ending import Ending
from workers.services import Services
from workers.steps.collect import collect
from workers.steps.extract import extract
from workers.steps.inspect_file import inspect_file
from workers.steps.read_again import read_again
from workers.steps.read_page import read_page
from workers.steps.recognise_file import recognise_file
from workers.steps.reconcile import reconcile
from workers.steps.verify import verify

Step = Callable[[Job, Services], Ending]

STEPS: dict[str, Step] = {
    "inspect_file": inspect_file,
    "read_page": read_page,
    "recognise_file": recognise_file,
    "collect": collect,
    "extract": extract,
    "read_again": read_again,
    "reconcile": reconcile,
    "verify": verify,
}
