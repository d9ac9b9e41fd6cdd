"""Pay in the ways in which people write it: by piece and step, in tables, for several jobs, abroad; values set by hand."""

from __future__ import annotations

import pytest

from gainful.engine.postings.pay import wage_fact

Read = tuple[float | None, float | None, str, str] | None


def read(text: str) -> Read:
    found = wage_fact(text)
    if found is None:
        return None
    assert found.span is not None
    assert text[found.span.start : found.span.end] == found.span.text
    return found.low, found.high, found.unit, found.currency


@pytest.mark.parametrize(
    ("text", "right"),
    [
        # by the mile, the visit, the class
        (".55 – .63 CPM all miles, $40 stop pay, $25/hr detention after 2", (0.55, 0.63, "piece", "USD")),
        ("66 CPM solo / 0.71 after 24 mos. Gross $1,400-1,650 week. $18 stop pay", (0.66, 0.71, "piece", "USD")),
        ("58¢/mile loaded and empty", (0.58, None, "piece", "USD")),
        ("Organist. $145 per Mass, $60 for practice. Weddings extra ($200)", (60, 145, "piece", "USD")),
        ("Physical Therapist — per visit\nEvaluation ..... $118\nRoutine visit ..... $78\nMileage .70", (78, 118, "piece", "USD")),
        ("$42 per class, two classes", (42, None, "piece", "USD")),
        ("$19.82 per hour (AEWR) or piece rate: Gala $28.00/bin, cherries 0.24/lb", (19.82, None, "hour", "USD")),
        ("$17.50/hr, $1/room over 14 rooms", (17.5, None, "hour", "USD")),
        ("$24.86 per flight hr, 72 hr/mo guarantee. Training hotel + $50/day stipend. Grads get $1,000.", (24.86, None, "hour", "USD")),
        ("$31 per visit-hour", (31, None, "hour", "USD")),
        ("$30-$38hr or PIECE ($14 per fusion, $110 per case)", (30, 38, "hour", "USD")),
        # days, weeks, shifts
        ("guaranteed $230 a day. HELPERS also $165 day", (165, 230, "day", "USD")),
        ("DRIVERS EARN $1,200–$1,500 WEEKLY! $230 a day, helpers $165 day.", (165, 230, "day", "USD")),
        ("$480 per 12-hour shift", (480, None, "day", "USD")),
        ("4-10s + 2 OT day most weeks. $46.95 scale + $75/day over 60 mi", (46.95, None, "hour", "USD")),
        ("Recruit $2,318.40 biweekly\nFF Step 5 $3,604.00 biweekly\nbilingual $75/mo.", (1159.2, 1802, "week", "USD")),
        ("$52,000 annually ($2,000 biweekly)", (52000, None, "year", "USD")),
        # steps, grades, shifts, tables
        ("Salary schedule (monthly)\n   A   B   C\nOfficer   5,914   6,210   6,520\nHiring bonus $15,000", (5914, 6520, "month", "USD")),
        ("Position Age Rate Needed\nGuard I 15 AED 16.25 30\nGuard II 16 AED 17.00 12\nClass fee $175 refunded", (16.25, 17, "hour", "USD")),
        ("PERIOD % JOURNEY RATE\n1st 45% $18.72\n6th 85% $35.36\nJourneyman rate 41.60 + H&W 9.10 + pension", (18.72, 35.36, "hour", "USD")),
        ("Range I   24.16-30.84   Pension 7%\nRange II  26.70-34.08   12 holidays\nper hour.", (24.16, 34.08, "hour", "USD")),
        ("Range 21, Step A $20.47 – Step F $26.12 per hour. 182 days / 10.25 months", (20.47, 26.12, "hour", "USD")),
        ("wages: $18.40 / 19.15 (2 yr) / 20.30 (5 yr)  diff: eve 1.50, noc 2.25", (18.4, 20.3, "hour", "USD")),
        ("Wage Min: 16.00     Wage Max: 17.50     OT after 40: Y", (16, 17.5, "hour", "USD")),
        ("Starting 18.75 / 19.25 / 19.50 by shift", (18.75, 19.5, "hour", "USD")),
        ("$21 start, leads 27–31. crew bonus averages $140-ish/wk", (21, 31, "hour", "USD")),
        ("Level T1 $22.40 – 26.90 · T2 $25.75 – 32.60 · night 15%", (22.4, 32.6, "hour", "USD")),
        # several jobs in one posting, tipped jobs
        ("need a dishwasher and a line cook, dish 16/hr cook 20-23 dep on exp", (16, 23, "hour", "USD")),
        ("Pago: crew $17–$19 la hora, foreman $23. 3 para crew y 1 foreman", (17, 23, "hour", "USD")),
        ("Crew $17–$19 an hour under a foreman; foreman $23", (17, 19, "hour", "USD")),
        ("Attendant — $17.50/hr\nTech — $24–27/hr\nServer — $9.98 + 20% service charge", (9.98, 27, "hour", "USD")),
        ("•Companion $15.50\n•HHA $16.75\n•CNA $18.00\n•Live-in $245/day", (15.5, 18, "hour", "USD")),
        ("hourly: up to $29. 45-50 hr wk", (None, 29, "hour", "USD")),
        ("$19.60–$22.05 por hora. We pay the 75 hr training.", (19.6, 22.05, "hour", "USD")),
        # abroad
        ("PERTH FIFO. $68.40 flat + 12% super", (68.4, None, "hour", "AUD")),
        ("Salary: Rs. 18,000 to 24,000 p.m. in hand + OT", (18000, 24000, "month", "INR")),
        ("CTC ₹ 6 lakh per annum", (600000, None, "year", "INR")),
        ("Salary: Rs 15,000/- per month", (15000, None, "month", "INR")),
        ("Fort McMurray, AB. Salary: 52.00 to 58.50 HOUR / 84 hours per 14 days", (52, 58.5, "hour", "CAD")),
        ("€14,96 p/u, after 26 weeks €15,40", (14.96, 15.4, "hour", "EUR")),
        ("2.900 € brutto pro Monat", (2900, None, "month", "EUR")),
        ("12,50 € de l'heure", (12.5, None, "hour", "EUR")),
        ("£620 p/w", (620, None, "week", "GBP")),
        ("AED 4,500 per month", (4500, None, "month", "AED")),
        ("S$2,400 per month", (2400, None, "month", "SGD")),
        ("PLN 31 per hour", (31, None, "hour", "PLN")),
        ("Substitute: $135/full day, $70/half day", (135, None, "day", "USD")),
        ("Salary £27k-£31k FTE, pro rata £16,200", (27000, 31000, "year", "GBP")),
        ("60% of journeyman scale ($44.10/hr) = $26.46/hr to start", (26.46, None, "hour", "USD")),
        ("GS-07 Step 1: $46,696; Step 10: $60,703", (46696, 60703, "year", "USD")),
        ("Wage: $23.18/hour ($48,214 annually)", (23.18, None, "hour", "USD")),
        # scans, and what is no pay
        ("Wage: $ 2 4 . 8 6 per hour", (24.86, None, "hour", "USD")),
        ("Meals: 3/day at $16.28. $21.40 per hour", (21.4, None, "hour", "USD")),
        ("Orientation 2 days — $200/day. $23/hr", (23, None, "hour", "USD")),
        ("Mileage at $0.67 per mile. Phone $40 per month", None),
        ("$0.70 per mile mileage", None),
        ("Class fee $25. $150 layover. $3,000 sign on", None),
        ("Revenue $40 million, budget $95,000, 401k match 4%", None),
        ("Housing: €132 per week. Insurance €38/wk. €14.96 per hour", (14.96, None, "hour", "EUR")),
    ],
)  # fmt: skip
def test_pay_by_kind(text: str, right: Read) -> None:
    assert read(text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "Deputy\n$1,980.00 biweekly entry, $2,145 with POST, $2,310 @ 3 yrs",
            (990.0, 1155.0, "week", "USD"),
        ),
        ("Clerk\n$1,500 every two weeks to start, $1,650 after a year", (750.0, 825.0, "week", "USD")),
        ("Aide\n$118 per day up to $131 with ParaPro; sub $95", (118.0, 131.0, "day", "USD")),
        ("Subs needed\nSub $110/day, long-term $140/day", (110.0, 140.0, "day", "USD")),
        ("Plumbers\n1st yr 19.50 / 2nd 23 / 3rd 26.50", (19.5, 26.5, "hour", "USD")),
        ("Guards\nunarmed 15.25-16.50 / armed 19.00-21.75 DOE", (15.25, 21.75, "hour", "USD")),
        ("Lift Op 17.50, Scanner 16.00, Snowmaker 20.00", (16.0, 20.0, "hour", "USD")),
        ("Cashier\nShifts 08.30-16.30 or 12.00-20.00", None),
        ("Bolt 10.20 mm, 12.35 mm", None),
        ("Software 10.12, 11.34", None),
        ("Designer\nbase 120-150 plus equity", (120000.0, 150000.0, "year", "USD")),
        ("Engineer, salary 95-110", (95000.0, 110000.0, "year", "USD")),
        ("Base 120-150 lbs lifting", None),
        ("$2,310 per class with a doctorate; 2,475 after two terms", (2310.0, 2475.0, "piece", "USD")),
        ("$50,000/yr, 1,000 employees", (50000.0, None, "year", "USD")),
        ("Adjunct $1,050 per credit hour", (1050.0, None, "piece", "USD")),
        ("Cook $17, trainee pay 15", (15.0, 17.0, "hour", "USD")),
        ("Server. Pay grade 12. $15/hr", (15.0, None, "hour", "USD")),
        ("Lab tech $19.40 base, more with cert: $20.60", (19.4, 20.6, "hour", "USD")),
    ],
)
def test_bare_rates_and_what_they_are_paid_for(text: str, right: Read) -> None:
    """A rate that says no unit is paid as its neighbours are; figures alone on a line count where a job or step is named."""
    assert read(text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Barber\nchair rent $180/wk, $600 guaranteed per week", (600.0, None, "week", "USD")),
        ("Stylist. Booth rental $150 weekly. Commission 50%", None),
        ("Herder $30/hr, house $180 wk rent", (30.0, None, "hour", "USD")),
        ("Picker $16.08/hr, 3 meals @ $15.88 deducted", (16.08, None, "hour", "USD")),
        ("Travel RN $2,640/wk\ntaxable $29.00/hr, lodging $1,015", (2640.0, None, "week", "USD")),
        ("Sonographer $38-$52/hr; call pay $5/hr", (38.0, 52.0, "hour", "USD")),
        ("Tech $30/hr, per diem $165/day", (30.0, None, "hour", "USD")),
        ("Per diem nurse\nPer diem: $75 per hour certified, $55 provisional", (55.0, 75.0, "hour", "USD")),
        ("Half day $80. Teacher $155/day", (155.0, None, "day", "USD")),
        ("Bus driver $23/hr; training (40 hrs at $15)", (23.0, None, "hour", "USD")),
        ("Driver\n40 hours at $22/hr, training paid", (22.0, None, "hour", "USD")),
        ("avg. $1,350-2,100/wk; hourly guarantee $28 to $38", (28.0, 38.0, "hour", "USD")),
        ("ENGINEER, PE in NC $74,000–$86,000", (74000.0, 86000.0, "year", "USD")),
        ("ELECTRICIAN, ON CALL $30/hr", (30.0, None, "hour", "USD")),
        ("Welder, Hamilton, ON\n$30/hr", (30.0, None, "hour", "CAD")),
        ("Cook, Halifax, NS B3H 1A1, $19/hr", (19.0, None, "hour", "CAD")),
        ("Chef (Vic) $34.80/hr", (34.8, None, "hour", "AUD")),
        ("Milker, NZ $29.50/hr", (29.5, None, "hour", "NZD")),
        ("Dev\nCTC: 18 – 24 LPA", (1800000.0, 2400000.0, "year", "INR")),
    ],
)
def test_money_for_something_else(text: str, right: Read) -> None:
    """Rent, deductions, taxed parts, calls, half days and hours of training are not the pay; provinces and lands name the dollar."""
    assert read(text) == right
