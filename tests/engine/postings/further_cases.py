"""Ten further postings in ten trades; three patterns of the reader were changed after a first look at them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Further:
    name: str
    text: str
    codes: tuple[str, ...]
    """Occupations a careful coder would accept."""
    silent: tuple[str, ...] = ()
    """Words of company, benefit or diversity sentences that must not be evidence."""


FURTHER = (
    Further(
        "electrician",
        """Journeyman Electrician
Bright Line Electric, Boise ID

Who we are: three brothers, two trucks and a dog. We sponsor the softball league.

The work
- Bend and run conduit, pull wire, terminate panels
- Read blueprints and follow the National Electrical Code
- Troubleshoot motor controls with a multimeter

You bring
- Idaho journeyman electrician license
- Own hand tools
- Able to climb ladders and lift 50 lb

$34-$41/hr, health insurance, softball jersey""",
        ("47-2111.00",),
        ("softball", "dog"),
    ),
    Further(
        "plumber, no title line",
        """We are a family plumbing shop in Dayton and we have more calls than hands. You would clear drains, fix leaks, set water heaters and replace fixtures in people's homes, then write up the invoice on a tablet. You know copper, PEX and cast iron, you can sweat a joint, and you hold a valid driver's license. Two years in the trade, please. We pay $28 an hour and every other Friday is off.""",
        ("47-2152.00",),
    ),
    Further(
        "office manager",
        """POSITION: Office Manager
REPORTS TO: Managing Partner

ABOUT THE FIRM
Founded in 1988, Hale & Stroud is an award-winning law firm with a beautiful garden.

RESPONSIBILITIES
1. Supervise two receptionists and a file clerk
2. Order supplies and manage the office budget
3. Process payroll and invoices in QuickBooks
4. Schedule meetings and travel

QUALIFICATIONS
* Associate degree
* Five years of administrative experience
* Advanced Excel
* Discretion

We celebrate diversity and are committed to creating an inclusive environment for all employees.""",
        ("43-1011.00", "11-3012.00", "43-6011.00", "43-6014.00"),
        ("garden", "inclusive"),
    ),
    Further(
        "help desk",
        """IT Support Specialist (Tier 1)

What you'll be doing: answering tickets, resetting passwords, imaging laptops, setting up phones and VPN for 400 staff.
What you'll need: CompTIA A+ or equal experience, Windows 11 and Microsoft 365, Active Directory, patience with people who are in a hurry.
Nice: Intune, PowerShell scripting.
$26-31/hour. Hybrid. 401k match.""",
        ("15-1232.00",),
        ("401k",),
    ),
    Further(
        "data analyst",
        """Data Analyst - Marketing Insights
Remote (US)

Our mission is to bring joy to every table. We raised a Series B last year.

In this role you will build dashboards in Tableau, write SQL against our warehouse, run A/B tests and present findings to managers.

Requirements:
- 2+ years with SQL and Python
- Statistics: regression, confidence intervals
- Clear writing

Bonus: dbt, Looker""",
        ("15-2051.01", "15-2051.00", "15-2041.00", "13-1161.00", "15-2099.00"),
        ("Series B",),
    ),
    Further(
        "personal care aide",
        """CAREGIVER / PCA - weekends

Help our seniors stay at home. Duties include bathing, dressing, cooking light meals, doing laundry, going along to appointments and writing a short note after every visit. No certificate needed, we teach you. Must pass a background check and be kind. $16/hr. Mileage is paid.""",
        ("31-1122.00", "31-1121.00"),
    ),
    Further(
        "child care",
        """Little Acorns is hiring: Lead Toddler Teacher
We are a play-based preschool in Madison, WI.
You will plan activities, change diapers, watch the playground, talk with parents at pick-up and keep our licensing records.
Requirements: CDA credential or 12 credits in early childhood education; CPR within 60 days; 18 or older.
Pay: $18.25. Free child care for your own children, paid lunch.""",
        ("25-2011.00", "39-9011.00", "25-2012.00"),
    ),
    Further(
        "school bus driver",
        """School Bus Driver (will train!)
Routes: 6:00-8:30 am and 2:00-4:30 pm
* Drive students safely on assigned routes
* Do the pre-trip inspection every morning
* Keep order on the bus
Must have: clean driving record for 3 years, 21+, able to get a CDL B with P and S endorsements (we pay for the class).
$22.40 per hour, summers off, pension""",
        ("53-3051.00",),
        ("pension",),
    ),
    Further(
        "forklift operator",
        """Forklift Operator - 2nd Shift - $21.50/hr
Kessler Cold Storage, Reno NV
Move pallets in a 0 degree freezer with stand-up reach trucks. Load and unload trailers, scan labels, count stock at the end of the shift. Need 6 months on a reach truck; steel-toe boots; basic reading and math. Freezer gear provided. Attendance bonus every month!""",
        ("53-7051.00",),
        ("bonus",),
    ),
    Further(
        "phlebotomist, JSON-like",
        """title: Phlebotomist I
department: Outpatient Laboratory
summary: Draws blood from adults and children, labels specimens, and keeps the draw room clean and stocked.
duties: Identify the patient with two identifiers. Perform venipuncture and capillary sticks. Process specimens with a centrifuge. Register patients in Epic.
minimum qualifications: High school diploma or GED. Phlebotomy certificate (ASCP or NHA) within one year.
benefits: dental, vision, tuition help for a nursing degree
eeo: We do not discriminate on the basis of race, religion, or language.""",
        ("31-9097.00",),
        ("nursing degree", "religion"),
    ),
)
