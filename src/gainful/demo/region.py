"""A simulated region: 20,000 made-up people in a real labor market, reproducible from a seed.

Occupations are drawn from OEWS employment of the Minneapolis–St. Paul area; names, histories, barriers and segments
are invented. Nobody here exists.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from gainful.engine.occupations import Reference, load_reference
from gainful.engine.records.people import JobRecord, PersonRecord

AREA = "0033460"
AREA_NAME = "Minneapolis-St. Paul-Bloomington, MN-WI"
AS_OF = date(2026, 10, 1)
PEOPLE = 20_000
SEED = 20261
CABIN_CREW = "53-2031.00"
CABIN_CREW_SHARE = 0.015
"""An airline's layoff is part of the story (the paper's Swedish case), so cabin crew are over-drawn."""
SCENARIOS = ("displaced", "nontraditional", "incumbent")
SCENARIO_SHARES = (0.55, 0.35, 0.10)
BARRIER_SHARES = {
    "transport": 0.18, "childcare": 0.16, "internet": 0.10, "housing": 0.06, "income": 0.22,
    "language": 0.09, "health": 0.08, "legal": 0.05, "clothing": 0.10,
}  # fmt: skip
SEGMENTS = {
    "gender": (("woman", "man", "nonbinary", ""), (0.49, 0.46, 0.01, 0.04)),
    "race_ethnicity": (
        (
            "White",
            "Black or African American",
            "Hispanic or Latino",
            "Asian",
            "American Indian",
            "Two or more",
            "",
        ),
        (0.62, 0.13, 0.09, 0.08, 0.01, 0.03, 0.04),
    ),
    "age_group": (("16-24", "25-39", "40-54", "55 and over"), (0.14, 0.38, 0.31, 0.17)),
    "veteran": (("no", "yes"), (0.95, 0.05)),
    "disability": (("no", "yes", ""), (0.84, 0.1, 0.06)),
}
DRIVERS = 0.86
"""Share of sample people with a driver's license: about as in the nation (FHWA, Highway Statistics)."""
LICENSED = {
    "31-1131.00": "credential:cna", "29-2061.00": "credential:lpn-license", "29-1141.00": "credential:rn-license",
    "53-3032.00": "credential:cdl-a", "31-9097.00": "credential:phlebotomy", "33-9032.00": "credential:guard-card",
    "49-9021.00": "credential:epa-608", "29-2052.00": "credential:pharmacy-technician",
    "53-2031.00": "credential:cpr-first-aid",
}  # fmt: skip
"""What people in these occupations hold by law or custom (cabin crew: first aid and CPR, 14 CFR 121.805)."""
FIRST = (
    "Aaliyah", "Abdi", "Ada", "Aisha", "Alan", "Alejandra", "Amal", "Amara", "Andre", "Anh", "Anita", "Antonio",
    "Asha", "Ben", "Bao", "Beatriz", "Bianca", "Brandon", "Brenda", "Carlos", "Carmen", "Chue", "Cora", "Curtis",
    "Dalia", "Darnell", "Dev", "Diego", "Donna", "Dwayne", "Elena", "Elif", "Emeka", "Erin", "Farah", "Fatuma",
    "Femi", "Gail", "Grace", "Hassan", "Helen", "Hodan", "Hugo", "Ibrahim", "Ines", "Irene", "Isaiah", "Jamal",
    "Janelle", "Javier", "Jerome", "Jia", "Joan", "Jorge", "Josephine", "Kai", "Karen", "Keisha", "Kevin",
    "Khadija", "Kong", "Lamar", "Latoya", "Lena", "Linh", "Lorenzo", "Lucia", "Mai", "Malik", "Marcus", "Maria",
    "Marisol", "Mei", "Miguel", "Mohamed", "Monique", "Naima", "Nathan", "Neng", "Nina", "Noor", "Olga", "Omar",
    "Oscar", "Pao", "Patrick", "Pia", "Priya", "Quinn", "Rachel", "Rafael", "Renee", "Ricardo", "Rosa", "Ruth",
    "Sahra", "Sami", "Samuel", "Sandra", "See", "Sergei", "Shanice", "Sofia", "Stephen", "Sunita", "Tamika",
    "Teresa", "Tess", "Theo", "Thomas", "Tou", "Trevor", "Uma", "Valeria", "Victor", "Vik", "Wanda", "Wei", "Wen",
    "William", "Xee", "Ximena", "Yasmin", "Yolanda", "Yusuf", "Zainab", "Zoe",
)  # fmt: skip
LAST = (
    "Abbott", "Achebe", "Aguilar", "Ahmed", "Alvarez", "Anders", "Arroyo", "Ayala", "Bailey", "Barlow", "Beaumont",
    "Bekele", "Benson", "Birch", "Boateng", "Brandt", "Briggs", "Byrne", "Calder", "Campos", "Carver", "Castillo",
    "Chang", "Chavez", "Cho", "Clarke", "Cloud", "Contreras", "Cruz", "Dahl", "Daley", "Desai", "Diallo", "Dobbs",
    "Duarte", "Dunn", "Eklund", "Ellison", "Espinoza", "Farah", "Fields", "Flores", "Fong", "Frost", "Gaines",
    "Garza", "Gibbs", "Gomez", "Grant", "Gupta", "Hale", "Hansen", "Hardy", "Hassan", "Hayes", "Her", "Holm",
    "Huang", "Hussein", "Ibarra", "Ito", "Jacobs", "Jama", "Jensen", "Kamara", "Kaur", "Keller", "Khan", "Kim",
    "Knox", "Kowal", "Lane", "Larkin", "Lee", "Lind", "Lopez", "Lor", "Lowe", "Maddox", "Malone", "Marsh", "Medina",
    "Mendez", "Moua", "Navarro", "Nguyen", "Novak", "Nur", "Obi", "Ochoa", "Okoye", "Olsen", "Ortega", "Osman",
    "Page", "Park", "Patel", "Pena", "Petrov", "Pham", "Quist", "Ramos", "Reed", "Rivas", "Romero", "Rowe", "Ruiz",
    "Salas", "Santos", "Sharma", "Singh", "Soto", "Stone", "Sutton", "Tesfaye", "Thao", "Torres", "Tran", "Vang",
    "Vargas", "Vega", "Voss", "Walsh", "Warsame", "Webb", "Wolde", "Xiong", "Yang", "Yates", "Young", "Zamora",
    "Ziegler",
)  # fmt: skip
"""Common names of the area's people, put together by lot: nobody in particular is meant."""
EMPLOYERS = (
    "Northgate", "Lakefield", "Prairie", "Twin Pines", "Cedar Grove", "Riverside", "Summit", "Maple Street", "Harbor",
    "Elm Park", "Granite", "Blue Heron", "Stone Arch", "Highland", "Falls", "Meadow", "Union", "Capital", "Birchwood",
    "Longfellow",
)  # fmt: skip
EMPLOYER_KINDS = {
    "11": "Partners", "13": "Advisors", "15": "Software", "17": "Engineering", "19": "Labs", "21": "Family Services",
    "23": "Law Offices", "25": "Schools", "27": "Studio", "29": "Clinic", "31": "Senior Living", "33": "Security",
    "35": "Kitchen", "37": "Building Services", "39": "Community Center", "41": "Stores", "43": "Office Group",
    "45": "Farms", "47": "Builders", "49": "Repair", "51": "Manufacturing", "53": "Transport",
}  # fmt: skip
"""What an employer is called, by the major group of the work: all of them are made up."""
COMMUTES = (15, 20, 30, 45, 60)
SHIFTS = (
    ("day",),
    ("day", "evening"),
    ("day", "evening", "weekend"),
    ("day", "evening", "night", "weekend"),
    (),
)
SHIFT_SHARES = (0.2, 0.25, 0.25, 0.2, 0.1)


