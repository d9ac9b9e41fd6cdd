"""Standing duties of the clock: what a later stage looks for every minute, such as a consent that ran out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gainful.domain.accounts.actor import acting_as_system

EVERY = timedelta(minutes=1)
REST, LONGEST_REST = 50, timedelta(minutes=15)
"""A question that takes seconds, of a million people, is asked again after so many times as long, and this at most."""


@dataclass(slots=True)
class Duty:
    """A query that says whether there is something to do, and the step that does one piece of it, as the system."""

    name: str
    is_due: Callable[[datetime], bool]
    step: Callable[[datetime], bool]
    looked_at: datetime | None = field(default=None, compare=False)
    took: timedelta = field(default=timedelta(), compare=False)
    waits: bool = field(default=False, compare=False)

    def rests(self, now: datetime) -> bool:
        """Say whether it was looked at too lately to be asked again."""
        rest = max(EVERY, min(REST * self.took, LONGEST_REST))
        return self.looked_at is not None and timedelta() <= now - self.looked_at < rest

    def ask(self, now: datetime) -> bool:
        """Ask whether there is something to do, and keep how long that took."""
        return self._look(self.is_due, now)

    def do(self, now: datetime) -> bool:
        """Do one piece; False where there was none."""
        with acting_as_system(self.name):
            return self._look(self.step, now)

    def _look(self, question: Callable[[datetime], bool], now: datetime) -> bool:
        began = time.monotonic()
        self.waits = question(now)
        self.looked_at, self.took = now, timedelta(seconds=time.monotonic() - began)
        return self.waits


_DUTIES: dict[str, Duty] = {}


def register_duty(name: str, is_due: Callable[[datetime], bool], step: Callable[[datetime], bool]) -> None:
    """Add a duty; the same name twice is an error of the program unless it is the same duty."""
    duty = Duty(name, is_due, step)
    if _DUTIES.setdefault(name, duty) != duty:
        raise ValueError(f"Two duties are called {name}.")


def anything_due(now: datetime) -> bool:
    """Say whether a duty has something to do; each is asked once a minute at most, those after it when it is done."""
    return any(duty.ask(now) for duty in _DUTIES.values() if not duty.rests(now))


def do_all(now: datetime, *, sparing: bool = False) -> int:
    """Do what is due, one transaction for each piece; returns how many.

    `sparing` leaves out what rests: for a worker that comes by each second.
    """
    count = 0
    for duty in _DUTIES.values():
        if sparing and duty.rests(now) and not duty.waits:
            continue
        while duty.do(now):
            count += 1
    return count
