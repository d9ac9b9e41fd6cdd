"""The indicators as an analyst would write them in DuckDB SQL, straight from the rules and not from the engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench._indicators import (
    AS_OF,
    EDUCATION,
    EXCLUDED,
    FIRST_QUARTER,
    INDICATORS,
    LAST_IN,
    NOT_EXTENDING,
    ON_THE_JOB,
    YEAR,
    Figures,
)  # fmt: skip

REASONS = " OR ".join(
    f"(exit_reason = '{reason}'" + (f" AND program IN {programs})" if programs else ")")
    for reason, programs in EXCLUDED.items()
)
PERIODS = f"""
CREATE TEMP TABLE exits AS
WITH given AS (
    SELECT person, type, start,
        least(CASE WHEN status = 'open' THEN DATE '{AS_OF}' ELSE coalesce("end", start) END, DATE '{AS_OF}') AS "end"
    FROM services WHERE type NOT IN {NOT_EXTENDING} AND status <> 'planned' AND start <= DATE '{AS_OF}'
), marked AS (
    SELECT *, start - max("end") OVER (PARTITION BY person ORDER BY start
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) > 90 AS again FROM given
), numbered AS (
    SELECT *, count(*) FILTER (again) OVER (PARTITION BY person ORDER BY start) AS period
    FROM marked
), spans AS (
    SELECT person, period, min(start) AS start, max("end") AS last, bool_or(type IN {EDUCATION}) AS trained,
        bool_or(type IN {EDUCATION + ON_THE_JOB} AND start <= DATE '{YEAR[1]}' AND "end" >= DATE '{YEAR[0]}') AS in_year
    FROM numbered GROUP BY person, period
), newest AS (
    SELECT *, period = max(period) OVER (PARTITION BY person) AS newest FROM spans
), ahead AS (
    SELECT DISTINCT person, true AS planned FROM services WHERE type NOT IN {NOT_EXTENDING}
        AND (start > DATE '{AS_OF}' OR (status = 'planned' AND start >= DATE '{AS_OF}'))
), ended AS (
    SELECT newest.*, CASE WHEN NOT newest
        OR (DATE '{AS_OF}' - last >= 90 AND planned IS NULL) THEN last END AS exit
    FROM newest LEFT JOIN ahead USING (person)
)
SELECT person, period, start, exit, year(exit) * 4 + quarter(exit) - 1 AS at_exit, trained, in_year,
    newest AND ({REASONS}) AS excluded, exit_reason = 'offender' AS offender, program = 'youth' AS youth, segment
FROM ended JOIN participants USING (person)
"""
EARNED = """
CREATE TEMP TABLE earned AS
WITH by_employer AS (
    SELECT person, period, employer,
        sum(wages) FILTER ("at" = at_exit + 1) AS q1, sum(wages) FILTER ("at" = at_exit + 2) AS q2,
        sum(wages) FILTER ("at" = at_exit + 3) AS q3, sum(wages) FILTER ("at" = at_exit + 4) AS q4
    FROM wages JOIN exits USING (person) WHERE "at" BETWEEN at_exit + 1 AND at_exit + 4
    GROUP BY person, period, employer
)
SELECT person, period, coalesce(sum(q1), 0) AS q1, coalesce(sum(q2), 0) AS q2, coalesce(sum(q3), 0) AS q3,
    coalesce(sum(q4), 0) AS q4, coalesce(bool_or(employer <> '' AND q2 > 0 AND q4 > 0), false) AS same
FROM by_employer GROUP BY person, period
"""
QUARTER = "(year({day}) * 4 + quarter({day}) - 1)"
FIRST, LAST = QUARTER.format(day="e.start"), QUARTER.format(day='coalesce(e."end", e.start)')
PROVED = f"""
CREATE TEMP TABLE proved AS
SELECT person, period,
    bool_or(kind = 'postsecondary-credential' AND timely) AS postsecondary,
    bool_or(kind = 'secondary-diploma' AND timely) AS diploma,
    bool_or(kind = 'skill-gain' AND day >= start AND (exit IS NULL OR day <= exit)
        AND day BETWEEN DATE '{YEAR[0]}' AND DATE '{YEAR[1]}') AS gained,
    bool_or(kind = 'education' AND first <= at_exit + 2 AND last >= at_exit + 2) AS studied_2,
    bool_or(kind = 'education' AND first <= at_exit + 4 AND last >= at_exit + 4) AS studied_4,
    bool_or(kind = 'employment' AND first <= at_exit + 2 AND last >= at_exit + 2) AS works_2,
    bool_or(kind = 'employment' AND first <= at_exit + 4 AND last >= at_exit + 4) AS works_4,
    sum(amount) FILTER (kind = 'employment' AND first <= at_exit + 2 AND last >= at_exit + 2) AS amount_2,
    bool_or(kind IN ('education', 'employment') AND until >= exit AND day <= exit + INTERVAL 1 YEAR) AS active
