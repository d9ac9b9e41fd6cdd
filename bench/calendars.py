"""A term's calendars read by two independent libraries: the same instants, over both nights in which clocks change.

40 people × 60 sessions, each person's calendar written as the site writes it, read by `icalendar` and by `vobject`.
Neither library is part of Gainful: `make bench ARGS=calendars` installs both into a temporary environment, pinned here,
and runs this file as a script there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bench import Row, SkipBench
from gainful.exchange.calendars import Event, calendar_text

READERS = ("icalendar==7.3.2", "vobject==0.9.9")
PEOPLE, SESSIONS, ZONE = 40, 60, "America/Chicago"
FIRST = date(2026, 10, 5)
"""A Monday; 60 classes on Mondays, Wednesdays and Fridays end in February, so a second half starts before March."""


def events(person: int) -> list[Event]:
    """Return a person's classes: half around the November change, half around the March one, some at 1:30 at night."""
    found = []
    for half, first in enumerate((FIRST, date(2027, 2, 1))):
        days = [
            first + timedelta(days=n) for n in range(80) if (first + timedelta(days=n)).weekday() in {0, 2, 4}
        ]
        for n, day in enumerate(days[: SESSIONS // 2 - 1]):
            start = datetime.combine(day, time(8 + person % 12, 15 * (n % 4)), tzinfo=ZoneInfo(ZONE))
            found.append(_event(person, half, n, start))
        night = datetime(2026, 11, 1, 1, 30, fold=person % 2, tzinfo=ZoneInfo(ZONE))
        spring = datetime(2027, 3, 14, 1, 30, tzinfo=ZoneInfo(ZONE))
        found.append(_event(person, half, SESSIONS, spring if half else night))
    return found


def _event(person: int, half: int, n: int, start: datetime) -> Event:
    begins = start.astimezone(UTC)
    words = "Vital signs; pulse, and – schon – größere Räume " * (1 + n % 3)
    return Event(
        f"{person}-{half}-{n}", begins, begins + timedelta(minutes=180), words, place="Room 4, \\ 2nd floor\nAsk",
        is_cancelled=n % 11 == 10, sequence=n % 11 // 10,
    )  # fmt: skip


def run() -> Iterator[Row]:
    """Install both readers for this run and let them read."""
    with TemporaryDirectory(prefix="gainful-bench-") as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder, "bin", "python"))
        got = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", *READERS], capture_output=True, check=False
        )
        if got.returncode:
            raise SkipBench(f"pip cannot install {' and '.join(READERS)} here")
        done = subprocess.run(
            [python, __file__], capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if "site-packages" not in path)},
        )  # fmt: skip
    if not done.stdout:
        raise RuntimeError(done.stderr[-2000:])
    wrong = int(done.stdout.split()[-2])
    yield Row(
        "calendar events that two libraries read otherwise than written",
        wrong,
        0,
        note=done.stdout.strip(),
        lower_is_better=True,
    )


def main() -> int:
    """Compare what each library reads with what was written; returns how many instants differ."""
    import icalendar
    import vobject

    wrong = read = 0
    for person in range(PEOPLE):
        written = events(person)
        assert len(written) == SESSIONS
        text = calendar_text(written, datetime(2026, 9, 1, tzinfo=UTC), name="Classes")
        wanted = {
            f"{event.id}@gainful": (event.starts_at, event.ends_at, event.title.strip()) for event in written
        }
        first = {
            str(each["UID"]): (each["DTSTART"].dt, each["DTEND"].dt, str(each["SUMMARY"]).strip())
            for each in icalendar.Calendar.from_ical(text).walk("VEVENT")
        }
        second = {
            each.uid.value: (each.dtstart.value, each.dtend.value, each.summary.value.strip())
            for each in vobject.readOne(text).vevent_list
        }
        read += len(wanted)
        wrong += sum(wanted[key] != found.get(key) for found in (first, second) for key in wanted)
        wrong += len(first) != SESSIONS or len(second) != SESSIONS
    sys.stdout.write(
        f"{read} events of {PEOPLE} people; icalendar {icalendar.__version__} and vobject {vobject.VERSION}: "
        f"{wrong} differ\n"
    )
    return wrong


if __name__ == "__main__":
    raise SystemExit(1 if main() else 0)