def occupation_weights(reference: Reference, area: str = AREA) -> tuple[list[str], np.ndarray]:
    """Return rated occupation codes and their share of the area's employment (OEWS), low-wage work over-drawn.

    People in workforce programs come mostly from work that pays less, so employment is weighted by how far a
    median wage lies below the area's upper range.
    """
    codes, weights = [], []
    for occupation in reference.occupations:
        wage = (
            reference.wage(occupation.code, area)
            if occupation.rated and occupation.code.endswith(".00")
            else None
        )
        if wage is None or wage.fallback or not wage.employment or not wage.median:
            continue
        codes.append(occupation.code)
        weights.append(wage.employment * min(1.0, (42_000 / wage.median) ** 1.5))
    share = np.array(weights) / sum(weights)
    place = codes.index(CABIN_CREW)
    share *= (1 - CABIN_CREW_SHARE) / (1 - share[place])
    share[place] = CABIN_CREW_SHARE
    return codes, share / share.sum()


def generate_people(
    count: int = PEOPLE, seed: int = SEED, reference: Reference | None = None
) -> list[PersonRecord]:
    """Return made-up people, the same for the same seed; codes start with S for "sample"."""
    reference = reference or load_reference()
    rng = np.random.default_rng(seed)
    codes, share = occupation_weights(reference)
    titles = {code: reference.occupation(code).title for code in codes}
    medians = {code: _median(reference, code) for code in codes}
    picks = rng.choice(len(codes), size=(count, 3), p=share)
    jobs = rng.choice([0, 1, 2, 3], size=count, p=(0.01, 0.34, 0.4, 0.25))
    scenario = rng.choice(SCENARIOS, size=count, p=SCENARIO_SHARES)
    years = np.round(rng.gamma(1.6, 2.6, size=(count, 3)), 2)
    out = rng.gamma(1.0, 0.5, size=count)
    floor_share = rng.uniform(0.7, 0.95, size=count)
    asked_floor = rng.random(count) < 0.7
    barriers = {kind: rng.random(count) < odds for kind, odds in BARRIER_SHARES.items()}
    shifts = rng.choice(len(SHIFTS), size=count, p=SHIFT_SHARES)
    names = rng.integers(0, [len(FIRST), len(LAST)], size=(count, 2))
    weekly = rng.choice([10, 15, 20, 30, 40], size=count, p=(0.1, 0.15, 0.25, 0.3, 0.2))
    segments = {key: rng.choice(values, size=count, p=odds) for key, (values, odds) in SEGMENTS.items()}
    drives = rng.random(count) < DRIVERS
    employers = rng.integers(0, len(EMPLOYERS), size=(count, 3))
    commutes = rng.choice(COMMUTES, size=count, p=(0.1, 0.2, 0.35, 0.25, 0.1))
    waits = rng.gamma(1.5, 60.0, size=count)
    people = []
    for k in range(count):
        held = [codes[p] for p in picks[k, : jobs[k]]]
        last = held[0] if held else None
        floor = round(medians[last] * floor_share[k] / 100) * 100 if last and asked_floor[k] else None
        people.append(
            PersonRecord(
                code=f"S{k + 1:05d}",
                name=f"{FIRST[names[k, 0]]} {LAST[names[k, 1]]}",
                area_code=AREA,
                scenario=str(scenario[k]),
                wage_floor=floor and int(floor),
                schedule=SHIFTS[shifts[k]],
                waits_since=AS_OF - timedelta(days=int(waits[k])),
                weekly_hours=int(weekly[k]),
                commute_minutes=int(commutes[k]),
                jobs=_history(
                    held, titles, employers[k], years[k], 0.0 if scenario[k] == "incumbent" else float(out[k])
                ),
                credentials=_credentials(held, drives=bool(drives[k])),
                barriers=tuple(kind for kind, has in barriers.items() if has[k]),
                characteristics={key: str(values[k]) for key, values in segments.items() if values[k]},
            )
        )
    return people


def _credentials(held: list[str], *, drives: bool) -> tuple[str, ...]:
    found = {LICENSED[code] for code in held if code in LICENSED}
    if drives or "credential:cdl-a" in found:
        found.add("credential:drivers-license")
    return tuple(sorted(found))


def _median(reference: Reference, code: str) -> float:
    wage = reference.wage(code, AREA)
    return float(wage.median) if wage and wage.median else 40_000.0


def _history(
    held: list[str], titles: dict[str, str], employers: np.ndarray, years: np.ndarray, out: float
) -> tuple[JobRecord, ...]:
    """Latest job first; the last one ended `out` years ago, or goes on where that is 0."""
    end = AS_OF - timedelta(days=int(out * 365.25))
    jobs = []
    for place, code in enumerate(held):
        start = end - timedelta(days=int(max(0.2, years[place]) * 365.25))
        finished = None if place == 0 and out == 0 else end
        employer = f"{EMPLOYERS[employers[place]]} {EMPLOYER_KINDS.get(code[:2], 'Company')}"
        jobs.append(JobRecord(code=code, title=titles[code], employer=employer, start=start, end=finished))
        end = start - timedelta(days=30)
    return tuple(jobs)
