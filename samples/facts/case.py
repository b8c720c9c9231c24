"""All papers of one application, before and after somebody tampered with them."""

from __future__ import annotations

from random import Random

import msgspec

from domain.field import DocumentKind
from samples.facts.invoice import make_invoice
from samples.facts.other_papers import make_others
from samples.facts.paper import PaperFacts
from samples.facts.service_papers import make_bill, make_invoice_paper
from samples.facts.trade_papers import make_declaration, make_letters, make_licence
from samples.facts.vehicle_papers import make_certificate, make_vehicle_licence
from samples.facts.world import World


class Case(msgspec.Struct):
    """A world and its papers. Scenarios change the papers in place."""

    world: World
    papers: list[PaperFacts]
    rng: Random

    def of(self, kind: DocumentKind, car: int | None = None) -> list[PaperFacts]:
        """Papers of a kind, of one car where asked."""
        return [p for p in self.papers if p.kind is kind and (car is None or car in p.cars)]

    def certificate(self, car: int = 0) -> PaperFacts:
        return self.of(DocumentKind.REGISTRATION_CERTIFICATE, car)[0]

    def bills(self, car: int = 0) -> list[PaperFacts]:
        """Repair bills of a car, oldest first."""
        return sorted(self.of(DocumentKind.REPAIR_BILL, car), key=lambda p: str(p.fields["service_in_date"]))

    def invoices(self, car: int = 0) -> list[PaperFacts]:
        """Repair invoices of a car, oldest first."""
        found = self.of(DocumentKind.VAT_INVOICE, car) + self.of(DocumentKind.DIGITAL_INVOICE, car)
        return sorted(found, key=lambda p: str(p.fields["issue_date"]))

    def ensure_vehicle_licence(self, car: int = 0) -> PaperFacts:
        """The car's 行驶证; added when the exporter had left it out."""
        found = self.of(DocumentKind.VEHICLE_LICENCE, car)
        if not found:
            found = [make_vehicle_licence(self.rng, self.world, car)]
            self.papers += found
        return found[0]

    def remove_visit(self, bill: PaperFacts) -> None:
        """Take a bill and the invoice over it out of the case."""
        number = bill.fields["bill_number"]
        self.papers = [p for p in self.papers if p.fields.get("bill_number") != number]

    @property
    def declaration(self) -> PaperFacts:
        return self.of(DocumentKind.EXPORT_DECLARATION)[0]

    @property
    def licence(self) -> PaperFacts:
        return self.of(DocumentKind.EXPORT_LICENCE)[0]

    @property
    def letters(self) -> list[PaperFacts]:
        return self.of(DocumentKind.CONFIRMATION_LETTER)


def make_case(world: World, rng: Random) -> Case:
    """The honest papers of that world."""
    papers: list[PaperFacts] = []
    for index, life in enumerate(world.lives):
        papers.append(make_certificate(rng, world, index))
        if rng.random() < 0.7:
            papers.append(make_vehicle_licence(rng, world, index))
        for visit in life.visits:
            invoice = make_invoice(rng, visit)
            papers.append(make_bill(rng, world, index, visit, invoice))
            papers.append(make_invoice_paper(rng, world, index, visit, invoice))
        papers += make_others(rng, world, index)
    papers += [make_declaration(rng, world), make_licence(rng, world), *make_letters(rng, world)]
    return Case(world, papers, rng)
