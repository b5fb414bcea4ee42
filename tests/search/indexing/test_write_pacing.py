"""Write transactions are short, and leave the lock free between them. Time is a fake clock's."""

from __future__ import annotations

import pytest
from django.db import connection

from newsroom.search.indexing.write_pacing import MAX_GROWTH, TARGET_SECONDS, WritePacer

pytestmark = pytest.mark.django_db


class FakeClock:
    """A clock that only `advance` moves, and that records the pauses."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.advance(seconds)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def write(pacer: WritePacer, clock: FakeClock, cost: float, speed: float) -> float:
    """A transaction that writes `speed` units a second; returns how long it lasts."""
    with pacer.transaction(cost):
        clock.advance(cost / speed)
    return cost / speed


@pytest.mark.parametrize("speed", [50, 1_000, 40_000, 1_000_000])
def test_transactions_approach_the_target_and_do_not_exceed_it(
    clock: FakeClock, speed: float
) -> None:
    pacer = WritePacer(budget=1, max_budget=1_000_000, clock=clock, sleep=clock.sleep)
    durations = [write(pacer, clock, pacer.budget, speed) for _ in range(30)]
    assert max(durations) <= TARGET_SECONDS * 1.001
    assert durations[-1] == pytest.approx(TARGET_SECONDS)


def test_after_one_slow_transaction_the_next_is_within_the_target(clock: FakeClock) -> None:
    pacer = WritePacer(budget=100, max_budget=10_000, clock=clock, sleep=clock.sleep)
    for _ in range(10):
        write(pacer, clock, pacer.budget, speed=10_000)
    slow = write(pacer, clock, pacer.budget, speed=1_000)
    assert slow == pytest.approx(10 * TARGET_SECONDS)
    assert write(pacer, clock, pacer.budget, speed=1_000) <= TARGET_SECONDS * 1.001


def test_the_budget_grows_step_by_step_to_its_maximum(clock: FakeClock) -> None:
    pacer = WritePacer(budget=10, max_budget=30, clock=clock, sleep=clock.sleep)
    budgets = []
    for _ in range(4):
        write(pacer, clock, 1, speed=1_000_000)
        budgets.append(pacer.budget)
    assert budgets == [10 * MAX_GROWTH, 10 * MAX_GROWTH**2, 30, 30]


def test_the_lock_stays_free_for_as_long_as_it_was_held(clock: FakeClock) -> None:
    pacer = WritePacer(budget=10, max_budget=10, clock=clock, sleep=clock.sleep)
    write(pacer, clock, 10, speed=100)
    clock.advance(0.03)
    write(pacer, clock, 10, speed=100)
    clock.advance(0.5)
    write(pacer, clock, 10, speed=100)
    # Held for 0.1 s, then free for 0.03 s of computing; the second time computing took longer.
    assert clock.pauses == ([pytest.approx(0.07)] if connection.vendor == "sqlite" else [])


def test_batches_cost_no_more_than_the_budget_unless_they_are_one_item(clock: FakeClock) -> None:
    pacer = WritePacer(budget=10, max_budget=100, clock=clock, sleep=clock.sleep)
    batches = list(pacer.batches([4, 4, 4, 25, 1, 9, 1], cost=float))
    assert batches == [[4, 4], [4], [25], [1, 9], [1]]


def test_a_batch_is_measured_by_the_budget_of_its_time(clock: FakeClock) -> None:
    pacer = WritePacer(budget=2, max_budget=100, clock=clock, sleep=clock.sleep)
    sizes = []
    for batch in pacer.batches([1] * 9, cost=float):
        sizes.append(len(batch))
        write(pacer, clock, len(batch), speed=1_000_000)
    assert sizes == [2, 3, 4]


def test_a_transaction_that_fails_is_rolled_back_and_leaves_the_budget(clock: FakeClock) -> None:
    pacer = WritePacer(budget=10, max_budget=100, clock=clock, sleep=clock.sleep)
    with pytest.raises(ZeroDivisionError), pacer.transaction(10):
        raise ZeroDivisionError
    assert pacer.budget == 10
