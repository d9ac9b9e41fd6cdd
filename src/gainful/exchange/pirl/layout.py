"""Outcomes of each period laid out by element number, as expressions: text throughout, empty where not known."""

from __future__ import annotations

from typing import Any

from gainful.engine.indicators import Coverage, load_exclusions
from gainful.engine.indicators.program.training import TRAINING
from gainful.engine.tables import days_between, quarter_number, trimmed
from gainful.engine.tables import expressions as ex

PENDING_PAY = "999999.99"
ADULT, DISLOCATED, YOUTH = "903", "904", "905"
PROGRAMS = {
    ADULT: ("adult", "title i adult", "wioa adult"),
    DISLOCATED: ("dislocated worker", "dislocated", "dw", "title i dislocated worker"),
    YOUTH: ("youth", "title i youth", "wioa youth", "wioa title i youth"),
}
EMPLOYED = {1: ("1600", "1601", "1703"), 2: ("1602", "1603", "1704"), 3: ("1604", "1605", "1705"),
            4: ("1606", "1607", "1706")}  # fmt: skip
"""Quarter after exit → employed, type of match, wages."""
PRIOR = {3: "1700", 2: "1701", 1: "1702"}
"""Quarter before the quarter of entry → wages."""
TRAININGS = (
    ("1302", "1303", "1307", "1308"),
    ("1309", "1310", "1312", "1313"),
    ("1314", "1315", "1317", "1318"),
)
"""Entered, type, completed, date completed or withdrew; of the first three trainings."""
TYPES = {"ojt": "01", "customized": "05", "occupational": "06", "apprenticeship": "09"}
"""Codes of the types of training that the services file tells; “training” alone could be several."""
YOUTH_SKILLS = "10"
SCHOOLS = {"1332": "postsecondary", "1401": "secondary"}
"""Education during the program, by type of service."""
LATEST = {"1409": "support", "1503": "follow-up"}
"""Most recent date of a type of service since entry."""


def laid_out(found: Any, wages: Any, services: Any, evidence: Any, coverage: Coverage) -> Any:
    """Return a row a period with columns named by element; `services` has completed (true, false, null)."""
    known = _prior(found, wages, coverage)
    known = _trainings(known, services)
    known = _dates(known, services, evidence)
    columns = {
        "100": known.person,
        **{number: _flag(trimmed(known.program).lower().isin(words)) for number, words in PROGRAMS.items()},
        "900": _day(known.start),
        "901": _day(known.exit),
        "923": _reason(known),
        "1300": _flag(known.training_1.notnull()),
        **_training_columns(known),
        **{number: _flag(known[f"in_{number}"] == 1) for number in SCHOOLS},
        **{number: _day(known[f"latest_{number}"]) for number in LATEST},
        **_employment(known, coverage),
        "1618": _same_employer(known, coverage),
        **{number: known[f"prior_{step}"] for step, number in PRIOR.items()},
        "1800": _first((known.diploma & ~known.postsecondary, "1")),
        "1801": _day(known.credential_day),
        "1811": _day(known.last_training),
        "1813": _day(known.last_training_end),
    }
    ordered = sorted(columns, key=int)
    return known.select(**{number: columns[number] for number in ordered})


def _first(*cases: tuple[Any, Any]) -> Any:
    told = [(test.fill_null(False), value) for test, value in cases]
    return ex.cases(*told, else_=ex.null("string"))


def _flag(holds: Any) -> Any:
    return ex.ifelse(holds.fill_null(False), "1", "0")


def _day(day: Any) -> Any:
    return day.strftime("%Y%m%d")


def _money(amount: Any) -> Any:
    """Return dollars and cents; records that add up to less than nothing were taken back, and are no wages."""
    return ex.greatest(amount, 0.0).cast("decimal(14, 2)").cast("string")


def _reason(known: Any) -> Any:
    """Return the code of the reason; 00 where the exit has none, empty while the period is open."""
    codes = [
        (known.reason == r.id, next(c for c in r.codes if len(c) == 2 and c.isdigit()))
        for r in load_exclusions()
    ]
    return _first((known.exit.isnull(), None), *codes, (known.exit.notnull(), "00"))


def _same_employer(known: Any, coverage: Coverage) -> Any:
    """Return 1 or 0 once both quarters are in; empty before, and where only supplemental evidence is known."""
    both = coverage.holds(known.exit_quarter + 2) & coverage.holds(known.exit_quarter + 4)
    return _first(
        (known.exit.isnull() | ~both, None),
        (known.same_employer, "1"),
        (known.supplemental_2 | known.supplemental_4, None),
        (both, "0"),
    )


