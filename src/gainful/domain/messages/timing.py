"""When a message may go: quiet hours and the daily digest, in the reader's own time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From when until when nothing is sent; `starts` included, `ends` not. Equal ends mean no quiet hours."""

    starts: time
    ends: time
    zone: ZoneInfo

    def covers(self, moment: datetime) -> bool:
        """Whether a moment (with a zone) lies in the quiet hours by the reader's clock."""
        clock = moment.astimezone(self.zone).time()
        if self.starts <= self.ends:
            return self.starts <= clock < self.ends
        return clock >= self.starts or clock < self.ends


def next_allowed(moment: datetime, quiet: QuietHours) -> datetime:
    """Return the first moment from `moment` on that is not quiet (UTC)."""
    if not quiet.covers(moment):
        return moment.astimezone(UTC)
    return next_at(moment, quiet.ends, quiet.zone)


def next_at(moment: datetime, clock: time, zone: ZoneInfo) -> datetime:
    """Return the next time, from `moment` on, that the clock in a zone shows `clock` (UTC).

    Where the clock jumps over that time in spring it is the moment after the jump; where it shows it twice in autumn,
    the first.
    """
    day = moment.astimezone(zone).date()
    days = (datetime.combine(day + timedelta(days=later), clock, tzinfo=zone) for later in range(3))
    return next(instant for local in days if (instant := local.astimezone(UTC)) >= moment)


def last_allowed(moment: datetime, quiet: QuietHours) -> datetime:
    """Return the last moment up to `moment` that is not quiet (UTC): what must come before something comes earlier."""
    if not quiet.covers(moment):
        return moment.astimezone(UTC)
    day = moment.astimezone(quiet.zone).date()
    days = (datetime.combine(day - timedelta(days=n), quiet.starts, tzinfo=quiet.zone) for n in range(3))
    minute = timedelta(minutes=1)
    return next(last for begins in days if (last := begins.astimezone(UTC) - minute) < moment)
