"""Short postings in many styles, written for the tests, with what a careful reader would take from each."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Case:
    name: str
    text: str
    codes: tuple[str, ...]
    """Occupations a careful coder would accept, the best first."""
    wage: tuple[float, float | None, str] | None = None
    place: tuple[str, str] | None = None
    contract: str | None = None
    schedule: str | None = None
    hours: float | None = None
    openings: int | None = None
    remote: str | None = None
    education: str | None = None
    years: float | None = None
    credentials: dict[str, str] = field(default_factory=dict)
    """Credential slug to need."""
    tools: frozenset[str] = frozenset()
    silent: tuple[str, ...] = ()
    """Words of company, benefit or diversity sentences that must not be evidence."""


CASES: tuple[Case, ...] = (
    Case(
        "trucker",
        """CDL-A Regional Truck Driver - Home Weekends
Prairie Freight Lines | Des Moines, IA

Prairie Freight has been hauling for Midwest grocers since 1968. Family owned, 210 trucks, and the best cooks at our yearly picnic.

WHAT YOU'LL DO
* Drive a tractor-trailer within 400 miles of home
* Complete pre-trip inspections and electronic logs
* Deliver on time and treat customers with respect

WHAT WE NEED
* Valid Class A CDL, required
* At least 12 months of experience driving tractor-trailers
* Current DOT medical card
* Hazmat endorsement is a plus

PAY: $1,350 - $1,600 per week. Full time. Medical, dental, 401k.
EEO/Veterans welcome""",
        ("53-3032.00",),
        wage=(1350, 1600, "week"), place=("Des Moines", "IA"), contract="full_time", schedule="weekend", years=1.0,
        credentials={"cdl-a": "day_one", "dot-medical-card": "day_one", "hazmat": "nice_to_have"}, silent=("cooks", "picnic"),
    ),
    Case(
        "welder",
        """Now hiring: 2nd shift MIG/TIG Welder!
Ironwood Fabrication in Wausau, WI needs 3 welders. Mon-Thu, 3:00 pm to 1:30 am, 40 hrs/week.
$24.00/hr to start plus $1.50 shift differential.

Job duties:
Weld steel and aluminum frames to print. Read blueprints and weld symbols. Inspect finished parts with calipers. Keep your area clean.

Qualifications:
HS diploma or GED preferred. 1-2 years of welding experience. AWS D1.1 certification preferred, we will pay for the test.
Able to lift 50 lbs.

Benefits: health insurance, profit sharing, on-site gym, tuition reimbursement.""",
        ("51-4121.00",),
        wage=(24.0, None, "hour"), place=("Wausau", "WI"), schedule="evening", hours=40, openings=3,
        education="high_school", years=1.0, credentials={"aws-welder": "nice_to_have"}, silent=("gym",),
    ),
    Case(
        "registered nurse",
        """Title: Registered Nurse, ICU (Nights)
Facility: St. Brendan Medical Center
Location: Tulsa, Oklahoma

Position summary
The RN assesses, plans and delivers care for critically ill adults and coordinates with physicians.

Essential functions
1. Assess patients and titrate IV drips.
2. Administer medications and document in Epic.
3. Educate patients and families.
4. Supervise nursing assistants.

Requirements
- Current Oklahoma RN license
- BSN preferred; ADN required
- BLS and ACLS required
- 2+ years of acute care experience

Three 12-hour night shifts, 36 hours per week. $38.75/hour. PRN staff also welcome to ask.
St. Brendan is an Equal Opportunity Employer, committed to inclusion of all cultures and languages.""",
        ("29-1141.00", "29-1141.03"),
        wage=(38.75, None, "hour"), place=("Tulsa", "OK"), schedule="night", hours=36, education="associate", years=2.0,
        credentials={"rn-license": "day_one", "bls": "day_one", "acls": "day_one"}, tools=frozenset({"Epic Systems"}),
        silent=("languages", "cultures"),
    ),
    Case(
        "teacher aide",
        """Maple Grove School District seeks a Teacher Aide for its elementary special education classroom in Maple Grove, MN.

