from __future__ import annotations

import pytest

from app.http.connection_cap import FEWEST, KEPT_DESCRIPTORS, MOST_OF_AN_ADDRESS, ConnectionCap


def test_an_address_has_so_many_and_others_theirs() -> None:
    cap = ConnectionCap(100_000, "")
    assert all(cap.enter("10.0.0.1") for _ in range(MOST_OF_AN_ADDRESS))
    assert not cap.enter("10.0.0.1") and cap.enter("10.0.0.2")
    cap.leave("10.0.0.1")
    assert cap.enter("10.0.0.1")


@pytest.mark.parametrize("proxies", ["10.0.0.1", "::1, 10.0.0.0/8", "*"])
def test_a_proxy_has_no_cap_of_its_own(proxies: str) -> None:
    cap = ConnectionCap(100_000, proxies)
    assert all(cap.enter("10.0.0.1") for _ in range(10 * MOST_OF_AN_ADDRESS))


@pytest.mark.parametrize(("descriptors", "most"), [(KEPT_DESCRIPTORS + 1_000, 1_000), (0, FEWEST)])
def test_descriptors_are_left_for_the_work(descriptors: int, most: int) -> None:
    cap = ConnectionCap(descriptors, "*")
    assert sum(cap.enter(str(number)) for number in range(2_000)) == most


def test_nothing_is_kept_of_who_has_gone() -> None:
    cap = ConnectionCap(1_000, "nonsense")
    for number in range(100):
        assert cap.enter(str(number))
        cap.leave(str(number))
    assert not cap._open and cap._total == 0
