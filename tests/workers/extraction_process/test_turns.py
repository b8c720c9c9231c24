from __future__ import annotations

from workers.extraction_process.turns import LONGEST_PAUSE_SECONDS, PAUSE_SECONDS, ExtractionTurns


def test_an_owner_has_so_many_tasks_at_a_time_and_others_theirs() -> None:
    turns = ExtractionTurns(2)
    assert [turns.enter("a") for _ in range(3)] == [0.0, 0.0, PAUSE_SECONDS]
    assert turns.enter("b") == 0.0
    turns.leave("a")
    assert turns.enter("a") == 0.0


def test_the_more_tasks_are_put_off_the_more_rarely_they_ask() -> None:
    turns = ExtractionTurns()
    assert turns.enter("a") == 0.0
    pauses = [turns.enter("a") for _ in range(1_000)]
    assert pauses == sorted(pauses) and pauses[0] == PAUSE_SECONDS and pauses[-1] == LONGEST_PAUSE_SECONDS
    turns.leave("a")
    assert (turns.enter("a"), turns.enter("a")) == (0.0, PAUSE_SECONDS)


def test_nothing_is_kept_of_who_has_no_task_under_way() -> None:
    turns = ExtractionTurns()
    for owner in map(str, range(10)):
        turns.enter(owner)
        turns.enter(owner)
        turns.leave(owner)
    assert not turns._under_way and not turns._put_off
