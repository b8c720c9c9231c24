"""Single papers without bundles around them: text PDFs with the truth and the place of every value, fast.

for sheet in compose_papers(seed=1, count=1000):
    sheet.pdf, sheet.papers[0].fields["vin"], sheet.papers[0].places["vin"][0].x0
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count as numbers
from random import Random

from samples.facts.case import Case, make_case
from samples.facts.paper import PaperFacts
from samples.facts.world import Plan, make_world
from samples.papers.composer.layouts import composed_papers
from samples.papers.composer.settings import Settings
from samples.papers.layout import PaperLayout
from samples.papers.rendering import RenderedPaper, render_paper
from samples.papers.together import Sheet, gather, is_slip, lay_apart

_MOST_CARS = 4
_TRIES = 3
_SAME_LOOK = 0.5
"""how often two on a page come from the same form"""


def compose_papers(
    seed: int,
    count: int,
    kinds: Sequence[str] = (),
    settings: Settings | None = None,
    is_draft: bool = True,
) -> Iterator[Sheet]:
    """That many sheets of genuine papers, kinds in turn; of ``kinds`` only where given (a kind or a subtype).

    A sheet is one PDF with one paper, or with two on one page; its papers carry fields, rows and places.
    Drafts have no seals, which are pictures: words and rulings are the same, and printing is faster.
    """
    press = _Press(settings or Settings(), Random(f"composed {seed}"), is_draft)
    made = 0
    for number in numbers():
        papers = [p for p in _case(press.rng.getrandbits(32), number).papers if press.layouts_of(p)]
        papers = [p for p in papers if not kinds or p.kind in kinds or p.subtype in kinds]
        for paper in _one_of_each_kind(papers, press.rng):
            if made == count:
                return
            made += 1
            yield press.print_sheet(paper, [other for other in papers if other is not paper])


def _case(seed: int, number: int) -> Case:
    rng = Random(seed)
    plan = Plan(cars=rng.randint(1, _MOST_CARS), within_180=number % 3 > 0, is_young=number % 9 == 1)
    return make_case(make_world(seed, plan), rng)


def _one_of_each_kind(papers: list[PaperFacts], rng: Random) -> list[PaperFacts]:
    """So that rare kinds are not rare in training."""
    found = {(p.kind, p.subtype): p for p in rng.sample(papers, len(papers))}
    return [paper for _, paper in sorted(found.items())]


class _Press:
    """Prints sheets with one source of chances."""

    def __init__(self, settings: Settings, rng: Random, is_draft: bool) -> None:
        self.settings, self.rng, self._is_draft = settings, rng, is_draft
        self._layouts = composed_papers(settings)

    def layouts_of(self, paper: PaperFacts) -> list[PaperLayout]:
        return [x for x in self._layouts if (x.kind, x.subtype) == (paper.kind, paper.subtype)]

    def print_sheet(self, paper: PaperFacts, others: list[PaperFacts]) -> Sheet:
        """The paper; now and then with another on its page, mostly of the same form and hand."""
        look = self.rng.getrandbits(64)
        first = self._print(paper, look)
        if not others or not is_slip(first) or self.rng.random() >= self.settings.two_on_a_page:
            return lay_apart(first)
        alike = [another for another in others if another.kind is paper.kind] or others
        same = self.rng.random() < _SAME_LOOK
        for other in [look] * same + [self.rng.getrandbits(64) for _ in range(_TRIES)]:
            second = self._print(self.rng.choice(alike), other)
            if is_slip(second):
                return gather([first, second], 1.0, self.rng)[0]
        return lay_apart(first)

    def _print(self, paper: PaperFacts, look: int) -> RenderedPaper:
        layout = self.rng.choice(self.layouts_of(paper))
        return render_paper(paper, layout, Random(look), is_draft=self._is_draft)