def _employment(known: Any, coverage: Coverage) -> dict[str, Any]:
    columns = {}
    for step, (employed, match, pay) in EMPLOYED.items():
        earned, unknown = known[f"earned_{step}"], known[f"unknown_{step}"]
        inside = coverage.holds(known.exit_quarter + step) & ~(unknown & (earned <= 0))
        open_still = known.exit.isnull()
        proved = known[f"supplemental_{step}"] if step in {2, 4} else open_still & ~open_still
        columns[employed] = _first(
            (open_still, None), (~inside, "9"), ((earned > 0) | proved, "1"), (inside, "0")
        )
        columns[match] = _first(
            (open_still, None), (~inside, "5"), (earned > 0, "1"), (proved, "4"), (inside, "0")
        )
        columns[pay] = _first((open_still, None), (~inside | unknown, PENDING_PAY), (inside, _money(earned)))
    return columns


def _prior(found: Any, wages: Any, coverage: Coverage) -> Any:
    """Add prior_1 to prior_3: wages before the quarter of entry, empty where the records do not reach back."""
    keys = found.select("person", "period", entry=quarter_number(found.start))
    near = wages.inner_join(keys, "person")
    sums = near.group_by("person", "period").agg(
        **{
            f"paid_{step}": ex.cases((near["at"] == near.entry - step, near.wages), else_=0.0).sum()
            for step in PRIOR
        },
        **{
            f"unknown_prior_{step}": ((near["at"] == near.entry - step) & near.wages.isnull()).any()
            for step in PRIOR
        },
    )
    joined = found.left_join(sums, ["person", "period"]).drop("person_right", "period_right")
    entry = quarter_number(joined.start)
    return joined.mutate(
        **{
            f"prior_{step}": _first(
                (joined[f"unknown_prior_{step}"], PENDING_PAY),
                (coverage.holds(entry - step), _money(joined[f"paid_{step}"].fill_null(0.0))),
            )
            for step in PRIOR
        }
    )


def _trainings(known: Any, services: Any) -> Any:
    """Add start, completion and end of the first three trainings, and of the last one."""
    keys = known.select("person", "period", begin="start", finish="last")
    given = services.filter(services.type.isin(TRAINING) & (services.status != "planned"))
    joined = given.inner_join(keys, "person")
    inside = joined.filter((joined.start >= joined.begin) & (days_between(joined.start, joined.finish) <= 0))
    inside = inside.mutate(
        until=ex.ifelse(inside.status == "open", ex.null("date"), ex.coalesce(inside.end, inside.start))
    )
    person = ["person", "period"]
    order = [inside.start, inside.until, inside.type]
    ranked = inside.mutate(
        place=ex.row_number().over(ex.window(group_by=person, order_by=order)),
        back=ex.row_number().over(ex.window(group_by=person, order_by=[o.desc() for o in order])),
    )

    def of(test: Any, column: Any) -> Any:
        return ex.ifelse(test, column, ex.null(column.type())).max()

    columns: dict[str, Any] = {
        "last_training": of(ranked.back == 0, ranked.start),
        "last_training_end": of(ranked.back == 0, ranked.until),
    }
    for number in range(len(TRAININGS)):
        here = ranked.place == number
        columns[f"training_{number + 1}"] = of(here, ranked.start)
        columns[f"completed_{number + 1}"] = of(here, ranked.completed.cast("int8"))
        columns[f"ended_{number + 1}"] = of(here, ranked.until)
        columns[f"type_{number + 1}"] = of(here, ranked.type)
    for element, kind in SCHOOLS.items():
        columns[f"in_{element}"] = (ranked.type == kind).cast("int8").max()
    found = ranked.group_by(*person).agg(**columns)
    return known.left_join(found, person).drop("person_right", "period_right")


def _training_columns(known: Any) -> dict[str, Any]:
    columns = {}
    youth = trimmed(known.program).lower().isin(PROGRAMS[YOUTH])
    for number, (entered, kind, completed, ended) in enumerate(TRAININGS, 1):
        told = known[f"type_{number}"]
        codes = [(told == word, code) for word, code in TYPES.items()]
        columns[entered] = _day(known[f"training_{number}"])
        columns[kind] = _first((youth & (told == "occupational"), YOUTH_SKILLS), *codes)
        columns[completed] = known[f"completed_{number}"].cast("string")
        columns[ended] = _day(known[f"ended_{number}"])
    return columns


def _dates(known: Any, services: Any, evidence: Any) -> Any:
    """Add the most recent supportive and follow-up service since entry, and the first credential since entry."""
    keys = known.select("person", "period", begin="start")
    given = services.filter(services.status != "planned").inner_join(keys, "person")
    given = given.filter(given.start >= given.begin)
    latest = given.group_by("person", "period").agg(
        **{
            f"latest_{number}": ex.ifelse(given.type == kind, given.start, ex.null("date")).max()
            for number, kind in LATEST.items()
        }
    )
    proofs = evidence.filter(evidence.kind.isin(("postsecondary-credential", "secondary-diploma")))
    proofs = proofs.select("person", on=proofs.start).inner_join(keys, "person")
    first = (
        proofs.filter(proofs.on >= proofs.begin)
        .group_by("person", "period")
        .agg(credential_day=lambda table: table.on.min())
    )
    known = known.left_join(latest, ["person", "period"]).drop("person_right", "period_right")
    return known.left_join(first, ["person", "period"]).drop("person_right", "period_right")
