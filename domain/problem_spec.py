"""Tables of problems: every room lists what it can report, and docs/problems.md is made from the lists."""

from __future__ import annotations

import msgspec

from domain.document import Actor, Problem, Severity
from domain.values import Bilingual

MAX_FILLED_IN = 200
"""characters of a file name or a library's message that are taken into a sentence"""


class ProblemSpec(msgspec.Struct, frozen=True):
    """One line of a table; ``{names}`` in the texts are filled in when the problem is stated."""

    code: str
    """stable snake_case name"""
    severity: Severity
    zh: str
    en: str
    zh_advice: str
    en_advice: str
    next_action: Actor = Actor.EXPORTER

    def state(self, page: int | None = None, **values: object) -> Problem:
        """The problem with ``values`` filled into its texts, a ``Bilingual`` one into each in its own language.

        KeyError where one is missing. Nobody acts on a note.
        """
        zh = {
            name: _shown(value.zh if isinstance(value, Bilingual) else value)
            for name, value in values.items()
        }
        en = {
            name: _shown(value.en if isinstance(value, Bilingual) else value)
            for name, value in values.items()
        }
        return Problem(
            code=self.code,
            message=Bilingual(self.zh.format(**zh), self.en.format(**en)),
            advice=Bilingual(self.zh_advice, self.en_advice),
            severity=self.severity,
            next_action=Actor.NOBODY if self.severity is Severity.NOTE else self.next_action,
            page=page,
        )


def _shown(value: object) -> str:
    return str(value)[:MAX_FILLED_IN]
