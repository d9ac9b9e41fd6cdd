"""Participants, services, wages and evidence as Parquet files: the same for the same seed, in bounded memory.

Wage rows lie by quarter, as States send them, and not by person. Each person has spells of eight quarters at work;
some change employer within, some hold two jobs, some rows take back what an earlier one said.
"""

from __future__ import annotations

from pathlib import Path

from bench._indicators import FIRST_QUARTER, QUARTERS

WAGE_ROWS_A_PERSON = 8.5
BASE = "DATE '2021-07-01'"
TYPES = (
    *("career",) * 4, *("assessment",) * 2, *("training",) * 3, "occupational", "postsecondary", "secondary",
    "apprenticeship", "ojt", "customized", "job-search", "case-management", "support", "follow-up", "self-service",
)  # fmt: skip


def generate(folder: Path, people: int, seed: int) -> int:
    """Write the four files; return the rows of wages."""
    import duckdb

    duck = duckdb.connect(config={"memory_limit": "600MB", "temp_directory": str(folder / "spill")})
    duck.execute("SET preserve_insertion_order = false")
    duck.execute(f"CREATE MACRO draw(i, what, below) AS (hash(i, what, {seed}) % below)::INTEGER")
    duck.execute("CREATE MACRO key(i) AS 'P' || lpad(i::VARCHAR, 8, '0')")

    def write(name: str, sql: str, order: str = "") -> None:
        duck.execute(f"COPY ({sql} {order}) TO '{folder / name}.parquet' (FORMAT parquet)")

    write(
        "participants",
        "SELECT key(i) AS person, ['adult','adult','dislocated worker','youth','vr',''][1 + draw(i,'program',6)] "
        "AS program, CASE WHEN draw(i,'left',100) < 94 THEN '' ELSE "
        "['health','deceased','foster care','ineligible','offender','moved'][1 + draw(i,'reason',6)] END "
        f"AS exit_reason, 'region ' || (1 + draw(i,'segment',8)) AS segment FROM range({people}) t(i)",
    )
    kinds = "[" + ",".join(f"'{kind}'" for kind in TYPES) + "]"
    write(
        "services",
        f"""SELECT key(i) AS person, {kinds}[1 + draw(i*8+k,'type',{len(TYPES)})] AS type, start,
            CASE WHEN draw(i*8+k,'day',3) > 0 THEN start + draw(i*8+k,'length',70) END AS "end",
            CASE WHEN start > DATE '2026-06-30' THEN 'planned' WHEN draw(i*8+k,'open',50) = 0 THEN 'open' ELSE 'done' END
            AS status
        FROM (SELECT i, k, {BASE} + draw(i,'begin',1700) + k * draw(i,'step',60)
                + CASE WHEN draw(i,'again',10) = 0 THEN k * 100 ELSE 0 END AS start
              FROM range({people}) t(i), (SELECT range::INTEGER AS k FROM range(4)) s WHERE k <= draw(i,'services',4))""",
    )
    working, doubled = people * 2 // 5, people // 40
    for step in range(QUARTERS):
        at = FIRST_QUARTER + step
        write(
            f"wages-{at}",
            f"""SELECT key(p) AS person, 'E' || draw(p * 4 + job + CASE WHEN {step} >= draw(p,'move',40) THEN 2 ELSE 0 END,
                    'employer', 40000) AS employer, {at}::INTEGER AS "at",
                (draw(p * 2 + job, 'pay', 1400000) + 100000 + draw(p * 64 + {step}, 'more', 100000)) / 100.0
                    * CASE WHEN draw(p * 64 + {step}, 'back', 400) = 0 THEN -1 ELSE 1 END AS wages
            FROM (SELECT (((r % {working}) + {step} * {people // QUARTERS}) * 7919) % {people} AS p, r // {working} AS job
                  FROM range({working + doubled}) t(r))""",
        )
    evidence = "['postsecondary-credential','secondary-diploma','skill-gain','education','employment']"
    write(
        "evidence",
        f"""SELECT key(i) AS person, {evidence}[1 + draw(i*2+k,'kind',5)] AS kind, start,
            CASE WHEN draw(i*2+k,'kind',5) > 2 AND draw(i,'until',2) = 0 THEN start + draw(i*2+k,'days',200) END AS "end",
            CASE WHEN draw(i*2+k,'kind',5) = 4 THEN (draw(i*2+k,'amount',900000) + 1) / 100.0 END AS amount
        FROM (SELECT i, k, {BASE} + draw(i,'begin',1700) + draw(i*2+k,'later',700) AS start
              FROM range({people}) t(i), (SELECT range::INTEGER AS k FROM range(2)) s WHERE draw(i*2+k,'has',4) = 0)""",
    )
    return QUARTERS * (working + doubled)
