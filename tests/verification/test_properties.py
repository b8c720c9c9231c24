"""What holds for any change: order, certainty, the clock."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.finding import Verdict
from verification.policy import load_policy
from verification.verify import verify

ORDER = (Verdict.CLEAR, Verdict.REVIEW, Verdict.REFUSE)
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CHANGES = (
    ("bill0", "vin", "LGXCE4CB0S0123457"),
    ("bill0", "plate", "粤B98765"),
    ("cert0", "register_date", "2025-07-08"),
    ("licence0", "engine_no", "CFN998877"),
    ("invoice0", "qr_invoice_number", "26442000009999999999"),
    ("letter", "maker", "比亚迪汽车销售有限公司"),
    ("declaration", "licence_number", "26-31-B98765"),
    ("bill0", "service_in_date", "2026-01-02"),
    ("export_licence", "valid_until", "2026-05-12"),
)


@QUICK
@given(data=st.data())
def test_the_order_of_papers_never_matters(fleet: Any, data: st.DataObject) -> None:
    bundle = fleet.copy()
    for name, field, value in data.draw(st.lists(st.sampled_from(CHANGES), max_size=3)):
        bundle.papers[name].fields[field] = value
    documents = bundle.documents()
    policy = load_policy(None, None, bundle.as_of)
    shuffled = data.draw(st.permutations(documents))
    first = verify(documents, (), bundle.form, policy, bundle.as_of)
    assert verify(shuffled, (), bundle.form, policy, bundle.as_of) == first


@QUICK
@given(data=st.data())
def test_reading_worse_never_clears_what_was_not_clear(genuine: Any, data: st.DataObject) -> None:
    bundle = genuine.copy()
    for name, field, value in data.draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=3)):
        bundle.papers[name].fields[field] = value
    before = bundle.verify().verdict
    papers = data.draw(st.lists(st.sampled_from(sorted(bundle.papers)), max_size=4))
    worse = bundle.copy()
    for name in papers:
        for field in worse.papers[name].fields:
            worse.papers[name].certainty[field] = data.draw(st.floats(0.05, 0.98), label=f"{name}.{field}")
    after = worse.verify().verdict
    assert before is not Verdict.CLEAR
    assert after is not Verdict.CLEAR
    assert ORDER.index(after) <= ORDER.index(before)


@QUICK
@given(certainty=st.floats(0.0, 0.98))
def test_uncertain_readings_never_refuse(genuine: Any, certainty: float) -> None:
    for (name, field, value), _ in zip(CHANGES, itertools.count(), strict=False):
        bundle = genuine.copy()
        bundle.certainty = certainty
        bundle.papers[name].fields[field] = value
        assert bundle.verify().verdict is Verdict.REVIEW


@QUICK
@given(data=st.data())
def test_lost_papers_never_refuse_an_honest_car(fleet: Any, data: st.DataObject) -> None:
    bundle = fleet.copy()
    for name in data.draw(st.sets(st.sampled_from(sorted(bundle.papers)), max_size=8)):
        bundle.papers.pop(name)
    assert bundle.verify().verdict is not Verdict.REFUSE


@QUICK
@given(data=st.data())
def test_lost_fields_never_refuse_an_honest_car(fleet: Any, data: st.DataObject) -> None:
    bundle = fleet.copy()
    for name in data.draw(st.lists(st.sampled_from(sorted(bundle.papers)), max_size=10)):
        paper = bundle.papers[name]
        paper.fields[data.draw(st.sampled_from(sorted(paper.fields)))] = None
        for rows in paper.tables.values():
            if rows and data.draw(st.booleans()):
                rows.pop(data.draw(st.integers(0, len(rows) - 1)))
    assert bundle.verify().verdict is not Verdict.REFUSE
