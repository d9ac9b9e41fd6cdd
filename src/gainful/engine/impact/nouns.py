"""What the rows of a study are called: people, or the units of a panel by the name of their column."""

from __future__ import annotations

import re

from gainful.engine.impact.model import StudyPlan

PLURALS = {
    "state": "states", "province": "provinces", "county": "counties", "country": "countries", "city": "cities",
    "town": "towns", "village": "villages", "district": "districts", "region": "regions",
    "municipality": "municipalities",
    "school": "schools", "college": "colleges", "class": "classes", "site": "sites", "center": "centers",
    "centre": "centres", "office": "offices", "firm": "firms", "company": "companies", "employer": "employers",
    "plant": "plants", "store": "stores", "hospital": "hospitals", "clinic": "clinics", "program": "programs",
    "provider": "providers", "household": "households", "family": "families", "farm": "farms", "industry": "industries",
    "market": "markets", "neighborhood": "neighborhoods", "area": "areas", "board": "boards", "team": "teams",
}  # fmt: skip
PERSON = {"person", "participant", "individual", "worker", "client", "student", "trainee", "people"}
_TAIL = re.compile(r"[\W_]*(?:id|name|code|no|nr|number|fips|abb|abbr|key)$", re.IGNORECASE)


def rows_called(plan: StudyPlan) -> str:
    """Return the plural noun: people where rows are people, states, schools … or units where a panel follows others."""
    if not plan.follows_units:
        return "people"
    word = _TAIL.sub("", str(plan.unit)).strip(" _").lower()
    if word in PERSON or word.removesuffix("s") in PERSON:
        return "people"
    return PLURALS.get(word) or (word if word in PLURALS.values() else "units")
