"""How much attrition, overall and between the arms, a lottery can bear.

Source: What Works Clearinghouse, Standards Handbook 4.0, table II.1 (kept in 5.0), U.S. Department of Education:
differential attrition in percentage points that keeps the expected bias within 0.05 standard deviations, by overall
attrition in whole percent, under a cautious and under an optimistic view of who is lost.
"""

from __future__ import annotations

SOURCE = "What Works Clearinghouse Standards Handbook 4.0, table II.1"

# fmt: off
CAUTIOUS = (
    5.7, 5.8, 5.9, 5.9, 6, 6.1, 6.2, 6.3, 6.3, 6.3, 6.3, 6.2, 6.2, 6.1, 6, 5.9, 5.9, 5.8, 5.7, 5.5,
    5.4, 5.3, 5.2, 5.1, 4.9, 4.8, 4.7, 4.5, 4.4, 4.3, 4.1, 4, 3.8, 3.6, 3.5, 3.3, 3.2, 3.1, 2.9,
    2.8, 2.6, 2.5, 2.3, 2.1, 2, 1.8, 1.6, 1.5, 1.3, 1.2, 1, 0.9, 0.7, 0.6, 0.4, 0.3, 0.2, 0,
)
OPTIMISTIC = (
    10, 10.1, 10.2, 10.3, 10.4, 10.5, 10.7, 10.8, 10.9, 10.9, 10.9, 10.9, 10.9, 10.9, 10.8, 10.8,
    10.7, 10.6, 10.5, 10.3, 10.2, 10, 9.9, 9.7, 9.5, 9.4, 9.2, 9, 8.8, 8.6, 8.4, 8.2, 8, 7.8, 7.6,
    7.4, 7.2, 7, 6.7, 6.5, 6.3, 6, 5.8, 5.6, 5.3, 5.1, 4.9, 4.6, 4.4, 4.2, 3.9, 3.7, 3.5, 3.2, 3,
    2.8, 2.6, 2.3,
)
# fmt: on


def attrition_bound(overall: float, *, optimistic: bool = False) -> float:
    """Return the largest bearable differential attrition for an overall attrition; both are shares of one.

    Read at the next whole percent, so never too kindly; beyond the table no difference can be borne.
    """
    table = OPTIMISTIC if optimistic else CAUTIOUS
    percent = -int(-overall * 100 // 1)
    return table[percent] / 100 if percent < len(table) else 0.0
