#!/usr/bin/env bash
# Working days are one too many each June: a calendar of state holidays lacks Juneteenth everywhere.
# Who meets it: a program that counts working days (a deadline of ten working days, days of paid work experience).
# Guess: June 19, a federal holiday since 2021 and a paid one in most states, is none to work on in a library that has
# a calendar for every state; two libraries name the same days.
# Seen: workalendar 17.0.0 knows the day, but has it as a holiday of the Federal Reserve alone; in the calendar of the
# United States and in 51 of its 53 regional ones June 19, 2026 is a working day, and Texas and West Virginia have it as
# a day of their own. holidays 0.109 has it for every state and territory.
# So: compare two sources before dates are promised, and let the agency add its own days.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check workalendar==17.0.0 holidays==0.109 2>/dev/null
"$folder/venv/bin/python" - <<'PY' 2>/dev/null
from datetime import date

import holidays
from workalendar.registry import registry
from workalendar.usa import FederalReserveSystem

day = date(2026, 6, 19)
calendars = registry.get_subregions("US")
off = sorted(code for code, calendar in calendars.items() if not calendar().is_working_day(day))
other = [code for code in holidays.UnitedStates.subdivisions if day not in holidays.US(subdiv=code, years=2026)]
print(len(calendars), "calendars of states and cities; off on June 19:", off, "| without it in holidays:", other)
print("United States:", registry.get("US")().is_working_day(day), "Federal Reserve:", FederalReserveSystem().is_working_day(day))
assert len(calendars) == 53 and off == ["US-TX", "US-WV"] and other == []
assert registry.get("US")().is_working_day(day) and not FederalReserveSystem().is_working_day(day)
PY
