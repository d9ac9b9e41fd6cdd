#!/usr/bin/env bash
# A class that passes through a calendar library meets on other days and hours, and a canceled lesson takes place again.
# Who meets it: a program that reads a trainer's calendar file, changes a title or a place, and writes it back.
# Guess: Tuesday and Thursday at 8:30 p.m. in New York, six lessons, without the one of November 5, is the same class after
# it was read and written.
# Seen: ics 0.7.3 writes the start in UTC (00:30 of the next day) and leaves the rule as it was: "TU,TH" now is a day of
# UTC. Read again, the lessons are on Mondays and Wednesdays; from November 1 on they begin at 7:30 p.m., an hour early;
# there are seven; and the exception that took November 5 out no longer fits any, so that no lesson is canceled.
# A class at 6 p.m. keeps its days until the clocks change, so that nobody notices in summer.
# So: write a repeated event in the zone it was made in, or write each lesson by itself in UTC.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  ics==0.7.3 icalendar==7.3.2 recurring-ical-events==3.8.2 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
from datetime import datetime
from zoneinfo import ZoneInfo

import icalendar
import ics
import recurring_ical_events

ZONE = """BEGIN:VTIMEZONE
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
END:VTIMEZONE"""
CLASS = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Classes//EN
{ZONE}
BEGIN:VEVENT
UID:welding@example.org
DTSTAMP:20261001T120000Z
DTSTART;TZID=America/New_York:20261020T203000
DTEND;TZID=America/New_York:20261020T220000
RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6
EXDATE;TZID=America/New_York:20261105T203000
SUMMARY:Welding
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def lessons(text):
    # The library's own misspelling of the calendar's name would be refused: see own-calendar-scale-refused.sh.
    calendar = icalendar.Calendar.from_ical(text.replace("CALSCALE:GEORGIAN", "CALSCALE:GREGORIAN"))
    events = recurring_ical_events.of(calendar).between(datetime(2026, 10, 1), datetime(2026, 12, 1))
    starts = sorted(event.start.astimezone(ZoneInfo("America/New_York")) for event in events)
    return [f"{start:%a %b %d %H:%M}" for start in starts]


before, after = lessons(CLASS), lessons(ics.Calendar(CLASS).serialize())
print("as made:  ", before)
print("rewritten:", after)
assert before == ["Tue Oct 20 20:30", "Thu Oct 22 20:30", "Tue Oct 27 20:30", "Thu Oct 29 20:30", "Tue Nov 03 20:30"]
assert after == ["Tue Oct 20 20:30", "Wed Oct 21 20:30", "Mon Oct 26 20:30", "Wed Oct 28 20:30", "Mon Nov 02 19:30",
                 "Wed Nov 04 19:30", "Mon Nov 09 19:30"]
PY
