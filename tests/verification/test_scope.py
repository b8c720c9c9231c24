"""Which cars an application is about, and which are only named."""

from __future__ import annotations

from typing import Any

import pytest

from domain.finding import Outcome, Verdict


def strangers(make_vin: Any, count: int) -> list[str]:
    return [make_vin(f"LSVCY6C40MN1{n:05d}") for n in range(count)]


def test_a_letter_for_twenty_cars_makes_one_dossier_of_an_application_for_one(
    genuine: Any, make_vin: Any
) -> None:
    others = strangers(make_vin, 19)
    genuine.papers["letter"].tables["vehicles"] += [{"vin": v, "brand": "大众"} for v in others]
    result = genuine.verify()
    assert [d.verdict for d in result.dossiers] == [Verdict.CLEAR]
    assert result.verdict is Verdict.CLEAR
    (line,) = [f for f in result.findings if f.rule == "other_cars"]
    assert (line.outcome, line.effect) == (Outcome.AGREES, Verdict.CLEAR)
    assert "19" in line.message.en and min(others) in line.message.en
    assert len(line.evidence) == 19


def test_sister_cars_in_a_row_are_told_apart_on_the_letter(fleet: Any) -> None:
    """The letter lists all three of a fleet, the application is about one."""
    for n in (1, 2):
        for paper in ("cert", "licence", "bill", "invoice"):
            fleet.papers.pop(f"{paper}{n}")
    fleet.papers["declaration"].tables["goods"] = fleet.papers["declaration"].tables["goods"][:1]
    fleet.papers["export_licence"].tables["vehicles"] = fleet.papers["export_licence"].tables["vehicles"][:1]
    fleet.papers["export_licence"].fields["quantity"] = 1
    result = fleet.verify()
    assert [d.verdict for d in result.dossiers] == [Verdict.CLEAR]
    assert [f.rule for f in result.findings] == ["other_cars"]


@pytest.mark.parametrize("paper", ["cert0", "licence0", "export_licence", "declaration"])
def test_each_deciding_paper_alone_decides(genuine: Any, make_vin: Any, paper: str) -> None:
    kept = {paper, "letter"}
    genuine.papers = {name: p for name, p in genuine.papers.items() if name in kept}
    genuine.papers["letter"].tables["vehicles"] += [{"vin": v} for v in strangers(make_vin, 3)]
    assert len(genuine.verify().dossiers) == 1


def test_while_no_paper_decides_every_car_that_is_named_counts_and_it_is_said(
    genuine: Any, make_vin: Any
) -> None:
    genuine.papers = {name: genuine.papers[name] for name in ("letter", "bill0")}
    genuine.papers["letter"].tables["vehicles"] += [{"vin": v} for v in strangers(make_vin, 3)]
    result = genuine.verify()
    assert len(result.dossiers) == 4
    assert "No licence" in next(f for f in result.findings if f.rule == "other_cars").message.en


def test_a_bill_and_its_invoice_of_another_car_are_noted(genuine: Any, make_vin: Any) -> None:
    bill, invoice = (genuine.copy().papers[name] for name in ("bill0", "invoice0"))
    bill.fields |= {
        "vin": strangers(make_vin, 1)[0],
        "plate": "沪B99887",
        "bill_number": "X9",
        "invoice_number": None,
        "mileage": 90_000,
    }
    invoice.fields |= {
        "invoice_number": "26442000000000777777",
        "qr_invoice_number": None,
        "bill_number": "X9",
    }
    genuine.papers |= {"strange_bill": bill, "strange_invoice": invoice}
    result = genuine.verify()
    assert [d.verdict for d in result.dossiers] == [Verdict.CLEAR]
    assert [(f.rule, f.effect) for f in result.findings] == [("other_cars", Verdict.CLEAR)] * 2
    assert set(result.unassigned) == {"strange_bill", "strange_invoice"}


@pytest.mark.parametrize("vin", ["LSVCY6C48MN027789", "LGXCE4CB0S0987650"])
def test_a_bill_whose_vin_fails_its_check_is_for_a_person(genuine: Any, vin: str) -> None:
    bill = genuine.copy().papers["bill0"]
    bill.fields |= {"vin": vin, "plate": None, "bill_number": "X9", "invoice_number": None}
    genuine.papers["strange_bill"] = bill
    result = genuine.verify()
    assert [(f.rule, f.effect) for f in result.findings] == [("papers_unassigned", Verdict.REVIEW)]


def test_an_invoice_without_a_vin_is_the_only_cars_though_the_letter_names_others(
    genuine: Any, make_vin: Any
) -> None:
    genuine.papers["letter"].tables["vehicles"] += [{"vin": v} for v in strangers(make_vin, 3)]
    genuine.papers.pop("bill0")
    genuine.papers["invoice0"].fields["bill_number"] = None
    assert "invoice0" in genuine.car().documents


def test_a_stray_code_on_the_declaration_makes_no_car(genuine: Any) -> None:
    """Its line says nothing else, and the code is rather no VIN: a piece of the consignor's code."""
    goods = genuine.papers["declaration"].tables["goods"]
    goods.append({"vin": "410104MA1A69WT6G4"})
    result = genuine.verify()
    assert len(result.dossiers) == 2, "a code that was read with certainty is a car"
    genuine.papers["declaration"].certainty["vin"] = 0.03
    assert [d.verdict for d in genuine.verify().dossiers] == [Verdict.CLEAR]


def test_a_car_read_with_doubt_is_a_car_when_its_goods_stand_beside_it(genuine: Any, make_vin: Any) -> None:
    genuine.papers["declaration"].tables["goods"].append(
        {"vin": strangers(make_vin, 1)[0], "goods_name": "旧小轿车", "hs_code": "8703234110"}
    )
    genuine.papers["declaration"].certainty["vin"] = 0.03
    result = genuine.verify()
    assert len(result.dossiers) == 2
    assert "licence_quantity" in next(d for d in result.dossiers if len(d.documents) > 3).reasons


def test_a_certified_cars_engine_number_is_no_other_car(genuine: Any) -> None:
    engine = "TZ200XSUP38111254"
    for paper in ("cert0", "licence0"):
        genuine.papers[paper].fields["engine_no"] = engine
    genuine.papers["declaration"].tables["goods"][0]["engine_no"] = engine
    genuine.papers["declaration"].tables["goods"].append({"vin": engine, "hs_code": "8703234110"})
    assert [d.verdict for d in genuine.verify().dossiers] == [Verdict.CLEAR]
