"""What attendance amounts to: minutes, clock hours as a funder counts them, absences in a row."""

from gainful.engine.attendance.absences import ABSENT, CAME, Run, absences_in_a_row
from gainful.engine.attendance.clock_hours import Attended, ClockRule, Counted, clock_hours, count_hours

__all__ = [
    "ABSENT",
    "CAME",
    "Attended",
    "ClockRule",
    "Counted",
    "Run",
    "absences_in_a_row",
    "clock_hours",
    "count_hours",
]
