"""The left navigation: one table of data, by role, in the loop's order."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Entry:
    """A word in the navigation and the page it opens."""

    label: str | Promise
    url_name: str
    icon: str


NAVIGATION: dict[str, tuple[Entry, ...]] = {
    "program_manager": (
        Entry(_("Jobs"), "program:home", "work"),
        Entry(_("People"), "program:people", "people"),
        Entry(_("Partnerships"), "program:partnerships", "groups"),
        Entry(_("Curricula"), "program:curricula", "assessment"),
        Entry(_("Training"), "program:courses", "school"),
        Entry(_("Cohorts"), "program:cohorts", "event"),
        Entry(_("Placements"), "program:placements", "verified"),
        Entry(_("Results"), "program:measures", "insights"),
        Entry(_("Services"), "coach:services", "support"),
        Entry(_("Mentors"), "coach:mentors", "people"),
        Entry(_("Practice"), "coach:practices", "work"),
        Entry(_("Support"), "program:money", "favorite"),
        Entry(_("Requests"), "program:requests", "schedule"),
        Entry(_("Programs"), "program:programs", "account_balance"),
        Entry(_("Messages"), "program:messages", "mail"),
    ),
    "coach": (
        Entry(_("Today"), "coach:today", "schedule"),
        Entry(_("People"), "coach:home", "people"),
        Entry(_("Cohorts"), "program:cohorts", "event"),
        Entry(_("Placements"), "coach:placements", "verified"),
        Entry(_("Referrals"), "coach:referrals", "directions"),
        Entry(_("Appointments"), "coach:appointments", "event"),
        Entry(_("Mentors"), "coach:mentors", "people"),
        Entry(_("Practice"), "coach:practices", "work"),
        Entry(_("Services"), "coach:services", "support"),
        Entry(_("Messages"), "coach:messages", "mail"),
    ),
    "employer": (
        Entry(_("Openings"), "employer:home", "work"),
        Entry(_("How our hires do"), "employer:doing", "favorite"),
        Entry(_("Curricula"), "employer:curricula", "assessment"),
        Entry(_("People"), "employer:people", "people"),
        Entry(_("Our workforce"), "employer:workforce", "groups"),
        Entry(_("Messages"), "employer:messages", "mail"),
    ),
    "participant": (
        Entry(_("My next step"), "participant:home", "directions"),
        Entry(_("My plan"), "participant:plan", "event"),
        Entry(_("Training"), "participant:cohorts", "school"),
        Entry(_("My jobs"), "participant:jobs", "work"),
        Entry(_("Help"), "participant:help", "support"),
        Entry(_("My support"), "participant:support", "favorite"),
        Entry(_("My profile"), "participant:profile", "person"),
        Entry(_("My messages"), "participant:messages", "mail"),
        Entry(_("Who can see my information"), "participant:privacy", "visibility"),
    ),
    "instructor": (Entry(_("My cohorts"), "instructor:home", "school"),),
    "operator": (
        Entry(_("Health"), "operator:home", "check_circle"),
        Entry(_("People and organizations"), "operator:accounts", "people"),
        Entry(_("Messages"), "operator:messages", "mail"),
        Entry(_("Reference data"), "operator:reference", "topic"),
        Entry(_("History"), "operator:history", "history"),
    ),
}
UNDER: dict[str, str] = {
    "/program/applications/": "program:cohorts",
    "/program/apprenticeships/": "program:cohorts",
    "/program/certificates/": "program:cohorts",
    "/program/classes/": "program:cohorts",
    "/program/classmates/": "program:cohorts",
    "/program/issuer-keys/": "program:cohorts",
    "/program/layoffs/": "program:people",
    "/program/rates/": "program:programs",
    "/participant/applications/": "participant:cohorts",
    "/participant/apprenticeship/": "participant:cohorts",
    "/participant/certificates/": "participant:cohorts",
    "/participant/classes/": "participant:cohorts",
}
"""Pages whose address does not begin with that of the entry they are reached from."""
HOME = {role: entries[0].url_name for role, entries in NAVIGATION.items()}


def entries_for(role: str, path: str, section: str = "") -> list[dict[str, object]]:
    """Return the entries a role can open, the current one marked: `section` names it, else the path tells."""
    section = section or next((name for start, name in UNDER.items() if path.startswith(start)), "")
    found = []
    for entry in NAVIGATION.get(role, ()):
        try:
            url = reverse(entry.url_name)
        except NoReverseMatch:
            continue
        found.append({"label": entry.label, "url": url, "icon": entry.icon})
    path = reverse(section) if section else path
    current = max((str(e["url"]) for e in found if path.startswith(str(e["url"]))), key=len, default="")
    return [{**entry, "current": entry["url"] == current} for entry in found]
