"""Whole short postings of many kinds of work, invented for this test: the facts that are read rightly in each.

A fact that is left out of a case is one that the reader does not get yet, or that two people could read in two ways.
"""

from __future__ import annotations

from typing import Any

import pytest

from gainful.engine.postings.job_facts import job_facts

POSTINGS: list[tuple[str, dict[str, Any]]] = [
    (
        "Parks Maintenance Worker I/II\nCity of Alder Flats\nOpen until filled. First review 3/9.\nI: $20.14-$24.48/hr  II: $22.60-$27.47/hr\n40 hrs/wk, M-F 7-3:30, summers 4/10s. Two positions.\nMows, edges, irrigates, paints curbs, cleans restrooms.",
        {
            "openings": 2,
            "wage": (20.14, 27.47, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "City of Alder Flats",
            "title": "Parks Maintenance Worker I/II",
        },
    ),
    (
        "NIGHT AUDITOR\nHarborlight Inn & Suites – Rockport\n3 nights (Thu-Sat) 11p-7a, 24 hours. $17.25 + free breakfast\nOne opening.",
        {
            "openings": 1,
            "wage": (17.25, None, "hour", "USD"),
            "hours_per_week": 24.0,
            "employer": "Harborlight Inn & Suites",
            "title": "NIGHT AUDITOR",
        },
    ),
    (
        "we need 2 framers and 1 laborer in Boise. framers 28-34 laborer 20. 50 hrs most weeks. text Gus 208 555 0119 — Whitepine Framing",
        {
            "openings": 3,
            "wage": (20.0, 34.0, "hour", "USD"),
            "hours_per_week": 50.0,
            "employer": "Whitepine Framing",
            "title": "framers",
        },
    ),
    (
        "Dental Hygienist, part time\nTues & Wed, 8 hours each day\n$48-$55/hr DOE\nMeadow Lane Family Dentistry in Salem, OR wants a gentle hygienist.",
        {
            "openings": None,
            "wage": (48.0, 55.0, "hour", "USD"),
            "hours_per_week": 16.0,
            "employer": "Meadow Lane Family Dentistry",
            "title": "Dental Hygienist",
        },
    ),
    (
        "Registered Nurse (ICU) - 0.9 FTE nights\nSt. Brendan Medical Center | Job ID 55012 | Openings: 3\n$39.80 – $58.15 per hour + night diff $4.25\n36 hours a week in three shifts",
        {
            "openings": 3,
            "wage": (39.8, 58.15, "hour", "USD"),
            "hours_per_week": 36.0,
            "employer": "St. Brendan Medical Center",
            "title": "Registered Nurse (ICU)",
        },
    ),
    (
        "CLASS A DRIVERS – dedicated run\n$1,550/wk avg, $1,400 min guarantee\nHome every weekend. 55 hours weekly.\nKessel Freight Lines needs 6 drivers at the Moline yard.",
        {
            "openings": 6,
            "hours_per_week": 55.0,
            "employer": "Kessel Freight Lines",
            "title": "CLASS A DRIVERS",
        },
    ),
    (
        "Job title: Medical Biller\nCompany: Copperline Billing Group\nPay: $19–23/hr\nHours: 37.5/wk\nNumber of openings: 1\nLocation: Remote (TX)",
        {
            "openings": 1,
            "wage": (19.0, 23.0, "hour", "USD"),
            "hours_per_week": 37.5,
            "employer": "Copperline Billing Group",
            "title": "Medical Biller",
        },
    ),
    (
        "Teaching Assistant (SEN)\nOakmere Primary School, Leeds\nGrade C, points 5-6: £23,500-£23,893 FTE, actual £17,102\n32.5 hours per week, term time only\nTwo posts, fixed term.",
        {
            "openings": 2,
            "wage": (23500.0, 23893.0, "year", "GBP"),
            "hours_per_week": 32.5,
            "employer": "Oakmere Primary School",
            "title": "Teaching Assistant (SEN)",
        },
    ),
    (
        "Fork lift op's, 2nd shift!! $20.50 + .75 diff. 4 tens. Need 5. Apply: Bramwell Cold Storage, Dock Rd, Yakima",
        {
            "openings": 5,
            "wage": (20.5, None, "hour", "USD"),
            "hours_per_week": 40.0,
            "title": "Fork lift op's",
        },
    ),
    (
        "POLICE DISPATCHER (three vacancies)\nTown of Eastwick Public Safety\nAnnual $51,220 to $66,904. 12-hour rotating shifts, 2,184 hours a year (42 per week average)",
        {
            "openings": 3,
            "wage": (51220.0, 66904.0, "year", "USD"),
            "hours_per_week": 42.0,
            "employer": "Town of Eastwick Public Safety",
            "title": "POLICE DISPATCHER (three vacancies)",
        },
    ),
    (
        "Hiring: Line cook + prep cook\nThe Rusty Oar, Duluth. Line $19-22, prep $17. 35-40 hrs. Family meal. Ask for Mo",
        {
            "openings": None,
            "wage": (17.0, 22.0, "hour", "USD"),
            "hours_per_week": 37.5,
            "employer": "The Rusty Oar",
            "title": "Line cook + prep cook",
        },
    ),
    (
        "Sr. Financial Analyst (hybrid, 3 days onsite)\nBirchmont Foods | Omaha\nBase $88,000-$102,000, 10% target bonus, 401(k) 5%\n40 hours, busy at close",
        {
            "openings": None,
            "wage": (88000.0, 102000.0, "year", "USD"),
            "hours_per_week": 40.0,
            "employer": "Birchmont Foods",
            "title": "Sr. Financial Analyst (hybrid",
        },
    ),
    (
        "Carpenter apprentices wanted — 12 seats, fall cohort\nNorth Fork Carpenters JATC\n1st 6 months $19.44, rising every 1,000 hrs to $36.90. 40 hr week on site plus class two nights a month",
        {
            "openings": 12,
            "wage": (19.44, 36.9, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "North Fork Carpenters JATC",
            "title": "Carpenter apprentices",
        },
    ),
    (
        "Warehouse Associate (Seasonal) — 150 openings\n$18.75/hr; $19.75 nights; $750 completion bonus\n10-hour shifts, 4 days a week\nPelham Fulfilment, Joliet",
        {
            "openings": 150,
            "wage": (18.75, 19.75, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Pelham Fulfilment",
            "title": "Warehouse Associate (Seasonal)",
        },
    ),
    (
        "Aide for my dad, Mesa. Mornings 4 hours, 6 days. $20/hr cash. Lift, bathe, cook eggs. No agencies. Call Rosa",
        {"openings": None, "wage": (20.0, None, "hour", "USD"), "hours_per_week": 24.0, "employer": None},
    ),
    (
        "ELECTRICIAN – COMMERCIAL\nFoxglove Electric LLC\nJourney $38-44, apprentice yrs 2-4 $24-32\nM-Th 10 hours. Tools list on hire. Need 3 journeymen + 2 apprentices",
        {
            "openings": 5,
            "wage": (24.0, 44.0, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Foxglove Electric LLC",
            "title": "ELECTRICIAN – COMMERCIAL",
        },
    ),
    (
        "Groundskeeper II\nRequisition 20881\nCollege of the Dells\nSalary: $3,280.00/month\nSchedule: Monday-Friday, 8 hours/day\nVacancies: 1",
        {
            "openings": 1,
            "wage": (3280.0, None, "month", "USD"),
            "hours_per_week": 40.0,
            "employer": "College of the Dells",
            "title": "Groundskeeper II",
        },
    ),
    (
        "Housekeepers — $16.50 to start, $17.25 after 60 days, $250 after 90 days\nRidgeway Lodge, Estes\n30-36 hrs, weekends a must. Hiring 4",
        {
            "openings": 4,
            "wage": (16.5, 17.25, "hour", "USD"),
            "hours_per_week": 33.0,
            "employer": "Ridgeway Lodge",
            "title": "Housekeepers",
        },
    ),
    (
        "Pharmacy Tech (certified) at Larkspur Drug. $21-$25/hr. 40 hours: rotating Sat. 1 FT, 1 PT (24 hrs).",
        {
            "openings": 2,
            "wage": (21.0, 25.0, "hour", "USD"),
            "employer": "Larkspur Drug",
            "title": "Pharmacy Tech (certified)",
        },
    ),
    (
        "Bus Aide\nTri-Lakes Consolidated Schools\n$15.87/hr. 4.75 hours/day, 176 days. 3 routes open.",
        {
            "openings": 3,
            "wage": (15.87, None, "hour", "USD"),
            "hours_per_week": 23.75,
            "employer": "Tri-Lakes Consolidated Schools",
            "title": "Bus Aide",
        },
    ),
    (
        "Mechanic — diesel, night\nAlloy Transit Co-op\n$31.12-$37.40, tool allowance $800, $2.00 night prem.\nFive 8s. 2 jobs.",
        {
            "openings": 2,
            "wage": (31.12, 37.4, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Alloy Transit Co",
            "title": "Mechanic",
        },
    ),
    (
        "Sales Rep – solar\nBase $45k; OTE $95k–$120k uncapped. Helio Ridge Energy, Reno. 45 hrs incl. Saturdays",
        {
            "openings": None,
            "wage": (45000.0, None, "year", "USD"),
            "hours_per_week": 45.0,
            "employer": "Helio Ridge Energy",
            "title": "Sales Rep",
        },
    ),
    (
        "Caregivers needed at The Willows Assisted Living. All shifts: 8s. NOC $19, day $18, med tech $20.50. 32-40 hours.",
        {
            "openings": None,
            "wage": (18.0, 20.5, "hour", "USD"),
            "hours_per_week": 36.0,
            "employer": "The Willows Assisted Living. All",
            "title": "Caregivers",
        },
    ),
    (
        "Veterinary Technician\nBaxter Creek Animal Hospital\n$20-$27 an hour; CE $500/yr; uniform $150\n4 10-hr shifts, one Saturday in three\nWe are adding one tech to a team of 6.",
        {
            "openings": 1,
            "wage": (20.0, 27.0, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Baxter Creek Animal Hospital",
            "title": "Veterinary Technician",
        },
    ),
    (
        "Lab Technician I (2nd shift) • Quarrystone Cement • Mason City\nStarting wage $24.36, top $29.80 in 36 mo. 40 hrs + OT\nNumber to be hired: 2",
        {
            "openings": 2,
            "wage": (24.36, 29.8, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Quarrystone Cement",
            "title": "Lab Technician I",
        },
    ),
    (
        "FARMWORKERS H-2A\nEmployer: Dos Rios Orchards LLC\nWorkers: 38   Wage: $17.96/hr or $1.10 per tree\nHours: 48 per week, 8 hrs/day Mon-Sat\n3/15 – 10/31",
        {
            "openings": 38,
            "wage": (17.96, None, "hour", "USD"),
            "hours_per_week": 48.0,
            "employer": "Dos Rios Orchards LLC",
            "title": "FARMWORKERS H-2A",
        },
    ),
    (
        "Substitute Teachers – Pool\nGarnet County Schools: $130 per day, long-term $185 per day; retired teachers $160",
        {
            "openings": None,
            "wage": (130.0, 185.0, "day", "USD"),
            "hours_per_week": None,
            "employer": "Garnet County Schools",
            "title": "Substitute Teachers – Pool",
        },
    ),
    (
        "Front Desk Coordinator\nReports to: Practice Manager\nSpruce & Vine Physical Therapy\nPay: 18.00 - 21.00 hourly\n28-32 hours per week, Mon/Wed/Fri + 1 Sat",
        {
            "openings": None,
            "wage": (18.0, 21.0, "hour", "USD"),
            "hours_per_week": 30.0,
            "employer": "Spruce & Vine Physical Therapy",
            "title": "Front Desk Coordinator",
        },
    ),
    (
        "Estate Gardener. Live out. $34/hr. 3 days a week, 8 hours. Private household near Lenox.",
        {
            "openings": None,
            "wage": (34.0, None, "hour", "USD"),
            "hours_per_week": 24.0,
            "employer": None,
            "title": "Estate Gardener",
        },
    ),
    (
        "Water Plant Operator (Grade 2 or higher)\nVillage of Stone Ferry, 1 FT vacancy\n$26.05 to $33.77/hr by license. On call 1 wk in 4 ($150/wk). 40-hour week.",
        {
            "openings": 1,
            "wage": (26.05, 33.77, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Village of Stone Ferry",
            "title": "Water Plant Operator (Grade 2 or higher)",
        },
    ),
    (
        "Now hiring: SECURITY OFFICERS\nPay rates: unarmed $18.50 | armed $23.00\nSentry Row Protective Services, Tulsa. Full time 40 or weekend 24.\nTen needed by June",
        {
            "openings": 10,
            "wage": (18.5, 23.0, "hour", "USD"),
            "employer": "Sentry Row Protective Services",
            "title": "SECURITY OFFICERS",
        },
    ),
    (
        "CNC Machinist - 1st shift\n$26 - $35 an hour - Full-time\nTallgrass Precision\n4.1 ★\nBenefits\n401(k)\nShift: 10 hour shift, 4x10",
        {
            "openings": None,
            "wage": (26.0, 35.0, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Tallgrass Precision",
            "title": "CNC Machinist",
        },
    ),
    (
        "Occupational Therapist, school based (contract)\nBridgewell Pediatric Staffing\n$52/hr W2, 37.5 hrs/wk, 185 days\nDistricts in Lake County",
        {
            "openings": None,
            "wage": (52.0, None, "hour", "USD"),
            "hours_per_week": 37.5,
            "employer": "Bridgewell Pediatric Staffing",
            "title": "Occupational Therapist",
        },
    ),
    (
        "Two Tower Climbers\nSkyline Rigging & Towers\nlead 30-36/hr climber 22-28/hr per diem 60/day\n60 hrs a wk on the road",
        {
            "openings": 2,
            "wage": (22.0, 36.0, "hour", "USD"),
            "hours_per_week": 60.0,
            "employer": "Skyline Rigging & Towers",
            "title": "Tower Climbers",
        },
    ),
    (
        "Library Page (10 hrs/wk)\nMossgrove Public Library\n$14.05 hourly. Evenings and one Saturday a month. 1 vacancy",
        {
            "openings": 1,
            "wage": (14.05, None, "hour", "USD"),
            "hours_per_week": 10.0,
            "employer": "Mossgrove Public Library",
            "title": "Library Page (10 hrs/wk)",
        },
    ),
    (
        "Bookkeeper: 20 hrs/wk flexible, $26-30. Small roofing firm in Bend; QuickBooks Online.",
        {
            "openings": None,
            "wage": (26.0, 30.0, "hour", "USD"),
            "hours_per_week": 20.0,
            "employer": None,
            "title": "Bookkeeper",
        },
    ),
    (
        "Correctional Officer Trainee\nState Department of Corrections – Kettle River Facility\n$23.10/hr academy (9 weeks), $25.88 on graduation\n40 hrs; 16 seats in May academy",
        {
            "openings": 16,
            "wage": (23.1, 25.88, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "State Department of Corrections",
            "title": "Correctional Officer Trainee",
        },
    ),
    (
        "Barista (x2)\nDapple Coffee, Missoula\n$15 + tips ($4-6/hr)\n25 hours-ish",
        {
            "openings": 2,
            "wage": (15.0, None, "hour", "USD"),
            "hours_per_week": 25.0,
            "employer": "Dapple Coffee",
            "title": "Barista",
        },
    ),
    (
        "Senior Care Assistant\nThornbury Court Care Home (Bristol)\n£12.85 per hour days / £13.40 nights\n3 x 12 hours = 36 hours pw\n2 positions: one day, one night",
        {
            "openings": 2,
            "wage": (12.85, 13.4, "hour", "GBP"),
            "hours_per_week": 36.0,
            "employer": "Thornbury Court Care Home",
            "title": "Senior Care Assistant",
        },
    ),
    (
        "Early Childhood Educator\nPoplar Street Child Care Society, Kelowna BC\n$26.50/hour plus $6 wage enhancement\n35 hours weekly, 7 hours daily\nVacancies: 2",
        {
            "openings": 2,
            "wage": (26.5, None, "hour", "CAD"),
            "hours_per_week": 35.0,
            "employer": "Poplar Street Child Care Society",
            "title": "Early Childhood Educator",
        },
    ),
    (
        "LPN / RN – Memory Care, PM shift (2:30-11)\nCedarholm Village, a Larch Living community\nLPN $31.50–$36.00  RN $41.00–$47.50  PM diff 2.50\nFT 37.5 & PT 22.5 available.  2 FT + 1 PT",
        {
            "openings": 3,
            "wage": (31.5, 47.5, "hour", "USD"),
            "employer": "Cedarholm Village",
            "title": "LPN / RN",
        },
    ),
    (
        "Posted 3 days ago\nRoute Sales Driver\nMarigold Snacks – Fargo, ND\n$1,100 - $1,400 a week\nJob details: Full-time, 50 hours, 5 days\nOver 20 applicants",
        {
            "openings": None,
            "wage": (1100.0, 1400.0, "week", "USD"),
            "hours_per_week": 50.0,
            "employer": "Marigold Snacks",
            "title": "Route Sales Driver",
        },
    ),
    (
        "SUBJECT: help needed\nHi neighbors, our bakery (Crumb & Kettle) is looking for a baker, 4am-noon Wed-Sun, about 38 hrs. 19 to 21 an hour to start. -Lena",
        {"openings": None, "wage": (19.0, 21.0, "hour", "USD"), "hours_per_week": 38.0, "title": "baker"},
    ),
    (
        "Classification: Social Worker III (Child Protective Services)\nCounty of Tamarack — Human Services Agency\nBiweekly salary $2,611.20–$3,174.40; bilingual +$60/pp\nFull time, 80 hours biweekly. Current vacancies: 4. List used 12 months.",
        {
            "openings": 4,
            "wage": (1305.6, 1587.2, "week", "USD"),
            "hours_per_week": 40.0,
            "employer": "County of Tamarack",
            "title": "Social Worker III (Child Protective Services)",
        },
    ),
    (
        "HVAC Installer\nHelpers welcome too\nInstallers $26-34 · Helpers $18-21\nNorthgate Comfort, since 1974\n40–50 hrs, paid drive time, $1,500 sign-on",
        {
            "openings": None,
            "wage": (18.0, 34.0, "hour", "USD"),
            "hours_per_week": 45.0,
            "employer": "Northgate Comfort",
            "title": "HVAC Installer",
        },
    ),
    (
        "Adjunct Instructor – Welding\nBluewater Technical College\n$1,020 per credit, 3-6 credits a term. T/Th evenings",
        {
            "openings": None,
            "wage": (1020.0, None, "piece", "USD"),
            "hours_per_week": None,
            "employer": "Bluewater Technical College",
            "title": "Adjunct Instructor – Welding",
        },
    ),
    (
        "Dishwashers (2) and Servers (4) — The Copper Lantern\nDish $16.50; servers $11.13 + tips\n20-30 hrs",
        {
            "openings": 6,
            "wage": (11.13, 16.5, "hour", "USD"),
            "hours_per_week": 25.0,
            "employer": "The Copper Lantern",
            "title": "Dishwashers (2) and Servers",
        },
    ),
    (
        "Physical Therapist Assistant, outpatient\nSalary equivalent $64,480 ($31.00/hr), 40 hrs. Ridgepoint Rehab, Casper\nNo weekends. CEU $1,000",
        {
            "openings": None,
            "wage": (64480.0, None, "year", "USD"),
            "hours_per_week": 40.0,
            "employer": "Ridgepoint Rehab",
            "title": "Physical Therapist Assistant, outpatient",
        },
    ),
    (
        "Solar installers: lead $30, crew $22-25. Travel 3 weeks on 1 off, hotel + $45/day. 50-60 hrs. Brightspan Renewables. Crew of 6, hiring four.",
        {
            "openings": 4,
            "wage": (22.0, 30.0, "hour", "USD"),
            "hours_per_week": 55.0,
            "employer": "Brightspan Renewables",
            "title": "Solar installers",
        },
    ),
    (
        "JOB ANNOUNCEMENT #26-014\nPosition: Deputy Clerk I\nDepartment: Clerk of Courts, Wexley County\nSalary Range: Grade 9, $36,420.80 – $47,132.80 annually ($17.51 – $22.66/hr)\nWork week: 40 hours\nClosing: 4/17/26",
        {
            "openings": None,
            "wage": (36420.8, 47132.8, "year", "USD"),
            "hours_per_week": 40.0,
            "employer": "Clerk of Courts, Wexley County",
            "title": "Deputy Clerk I",
        },
    ),
    (
        "Butcher's apprentice - no exp ok - $16 then 17.50 at six months then 20 when you can break a side. 40ish hours. Hoskins Meats",
        {
            "openings": None,
            "wage": (16.0, 20.0, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Hoskins Meats",
            "title": "Butcher's apprentice",
        },
    ),
    (
        "Phlebotomist – Float\nLumen Diagnostics\nPay Range: Min $17.95 / Mid $22.10 / Max $26.25\nStandard Hours: 40    FTE: 1.0\nShift: Days, Variable",
        {
            "openings": None,
            "wage": (17.95, 26.25, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Lumen Diagnostics",
            "title": "Phlebotomist – Float",
        },
    ),
    (
        "Concrete finishers x 4, laborers x 6\nGranger & Sons Paving\nfinishers to $38, laborers $24\n5-10s + Sat",
        {
            "openings": 10,
            "wage": (24.0, 38.0, "hour", "USD"),
            "hours_per_week": 50.0,
            "employer": "Granger & Sons Paving",
            "title": "Concrete finishers x 4",
        },
    ),
    (
        "Bilingual receptionist (Span/Eng) 25 hours/week M-F 12:30-5:30. $18.50-$20. Immigration law office, Toledo. Resumes to office@pruittlaw.example",
        {
            "openings": None,
            "wage": (18.5, 20.0, "hour", "USD"),
            "hours_per_week": 25.0,
            "title": "Bilingual receptionist (Span/Eng)",
        },
    ),
    (
        "Crane Operator (NCCCO) | Ironbark Steel Erectors | $48.75 + full bennies $22.10 | 40 plus Saturdays",
        {
            "openings": None,
            "wage": (48.75, None, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Ironbark Steel Erectors",
            "title": "Crane Operator (NCCCO)",
        },
    ),
    (
        "Wanted: milkers, 2 shifts. 4a-11a and 3p-9p, six days on one off. $15.50 + housing ($300/mo value). Vander Meulen Dairy",
        {
            "openings": None,
            "wage": (15.5, None, "hour", "USD"),
            "hours_per_week": None,
            "employer": "Vander Meulen Dairy",
            "title": "milkers",
        },
    ),
    (
        "IT Support Specialist (Contract 6 months)\n$27–$31/hr W2 • 40 hrs • Onsite Dayton\nStaffing by Ardent Bridge Partners for a hospital client\n2 openings, start 5/4",
        {
            "openings": 2,
            "wage": (27.0, 31.0, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Ardent Bridge Partners",
            "title": "IT Support Specialist (Contract 6 months)",
        },
    ),
    (
        "School Nurse\nThe Pemberton Unified School District seeks one (1) School Nurse, 187 days, 7.5 hours/day.\nCertificated salary schedule: $58,310 (col. A step 1) to $96,744 (col. F step 15)",
        {
            "openings": 1,
            "wage": (58310.0, 96744.0, "year", "USD"),
            "hours_per_week": 37.5,
            "employer": "The Pemberton Unified School District",
            "title": "School Nurse",
        },
    ),
    (
        "Overnight Stocker\nGreenbasket Market #114\n$17.10/hr incl. $1.50 overnight premium\n5 nights, 8 hours\nHiring now: 3 full-time, 2 part-time",
        {
            "openings": 5,
            "wage": (17.1, None, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Greenbasket Market #114",
            "title": "Overnight Stocker",
        },
    ),
    (
        "Tow truck operator. 30% commission, $900/week guaranteed minimum. 5x12. Call-outs $50. Midvale Recovery & Towing",
        {
            "openings": None,
            "wage": (900.0, None, "week", "USD"),
            "hours_per_week": 60.0,
            "employer": "Midvale Recovery & Towing",
            "title": "Tow truck operator",
        },
    ),
    (
        "Paramedic (24/48)\nSpruce County Ambulance District\n$19.62/hr ($61,500 with built-in OT), 56 hr avg\nFour vacancies; eligibility list",
        {
            "openings": 4,
            "wage": (19.62, None, "hour", "USD"),
            "hours_per_week": 56.0,
            "employer": "Spruce County Ambulance District",
            "title": "Paramedic (24/48)",
        },
    ),
    (
        "Seamstress / Alterations — bridal shop Lindeman's on Grand\n$22/hr or piece rate if you prefer. 3 days, 18-21 hrs",
        {
            "openings": None,
            "wage": (22.0, None, "hour", "USD"),
            "hours_per_week": 19.5,
            "title": "Seamstress / Alterations",
        },
    ),
    (
        "Data Entry Clerk (temp, 8 weeks)\n$16.75 hr, 37.5 hr wk\nPlacement via Keyline Staffing\nNeed: 12",
        {
            "openings": 12,
            "wage": (16.75, None, "hour", "USD"),
            "hours_per_week": 37.5,
            "employer": "Placement via Keyline Staffing",
            "title": "Data Entry Clerk (temp",
        },
    ),
    (
        "CDL-B Concrete Mixer Driver - Foley Ready Mix - $25.40 start, $27.90 after 6 mo - Season Apr-Nov 50-55 hrs, winter 30 - 5 trucks open",
        {
            "wage": (25.4, 27.9, "hour", "USD"),
            "hours_per_week": None,
            "employer": "Foley Ready Mix",
            "title": "CDL-B Concrete Mixer Driver",
        },
    ),
    (
        "Assistant Manager (Retail)\nSalary $47,500 + bonus potential to $6,000\nFernbank Outfitters • 45-hour week • rotating closings",
        {
            "openings": None,
            "wage": (47500.0, None, "year", "USD"),
            "hours_per_week": 45.0,
            "employer": "Fernbank Outfitters",
            "title": "Assistant Manager (Retail)",
        },
    ),
    (
        "Peer Support Specialist (0.6 FTE/24 hrs)\nOpen Door Recovery, Inc.\n$19.23 - $21.63 per hour\nMust have lived experience",
        {
            "openings": None,
            "wage": (19.23, 21.63, "hour", "USD"),
            "hours_per_week": 24.0,
            "employer": "Open Door Recovery, Inc",
            "title": "Peer Support Specialist (0.6 FTE/24 hrs)",
        },
    ),
    (
        "Night Cleaner, hospital\nMediClean Facilities Ltd, Glasgow\n£12.21/hr, 20 hours: Mon-Fri 6pm-10pm. 5 vacancies",
        {
            "openings": 5,
            "wage": (12.21, None, "hour", "GBP"),
            "hours_per_week": 20.0,
            "employer": "MediClean Facilities Ltd",
            "title": "Night Cleaner, hospital",
        },
    ),
    (
        "Registered Early Childhood Assistant\nSunnyside Kids, Hamilton, Ontario\n$21.40-$23.10 hourly + $2 WEG. 7.5 h/day M-F",
        {
            "openings": None,
            "wage": (21.4, 23.1, "hour", "CAD"),
            "hours_per_week": 37.5,
            "employer": "Sunnyside Kids",
            "title": "Registered Early Childhood Assistant",
        },
    ),
    (
        "Sheet Metal Fabricator\nAetherline Duct\nPay 23-31 DOE\n4x10 M-Th, OT Fri optional\nopenings = 2",
        {
            "openings": 2,
            "wage": (23.0, 31.0, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Aetherline Duct",
            "title": "Sheet Metal Fabricator",
        },
    ),
    (
        "Program Coordinator, part-time\nYouth Harbor (501c3)\nThis is a 28-hour-per-week position paying $25 an hour.\nGrant funded through June 2027 ($180,000 award)",
        {
            "openings": None,
            "wage": (25.0, None, "hour", "USD"),
            "hours_per_week": 28.0,
            "employer": "Youth Harbor",
            "title": "Program Coordinator",
        },
    ),
    (
        "*** NOW HIRING *** Deli Clerks, Cashiers, Courtesy Clerks\nHomestead Foods, all three stores\nCashier/Deli $16.25–$18.00, courtesy $14.75\nFull or part time",
        {"openings": None, "wage": (14.75, 18.0, "hour", "USD"), "hours_per_week": None},
    ),
    (
        "Journeyman Lineman\nTwo Forks Electric Cooperative\nRate: $53.87/hr (IBEW). Apprentices considered at step: 60% $32.32 – 90% $48.48\nPositions: 2\nFour 10s summer, five 8s winter",
        {
            "openings": 2,
            "wage": (32.32, 53.87, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Two Forks Electric Cooperative",
            "title": "Journeyman Lineman",
        },
    ),
    (
        "Executive Assistant to the Dean\nHarwick University – School of Nursing\nHiring salary range $56,000–$62,000 (full grade to $78,000)\n37.5 hours/week",
        {
            "openings": None,
            "hours_per_week": 37.5,
            "employer": "Harwick University",
            "title": "Executive Assistant to the Dean",
        },
    ),
    (
        "Car wash attendants. $14 + tips (avg 3-5/hr). 2 locations. Splash & Dash. PT 15-25 hrs FT 40",
        {
            "openings": None,
            "wage": (14.0, None, "hour", "USD"),
            "employer": "Splash & Dash",
            "title": "Car wash attendants",
        },
    ),
    (
        "Speech-Language Pathologist Assistant\n$28.00 - $33.00 USD hourly, 30 guaranteed hours\nWillowmere Therapy Group\n1 of 2 positions filled",
        {
            "wage": (28.0, 33.0, "hour", "USD"),
            "hours_per_week": 30.0,
            "employer": "Willowmere Therapy Group",
            "title": "Speech-Language Pathologist Assistant",
        },
    ),
    (
        "Heavy Equipment Operator\nBase $34.15 Zone A ($36.90 Zone B). Kettleman Earthworks. 58 hours typical in season",
        {
            "openings": None,
            "wage": (34.15, 36.9, "hour", "USD"),
            "hours_per_week": 58.0,
            "employer": "Kettleman Earthworks",
            "title": "Heavy Equipment Operator",
        },
    ),
    (
        "Home Health Aide (HHA)\nTender Path Home Care\n$17.25 days | $18.00 eves | $18.75 wknds\nClients in Racine & Kenosha. Cases from 8 to 40 hours. We have 9 clients waiting!",
        {
            "openings": None,
            "wage": (17.25, 18.75, "hour", "USD"),
            "hours_per_week": None,
            "employer": "Tender Path Home Care",
            "title": "Home Health Aide (HHA)",
        },
    ),
    (
        "Lead Teacher, Toddlers\nLittle Acorns Learning Center is growing! Two lead teachers for our new rooms (8 toddlers each).\n$18-$21.50 depending on CDA/AA/BA. Monday-Friday, 40 hours. Ratio 1:4",
        {
            "wage": (18.0, 21.5, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Little Acorns Learning Center",
            "title": "Lead Teacher, Toddlers",
        },
    ),
    (
        "Maintenance Mechanic 'B' - Req. 7731\nHollowell Paper, Mill 2\nBid rate $33.48; 'A' rate after test $36.02\nRotating 12s, avg. 42 hrs/wk. 3 bids open",
        {
            "openings": 3,
            "wage": (33.48, 36.02, "hour", "USD"),
            "hours_per_week": 42.0,
            "employer": "Hollowell Paper",
            "title": "Maintenance Mechanic 'B'",
        },
    ),
    (
        "Looking for: kitchen porter\nWhere: The Gull & Anchor, Whitby\nPay: £12.30ph + share of tips\nHours: 25-30 over 5 shifts\nHow many: 1",
        {
            "openings": 1,
            "wage": (12.3, None, "hour", "GBP"),
            "hours_per_week": 27.5,
            "title": "kitchen porter",
        },
    ),
    (
        "Civil Engineer (EIT considered)\nSalary band: EIT 68–78k, PE 90–112k\nPryce Dunham Associates - 38 employees, 2 offices\nHybrid",
        {
            "openings": None,
            "wage": (68000.0, 112000.0, "year", "USD"),
            "hours_per_week": None,
            "employer": "Pryce Dunham Associates",
            "title": "Civil Engineer (EIT considered)",
        },
    ),
    (
        "Customer Service Rep - Bank\nFirst Prairie Savings Bank has an opening for a teller/CSR at our Grant Street branch. 37.5 hours weekly incl. every other Saturday. $17.60 to $19.85.",
        {
            "wage": (17.6, 19.85, "hour", "USD"),
            "hours_per_week": 37.5,
            "employer": "First Prairie Savings Bank",
            "title": "Customer Service Rep - Bank",
        },
    ),
    (
        "SCHOOL CUSTODIAN, NIGHTS (2 openings)\nMaple Fork USD 310\n8 hrs/day, 260 days\nPlacement $16.44-$19.08 + .35 night",
        {
            "openings": 2,
            "wage": (16.44, 19.08, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Maple Fork USD",
            "title": "SCHOOL CUSTODIAN",
        },
    ),
    (
        "Pipefitter / Welder — shutdown work, 6 weeks\n7-12s, $44/hr, $130 per diem, 84 hrs a week\nGulf Meridian Industrial needs 25 hands",
        {
            "openings": 25,
            "wage": (44.0, None, "hour", "USD"),
            "hours_per_week": 84.0,
            "employer": "Gulf Meridian Industrial",
            "title": "Pipefitter / Welder",
        },
    ),
    (
        "Medical Assistant\nfor Dr. Ellen Pruett's dermatology practice (3 providers, 7 MAs)\n4 days/36 hours, $20-24",
        {
            "openings": None,
            "wage": (20.0, 24.0, "hour", "USD"),
            "hours_per_week": 36.0,
            "employer": None,
            "title": "Medical Assistant",
        },
    ),
    (
        "Correctional Nurse LPN\nVantage Correctional Health @ Pinecrest County Jail\n$34/hr FT nights (3x12), $38/hr PRN",
        {
            "openings": None,
            "wage": (34.0, 38.0, "hour", "USD"),
            "hours_per_week": 36.0,
            "employer": "Vantage Correctional Health",
            "title": "Correctional Nurse LPN",
        },
    ),
    (
        "Greenhouse worker, seasonal March–June\nPetal Ridge Growers\n$16/hr; 35 hrs in March up to 50 hrs in May\nApprox. 20 positions",
        {
            "openings": 20,
            "wage": (16.0, None, "hour", "USD"),
            "hours_per_week": 42.5,
            "employer": "Petal Ridge Growers",
            "title": "Greenhouse worker",
        },
    ),
    (
        "Assembler I - 1st & 2nd shift - $18.40/$19.40\nKenner Hydraulics\n5x8, OT likely\nHeads: 8 first / 4 second",
        {
            "openings": 12,
            "wage": (18.4, 19.4, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Kenner Hydraulics",
            "title": "Assembler I",
        },
    ),
    (
        "Human Resources Generalist\n$58,240 – $70,720 (=$28–34/hr)\nTribal preference. Red Willow Band Enterprises\nFull time 40",
        {
            "openings": None,
            "wage": (58240.0, 70720.0, "year", "USD"),
            "hours_per_week": 40.0,
            "employer": "Red Willow Band Enterprises",
            "title": "Human Resources Generalist",
        },
    ),
    (
        "Drywall hangers — piece: $14/sheet lid, $11 wall. Or $30 hr. Crew of 3. Delgado Interiors, call Beto",
        {
            "openings": None,
            "wage": (30.0, None, "hour", "USD"),
            "hours_per_week": None,
            "employer": "Delgado Interiors",
            "title": "Drywall hangers",
        },
    ),
    (
        "Residential Counselor (overnights awake)\nStepping Stones Youth Homes\n10p–8a, four nights on, three off. $19.50\nWe're short three people.",
        {
            "openings": 3,
            "wage": (19.5, None, "hour", "USD"),
            "hours_per_week": None,
            "employer": "Stepping Stones Youth Homes",
            "title": "Residential Counselor",
        },
    ),
    (
        "Wind Turbine Technician, Travel\nAeolus Field Services\n$27–$36/hour, $95 daily per diem\n6 weeks on, 2 weeks off; 60 hrs/wk on\nWe plan to add 14 techs this year",
        {
            "openings": 14,
            "wage": (27.0, 36.0, "hour", "USD"),
            "hours_per_week": 60.0,
            "employer": "Aeolus Field Services",
            "title": "Wind Turbine Technician, Travel",
        },
    ),
    (
        "Optician - licensed or apprentice\nApprentice $18, ABO $22-27, Licensed up to $32\nClearview Optical on Main\n36 hrs, closed Sundays",
        {"openings": None, "wage": (18.0, 32.0, "hour", "USD"), "hours_per_week": 36.0, "title": "Optician"},
    ),
    (
        "Entry Level Roofer\nSteady Hand Roofing LLC\n200/day to start 260/day after 3 months\n5 to 6 days. Need 3 guys now",
        {
            "openings": 3,
            "wage": (200.0, 260.0, "day", "USD"),
            "hours_per_week": None,
            "employer": "Steady Hand Roofing LLC",
            "title": "Entry Level Roofer",
        },
    ),
    (
        "JOB CODE 4410 LEGAL SECRETARY\nPublic Defender, 12th Circuit\nMin. $3,105/mo. Mid. $3,880/mo. Max. $4,655/mo.\nOne position. 40 hours",
        {"openings": 1, "wage": (3105.0, 4655.0, "month", "USD"), "hours_per_week": 40.0},
    ),
    (
        "Delivery Drivers (own car)\nSaffron Street Kitchen\n$13/hr + $2 per delivery + tips = $22-28/hr on average\nEvenings, 15-25 hrs",
        {
            "openings": None,
            "wage": (13.0, None, "hour", "USD"),
            "hours_per_week": 20.0,
            "employer": "Saffron Street Kitchen",
            "title": "Delivery Drivers (own car)",
        },
    ),
    (
        "Pool Lifeguards\nCity of Palo Verde Parks & Rec\nLifeguard I $15.30-16.85, Head Guard $18.10-19.90\n40 guards and 6 head guards for summer 2026. up to 35 hrs/wk",
        {
            "wage": (15.3, 19.9, "hour", "USD"),
            "hours_per_week": 35.0,
            "employer": "City of Palo Verde Parks & Rec",
            "title": "Pool Lifeguards",
        },
    ),
    (
        "Mental Health Therapist (LMHC, LCSW or associate)\nFee-for-service $62–$78 per session OR salaried $67,000\nWaypoint Counseling Collective\nFull time = 26 sessions",
        {
            "openings": None,
            "wage": (62.0, 78.0, "piece", "USD"),
            "hours_per_week": None,
            "employer": "Waypoint Counseling Collective",
            "title": "Mental Health Therapist (LMHC, LCSW or associate)",
        },
    ),
    (
        "Scheduler, Operating Room — Saint Anselm Hospital — $21.33 to $29.86 — 40 hr/wk (8 hr days) — Req# 2201-33",
        {
            "openings": None,
            "wage": (21.33, 29.86, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Saint Anselm Hospital",
            "title": "Scheduler",
        },
    ),
    (
        "Help! Our shop lost its parts runner. 30 hours, Monday to Friday 9-3, $15 and gas. Retirees welcome. Eastgate Auto Electric 555-2210",
        {"wage": (15.0, None, "hour", "USD"), "hours_per_week": 30.0, "employer": "Eastgate Auto Electric"},
    ),
    (
        "Instructional Designer II\nGrade 23: $66,900–$83,600–$100,300 (min–mid–max)\nCascade State College, Office of Online Learning\n1.0 FTE 40 hrs",
        {
            "openings": None,
            "wage": (66900.0, 100300.0, "year", "USD"),
            "hours_per_week": 40.0,
            "employer": "Cascade State College",
            "title": "Instructional Designer II",
        },
    ),
    (
        "Hospice Aide, per diem\n$19.40 + 12% in lieu of benefits\nEvergreen Passage Hospice. Minimum 4 shifts a month",
        {
            "openings": None,
            "wage": (19.4, None, "hour", "USD"),
            "hours_per_week": None,
            "employer": "Evergreen Passage Hospice",
            "title": "Hospice Aide",
        },
    ),
    (
        "Line Haul Driver: Nights, Hub to hub. 0.71/mile, 520 miles a night, 5 nights. Approximately $96,000 per year. Tri-Star Parcel, Salina. 2 bids.",
        {
            "openings": 2,
            "wage": (0.71, None, "piece", "USD"),
            "hours_per_week": None,
            "employer": "Tri-Star Parcel",
            "title": "Line Haul Driver",
        },
    ),
    (
        "Recepcionista bilingüe\nClínica Santa Rosa, Yakima WA\n$18.75 – $20.50 por hora, 40 horas por semana\n2 puestos",
        {
            "openings": 2,
            "wage": (18.75, 20.5, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Clínica Santa Rosa",
            "title": "Recepcionista bilingüe",
        },
    ),
    (
        "Sous Chef (salary)\n$58K + quarterly bonus up to $5K. 50-hr weeks, 2 days off in a row. The Larder at Union Mill",
        {
            "openings": None,
            "wage": (58000.0, None, "year", "USD"),
            "hours_per_week": 50.0,
            "title": "Sous Chef (salary)",
        },
    ),
    (
        "Machine Shop Apprentice - 8,000 hours\nJunction Tool & Die\nYear 1 $17.00 / Year 2 $19.50 / Year 3 $22.00 / Year 4 $25.00\n45 hours/week. One apprentice per year",
        {
            "wage": (17.0, 25.0, "hour", "USD"),
            "hours_per_week": 45.0,
            "employer": "Junction Tool & Die",
            "title": "Machine Shop Apprentice",
        },
    ),
    (
        "Meter Reader\nLakota Plains Rural Water\nWage DOQ $19-$22\nM-F 8 hour days\n1 full-time position; benefits after 60 days",
        {
            "openings": 1,
            "wage": (19.0, 22.0, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Lakota Plains Rural Water",
            "title": "Meter Reader",
        },
    ),
    (
        "Night Shift Baker | $19.00 - $21.00/hour | Sunday–Thursday 9p-5a\nFlour Mill Bread Co. has immediate need for (2) bakers",
        {
            "openings": 2,
            "wage": (19.0, 21.0, "hour", "USD"),
            "hours_per_week": None,
            "employer": "Flour Mill Bread Co",
            "title": "Baker",
        },
    ),
    (
        "Housing Navigator\nUnited Shelter Network\n1.0 FTE = 37.5 hours. $23.08/hr = $45,000/yr",
        {
            "openings": None,
            "wage": (23.08, None, "hour", "USD"),
            "hours_per_week": 37.5,
            "employer": "United Shelter Network",
            "title": "Housing Navigator",
        },
    ),
    (
        "Radiologic Technologist (travel, 13 wk)\nGross weekly: $2,415 (taxable $26/hr x 40 + $1,375 stipends)\nMedPath Travelers – assignment in Elko, NV\n5x8 days",
        {
            "openings": None,
            "wage": (2415.0, None, "week", "USD"),
            "hours_per_week": 40.0,
            "employer": "MedPath Travelers",
            "title": "Radiologic Technologist",
        },
    ),
    (
        "Certified Nursing Assistant\nWages: Days $19.10 / Eves $20.35 / Nights $21.10 (+ exp. credit)\nGolden Meadow Care Center, Salina\nPart time, 8 shifts per pay period (8 hrs)",
        {
            "openings": None,
            "wage": (19.1, 21.1, "hour", "USD"),
            "hours_per_week": 32.0,
            "employer": "Golden Meadow Care Center",
            "title": "Certified Nursing Assistant",
        },
    ),
    (
        "Pest Control Route Tech\nGuardian Creek Pest | 401(k) | company truck\nYear-one techs average $52K; guaranteed base of $850/week\n45-50 hr wk, alternating Saturdays. Openings in Ames (1), Boone (1), Nevada (2)",
        {
            "openings": 4,
            "wage": (850.0, None, "week", "USD"),
            "hours_per_week": 47.5,
            "employer": "Guardian Creek Pest",
            "title": "Pest Control Route Tech",
        },
    ),
    (
        "Vet assistant, evenings. Tues–Fri 3–8, 20 hrs. 16.50. Hillcrest Animal Clinic. We train. One opening.",
        {
            "openings": 1,
            "wage": (16.5, None, "hour", "USD"),
            "hours_per_week": 20.0,
            "employer": "Hillcrest Animal Clinic",
            "title": "Vet assistant",
        },
    ),
    (
        "POSITION VACANCY: Transit Operator (Part-Time)\nRiver Cities Transit District\nTraining rate: $20.00/hr; after release $22.87/hr; top step (36 mo.) $30.49\nGuaranteed 25 hours/week\nAnticipated vacancies: Six (6)",
        {
            "openings": 6,
            "wage": (20.0, 30.49, "hour", "USD"),
            "hours_per_week": 25.0,
            "employer": "River Cities Transit District",
            "title": "Transit Operator",
        },
    ),
    (
        "Plumber (licensed journeyman)\nService work only, no new construction\n$36 to $42 + 5% of your own invoiced labor\nTruck home. Marlow & Keene Plumbing, Fort Collins\n40 hrs guaranteed in winter, up to 48 in summer",
        {
            "openings": None,
            "wage": (36.0, 42.0, "hour", "USD"),
            "hours_per_week": 44.0,
            "employer": "Marlow & Keene Plumbing",
            "title": "Plumber (licensed journeyman)",
        },
    ),
    (
        "Kitchen Manager at The Heron Room: $55-60K + tip pool, 5 days/50 hours, Mondays closed. Two line leads report to you.",
        {
            "openings": None,
            "wage": (55000.0, 60000.0, "year", "USD"),
            "hours_per_week": 50.0,
            "employer": "The Heron Room",
            "title": "Kitchen Manager",
        },
    ),
    (
        "Library Assistant III\nHours: 32/week including Tues & Thurs evenings\nHourly range: $18.94 - $22.31 - $26.52 (min/mid/max)\nCity of Hartwell Public Library",
        {
            "openings": None,
            "wage": (18.94, 26.52, "hour", "USD"),
            "hours_per_week": 32.0,
            "employer": "City of Hartwell Public Library",
            "title": "Library Assistant III",
        },
    ),
    (
        "Structural Steel Detailer (remote OK)\n35–45/hr W2 or 1099\nCarrick Detailing Inc.\nproject load about 40 hrs, 2 seats",
        {
            "wage": (35.0, 45.0, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Carrick Detailing Inc",
            "title": "Structural Steel Detailer",
        },
    ),
    (
        "Camp Cook — June 8 to Aug 14\n$720/week + room & board, 6 days\nCamp Whispering Pines\nCook for 140 campers and staff with 1 assistant.",
        {
            "openings": None,
            "wage": (720.0, None, "week", "USD"),
            "hours_per_week": None,
            "employer": "Camp Whispering Pines",
            "title": "Camp Cook",
        },
    ),
    (
        "Tax Preparer - seasonal\n20 to 45 hours depending on the week\n$18-$30/hr by experience; bilingual + $1\nLedgerline Tax, 3 offices, 11 desks to fill",
        {
            "openings": 11,
            "wage": (18.0, 30.0, "hour", "USD"),
            "hours_per_week": 32.5,
            "employer": "Ledgerline Tax",
            "title": "Tax Preparer",
        },
    ),
    (
        "Rehab Aide\nFT M–F 8–5 (40) or PT MWF (24)\n$16.00/hr flat\nSummit Spine & Sport",
        {"openings": None, "wage": (16.0, None, "hour", "USD"), "title": "Rehab Aide"},
    ),
    (
        "Heavy Duty Mechanic (Journeyman, Red Seal)\nNorthern Bison Contracting Ltd.\n14/7 rotation, 12 h days, camp provided\n$48.00–$52.50/hour\n3 vacancies",
        {
            "openings": 3,
            "wage": (48.0, 52.5, "hour", "CAD"),
            "hours_per_week": 56.0,
            "employer": "Northern Bison Contracting Ltd",
            "title": "Heavy Duty Mechanic (Journeyman, Red Seal)",
        },
    ),
    (
        "Kaiārahi / Teacher Aide\nTe Awa School, Hamilton NZ\n$27.26–$31.10 per hour\n25 hours per week, term time",
        {
            "openings": None,
            "wage": (27.26, 31.1, "hour", "NZD"),
            "hours_per_week": 25.0,
            "employer": "Te Awa School",
            "title": "Teacher Aide",
        },
    ),
    (
        "Disability Support Worker – casual\nBrightgum Community Care, Bendigo VIC 3550\n$38.20 per hour weekdays, $53.48 Saturdays, $68.76 Sundays\n15–25 hours a week",
        {
            "openings": None,
            "wage": (38.2, 68.76, "hour", "AUD"),
            "hours_per_week": 20.0,
            "employer": "Brightgum Community Care",
            "title": "Disability Support Worker",
        },
    ),
    (
        "Software Engineer, Backend\nLatticework (Series B)\n$145,000 - $180,000 base + 0.05-0.15% equity\nRemote US",
        {
            "openings": None,
            "wage": (145000.0, 180000.0, "year", "USD"),
            "hours_per_week": None,
            "title": "Software Engineer, Backend",
        },
    ),
    (
        "Nail technician. Commission 55% or hourly $15, whichever is more. 32-40 hrs. Station open now. Velvet Nail Bar",
        {"wage": (15.0, None, "hour", "USD"), "hours_per_week": 36.0, "title": "Nail technician"},
    ),
    (
        "Fire Inspector I\nAnnual salary $58,464 (step 1) - $74,616 (step 6); $28.11–$35.87 hourly\nCity of Port Allendale Fire Prevention Bureau\n4/10 schedule. One vacancy.",
        {
            "openings": 1,
            "wage": (58464.0, 74616.0, "year", "USD"),
            "hours_per_week": 40.0,
            "employer": "City of Port Allendale Fire Prevention Bureau",
            "title": "Fire Inspector I",
        },
    ),
    (
        "Produce Packers — 60 needed — Valle Dorado Packing\n$16.90 AM / $17.40 PM; boxes over 90/hr pay 12¢ each\n6 days, 9 hrs a day",
        {
            "openings": 60,
            "wage": (16.9, 17.4, "hour", "USD"),
            "hours_per_week": 54.0,
            "employer": "Valle Dorado Packing",
            "title": "Produce Packers",
        },
    ),
    (
        "Grant Writer (0.5 FTE, 20 hours)\nPrairie Legal Aid Society\nSalary $31,000–$35,000 (half time)\nAsk: 1",
        {
            "openings": None,
            "wage": (31000.0, 35000.0, "year", "USD"),
            "hours_per_week": 20.0,
            "employer": "Prairie Legal Aid Society",
            "title": "Grant Writer",
        },
    ),
    (
        "Locksmith/road tech: 18 an hour training 60 days then 22 or 35% of ticket whichever higher. Anytime Key & Lock. On call every 3rd week. 45 hrs.",
        {
            "openings": None,
            "wage": (18.0, 22.0, "hour", "USD"),
            "hours_per_week": 45.0,
            "employer": "Anytime Key & Lock",
            "title": "Locksmith/road tech",
        },
    ),
    (
        "Respiratory Therapist — Nights — 7p-7:30a\nBlue Ridge Regional\nBase $31.75 – $45.20; Nights +$5.00; Weekends +$3.50; $10k sign on (2 yrs)\n3 shifts/wk",
        {
            "openings": None,
            "wage": (31.75, 45.2, "hour", "USD"),
            "hours_per_week": None,
            "employer": "Blue Ridge Regional",
            "title": "Respiratory Therapist",
        },
    ),
    (
        "Deckhand, crab. Share 6% (last season $41,000). Or day rate $275 at tie-up. F/V Marietta, Kodiak. 1 berth",
        {"openings": 1, "wage": (275.0, None, "day", "USD"), "hours_per_week": None, "title": "Deckhand"},
    ),
    (
        "Billing Coordinator at Oakline Orthopaedics (12 providers). Full-time, 8-hr days, Mon–Fri. Pay: $20.00-$24.50. Reports to: Revenue Manager.",
        {
            "openings": None,
            "wage": (20.0, 24.5, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Oakline Orthopaedics",
            "title": "Billing Coordinator",
        },
    ),
    (
        "CDL Trainer/Instructor\nRoadworthy Truck School\n$27/hr classroom, $29/hr range\n4-10s Tue-Fri\nClass of 16 students, 2 instructors. Hiring 1",
        {
            "openings": 1,
            "wage": (27.0, 29.0, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Roadworthy Truck School",
            "title": "CDL Trainer/Instructor",
        },
    ),
    (
        "Sanitation worker 3rd shift\nCrestfield Poultry\n$17.85 + $1.25 shift premium = $19.10\n10p-6:30a M-F, 40 hours + some Saturdays\n25 openings",
        {
            "openings": 25,
            "wage": (17.85, 19.1, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Crestfield Poultry",
            "title": "Sanitation worker",
        },
    ),
    (
        "Appliance installer (2-person crew)\n$160/day base + $12 per install. Usually 4 ten hour days.\nHearth & Range Co",
        {
            "openings": None,
            "wage": (160.0, None, "day", "USD"),
            "hours_per_week": 40.0,
            "employer": "Hearth & Range Co",
            "title": "Appliance installer (2-person crew)",
        },
    ),
    (
        "Dental Lab Technician: crown & bridge. Pay depends on units, expect $22–34/h. Castle Dental Studio Boise. 38 h. 1 position.",
        {
            "openings": 1,
            "wage": (22.0, 34.0, "hour", "USD"),
            "hours_per_week": 38.0,
            "employer": "Castle Dental Studio Boise",
            "title": "Dental Lab Technician",
        },
    ),
    (
        "Bus Driver - School (Substitute to Regular)\nSub: $19.00/hr; Regular: $22.15/hr, 4.5–6 hours daily, Mon–Fri\nLakeshore Area Schools\n7 routes uncovered",
        {
            "openings": 7,
            "wage": (19.0, 22.15, "hour", "USD"),
            "hours_per_week": 26.25,
            "employer": "Lakeshore Area Schools",
            "title": "Bus Driver - School (Substitute to Regular)",
        },
    ),
    (
        "Office Manager needed by small nonprofit. 24 hours/wk over 3 or 4 days. $27/hr, no benefits. Send to hiring@riverkeepersguild.example (Riverkeepers Guild)",
        {
            "openings": None,
            "wage": (27.0, None, "hour", "USD"),
            "hours_per_week": 24.0,
            "employer": "Riverkeepers Guild",
            "title": "Office Manager",
        },
    ),
    (
        "Quality Inspector (Temp to Hire) $20.25/hr, goes to $22 on hire. 2nd shift 4x10. MRB, calipers, CMM. Through Steadfast Talent for a plant in Elkhart. 6 spots.",
        {
            "openings": 6,
            "wage": (20.25, 22.0, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Steadfast Talent",
            "title": "Quality Inspector (Temp",
        },
    ),
    (
        "PHARMACY TECHNICIAN II — CENTRAL FILL\nLocation: Gresham OR   Shift: 4x10 Sun-Wed\nMin $22.15   Mid $26.05   Max $29.95\nBluespruce Health Plan is an equal opportunity employer.\nReq 88-2104, 2 positions",
        {
            "openings": 2,
            "wage": (22.15, 29.95, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Bluespruce Health Plan",
            "title": "PHARMACY TECHNICIAN II — CENTRAL FILL",
        },
    ),
    (
        "We're Pickle & Rye, a deli in Tacoma, and we need a morning person (5a-1p, Tue-Sat) to run the line. $19 + tips, 40 hrs. Come in after 2.",
        {
            "wage": (19.0, None, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Pickle & Rye",
            "title": "morning person",
        },
    ),
    (
        "Sewing Operators / Costureras\nNorthstar Outdoor Gear\nBase 15.80/hr + piece bonus (avg 3.40/hr)\n1er turno 6-2:30, L-V. Buscamos 6 personas",
        {
            "openings": 6,
            "wage": (15.8, None, "hour", "USD"),
            "hours_per_week": None,
            "employer": "Northstar Outdoor Gear",
            "title": "Sewing Operators",
        },
    ),
    (
        "COURT SECURITY OFFICER\nWhite Pine County Sheriff's Office\nRange 15: $24.10/hr – $31.02/hr\nFull time (40). Two (2) current openings plus eligibility list",
        {
            "openings": 2,
            "wage": (24.1, 31.02, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "White Pine County Sheriff's Office",
            "title": "COURT SECURITY OFFICER",
        },
    ),
    (
        "Dir. of Nursing - 84 bed SNF - Hutch, KS - $105k-$118k + $15k sign on. Confidential search by Harlan Pike & Associates",
        {
            "openings": None,
            "wage": (105000.0, 118000.0, "year", "USD"),
            "hours_per_week": None,
            "employer": "Harlan Pike & Associates",
            "title": "Dir",
        },
    ),
    (
        "Field Service Technician\nABOUT THE ROLE\nAt Corvane Systems our technicians keep dialysis water systems running.\nPAY\n$30.00 to $37.50 per hour, on call $175 per week\nHOURS\n40, plus travel time paid",
        {
            "openings": None,
            "wage": (30.0, 37.5, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Corvane Systems",
            "title": "Field Service Technician",
        },
    ),
    (
        "Student Worker - Archives\nUp to 15 hours per week during term\n$15.00\nHalloran University Libraries\nOpenings: 2",
        {
            "openings": 2,
            "wage": (15.0, None, "hour", "USD"),
            "hours_per_week": 15.0,
            "employer": "Halloran University Libraries",
            "title": "Student Worker - Archives",
        },
    ),
    (
        "Farm manager wanted, organic veg, 30 acres. Salary 54k + house. 55 hrs Apr–Oct, 30 Nov–Mar. Foxtail Hollow Farm, Viroqua WI. Crew of 9.",
        {
            "wage": (54000.0, None, "year", "USD"),
            "hours_per_week": 42.5,
            "employer": "Mar. Foxtail Hollow Farm, Viroqua WI. Crew",
            "title": "Farm manager",
        },
    ),
    (
        "Elevator Constructor Apprentice — recruitment\nIUEC Local 77\nProbationary 50% of mechanic rate ($29.43), 1st yr 55% $32.37, 4th yr 80% $47.09\nRank list; expect to place 15 this cycle",
        {
            "wage": (29.43, 47.09, "hour", "USD"),
            "hours_per_week": None,
            "employer": "IUEC Local 77",
            "title": "Elevator Constructor Apprentice",
        },
    ),
    (
        "Hair Stylist\nSalon Meridian · Eugene\nHourly $17 OR 48% commission whichever higher\n4 days, 30-34 hrs\nWe have room for three more stylists",
        {
            "openings": 3,
            "wage": (17.0, None, "hour", "USD"),
            "hours_per_week": 32.0,
            "employer": "Salon Meridian",
            "title": "Hair Stylist",
        },
    ),
    (
        "Nanny / house manager for twins (14 mo). $27–30/hr W-2, 45 guaranteed hours, Mon–Fri 8–5. Family in Evanston. Agency: Bright Hearth Nannies",
        {
            "openings": None,
            "wage": (27.0, 30.0, "hour", "USD"),
            "hours_per_week": 45.0,
            "employer": "Bright Hearth Nannies",
            "title": "Nanny / house manager for twins (14 mo)",
        },
    ),
    (
        "Order Selector – Freezer\nLakeside Grocers Distribution\n$23.00 start → $25.50 @ 1 yr → $28.00 @ 3 yrs, incentive pay on top\n4-10's nights\nclass starts every Monday; 8 per class",
        {
            "wage": (23.0, 28.0, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Lakeside Grocers Distribution",
            "title": "Order Selector – Freezer",
        },
    ),
    (
        "Behavior Technician (RBT) - after school\n12-20 hours, M-Th 3:30-7:30\n$20-$24 hr for direct, $16 for drive/admin\nSpectrum Steps ABA, Ogden",
        {
            "openings": None,
            "wage": (20.0, 24.0, "hour", "USD"),
            "hours_per_week": 16.0,
            "employer": "Spectrum Steps ABA",
            "title": "Behavior Technician (RBT) - after school",
        },
    ),
    (
        "Estimator/Project Manager\nRidgeback Builders (8 employees)\n90–120K depending, truck, no 401k yet\n45ish hrs",
        {
            "openings": None,
            "wage": (90000.0, 120000.0, "year", "USD"),
            "hours_per_week": 45.0,
            "employer": "Ridgeback Builders",
            "title": "Estimator/Project Manager",
        },
    ),
    (
        "Medical Courier IC 1099\n$95-$120 per route, 5 routes a week\nSwiftline Medical Logistics seeks two contractors in Peoria",
        {
            "openings": 2,
            "wage": (95.0, 120.0, "piece", "USD"),
            "hours_per_week": None,
            "employer": "Swiftline Medical Logistics",
            "title": "Medical Courier",
        },
    ),
    (
        "Cook (School Nutrition) 6.25 hours a day, 10 months\n$16.91 (step 1) $17.74 (3) $18.60 (5)\nBoard of Education, Tuscola Borough\n1 vacancy at the Middle School, 1 at West Elementary",
        {
            "openings": 2,
            "wage": (16.91, 18.6, "hour", "USD"),
            "hours_per_week": 31.25,
            "employer": "Board of Education",
            "title": "Cook (School Nutrition) 6.25 hours a day",
        },
    ),
    (
        "Survey Party Chief\nTerrapoint Land Surveying\n$28-$36/hr, prevailing wage jobs more\n45 hours avg, some overnight (per diem $59)\nWe have two crews and want to start a third",
        {
            "openings": None,
            "wage": (28.0, 36.0, "hour", "USD"),
            "hours_per_week": 45.0,
            "employer": "Terrapoint Land Surveying",
            "title": "Survey Party Chief",
        },
    ),
    (
        "Sterile Processing Tech, evenings 1430-2300\nProvidence Creek Surgery Center\n$23.47-31.20 | 0.8 FTE (32 hrs) | #SPT-118",
        {
            "openings": None,
            "wage": (23.47, 31.2, "hour", "USD"),
            "hours_per_week": 32.0,
            "employer": "Providence Creek Surgery Center",
            "title": "Sterile Processing Tech",
        },
    ),
    (
        "Bartenders, banquet servers, dish\nThe Alder House Event Barn\nServers & bar $12 + pooled tips ($28-35 avg all-in), dish $19\nWeekends May–Oct, ~20 hrs. Hiring about 15",
        {
            "openings": 15,
            "wage": (12.0, 19.0, "hour", "USD"),
            "hours_per_week": 20.0,
            "employer": "The Alder House Event Barn",
            "title": "Bartenders",
        },
    ),
    (
        "Junior Accountant\nReporting to the Controller, $24.04/hr ($50,000 annualized)\nEllsworth Marine Supply\n37.5 hour week",
        {
            "openings": None,
            "wage": (24.04, None, "hour", "USD"),
            "hours_per_week": 37.5,
            "employer": "Ellsworth Marine Supply",
            "title": "Junior Accountant",
        },
    ),
    (
        "Certified Forklift Operator, 12-hour nights 2-2-3\nPolyform Resins - Orange, TX\n$21.85/hr + 10% nights\nHow many needed: 4",
        {
            "openings": 4,
            "wage": (21.85, None, "hour", "USD"),
            "hours_per_week": None,
            "employer": "Polyform Resins",
            "title": "Certified Forklift Operator",
        },
    ),
    (
        "Care Coordinator (RN), telehealth\nSalary range: $78,000.00 To $92,000.00 Annually\nWillowbend Health Partners\n40 hours; one weekend in eight",
        {
            "openings": None,
            "wage": (78000.0, 92000.0, "year", "USD"),
            "hours_per_week": 40.0,
            "employer": "Willowbend Health Partners",
            "title": "Care Coordinator (RN), telehealth",
        },
    ),
    (
        "Tree climber. ISA pref. $30-38 climber, $20-24 ground. Canopy Kings Tree Care 4x10s. Need 1 climber 2 ground.",
        {"wage": (20.0, 38.0, "hour", "USD"), "hours_per_week": 40.0, "title": "Tree climber"},
    ),
    (
        "Laundry Attendant - Fairmeadow Care Campus - 7 days on rotating, 30 hours per week - $15.60 with $0.50 per year of experience up to $18.10",
        {
            "openings": None,
            "hours_per_week": 30.0,
            "employer": "Fairmeadow Care Campus",
            "title": "Laundry Attendant",
        },
    ),
    (
        "Vehicle Detailer\nPay: flat rate, avg. $18-24/hr; guarantee $15\nPrestige Auto Spa & Detail\n5 days 40 hrs\n2 open bays",
        {
            "openings": 2,
            "wage": (15.0, None, "hour", "USD"),
            "hours_per_week": 40.0,
            "employer": "Prestige Auto Spa & Detail",
            "title": "Vehicle Detailer",
        },
    ),
    (
        "Clinical Social Worker - Veterans program\nGS-0185-11/12, $73,939 to $115,213 per year\nVA Medical Center, Grand Mesa\n2 vacancies in the following location: Grand Mesa\nWork schedule: Full-time, 80 hrs/pp",
        {
            "openings": 2,
            "wage": (73939.0, 115213.0, "year", "USD"),
            "hours_per_week": 40.0,
            "employer": "VA Medical Center",
            "title": "Clinical Social Worker - Veterans program",
        },
    ),
]


@pytest.mark.parametrize(("text", "right"), POSTINGS, ids=[text.split("\n")[0][:30] for text, _ in POSTINGS])
def test_facts_are_read(text: str, right: dict[str, Any]) -> None:
    facts = job_facts(text)
    pay = facts.wage and (facts.wage.low, facts.wage.high, facts.wage.unit, facts.wage.currency)
    for name, value in right.items():
        fact = getattr(facts, name)
        assert (pay if name == "wage" else fact and fact.value) == value, name
