#!/usr/bin/env bash
# A calendar written by one library is refused whole by another, for one misspelled word.
# Who meets it: a program that reads class calendars of several partners, one of which was written with Python's ics.
# Guess: what ics writes after it has read a file, recurring-ical-events can list.
# Seen: ics 0.7.3 adds a line CALSCALE:GEORGIAN (for GREGORIAN) to every calendar that it has read from a text without
# that line; the line may be left out, and nearly every file does. recurring-ical-events 3.8.2 then stops with "Only
# Gregorian calendars are supported". A calendar made from nothing by ics lacks the line and is listed.
# So: before a calendar is refused for its scale, take this word for the only scale that there is.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  ics==0.7.3 icalendar==7.3.2 recurring-ical-events==3.8.2 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
from datetime import date

import icalendar
import ics
import recurring_ical_events

TEXT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Classes//EN
BEGIN:VEVENT
UID:orientation@example.org
DTSTAMP:20261001T120000Z
DTSTART:20261103T150000Z
DTEND:20261103T160000Z
SUMMARY:Orientation
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def listed(text):
    return len(recurring_ical_events.of(icalendar.Calendar.from_ical(text)).at(date(2026, 11, 3)))


written = ics.Calendar(TEXT).serialize()
print([line for line in written.splitlines() if line.startswith("CALSCALE")], "as it came:", listed(TEXT))
assert "CALSCALE:GEORGIAN" in written and listed(TEXT) == 1
try:
    listed(written)
except recurring_ical_events.InvalidCalendar as error:
    print("rewritten:", error)
else:
    raise SystemExit("the rewritten calendar is listed now")
made = ics.Calendar(events=[ics.Event(name="Orientation", begin="2026-11-03 15:00:00", end="2026-11-03 16:00:00")])
print("made from nothing:", listed(made.serialize()))
assert "CALSCALE" not in made.serialize() and listed(made.serialize()) == 1
PY