The aide works with small groups of students on reading and math, helps with behavior plans, supervises recess and lunch, and keeps simple records for the teacher. No experience necessary; we train. Candidates need a high school diploma and patience. Some college is preferred, as is CPR certification.

School hours, 30 hours per week, part-time, $17.25 an hour. The district offers a pension and paid holidays. The district does not discriminate on the basis of race, sex, age or disability.""",
        ("25-9043.00", "25-9042.00", "25-9049.00"),
        wage=(17.25, None, "hour"), place=("Maple Grove", "MN"), contract="part_time", schedule="day", hours=30,
        education="high_school", years=0.0, credentials={"cpr-first-aid": "nice_to_have"}, silent=("pension",),
    ),
    Case(
        "warehouse",
        """Warehouse Associate (Order Picker)
Openings: 25
Location: Columbus, OH 43217
Pay rate: $19/hr
Shift: 1st shift, Monday-Friday

Responsibilities
• Pick and pack orders with an RF scanner
• Load and unload trailers
• Operate a pallet jack; forklift training provided
• Keep counts accurate

Requirements
• Able to stand and walk for 10 hours and lift up to 40 pounds
• Basic math
• No experience required

Perks
Weekly pay, free coffee, referral bonus of $500, English and Spanish classes""",
        ("53-7065.00", "53-7062.00"),
        wage=(19.0, None, "hour"), place=("Columbus", "OH"), schedule="day", openings=25, years=0.0,
        silent=("Spanish", "coffee"),
    ),
    Case(
        "software developer",
        """Senior Software Engineer, Backend (Remote, US)

About Ledgerlight
We're on a mission to make bookkeeping boring. Founded in 2016, we serve over 9,000 small businesses and are backed by great investors. Our chefs make a mean lunch.

The Role
You'll design and build APIs that move money safely. You will own services from design to on-call.

You Have
- 5+ years of professional software development experience
- Deep knowledge of Python and PostgreSQL
- Experience with AWS, Docker and Kubernetes
- Bachelor's degree in computer science or equivalent experience

Nice to Have
- Go or Rust
- Experience with accounting systems

Compensation: $150k-$185k DOE, equity. Unlimited PTO, 401(k), home office stipend of $1,000.

Ledgerlight is proud to be an equal opportunity workplace. We do not discriminate on gender identity or any protected status.""",
        ("15-1252.00",),
        wage=(150_000, 185_000, "year"), remote="remote", education="bachelor", years=5.0,
        tools=frozenset({"Python", "PostgreSQL", "Docker", "Kubernetes"}), silent=("chefs", "lunch", "investors"),
    ),
    Case(
        "chef",
        """HELP WANTED - Sous Chef - The Copper Kettle, Asheville, NC

Farm-to-table kitchen seeks a sous chef to run the line five nights a week, order ingredients, train line cooks and keep food costs in check. Must have 3 years of kitchen experience and ServSafe certification. Knife skills and a calm voice are essential. Evenings and weekends. Salary $52,000 a year. Family meal every night, health insurance after 60 days.""",
        ("35-1011.00",),
        wage=(52_000, None, "year"), place=("Asheville", "NC"), schedule="evening,weekend", years=3.0,
        credentials={"servsafe": "day_one"},
    ),
    Case(
        "pharmacy technician",
        """Job Title: Pharmacy Technician
Company: Corner Drug
Address: Salem, OR
Hours: 32 hours per week
Pay: $20.50 - $23.75 per hour

Fill prescriptions under the supervision of a pharmacist, count tablets, run the register, answer phones and process insurance claims. You must obtain your Oregon pharmacy technician license within one year; we pay the fees. CPhT is preferred. High school diploma required. Retail experience helps.""",
        ("29-2052.00",),
        wage=(20.5, 23.75, "hour"), place=("Salem", "OR"), hours=32, education="high_school",
    ),
    Case(
        "solar installer",
        """Solar Panel Installer / PV Apprentice
Mesa Sun Electric - Albuquerque, New Mexico
Full-time. $21 to $25 hourly. Start as soon as May.

