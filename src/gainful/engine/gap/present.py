"""Hours for what one has or has not: technologies, credentials and single ESCO skills."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CourseHours:
    """Typical length of the course for something present or absent, and where the figure comes from."""

    low: float
    high: float
    source: str


_DEGREE = "an accredited associate programme, 60 to 72 credits of 45 hours (34 CFR 600.2)"
_USUAL = "usual length of preparing courses, not checked against a register"
CREDENTIALS: dict[tuple[str, ...], CourseHours] = {
    ("certified nursing assistant", "nursing assistant", "nurse aide", "cna"): CourseHours(
        75, 180, "at least 75 hours by federal rule (42 CFR 483.152), up to 180 in some states"
    ),
    ("home health aide", "hha"): CourseHours(75, 120, "at least 75 hours by federal rule (42 CFR 484.80)"),
    ("registered nurse",): CourseHours(2700, 3240, _DEGREE),
    ("practical nurse",): CourseHours(1200, 1800, "a state-approved programme of about a year"),
    ("dental hygienist",): CourseHours(2700, 3240, _DEGREE),
    ("radiologic technologist", "arrt"): CourseHours(2700, 3240, _DEGREE),
    ("teaching licence",): CourseHours(
        200, 5400, "from an alternative route for those with a degree to a bachelor's degree (120 credits)"
    ),
    ("social work licence",): CourseHours(2700, 8100, "a degree in social work, bachelor's or master's"),
    ("certified public accountant",): CourseHours(1350, 6750, "up to 150 credits of 45 hours"),
    ("cosmetology",): CourseHours(1000, 1600, "1,000 to 1,600 hours by the rules of most states"),
    ("massage",): CourseHours(500, 1000, "500 to 1,000 hours by the rules of most states"),
    ("journeyman electrician",): CourseHours(
        576, 1000, "four years of apprenticeship with 144 hours of instruction a year (29 CFR 29.5)"
    ),
    ("commercial driver s license class a",): CourseHours(
        120, 240, "no federal minimum of hours (49 CFR 380); schools take three to six weeks"
    ),
    ("commercial driver s license",): CourseHours(40, 160, f"{_USUAL}; no federal minimum (49 CFR 380)"),
    ("hazardous materials endorsement",): CourseHours(4, 16, "theory and a test (49 CFR 380 subpart F)"),
    ("dot medical card", "twic", "security clearance"): CourseHours(
        1, 4, "an examination or a form, no course"
    ),
    ("driver s license",): CourseHours(6, 60, _USUAL),
    ("emergency medical technician", "emt"): CourseHours(
        150, 190, "150 to 190 hours (national EMS standards)"
    ),
    ("cpr", "basic life support", "bls", "first aid"): CourseHours(3, 8, "half a day to a day"),
    ("acls", "pals"): CourseHours(6, 16, "one to two days"),
    ("certified medical assistant",): CourseHours(
        720, 1300, "a programme with a practicum, three to twelve months"
    ),
    ("phlebotomy",): CourseHours(40, 160, _USUAL),
    ("pharmacy technician",): CourseHours(120, 600, _USUAL),
    ("child development associate",): CourseHours(120, 160, "120 hours of education by the council's rule"),
    ("osha 10", "osha 10 hour"): CourseHours(10, 10, "10 hours by definition (OSHA Outreach)"),
    ("osha 30", "osha 30 hour"): CourseHours(30, 30, "30 hours by definition (OSHA Outreach)"),
    ("hazwoper",): CourseHours(24, 40, "24 or 40 hours by federal rule (29 CFR 1910.120(e))"),
    ("private pilot",): CourseHours(40, 75, "at least 40 hours of flight by federal rule (14 CFR 61.109)"),
    ("food handler", "servsafe"): CourseHours(2, 8, "2 to 8 hours"),
    ("forklift",): CourseHours(4, 16, "half a day to two days with an evaluation (29 CFR 1910.178(l))"),
    ("aws certified welder",): CourseHours(80, 400, _USUAL),
    ("epa section 608",): CourseHours(4, 24, _USUAL),
    ("comptia a", "comptia network", "comptia security", "comptia cysa", "cisco ccna"): CourseHours(
        40, 160, _USUAL
    ),
    ("itil",): CourseHours(16, 24, _USUAL),
    ("project management professional",): CourseHours(
        35, 120, "35 hours of education by the institute's rule"
    ),
    ("real estate licence",): CourseHours(40, 180, "40 to 180 hours by the rules of the states"),
    ("insurance licence",): CourseHours(20, 60, _USUAL),
    ("security guard licence",): CourseHours(8, 48, "8 to 48 hours by the rules of most states"),
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
