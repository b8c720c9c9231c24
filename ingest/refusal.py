"""How a stage says that a file or page gives nothing: a problem to report, carried out of the depth."""

from __future__ import annotations

from domain.document import Problem


class Refused(Exception):
    """Nothing can be had from these bytes. Never leaves ``ingest``: it becomes a state with its problem."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found
