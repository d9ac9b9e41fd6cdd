"""What cells mean: one table that the Python rules and the DuckDB rules are both held to.

Kind, cell, how the file writes numeric days (“” not known), and the value: None for a cell that says nothing,
REFUSED for one that cannot be read. Values were worked out by hand.
"""

from __future__ import annotations

from datetime import date

REFUSED = "refused"
FOREVER = date(9999, 12, 31)
DAY = date(2024, 12, 31)

SAYS_NOTHING = [
    "",
    "N/A",
    "n/a",
    "NA",
    "none",
    "None",
    "NULL",
    "null",
    "-",
    "--",
    "—",
    "unknown",
    "TBD",
    "(blank)",
    ".",
    "...",
    "[null]",
    "<NULL>",
    "\\N",
    "N / A",
    "not recorded",
    "None given",
    "Client doesn't know",
    "Prefer not to say",
    "sin datos",
    "Ninguno",
    "keine Angabe",
    "aucun",
]

CASES = [
    *((kind, cell, "", None) for kind in ("text", "day", "amount", "number", "quarter", "period") for cell in SAYS_NOTHING),
    *(("answer", cell, "", cell) for cell in ("none", "Null", "Unknown", "NA", "any")),
    *(("answer", cell, "", None) for cell in ("", "N/A", "-", "(blank)")),
    *(("text", cell, "", cell) for cell in ("0", "00", "Nancy", "no", "none of these", "x-1")),
    *(("text", cell, "", REFUSED) for cell in ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NO VALUE! D7")),
    # one way to read them
    *(
        ("day", cell, "", DAY)
        for cell in (
            "2024-12-31", "2024/12/31", "2024.12.31", "20241231", "12/31/2024", "31/12/2024", "12/31/24", "31.12.2024",
            "31.12.24", "31-Dec-2024", "31-DEC-2024", "31-Dec-24", "31 December 2024", "31 Dec. 2024", "31DEC2024",
            "Dec 31, 2024", "December 31, 2024", "December 31st, 2024", "31st of December 2024", "Dec-31-2024",
            "2024-Dec-31", "Tuesday, December 31, 2024", "2024-12-31 00:00:00", "2024-12-31T08:15:00",
            "2024-12-31T08:15:00.000Z", "2024-12-31 08:15:00+00:00", "12/31/2024 12:00:00 AM", "12/31/2024 8:15 pm",
        )
    ),
    ("day", "1/1/2024", "", date(2024, 1, 1)),
    ("day", "5/5/24", "ask", date(2024, 5, 5)),
    ("day", "2024-1-5", "", date(2024, 1, 5)),
    # two ways: only the rest of the file tells
    *(("day", "1/2/2024", order, value) for order, value in (
        ("", REFUSED), ("ask", REFUSED), ("mdy", date(2024, 1, 2)), ("dmy", date(2024, 2, 1)),
    )),
    *(("day", "01-02-24", order, value) for order, value in (
        ("", REFUSED), ("mdy", date(2024, 1, 2)), ("dmy", date(2024, 2, 1)),
    )),
    ("day", "31/12/2024", "mdy", REFUSED),
    ("day", "12/31/2024", "dmy", REFUSED),
    # two digits of a year
    *(("day", f"12/31/{year}", "", date(whole, 12, 31)) for year, whole in (("49", 2049), ("50", 1950), ("00", 2000), ("99", 1999))),
    *(("birth", f"12/31/{year}", "", date(whole, 12, 31)) for year, whole in (("15", 2015), ("16", 1916), ("85", 1985))),
    # no day at all
    *(
        ("day", cell, "", None)
        for cell in (
            "9999-12-31", "12/31/9999", "31-Dec-9999", "99991231", "9999-12-31 00:00:00", "0000-00-00", "00/00/0000",
            "00000000", "1900-01-01", "1/1/1900", "01/01/1900", "1900-01-00", "present", "Current", "ongoing",
        )
    ),
    *(
        ("until", cell, "", FOREVER)
        for cell in (
            "2999-12-31", "12/31/2999", "31.12.2999", "31-Dec-2999", "3000-01-01", "1/1/3000", "12/31/3000", "29991231",
            "9999-01-01", "Dec 31, 9999", "2999-12-31 00:00:00", "31/12/9999",
        )
    ),
    *(("day", cell, "", None) for cell in ("2999-12-31", "1/1/3000")),
    *(("until", cell, "", FOREVER) for cell in ("9999-12-31", "12/31/9999", "present", "Current", "ongoing")),
    *(("until", cell, "", None) for cell in ("", "N/A", "0000-00-00", "1/1/1900")),
    ("until", "12/31/2024", "", DAY),
    # bounds: the calendar, and the years of this field
    *(("day", cell, "", REFUSED) for cell in (
        "2024-02-30", "30.02.2024", "2024-13-01", "13/13/2024", "0024-12-31", "2999-01-01", "soon", "12312024", "45291",
        "Smarch 3, 2024", "#N/A", "2024-12-31 or later",
    )),
    ("day", "1899-12-31", "", REFUSED), ("day", "1900-01-02", "", date(1900, 1, 2)),
    ("day", "2100-12-31", "", date(2100, 12, 31)), ("day", "2101-01-01", "", REFUSED),
    ("day", "2024-02-29", "", date(2024, 2, 29)), ("day", "2023-02-29", "", REFUSED),
    # a month or a year alone
    *(("month", cell, "", date(2024, 3, 1)) for cell in ("2024-03", "03/2024", "3/2024", "March 2024", "Mar. 2024", "Mar-2024")),
    ("month", "2024", "", date(2024, 1, 1)),
    ("month", "12/31/2024", "", DAY),
    *(("day", cell, "", REFUSED) for cell in ("2024-03", "03/2024", "March 2024", "2024", "Mar-21")),
    # numbers
    *(
        (kind, cell, "", 5120.5)
        for kind in ("number", "amount")
        for cell in ("5120.50", "5120.5", "5,120.50", "$5,120.50", "$ 5120.50", "5120.50 USD", "USD 5,120.5", "US$5120.50",
                     "5.120,50", "5120,50", "5 120,50", "5 120.50", "5'120.50", "€5.120,50", "+5120.5", "5.1205e3")
    ),
    *(("amount", cell, "", -250.0) for cell in ("-250", "-250.00", "-$250.00", "$-250", "(250.00)", "($250)", "-250,00")),
    *(("amount", cell, "", 1234567.0) for cell in ("1,234,567", "1.234.567", "1 234 567", "1234567", "1,234,567.00")),
    *(("amount", cell, "", value) for cell, value in (("0", 0.0), (".5", 0.5), ("5,1", 5.1), ("1,234", 1234.0), ("7.", 7.0))),
    *(("amount", cell, "", REFUSED) for cell in ("1.234", "$1.234", "12.345", "1,23,456", "0,123", "5,1234", "12a", "abc", "1 2",
                                                 "--5", "5.120.5", "#VALUE!", "15-18")),
    ("number", "1.234", "", 1.234),
    ("number", "0.125", "", 0.125),
    ("amount", "0.125", "", 0.125),
    ("amount", "1234.567", "", 1234.567),
    # a quarter's wages: what is not known yet is the amount that stands for it
    *(
        ("wage", cell, "", 999_999.99)
        for cell in ("", "N/A", "pending", "Pending", "not yet available", "TBD", "-", "999999.99", "$999,999.99")
    ),
    *(("wage", cell, "", value) for cell, value in (("0", 0.0), ("$5,120.50", 5120.5), ("5.120,50", 5120.5), ("-250", -250.0))),
    *(("wage", cell, "", REFUSED) for cell in ("lots", "1.234", "#N/A", "pending 500")),
    # keys: what a spreadsheet cut short cannot be put back
    *(("key", cell, "", REFUSED) for cell in ("1.23E+11", "1,23E+11", "9E+08", "1.23457e+11", "#REF!")),
    *(("key", cell, "", cell) for cell in ("12E4", "4e10", "1.2", "E+11", "1.23E+11x", "none", "012345678", "0-1")),
    # quarters
    *(("quarter", cell, "", 2) for cell in ("2", "02", "Q2", "q2", "2.0", "Qtr 2", "Q 2")),
    *(("quarter", cell, "", REFUSED) for cell in ("0", "5", "22", "2025Q2", "second")),
    *(("period", cell, "", 8101) for cell in ("2025Q2", "2025-2", "20252", "2025 Q2", "2025q02", "Q2 2025", "2Q2025", "20252.0")),
    *(("period", cell, "", REFUSED) for cell in ("2025-02", "2025Q5", "2025", "Q2", "202502")),
]  # fmt: skip
