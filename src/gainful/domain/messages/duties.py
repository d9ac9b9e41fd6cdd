"""Standing duties of the clock: what a later stage looks for every minute, such as a consent that ran out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gainful.domain.accounts.actor import acting_as_system

EVERY = timedelta(minutes=1)


@dataclass(slots=True)
class Duty:
    """A query that says whether there is something to do, and the step that does one piece of it, as the system."""

    name: str
    is_due: Callable[[datetime], bool]
    step: Callable[[datetime], bool]
    looked_at: datetime | None = field(default=None, compare=False)


_DUTIES: dict[str, Duty] = {}


def register_duty(name: str, is_due: Callable[[datetime], bool], step: Callable[[datetime], bool]) -> None:
    """Add a duty; the same name twice is an error of the program unless it is the same duty."""
    duty = Duty(name, is_due, step)
    if _DUTIES.setdefault(name, duty) != duty:
        raise ValueError(f"Two duties are called {name}.")


def anything_due(now: datetime) -> bool:
    """Say whether a duty has something to do; each is asked once a minute."""
    found = False
    for duty in _DUTIES.values():
        if duty.looked_at is not None and timedelta() <= now - duty.looked_at < EVERY:
            continue
        duty.looked_at = now
        found = found or duty.is_due(now)
    return found


def do_all(now: datetime) -> int:
    """Do what is due, one transaction for each piece; returns how many."""
    count = 0
    for duty in _DUTIES.values():
        while _step(duty, now):
            count += 1
    return count


def _step(duty: Duty, now: datetime) -> bool:
    with acting_as_system(duty.name):
        return duty.step(now)
