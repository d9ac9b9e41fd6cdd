"""Hand-computed participants: what the regulation says of each, as of 2026-06-30.

Wage records of 2023Q1 to 2026Q1 are in. The program year for skill gains is July 2025 to June 2026.
Expected, a period: exit day or "open", then employment Q2, employment Q4, earnings Q2, credential, skill gain,
same employer:
y yes, n no, p pending, x excluded, - not in the population; earnings as dollars where they count.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    name: str
    cites: str
    services: str
    expected: tuple[str, ...]
    wages: str = ""
    evidence: str = ""
    reason: str = ""
    program: str = "adult"


EXIT, PART, COMMON = "20 CFR 677.150(c)(1)", "20 CFR 677.150(a)(3)", "20 CFR 677.150(c)(3)"
Q2, Q4, PAY = "20 CFR 677.155(a)(1)(i)", "20 CFR 677.155(a)(1)(ii)", "20 CFR 677.155(a)(1)(iii)"
CRED, DIPLOMA = "20 CFR 677.155(a)(1)(iv)(A)", "20 CFR 677.155(a)(1)(iv)(B)"
SUPPLEMENT = "TEGL 26-16 (supplemental wage information where wage records are not available)"
GAIN, SAME, OUT = (
    "20 CFR 677.155(a)(1)(v)",
    "20 CFR 677.155(a)(1)(vi); 89 FR 13814",
    "RSA-TAC-17-01 (11 June 2024; TEGL 10-16), Att. II tables A and B",
)
OFFENDER = "RSA-TAC-17-01 (11 June 2024; TEGL 10-16), Att. II table C"
SUPPORT = "RSA-TAC-17-01 (11 June 2024; TEGL 10-16), footnotes 13 and 20"
PERIODS = "RSA-TAC-17-01 (11 June 2024; TEGL 10-16), section 10 and Att. V-VI; 34 CFR 361.150(c)"
WAGNER = "WIOA sec. 116(b)(2)(A)(i) (subclauses (IV) and (V) do not apply to the Wagner-Peyser program); 20 CFR 677.155(b)"
YOUTH = "WIOA sec. 116(b)(2)(A)(ii)(I)-(II); 20 CFR 677.155(c)"
USUAL = "career 2024-06-03; career 2024-08-15"  # exit quarter 2024Q3: Q2 is 2025Q1, Q4 is 2025Q3
TRAIN = "training 2024-06-03..2024-08-15"

CASES = (
    # Exit
    Case("last service is the exit day", EXIT, USUAL, ("2024-08-15 n n - - - -",)),
    Case("one service only", EXIT, "career 2024-08-15", ("2024-08-15 n n - - - -",)),
    Case("89 days ago is still open", EXIT, "career 2026-04-02", ("open - - - - - -",)),
    Case("90 days ago is an exit", EXIT, "career 2026-04-01", ("2026-04-01 p p p - - p",)),
    Case("91 days ago is an exit", EXIT, "career 2026-03-31", ("2026-03-31 p p p - - p",)),
    Case("planned service keeps open", EXIT, "career 2026-01-05; planned:career 2026-07-20", ("open - - - - - -",)),
    Case("planned service of the past does not", EXIT, "career 2024-08-15; planned:career 2024-09-10", ("2024-08-15 n n - - - -",)),
    Case("planned follow-up does not", EXIT, "career 2024-08-15; planned:follow-up 2026-08-01", ("2024-08-15 n n - - - -",)),
    Case("planned self-service does not", EXIT, "career 2024-08-15; planned:self-service 2026-08-01", ("2024-08-15 n n - - - -",)),
    Case("planned for the day itself keeps open", EXIT, "career 2026-01-05; planned:career 2026-06-30", ("open - - - - - -",)),
    Case("dated in the future is planned", EXIT, "career 2026-01-05; career 2026-07-01", ("open - - - - - -",)),
    Case("self-service does not extend", EXIT, f"{USUAL}; self-service 2024-10-01", ("2024-08-15 n n - - - -",)),
    Case("information only does not extend", EXIT, f"{USUAL}; information-only 2024-10-01", ("2024-08-15 n n - - - -",)),
    Case("follow-up does not extend", EXIT, f"{USUAL}; follow-up 2024-10-01; follow-up 2025-01-10", ("2024-08-15 n n - - - -",)),
    Case("follow-up does not bridge", EXIT, "career 2024-06-03; follow-up 2024-08-01; career 2024-10-15",
         ("2024-06-03 n n - - - -", "2024-10-15 n n - - - -")),
    Case("a support service does not extend", SUPPORT, f"{USUAL}; support 2024-11-01", ("2024-08-15 n n - - - -",)),
    Case("a support service does not bridge", SUPPORT, "career 2024-06-03; support 2024-08-01; career 2024-10-15",
         ("2024-06-03 n n - - - -", "2024-10-15 n n - - - -")),
    Case("planned support does not keep open", SUPPORT, "career 2024-08-15; planned:support 2026-08-01", ("2024-08-15 n n - - - -",)),
    Case("case management extends", EXIT, f"{USUAL}; case-management 2024-11-01", ("2024-11-01 n n - - - -",)),
    Case("a service on day 90 undoes the exit", EXIT, "career 2024-06-03; career 2024-09-01", ("2024-09-01 n n - - - -",)),
    Case("a service on day 91 begins anew", EXIT, "career 2024-06-03; career 2024-09-02",
         ("2024-06-03 n n - - - -", "2024-09-02 n n - - - -")),
    Case("an end inside the window undoes it", EXIT, "training 2024-01-10..2024-06-03; career 2024-08-15",
         ("2024-08-15 n n - n - -",)),
    Case("a long service covers a short one", EXIT, "training 2024-01-10..2024-08-15; career 2024-02-01; career 2024-09-20",
         ("2024-09-20 n n - n - -",)),
    Case("two services on one day", EXIT, "career 2024-08-15; assessment 2024-08-15", ("2024-08-15 n n - - - -",)),
    Case("an open service keeps open", EXIT, "open:training 2025-01-05", ("open - - - - n -",)),
    Case("a service that ends after today keeps open", EXIT, "training 2025-01-05..2026-12-31", ("open - - - - n -",)),
    Case("common exit over programs", COMMON, "career 2024-06-03; career 2024-08-15; training 2024-10-20..2024-12-01",
         ("2024-12-01 n n - n - -",)),
    # Who is a participant
    Case("only self-service is no participant", PART, "self-service 2024-06-03", ()),
    Case("only information is no participant", PART, "information-only 2024-06-03; information-only 2024-06-09", ()),
    Case("self-service before does not start it", PART, f"self-service 2024-01-03; {USUAL}", ("2024-08-15 n n - - - -",)),
    Case("only support is no participant", SUPPORT, "support 2024-06-03", ()),
    Case("support before does not start it", SUPPORT, f"support 2024-01-03; {USUAL}", ("2024-08-15 n n - - - -",)),
    Case("nothing at all is no participant", PART, "", ()),
    # Re-entry
    Case("each exit counts, first employed", PERIODS, "career 2024-01-10; career 2024-09-10",
         ("2024-01-10 y n 4000 - - n", "2024-09-10 n n - - - -"), "E1 2024Q3 4000"),
    Case("wages of one quarter serve two exits", PERIODS, "career 2024-01-10; career 2024-08-10",
         ("2024-01-10 n y - - - -", "2024-08-10 y n 4000 - - n"), "E1 2025Q1 4000"),
    Case("two exits in one program year", PERIODS, "career 2021-09-10; career 2021-11-15; career 2022-03-10; career 2022-05-20",
         ("2021-11-15 p p p - - p", "2022-05-20 p n p - - p")),
    Case("exit in November: quarters to June and December", PERIODS, "career 2023-11-15", ("2023-11-15 y y 900 - - y",),
         "E1 2024Q2 900; E1 2024Q4 950"),
    Case("exit in March: first quarter after is April to June", "RSA-TAC-17-01 (TEGL 10-16), page 23; PIRL 901", "career 2024-03-31",
         ("2024-03-31 y n 800 - - n",), "E1 2024Q3 800"),
    Case("re-entry that is open", EXIT, "career 2024-08-15; career 2026-06-01", ("2024-08-15 n n - - - -", "open - - - - - -")),
    # Employment, second quarter
    Case("paid in Q2", Q2, USUAL, ("2024-08-15 y n 5000 - - n",), "E1 2025Q1 5000"),
    Case("paid in Q1 and Q3 only", Q2, USUAL, ("2024-08-15 n n - - - -",), "E1 2024Q4 5000; E1 2025Q2 5000"),
    Case("paid in the exit quarter only", Q2, USUAL, ("2024-08-15 n n - - - -",), "E1 2024Q3 5000"),
    Case("a zero wage is not employment", Q2, USUAL, ("2024-08-15 n n - - - -",), "E1 2025Q1 0"),
    Case("a reversal to zero is not employment", Q2, USUAL, ("2024-08-15 n n - - - -",), "E1 2025Q1 900; E1 2025Q1 -900"),
    Case("a cent is employment", Q2, USUAL, ("2024-08-15 y n 0.01 - - n",), "E1 2025Q1 0.01"),
    Case("exit on the last day of a quarter", Q2, "career 2024-09-30", ("2024-09-30 y n 10 - - n",), "E1 2025Q1 10"),
    Case("exit on the first day of the next", Q2, "career 2024-10-01", ("2024-10-01 n n - - - -",), "E1 2025Q1 10"),
    Case("Q2 over the turn of the year", Q2, "career 2024-12-31", ("2024-12-31 y n 10 - - n",), "E1 2025Q2 10"),
    Case("leap day", Q2, "career 2024-02-29", ("2024-02-29 y n 10 - - n",), "E1 2024Q3 10"),
    Case("supplemental evidence of work", f"{Q2}; TEGL 26-16", USUAL, ("2024-08-15 y n - - - -",), "", "employment 2025-02-10"),
    Case("supplemental evidence in Q3 only", f"{Q2}; TEGL 26-16", USUAL, ("2024-08-15 n n - - - -",), "", "employment 2025-05-10"),
    # Employment, fourth quarter
    Case("paid in Q4 only", Q4, USUAL, ("2024-08-15 n y - - - -",), "E1 2025Q3 5000"),
    Case("paid in Q2 and Q4", Q4, USUAL, ("2024-08-15 y y 5000 - - y",), "E1 2025Q1 5000; E1 2025Q3 5200"),
    Case("supplemental evidence over Q2 to Q4", f"{Q4}; TEGL 26-16", USUAL, ("2024-08-15 y y - - - -",), "",
         "employment 2025-01-10..2025-08-01"),
    # Pending
    Case("Q2 in, Q4 not yet", Q4, "career 2025-08-15", ("2025-08-15 y p 5000 - - p",), "E1 2026Q1 5000"),
    Case("Q2 in with no pay, Q4 not yet", Q4, "career 2025-08-15", ("2025-08-15 n p - - - -",)),
    Case("neither quarter in", Q2, "career 2025-11-15", ("2025-11-15 p p p - - p",)),
    Case("some rows of a pending quarter do not count", Q2, "career 2025-11-15", ("2025-11-15 p p p - - p",), "E1 2026Q2 5000"),
    Case("evidence does not settle a pending quarter", Q2, "career 2025-11-15", ("2025-11-15 p p p - - p",), "", "employment 2026-05-10=4000"),
    Case("before the records begin is unknown", Q2, "career 2022-05-10", ("2022-05-10 p n p - - p",)),
    Case("last quarter that is in", Q4, "career 2025-03-31", ("2025-03-31 n y - - - -",), "E1 2026Q1 7000"),
    # Earnings
    Case("employers are added up", PAY, USUAL, ("2024-08-15 y n 5500 - - n",), "E1 2025Q1 5000; E2 2025Q1 500"),
    Case("rows of one employer are added up", PAY, USUAL, ("2024-08-15 y n 5250 - - n",), "E1 2025Q1 5000; E1 2025Q1 250"),
    Case("supplemental amount counts", PAY, USUAL, ("2024-08-15 y n 3000 - - -",), "", "employment 2025-02-10=3000"),
    Case("supplemental amounts of one quarter are added up", SUPPLEMENT, USUAL, ("2024-08-15 y n 3400 - - -",), "", "employment 2025-02-10=3000; employment 2025-03-10=400"),
    Case("a wage record goes before a supplemental amount", SUPPLEMENT, USUAL, ("2024-08-15 y n 5000 - - n",), "E1 2025Q1 5000", "employment 2025-02-10=3000"),
    Case("a small wage record goes before a larger supplemental amount", SUPPLEMENT, USUAL, ("2024-08-15 y n 10 - - n",), "E1 2025Q1 10", "employment 2025-02-10=9000"),
    Case("two employers on record, a third by supplement is not added", SUPPLEMENT, USUAL, ("2024-08-15 y n 5500 - - n",), "E1 2025Q1 5000; E2 2025Q1 500", "employment 2025-02-10=3000"),
    Case("a record of another quarter leaves room for the supplement", SUPPLEMENT, USUAL, ("2024-08-15 y y 3000 - - -",), "E1 2025Q3 5000", "employment 2025-02-10=3000"),
    Case("a record taken back leaves room for the supplement", SUPPLEMENT, USUAL, ("2024-08-15 y n 3000 - - -",), "E1 2025Q1 5000; E1 2025Q1 -5000", "employment 2025-02-10=3000"),
    Case("a record of zero leaves room for the supplement", SUPPLEMENT, USUAL, ("2024-08-15 y n 3000 - - -",), "E1 2025Q1 0", "employment 2025-02-10=3000"),
    Case("supplement without an amount is work without earnings", SUPPLEMENT, USUAL, ("2024-08-15 y n - - - -",), "", "employment 2025-02-10"),
    # Exclusions
    Case("institutionalized", OUT, TRAIN, ("2024-08-15 x x x x - x",), "E1 2025Q1 5000", "", "01"),
    Case("health", OUT, USUAL, ("2024-08-15 x x x - - x",), "", "", "02"),
    Case("deceased", OUT, USUAL, ("2024-08-15 x x x - - x",), "", "", "deceased"),
    Case("reserve forces", OUT, USUAL, ("2024-08-15 x x x - - x",), "", "", " Reserve Forces "),
    Case("foster care, youth", OUT, USUAL, ("2024-08-15 x x x - - x",), "", "", "05", "youth"),
    Case("foster care excludes youth only", OUT, USUAL, ("2024-08-15 n n - - - -",), "", "", "05"),
    Case("foster care where the program is not told", OUT, USUAL, ("2024-08-15 x x x - - x",), "", "", "05", ""),
    Case("ineligible, vocational rehabilitation", OUT, USUAL, ("2024-08-15 x x x - - x",), "", "", "Ineligible", "Vocational Rehabilitation"),
    Case("ineligible leaves vocational rehabilitation only", OUT, USUAL, ("2024-08-15 n n - - - -",), "", "", "06"),
    Case("ineligible where the program is not told", OUT, USUAL, ("2024-08-15 x x x - - x",), "", "", "06", ""),
    Case("deceased, youth, leaves every indicator", OUT, "training 2025-08-01..2025-12-01", ("2025-12-01 x x x x x x",), "", "", "03", "youth"),
    Case("health leaves skill gains too", OUT, "training 2025-08-01..2025-12-01", ("2025-12-01 x x x x x x",), "", "skill-gain 2025-11-01", "2"),
    Case("reserve forces, re-entry after", OUT, "career 2024-01-10; career 2024-08-15; career 2024-09-20",
         ("2024-01-10 n n - - - -", "2024-09-20 x x x - - x"), "", "", "04"),
    Case("offender leaves all but skill gains", OFFENDER, "training 2025-08-01..2025-12-01",
         ("2025-12-01 x x x x y x",), "", "skill-gain 2025-11-01", "Criminal Offender"),
    Case("institutionalized leaves skill gains too", OUT, "training 2025-08-01..2025-12-01", ("2025-12-01 x x x x x x",),
         "", "skill-gain 2025-11-01", "01"),
    Case("00 is no reason", OUT, USUAL, ("2024-08-15 n n - - - -",), "", "", "00"),
    Case("a reason is of the latest period", OUT, "career 2024-01-10; career 2024-08-15",
         ("2024-01-10 n n - - - -", "2024-08-15 x x x - - x"), "", "", "02"),
    Case("excluded before pending", OUT, "career 2025-11-15", ("2025-11-15 x x x - - x",), "", "", "03"),
    # Credentials
    Case("credential while taking part", CRED, TRAIN, ("2024-08-15 n n - y - -",), "", "postsecondary-credential 2024-07-01"),
    Case("credential a year after to the day", CRED, TRAIN, ("2024-08-15 n n - y - -",), "", "postsecondary-credential 2025-08-15"),
    Case("credential a year and a day after", CRED, TRAIN, ("2024-08-15 n n - n - -",), "", "postsecondary-credential 2025-08-16"),
    Case("credential before entry", CRED, TRAIN, ("2024-08-15 n n - n - -",), "", "postsecondary-credential 2024-06-02"),
    Case("credential without training", CRED, USUAL, ("2024-08-15 n n - - - -",), "", "postsecondary-credential 2024-07-01"),
    Case("only on-the-job training", CRED, "ojt 2024-06-03..2024-08-15", ("2024-08-15 n n - - - -",), "", "postsecondary-credential 2024-07-01"),
    Case("apprenticeship is training", CRED, "apprenticeship 2024-06-03..2024-08-15", ("2024-08-15 n n - y - -",), "", "postsecondary-credential 2024-08-15"),
    Case("only on-the-job and customized training", CRED, "ojt 2024-06-03; customized 2024-07-01..2024-08-15", ("2024-08-15 n n - - - -",)),
    Case("credential counts for each of two periods", PERIODS, "training 2024-01-05..2024-02-10; training 2024-06-03..2024-08-15",
         ("2024-02-10 n n - y - -", "2024-08-15 n n - y - -"), "", "postsecondary-credential 2024-09-01"),
    Case("only customized training", CRED, "customized 2024-06-03..2024-08-15", ("2024-08-15 n n - - - -",)),
    Case("on-the-job and other training", CRED, f"ojt 2024-06-03; {TRAIN}", ("2024-08-15 n n - n - -",)),
    Case("year after exit not over", CRED, "training 2025-05-01..2025-07-01", ("2025-07-01 n p - p n -",), "", "postsecondary-credential 2025-09-01"),
    Case("year after exit over today", CRED, "training 2025-05-01..2025-06-30", ("2025-06-30 n p - y - -",), "", "postsecondary-credential 2025-09-01"),
    Case("leap day to 28 February", CRED, "training 2024-01-05..2024-02-29", ("2024-02-29 n n - y - -",), "", "postsecondary-credential 2025-02-28"),
    Case("diploma alone", DIPLOMA, "secondary 2024-06-03..2024-08-15", ("2024-08-15 n n - n - -",), "", "secondary-diploma 2024-08-01"),
    Case("diploma and work in Q1", DIPLOMA, "secondary 2024-06-03..2024-08-15", ("2024-08-15 n n - y - -",), "E1 2024Q4 100", "secondary-diploma 2024-08-01"),
    Case("diploma and work in the exit quarter only", DIPLOMA, "secondary 2024-06-03..2024-08-15", ("2024-08-15 n n - n - -",), "E1 2024Q3 100", "secondary-diploma 2024-08-01"),
    Case("diploma and further education", DIPLOMA, "secondary 2024-06-03..2024-08-15", ("2024-08-15 n n - y - -",), "",
         "secondary-diploma 2024-08-01; education 2025-01-20"),
    Case("diploma and education too late", DIPLOMA, "secondary 2024-06-03..2024-08-15", ("2024-08-15 n n - n - -",), "",
         "secondary-diploma 2024-08-01; education 2025-08-16"),
    Case("diploma, work not known yet", DIPLOMA, "secondary 2025-04-03..2025-05-15", ("2025-05-15 n p - p - -",), "", "secondary-diploma 2025-05-01"),
    Case("diploma, work known already", DIPLOMA, "secondary 2025-04-03..2025-05-15", ("2025-05-15 n p - y - -",), "E1 2025Q3 60", "secondary-diploma 2025-05-01"),
    # Skill gains
    Case("a gain in each of two periods", PERIODS, "training 2025-07-05..2025-08-01; training 2025-12-01..2025-12-20",
         ("2025-08-01 n p - p y -", "2025-12-20 p p p p y p"), "", "skill-gain 2025-07-20; skill-gain 2025-12-10"),
    Case("a gain in the first of two periods only", PERIODS, "training 2025-07-05..2025-08-01; training 2025-12-01..2025-12-20",
         ("2025-08-01 n p - p y -", "2025-12-20 p p p p n p"), "", "skill-gain 2025-07-20"),
    Case("training done before the year, still served in it", GAIN, "training 2025-03-01..2025-06-20; career 2025-07-10",
         ("2025-07-10 n p - p - -",), "", "skill-gain 2025-07-05"),
    Case("several gains count once", GAIN, "training 2025-08-01..2025-12-01", ("2025-12-01 p p p p y p",), "", "skill-gain 2025-10-01; skill-gain 2025-11-01"),
    Case("gain of the year before", GAIN, "training 2025-04-01..2025-08-01", ("2025-08-01 n p - p n -",), "", "skill-gain 2025-06-30"),
    Case("gain on the first day of the year", GAIN, "training 2025-04-01..2025-08-01", ("2025-08-01 n p - p y -",), "", "skill-gain 2025-07-01"),
    Case("gain after exit", GAIN, "training 2025-08-01..2025-12-01", ("2025-12-01 p p p p n p",), "", "skill-gain 2025-12-02"),
    Case("training from the last day of the year on", GAIN, "training 2026-06-30", ("open - - - - n -",)),
    Case("training on the first day of the year alone", GAIN, "training 2025-07-01", ("2025-07-01 n p - p n -",)),
    Case("open with a gain", GAIN, "open:training 2025-09-01", ("open - - - - y -",), "", "skill-gain 2026-06-30"),
    Case("on-the-job training counts here", GAIN, "ojt 2025-08-01..2025-12-01", ("2025-12-01 p p p - y p",), "", "skill-gain 2025-11-01"),
    Case("no training in the year", GAIN, "training 2025-03-01..2025-06-30; career 2025-08-01", ("2025-08-01 n p - p - -",), "", "skill-gain 2025-07-20"),
    # The Employment Service
    Case("training, Employment Service alone", WAGNER, "training 2025-04-01..2025-06-15; training 2025-07-02..2025-07-10", ("2025-07-10 n p - - - -",), "", "postsecondary-credential 2025-06-15; skill-gain 2025-07-05", "", "Wagner-Peyser"),
    Case("training, Title III, excluded elsewhere", WAGNER, "training 2025-08-01..2025-12-01", ("2025-12-01 x x x - - x",), "", "", "03", "WIOA Title III"),
    Case("training, adult program beside", WAGNER, "training 2025-04-01..2025-06-15; training 2025-07-02..2025-07-10", ("2025-07-10 n p - p y -",), "", "postsecondary-credential 2025-06-15; skill-gain 2025-07-05", "", "adult"),
    # The same employer
    Case("other employer in Q4", SAME, USUAL, ("2024-08-15 y y 5000 - - n",), "E1 2025Q1 5000; E2 2025Q3 5200"),
    Case("one of two employers stays", SAME, USUAL, ("2024-08-15 y y 5100 - - y",), "E1 2025Q1 5000; E2 2025Q1 100; E2 2025Q3 5200"),
    Case("gap in Q3 does not matter", SAME, USUAL, ("2024-08-15 y y 1 - - y",), "E1 2025Q1 1; E1 2025Q3 1"),
    Case("work in Q4 alone is outside", SAME, USUAL, ("2024-08-15 n y - - - -",), "E1 2025Q2 1; E1 2025Q3 1"),
    Case("two records that name no employer are not known to be one", SAME, USUAL, ("2024-08-15 y y 5000 - - n",), "- 2025Q1 5000; - 2025Q3 5200"),
    Case("a named employer beside records that name none", SAME, USUAL, ("2024-08-15 y y 5100 - - y",), "- 2025Q1 5000; E1 2025Q1 100; E1 2025Q3 90"),
    # Youth
    Case("youth in education in Q2", YOUTH, USUAL, ("2024-08-15 y n - - - -",), "", "education 2025-01-20..2025-03-01", "", "youth"),
    Case("adult in education in Q2 is not employed", Q2, USUAL, ("2024-08-15 n n - - - -",), "", "education 2025-01-20..2025-03-01"),
    Case("youth in education Q2 to Q4", YOUTH, USUAL, ("2024-08-15 y y - - - -",), "", "education 2025-01-20..2025-07-01", "", "youth"),
)  # fmt: skip
