#!/usr/bin/env bash
# On the night when the clocks go back, a shift of eight hours ends an hour late, and says that it is eight hours long.
# Who meets it: a program that counts hours of work experience or paid training from a rota kept as a calendar.
# Guess: a shift from 10 p.m. with DURATION:PT8H ends at 5 a.m. standard time, for the format counts hours exactly (only
# whole days and weeks follow the clock on the wall); one from 10 p.m. to 6 a.m. is nine hours long that night.
# Seen: icalendar 7.3.2 ends the first at 6 a.m., nine hours later; it gives eight hours as the duration of both. In
# spring PT8H ends after seven hours. DURATION:PT24H is written back as P1D, which is another length on that day (25
# hours); so that even a reader that counts rightly is told wrongly. recurring-ical-events 3.8.2 and ics 0.7.3 end the
# shift at 6 as well.
# So: change both ends to UTC before one is taken from the other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  ics==0.7.3 icalendar==7.3.2 recurring-ical-events==3.8.2 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
from datetime import datetime

import icalendar
import ics
import recurring_ical_events

HEAD = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Rota//EN
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:DAYLIGHT
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:night@example.org
DTSTAMP:20261001T120000Z
SUMMARY:Night shift
"""


def rota(day, end):
    start = f"DTSTART;TZID=America/New_York:{day}T220000"
    return f"{HEAD}{start}\n{end}\nEND:VEVENT\nEND:VCALENDAR\n".replace("\n", "\r\n")


def hours(start, end):
    return (end.timestamp() - start.timestamp()) / 3600


def shift(day, end):
    event = icalendar.Calendar.from_ical(rota(day, end)).events[0]
    seen = hours(event.start, event.end), event.duration.total_seconds() / 3600
    print(day, end, "ends", event.end, "hours between the ends:", seen[0], "duration:", seen[1])
    return seen


assert shift("20261031", "DURATION:PT8H") == (9, 8)
assert shift("20261031", "DTEND;TZID=America/New_York:20261101T060000") == (9, 8)
assert shift("20270313", "DURATION:PT8H") == (7, 8)
assert shift("20261102", "DURATION:PT8H") == (8, 8)
whole_day = icalendar.Calendar.from_ical(rota("20261031", "DURATION:PT24H"))
assert b"DURATION:P1D" in whole_day.to_ical() and b"PT24H" not in whole_day.to_ical()
listed = recurring_ical_events.of(icalendar.Calendar.from_ical(rota("20261031", "DURATION:PT8H"))).between(
    datetime(2026, 10, 31), datetime(2026, 11, 2))[0]
other = next(iter(ics.Calendar(rota("20261031", "DURATION:PT8H")).events))
print("recurring-ical-events:", hours(listed.start, listed.end), "ics:", hours(other.begin, other.end))
assert hours(listed.start, listed.end) == hours(other.begin, other.end) == 9
PY
