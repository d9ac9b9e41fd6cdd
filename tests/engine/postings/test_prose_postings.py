"""Postings without a heading, as people write them in a message: what is work is read, what is not stays silent."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from gainful.engine.competencies.model import Need
from gainful.engine.postings.profile import required_profile


@dataclass(frozen=True)
class Prose:
    text: str
    code: str
    asks: frozenset[str]
    """Names of lines that the text itself must speak for."""
    day_one: frozenset[str] = frozenset()
    """Names of lines that are needed on the first day."""
    silent: tuple[str, ...] = ()
    """Words that must be nobody's evidence."""


CASES = {
    "bookkeeper": Prose(
        """Bookkeeper (part time), small construction company in Boise, Idaho
We need someone 20-25 hrs a week to do AP/AR, bank reconciliations, payroll for 14 employees and job costing in QuickBooks Online. \
You should be comfortable with Excel (pivot tables) and keeping lien waivers straight. $24 to $27 an hour depending on experience. \
No weekends. Drug-free workplace.""",
        "43-3031.00",
        frozenset({"Economics and Accounting", "Intuit QuickBooks", "Microsoft Excel"}),
        frozenset({"Microsoft Excel"}),
    ),
    "phlebotomist": Prose(
        """Phlebotomist
Performs venipuncture and capillary sticks on patients of all ages, labels specimens, centrifuges and ships samples, registers \
patients in Epic, keeps draw station stocked. HS diploma; phlebotomy certificate from an approved program; CPT(NHA) or PBT(ASCP) \
preferred; BLS. Full time, days and every third weekend. $19.00 – $23.40. St. Louis, MO. Openings: 6""",
        "31-9097.00",
        frozenset({"Medicine and Dentistry", "Biology", "Epic Systems", "Phlebotomy certificate"}),
        frozenset({"Phlebotomy certificate", "Basic Life Support (BLS)"}),
    ),
    "community health worker": Prose(
        """Community Health Worker
The Neighborhood Clinic (Albuquerque, NM) seeks bilingual (English/Spanish) Community Health Workers (2 FTE). CHWs make home visits, \
screen families for food and housing needs, help people enroll in Medicaid and SNAP, coach on diabetes self-management, and document \
in the EHR. Lived experience welcomed. CHW certification within 1 year. $20.10-$24.80/hr. Monday-Friday, one evening per week.""",
        "21-1094.00",
        frozenset({"Service Orientation", "Therapy and Counseling", "Electronic health record EHR software"}),
    ),
    "electrician's apprentice": Prose(
        """Electrician Apprentice, IBEW Local 26 area (Washington, DC). Four-year paid apprenticeship. Bend conduit, pull cable, install \
devices and panels under a journeyman. Algebra, color vision, and reliable transportation. Start $22.50; raises every 6 months.""",
        "47-3013.00",
        frozenset({"Building and Construction", "Installation", "Mathematics (knowledge)"}),
    ),
    "claims by phone": Prose(
        """Claims Customer Service Representative – Work from home (Des Moines area)
Answer 60-70 calls a day from policyholders, take first notice of loss, explain coverage, set up rental cars. 1 yr call center or \
insurance experience; property & casualty adjuster license within 90 days (we pay). $19.25/hour. Class of 15 starts March 2.""",
        "43-4051.00",
        frozenset({"Customer and Personal Service", "Insurance licence"}),
    ),
    "pharmacy technician": Prose(
        """Pharmacy Technician - Riverside Drug, Savannah, GA

Riverside Drug has cared for families on the coast since 1952. Our pharmacists fill prescriptions, give vaccines and counsel customers \
in twelve stores, and our software team builds the app that reminds people to take their medicine. We believe in diversity and train \
managers to lead inclusive teams.

Fills and labels prescriptions under the pharmacist, rings up customers, calls insurers about rejected claims, counts and reorders \
stock. Certified (CPhT) or registered and certified within a year. $17.75 to $21 hourly, rotating weekends. Medical, dental and vision.""",
        "29-2052.00",
        frozenset({"Pharmacy Technician (CPhT)"}),
        silent=("software", "counsel", "train", "lead inclusive", "dental", "vaccines"),
    ),
}


SECOND = frozenset({"claims by phone"})
"""Its duties are a claims clerk's as much as a call centre's: the expected occupation may come second."""


@pytest.mark.parametrize("name", CASES)
def test_prose_is_read(name: str) -> None:
    case = CASES[name]
    read = required_profile(case.text)
    spoken = {line.name: line for line in read.profile.lines if any(e.span for e in line.evidence)}
    assert read.occupation is not None
    first = {read.occupation.code, *(m.code for m in read.runners_up[: name in SECOND])}
    assert case.code in first
    assert case.asks <= set(spoken)
    assert {name for name in case.day_one if spoken[name].need is Need.DAY_ONE} == case.day_one
    evidence = " | ".join(e.span.text for line in spoken.values() for e in line.evidence if e.span)
    assert [word for word in case.silent if word in evidence] == []
