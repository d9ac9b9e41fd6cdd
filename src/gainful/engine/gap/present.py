"""Hours for what one has or has not: technologies, credentials and single ESCO skills."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CourseHours:
    """Typical length of the course for something present or absent, and where the figure comes from."""

    low: float
    high: float
    source: str


CREDENTIALS: dict[tuple[str, ...], CourseHours] = {
    ("certified nursing assistant", "nursing assistant", "nurse aide", "cna"): CourseHours(
        75, 180, "at least 75 hours by federal rule (42 CFR 483.152), up to 180 in some states"
    ),
    ("home health aide", "hha"): CourseHours(75, 120, "at least 75 hours by federal rule (42 CFR 484.80)"),
    ("osha 10", "osha 10 hour"): CourseHours(10, 10, "10 hours by definition (OSHA Outreach)"),
    ("osha 30", "osha 30 hour"): CourseHours(30, 30, "30 hours by definition (OSHA Outreach)"),
    ("hazwoper",): CourseHours(24, 40, "24 or 40 hours by federal rule (29 CFR 1910.120(e))"),
    ("private pilot",): CourseHours(40, 75, "at least 40 hours of flight by federal rule (14 CFR 61.109)"),
    ("emergency medical technician", "emt"): CourseHours(
        150, 190, "150 to 190 hours (national EMS standards)"
    ),
    ("cpr", "basic life support", "bls", "first aid"): CourseHours(3, 8, "half a day to a day"),
    ("food handler", "servsafe"): CourseHours(2, 8, "2 to 8 hours"),
    ("forklift",): CourseHours(4, 16, "half a day to two days with an evaluation (29 CFR 1910.178(l))"),
}
UNKNOWN_CREDENTIAL = CourseHours(
    8, 160, "no published length found: a day to four weeks until someone checks"
)
HOT_TECHNOLOGY = CourseHours(4, 24, "a short course, half a day to three days (an assumption)")
TECHNOLOGY = CourseHours(4, 40, "a short course, half a day to a week (an assumption)")
ESCO_SKILL = CourseHours(4, 24, "half a day to three days for one specific skill (an assumption)")


def credential_hours(name: str) -> CourseHours:
    """Return the typical course length of a credential by its name; a wide range where none is published."""
    words = "".join(c if c.isalnum() else " " for c in name.lower()).split()
    text = f" {' '.join(words)} "
    for known, hours in CREDENTIALS.items():
        if any(f" {word} " in text for word in known):
            return hours
    return UNKNOWN_CREDENTIAL