You will install racking and modules on roofs, run conduit, and learn to wire inverters from a journeyman.
What it takes: comfortable with heights and ladders; able to lift 70 lbs; valid driver's license with a clean record; OSHA 10 within 90 days (we will train). Experience in roofing, framing or electrical work is a plus. NABCEP associate credential desirable.
We offer paid training, health insurance and 10 paid holidays. Women and veterans are encouraged to apply. EOE.""",
        ("47-2231.00",),
        wage=(21.0, 25.0, "hour"), place=("Albuquerque", "NM"), contract="apprenticeship",
        credentials={"drivers-license": "day_one", "osha-10": "we_train", "nabcep": "nice_to_have"},
    ),
    Case(
        "bank teller",
        """Part-Time Teller

Heartland Credit Union, Lincoln, NE

As a teller you will greet members, process deposits and withdrawals, balance a cash drawer and spot fraud. Saturdays required, 20-25 hours per week.

Must-haves: high school diploma, 6 months of cash handling or customer service experience, friendly manner, basic Microsoft Office skills.

Pay $16.50/hour. Bilingual in Spanish preferred.""",
        ("43-3071.00",),
        wage=(16.5, None, "hour"), place=("Lincoln", "NE"), contract="part_time", schedule="weekend", hours=22.5,
        education="high_school", years=0.5, tools=frozenset({"Microsoft Office software"}),
    ),
    Case(
        "cnc machinist",
        """CNC Machinist

We are a third-generation job shop in Rockford, Illinois making aerospace parts.

Main tasks:
- Set up and operate CNC mills and lathes (Fanuc controls)
- Edit G-code and adjust offsets
- Measure parts with micrometers to tolerances of .0005"
- Deburr and document inspections

Your profile:
- 3 or more years as a CNC machinist
- Trade school certificate or NIMS credential preferred
- Blueprint reading and shop math
- Mastercam knowledge is helpful but not required

First shift, 4 x 10 hours. Annual salary from $58,000 to $72,000. Temp-to-hire.""",
        ("51-9161.00", "51-4041.00"),
        wage=(58_000, 72_000, "year"), place=("Rockford", "IL"), contract="temporary", schedule="day", hours=40.0, education="certificate",
        years=3.0, credentials={"nims": "nice_to_have"}, tools=frozenset({"G-code"}),
    ),
    Case(
        "home health aide",
        """Caregivers needed!! Home Health Aide - Flexible Schedule - Savannah, GA

Golden Hours Home Care is looking for kind people to help seniors with bathing, meals, medication reminders and rides to the doctor. No experience? No problem - paid training provided. You need reliable transportation, a driver's license, and a caring heart. CNA or HHA a plus. $14.75 - $16.25/hr, PRN and part time, days, nights or weekends.""",
        ("31-1121.00", "31-1122.00"),
        wage=(14.75, 16.25, "hour"), place=("Savannah", "GA"), contract="per_diem", schedule="flexible,day,night,weekend", credentials={"drivers-license": "day_one", "cna": "nice_to_have"},
    ),
    Case(
        "bookkeeper",
        """BOOKKEEPER wanted for a dental office in Boise, ID. Hybrid, two days in the office. Accounts payable and receivable, payroll, bank reconciliation in QuickBooks, Excel reports. Associate's degree or 4 years of bookkeeping experience required. Pay DOE. Send your resume to the office manager.""",
        ("43-3031.00",),
        place=("Boise", "ID"), remote="hybrid", education="associate", years=4.0,
    ),
    Case(
        "customer service",
        """Customer Service Representative

Our client, a leading provider of hearing aids, has 10 openings in its Tampa, FL contact center. Take inbound calls, solve problems, update accounts in Salesforce and offer refunds. One year of call center experience and a high school diploma required. Typing 35 wpm. $18.00 per hour, 40 hours/week, Monday through Friday. Temporary, 6 month contract with a chance to convert. Work from home after 90 days.""",
        ("43-4051.00",),
        wage=(18.0, None, "hour"), place=("Tampa", "FL"), contract="temporary", schedule="day", hours=40, openings=10,
        remote="remote", education="high_school", years=1.0, tools=frozenset({"Salesforce software"}),
    ),
)  # fmt: skip
