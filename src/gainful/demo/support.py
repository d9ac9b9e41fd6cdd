"""Sample services, referrals and appointments: answered, refused, silent, kept. All of it is made up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from gainful.demo.promises import Sample
from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.participants.models import Participant
from gainful.domain.support.actions import (
    About,
    Sending,
    Slot,
    accept_referral,
    book,
    decline_referral,
    mark_received,
    save_service,
    send_referral,
    set_places,
)
from gainful.domain.support.models import Service

WEEKDAYS = {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR"}
SERVICES = (
    ("Bright Start", "Evening child care", ["child_care"], "55407", (12, 3), ["English", "Somali"], "15:00", "22:30",
     "Children from 2 to 12 while parents work or learn", "Bus 21 to Lake Street and Chicago Avenue"),
    ("Bright Start", "Day care", ["child_care"], "55404", (30, 0), ["English"], "06:30", "17:30",
     "Full days, Monday to Friday", "Bus 5 to Franklin Avenue"),
    ("Metro Rides Fund", "Bus passes for new workers", ["transport"], "55401", (50, 41), ["English", "Spanish"],
     "09:00", "16:00", "A month's pass until the first pay", "Any bus to Nicollet Mall"),
    ("Northside Law", "Record expungement clinic", ["legal"], "55411", (8, 5), ["English"], "10:00", "18:00",
     "Looks at what can be sealed and files it", "Bus 19 to Penn Avenue"),
    ("Lake Food Shelf", "Groceries", ["food"], "55408", None, ["English", "Spanish", "Hmong"], "11:00", "19:00",
     "One visit a week; no papers needed", "Bus 21 to Lyndale Avenue"),
    ("Open Door Housing", "Emergency shelter beds", ["housing"], "55403", (40, 2), ["English"], "00:00", "23:59",
     "A bed tonight; call at any hour", "Light rail to Warehouse District"),
    ("River Counseling", "Talking with a counselor", ["psychological", "family"], "55414", None, ["English"], "08:00",
     "20:00", "Stress, grief, trouble at home", "Green line to Prospect Park"),
    ("Library Tech Desk", "Loaner laptops", ["digital"], "55401", (20, 9), ["English", "Somali"], "10:00", "17:00",
     "A laptop and a hot spot for three months", "Any bus to Nicollet Mall"),
)  # fmt: skip


def seed_support(sample: Sample) -> None:
    """Make what is missing; a second call finds it there and changes nothing."""
    with acting_as_system("sample data"):
        if Service.objects.filter(organization=sample.agency).exists():
            return
    with transaction.atomic(), sample.as_coach() as actor:
        made = {each[1]: _service(actor, number, each) for number, each in enumerate(SERVICES)}
        ana = Participant.objects.get(user=sample.participant)
        _referrals(actor, ana, made)
        _meeting(actor, ana)


def _service(actor: Actor, number: int, each: tuple[Any, ...]) -> Service:
    provider, name, needs, zip_code, places, languages, opens, closes, about, way = each
    hours = [
        {"id": f"00000000-0000-4000-8000-{number:012d}", **WEEKDAYS, "opens_at": opens, "closes_at": closes}
    ]
    row = save_service(
        actor, None, provider=provider, name=name, needs=needs, description=about, languages=languages,
        schedules=hours, phone=f"612-555-01{number:02d}", email=f"referrals{number}@services.example.org",
        is_emergency="emergency" in name.lower(),
        place={"address": f"{100 + number} Lake Street", "city": "Minneapolis", "state": "MN",
               "postal_code": zip_code, "transportation": way},
    )  # fmt: skip
    return row if places is None else set_places(actor, row, *places)


def _referrals(actor: Actor, ana: Participant, made: dict[str, Service]) -> None:
    """One got the service, one was refused, one has a time, one waits."""
    passes = send_referral(actor, ana, made["Bus passes for new workers"], Sending("transport", "verbal"))
    accept_referral(actor, passes)
    mark_received(actor, passes)
    law = send_referral(actor, ana, made["Record expungement clinic"], Sending("legal", "signed_form"))
    decline_referral(
        actor, law, reason="not_eligible", side="provider", note="Only for Hennepin County records"
    )
    care = send_referral(
        actor, ana, made["Evening child care"],
        Sending("child_care", "verbal", message="Two children, 3 and 5, from 3 pm", share_phone=True, is_warm=True),
    )  # fmt: skip
    about = About("First visit at Bright Start", "100 Lake Street", "Bus 21 to Lake Street", "612-555-0100")
    start = _soon(3, 15)
    book(actor, ana, Slot(start, 45), about, referral=care)
    send_referral(actor, ana, made["Loaner laptops"], Sending("digital", "verbal"))


def _meeting(actor: Actor, ana: Participant) -> None:
    about = About("How the first weeks go", "Lake Street center", "Bus 21 to Lake Street", "Your coach")
    book(actor, ana, Slot(_soon(5, 10), 30), about, host=actor.user)


def _soon(days: int, hour: int) -> datetime:
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)
