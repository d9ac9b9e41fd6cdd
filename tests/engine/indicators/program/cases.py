"""Ten hand-computed people for the program metrics, as of 2026-06-30; wage records of 2023Q1 to 2026Q1 are in."""

from __future__ import annotations

import pyarrow as pa

from tests.engine.indicators.cases import Case

CITE = "a program metric"
EXIT = "career 2024-06-03; training 2024-06-10..2024-08-15"  # exit quarter 2024Q3; entry quarter 2024Q2
# Half-year before: 2023Q3 and 2023Q4. Half-year after: 2025Q1 and 2025Q2. A year after Q2: 2026Q1.
BEFORE = "P 2023Q3 1000; P 2023Q4 1000; "

PEOPLE = (
    # gain 6,000 − 2,000 = 4,000; advanced (3,300 of 3,000); stays with A from 2024Q4 until the records end
    Case("anna", CITE, EXIT, (),
         BEFORE + "A 2024Q4 500; A 2025Q1 3000; A 2025Q2 3000; A 2025Q3 3000; A 2025Q4 3100; A 2026Q1 3300"),
    # gain 0 − 2,000; no earnings in Q2; first job in 2025Q3 at B, left it for C in 2025Q4
    Case("ben", CITE, EXIT, (), BEFORE + "B 2025Q3 900; C 2025Q4 900; C 2026Q1 900"),
    # gain 4,000 − 2,000; not advanced (2,199 of 2,000 is 9.95 percent); A for 2 quarters, then nobody, then A again
    Case("cleo", CITE, EXIT, (), BEFORE + "A 2024Q4 2000; A 2025Q1 2000; C 2025Q2 0; D 2026Q1 2199; X 2025Q2 2000"),
    # gain 1,000 − 2,000; two employers in the first quarter: D pays more and counts
    Case("dora", CITE, EXIT, (), BEFORE + "A 2025Q1 400; D 2025Q1 600; D 2026Q1 1100"),
    # never paid after exit: gain 0 − 2,000, in no retention curve
    Case("emil", CITE, EXIT, (), BEFORE),
    # excluded: leaves everything but completion and cost per participant
    Case("fay", CITE, EXIT, (), BEFORE + "A 2025Q1 9000; A 2025Q2 9000", reason="02"),
    # still open: no exit, training goes on
    Case("gus", CITE, "career 2026-05-01; open:training 2026-05-10", ()),
    # exit 2025Q3: Q3 after is 2026Q2, not in yet, so the gain is pending; Q2 is 2026Q1, so advancement is pending
    Case("hal", CITE, "career 2025-07-10; training 2025-07-20..2025-08-15", (), "P 2024Q4 1; A 2025Q4 50; A 2026Q1 60"),
    # entry 2023Q2: the past lies before the records: in no gain
    Case("ida", CITE, "career 2023-05-10", (), "A 2023Q4 700"),
    # training ended on 2026-05-01: placement pending; exit is told on 90 days, so open
    Case("jo", CITE, "training 2026-04-01..2026-05-01", ()),
)  # fmt: skip

COMPLETED = {
    "anna": True,
    "ben": False,
    "cleo": True,
    "dora": True,
    "emil": None,
    "fay": False,
    "hal": True,
    "jo": True,
}
"""None: not recorded. Gus goes on."""

PLACEMENTS = (
    ("anna", "2024-09-02", None, ""),  # within 13 weeks; still there: 666 days
    ("ben", "2025-07-01", "2025-09-29", "quit"),  # too late; 90 days
    ("cleo", "2024-11-14", "2024-11-24", "laid off"),  # 13 weeks to the day; 10 days
    ("dora", "2024-11-15", "2025-11-15", "laid off"),  # a day too late; 365 days
    ("fay", "2024-09-01", None, ""),  # excluded from placement; 667 days in the curve
    (
        "hal",
        "2025-07-21",
        "2027-01-01",
        "moved",
    ),  # from the first day of training; ends after today: 344 days so far
    ("jo", "2026-05-02", None, ""),  # placed, but the window is not over; 59 days
    ("ida", "2026-07-01", None, ""),  # begins after today: not yet
)
COSTS = (("train", 9000.0), ("support", 4000.0), ("measure", 2000.0), ("other", 1000.0), ("train", 1000.0))
HOURS = {"training": 30.0, "career": 5.0}

DAY = pa.date32()
PLACEMENT_SCHEMA = pa.schema([("person", pa.string()), ("start", DAY), ("end", DAY), ("reason", pa.string())])
COST_SCHEMA = pa.schema([("kind", pa.string()), ("amount", pa.float64())])
DETAIL_SCHEMA = pa.schema(
    [
        ("person", pa.string()),
        ("type", pa.string()),
        ("start", DAY),
        ("end", DAY),
        ("status", pa.string()),
        ("completed", pa.bool_()),
        ("hours", pa.float64()),
    ]
)
