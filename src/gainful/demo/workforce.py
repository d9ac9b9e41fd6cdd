"""A sample employer's own people: twelve employees, what they agreed to, and what the hospital will need."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gainful.demo.promises import Sample
from gainful.domain.workforce.actions import add_target, save_workers
from gainful.domain.workforce.queries import state
from gainful.engine.records import WorkerRecord

_DAYS = timedelta(days=1)
AGREED = 9
"""The first so many agreed on paper; of the others the employer has a head and no name."""
STAFF = (
    ("Amina Yusuf", "Registered Nurse", "29-1141.00", 2700), ("Jonas Weld", "Registered Nurse", "29-1141.00", 900),
    ("Tessa Quan", "Registered Nurse", "29-1141.00", 310), ("Rui Pacheco", "Nursing Assistant", "31-1131.00", 1500),
    ("Beata Nowak", "Nursing Assistant", "31-1131.00", 420), ("Omar Haddad", "Nursing Assistant", "31-1131.00", 95),
    ("Lena Brandt", "Medical Assistant", "31-9092.00", 800), ("Cal Whitford", "Cook", "35-2012.00", 2200),
    ("Dorit Klein", "Housekeeper", "37-2012.00", 1300), ("Ivo Marek", "Housekeeper", "37-2012.00", 600),
    ("Sunita Rao", "Housekeeper", "37-2012.00", 240), ("Pia Lindgren", "Receptionist", "43-4171.00", 1900),
)  # fmt: skip
"""Name, title, O*NET-SOC code, days in the role."""


def seed_workforce(sample: Sample) -> None:
    """Make what is missing; a second call finds it there and changes nothing."""
    with transaction.atomic(), sample.as_employer() as actor:
        if state(actor).people:
            return
        save_workers(actor, [_record(number) for number in range(len(STAFF))])
        day = timezone.localdate() + 540 * _DAYS
        add_target(
            actor, people=5, due_on=day, occupation="29-1141.00", note="Two more beds in intermediate care"
        )
        add_target(actor, people=6, due_on=day, competency="onet:2.A.1.b", level=Decimal("4.0"))


def _record(number: int) -> WorkerRecord:
    name, title, code, days = STAFF[number]
    today = timezone.localdate()
    agreed = number < AGREED
    return WorkerRecord(
        number=f"LH-{101 + number}", title=title, name=name, email=f"{name.replace(' ', '.').lower()}@sample.example",
        code=code, since=today - days * _DAYS, site="Main building", agreed_by="signed_form" if agreed else "",
        agreed_on=today - 30 * _DAYS if agreed else None, until=today + 335 * _DAYS if agreed else None,
    )  # fmt: skip