FROM (
    SELECT person, period, kind, amount, x.start, exit, at_exit, e.start AS day, coalesce(e."end", e.start) AS until,
        {FIRST} AS first, {LAST} AS last,
        e.start >= x.start AND (exit IS NULL OR e.start <= exit + INTERVAL 1 YEAR) AS timely
    FROM evidence e JOIN exits x USING (person)
) GROUP BY person, period
"""
IN = f"at_exit + {{}} BETWEEN {FIRST_QUARTER} AND {LAST_IN}"
STATES = f"""
CREATE TEMP TABLE states AS
WITH known AS (
    SELECT segment, exit, excluded, offender, youth, trained, in_year, exit IS NOT NULL AS exited,
        coalesce({IN.format(1)}, false) AS in_1, coalesce({IN.format(2)}, false) AS in_2,
        coalesce({IN.format(4)}, false) AS in_4,
        coalesce(q1, 0) AS q1, coalesce(q2, 0) AS q2, coalesce(q3, 0) AS q3, coalesce(q4, 0) AS q4,
        coalesce(same, false) AS same, coalesce(works_2, false) AS works_2, coalesce(works_4, false) AS works_4,
        coalesce(studied_2, false) AS studied_2, coalesce(studied_4, false) AS studied_4,
        CASE WHEN q2 > 0 THEN q2 ELSE coalesce(amount_2, 0) END AS paid, coalesce(gained, false) AS gained,
        coalesce(postsecondary, false) AS postsecondary, coalesce(diploma, false) AS diploma,
        coalesce(active, false) OR coalesce(greatest(q1, q2, q3, q4), 0) > 0 AS goes_on
    FROM exits LEFT JOIN earned USING (person, period) LEFT JOIN proved USING (person, period)
)
SELECT segment, exited,
    CASE WHEN NOT exited THEN 4 WHEN excluded THEN 3 WHEN NOT in_2 THEN 2
        ELSE (q2 > 0 OR works_2 OR (youth AND studied_2))::INT END AS employment_q2,
    CASE WHEN NOT exited THEN 4 WHEN excluded THEN 3 WHEN NOT in_4 THEN 2
        ELSE (q4 > 0 OR works_4 OR (youth AND studied_4))::INT END AS employment_q4,
    CASE WHEN NOT exited THEN 4 WHEN excluded THEN 3 WHEN NOT in_2 THEN 2
        WHEN paid > 0 THEN 1 ELSE 4 END AS median_earnings_q2,
    CASE WHEN NOT exited OR NOT trained THEN 4 WHEN excluded THEN 3
        WHEN exit + INTERVAL 1 YEAR > DATE '{AS_OF}' THEN 2 WHEN postsecondary OR (diploma AND goes_on) THEN 1
        WHEN diploma AND NOT (in_1 AND in_4) THEN 2 ELSE 0 END AS credential,
    CASE WHEN NOT in_year THEN 4 WHEN exited AND excluded AND NOT offender THEN 3
        WHEN NOT exited AND DATE '{AS_OF}' < DATE '{YEAR[1]}' THEN 2 ELSE gained::INT END AS skill_gains,
    CASE WHEN NOT exited THEN 4 WHEN excluded THEN 3 WHEN in_2 AND q2 <= 0 THEN 4 WHEN NOT (in_2 AND in_4) THEN 2
        ELSE same::INT END AS retention_same_employer,
    paid
FROM known
"""


def _counts() -> str:
    counted = ", ".join(
        f"count(*) FILTER ({name} {test}) AS {name}_{word}"
        for name in INDICATORS
        for word, test in (("yes", "= 1"), ("of", "IN (0, 1)"), ("pending", "= 2"), ("excluded", "= 3"))
    )
    return (
        f"SELECT segment, count(*) AS periods, count(*) FILTER (exited) AS exits, {counted}, "
        "median(paid) FILTER (median_earnings_q2 = 1) AS median FROM states GROUP BY GROUPING SETS ((), (segment))"
    )


def figures(folder: Path) -> Figures:
    """Return every count and the medians."""
    import duckdb

    duck = duckdb.connect()
    for name, files in (("participants", "participants"), ("services", "services"), ("wages", "wages-*"),
                        ("evidence", "evidence")):  # fmt: skip
        duck.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{folder}/{files}.parquet')")
    for statement in (PERIODS, EARNED, PROVED, STATES):
        duck.execute(statement)
    asked = duck.execute(_counts())
    names = [column[0] for column in asked.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in asked.fetchall()]
    return {str(row["segment"] or ""): told(row) for row in rows}


def told(row: dict[str, Any]) -> dict[str, list[int] | float | None]:
    """Return one group's counts in the form that is compared."""
    body: dict[str, list[int] | float | None] = {
        name: [int(row[f"{name}_{word}"] or 0) for word in ("yes", "of", "pending", "excluded")]
        for name in INDICATORS
    }
    return body | {
        "periods": [int(row["periods"])], "exits": [int(row["exits"])],
        "median": None if row["median"] is None else float(row["median"]),
    }  # fmt: skip
