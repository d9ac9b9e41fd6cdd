"""Load the simulated region: organizations, one sample user per role, 20,000 made-up people, the course catalogue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pgtrigger
from django.db import transaction
from django.utils import timezone

from gainful.demo.catalogue import generate_courses
from gainful.demo.certificates import seed_certificates
from gainful.demo.classes import seed_classes
from gainful.demo.cohorts import seed_cohorts
from gainful.demo.curricula import seed_curricula
from gainful.demo.layoffs import seed_layoff
from gainful.demo.measures import seed_measures
from gainful.demo.needs import seed_needs
from gainful.demo.practice import seed_practice
from gainful.demo.promises import Sample, seed_promises
from gainful.demo.region import AREA, PEOPLE, generate_people
from gainful.demo.sharing import seed_sharing
from gainful.demo.support import seed_support
from gainful.demo.workforce import seed_workforce
from gainful.domain.accounts.actor import SYSTEM_ROLE, acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.courses.actions import import_courses
from gainful.domain.organizations.models import Course, Membership, Organization, OrganizationKind, Role
from gainful.domain.participants.actions import Attestation, add_document, import_people, set_barriers
from gainful.domain.participants.models import (
    Consent,
    ConsentBasis,
    HeldCompetency,
    Participant,
    ParticipantCredential,
    Scope,
)
from gainful.engine.records.people import JobRecord, PersonRecord

AGENCY, HOSPITAL = "Two Rivers Workforce (sample)", "Lakeview Hospital (sample)"
USERS = (
    (Role.PROGRAM_MANAGER, "manager@sample.example", "Morgan Reyes", AGENCY),
    (Role.COACH, "coach@sample.example", "Casey Lund", AGENCY),
    (Role.OPERATOR, "operator@sample.example", "Robin Field", AGENCY),
    (Role.INSTRUCTOR, "instructor@sample.example", "Noor Haddad", AGENCY),
    (Role.EMPLOYER, "employer@sample.example", "Dana Okafor", HOSPITAL),
    (Role.PARTICIPANT, "participant@sample.example", "Ana Silva", AGENCY),
)
PERSON_CODE = "S-ANA"
RESUME = """Ana Silva
Minneapolis, MN

EXPERIENCE

Flight Attendant, Northern Sky Airlines
March 2015 - June 2026
- Looked after the safety and comfort of up to 180 passengers
- Gave first aid and CPR during flights
- Calmed upset passengers and solved problems as part of a team

Restaurant Server, Lakeside Grill
May 2012 - February 2015
- Served guests, handled payments, trained new staff

CREDENTIALS
CPR and AED certification
"""
DAYS = 365
CHUNK = 1000
HISTORY = tuple(
    f"participants.{model}:{trigger}"
    for model in (
        "Participant",
        "Consent",
        "WorkHistory",
        "Barrier",
        "Characteristic",
        "ParticipantCredential",
    )
    for trigger in ("insert_insert", "update_update")
)
"""Made-up people have no history to keep: their first rows are not tracked, later changes are."""


def seed(people: int = PEOPLE, *, of: int | None = None) -> None:
    """Load everything that is missing; a second call finds it there and changes nothing.

    `of` makes them the first of so many, so that `fill` can add the others later.
    """
    with transaction.atomic(), pgtrigger.ignore(*HISTORY):
        organizations, users = _organizations_and_users()
        agency = organizations[AGENCY]
        manager = users[Role.PROGRAM_MANAGER]
        with acting_as(manager, agency, role=SYSTEM_ROLE, reason="sample data") as actor:
            if not Course.objects.filter(is_sample=True).exists():
                import_courses(actor, generate_courses(), is_sample=True)
            if not Participant.objects.filter(is_sample=True).exists():
                import_people(actor, generate_people(of or people)[:people], _attestation(), is_sample=True)
        with acting_as_system("sample data"):
            ana = _ana(agency, users[Role.PARTICIPANT])
        with acting_as(users[Role.PARTICIPANT], None, role=Role.PARTICIPANT, reason="sample data") as actor:
            if not ana.documents.exists():
                add_document(actor, ana, filename="resume-ana-silva.txt", text=RESUME, findings={})
                set_barriers(actor, ana, ["income", "transport"])
    _analyze()


PARTS: tuple[tuple[str, Callable[[Sample], None]], ...] = (
    ("promises", seed_promises),
    ("curricula", seed_curricula),
    ("support", seed_support),
    ("needs", seed_needs),
    ("cohorts", seed_cohorts),
    ("certificates", seed_certificates),
    ("classes", seed_classes),
    ("layoff", seed_layoff),
    ("sharing", seed_sharing),
    ("workforce", seed_workforce),
    ("measures", seed_measures),
    ("practice", seed_practice),
)


def promise(begun: Callable[[str], object] = lambda _: None) -> None:
    """Make what the sample agency, employer and participant promised each other, unless it is there.

    `begun` hears the name of each part before it is made.
    """
    organizations, users = _organizations_and_users()
    sample = Sample(
        organizations[AGENCY], organizations[HOSPITAL], users[Role.PROGRAM_MANAGER], users[Role.COACH],
        users[Role.EMPLOYER], users[Role.PARTICIPANT],
    )  # fmt: skip
    for name, make in PARTS:
        begun(name)
        make(sample)


def fill(people: int, told: Callable[[int], None] = lambda _: None) -> None:
    """Add the made-up people up to this number, a thousand a transaction; `told` hears how many are in.

    What is there stays; a second call goes on where the first stopped.
    """
    with acting_as_system("sample data"):
        held = set(Participant.objects.filter(is_sample=True).values_list("code", flat=True))
        agency = Organization.objects.get(name=AGENCY, is_sample=True)
        held_by = Membership.objects.filter(
            organization=agency, role=Role.PROGRAM_MANAGER, user__is_sample=True
        )
        manager = held_by.select_related("user").earliest("created_at", "id")
    missing = [record for record in generate_people(people) if record.code not in held]
    for start in range(0, len(missing), CHUNK):
        told(people - len(missing) + start)
        with (
            pgtrigger.ignore(*HISTORY),
            acting_as(manager.user, agency, role=SYSTEM_ROLE, reason="sample data") as actor,
        ):
            import_people(actor, missing[start : start + CHUNK], _attestation(), is_sample=True)


def _attestation() -> Attestation:
    return Attestation(
        expires_at=timezone.now() + timedelta(days=DAYS),
        basis=ConsentBasis.SAMPLE,
        scopes=tuple(Scope.values),
        note="Made-up person",
    )


def _organizations_and_users() -> tuple[dict[str, Organization], dict[str, User]]:
    kinds = {AGENCY: OrganizationKind.AGENCY, HOSPITAL: OrganizationKind.EMPLOYER}
    with acting_as_system("sample data"):
        organizations = {
            name: Organization.objects.get_or_create(
                name=name, is_sample=True, defaults={"kind": kind, "area_code": AREA}
            )[0]
            for name, kind in kinds.items()
        }
        users: dict[str, User] = {}
        for role, email, name, organization in USERS:
            user = User.objects.filter(email=email).first()
            user = user or User.objects.create_user(email, name=name, is_sample=True)
            Membership.objects.get_or_create(user=user, organization=organizations[organization], role=role)
            users[role] = user
    return organizations, users


def ana_record(name: str, email: str) -> PersonRecord:
    """Return the cabin attendant of the paper: laid off, and content with less than she earned in the air."""
    return PersonRecord(
        code=PERSON_CODE,
        name=name,
        email=email,
        area_code=AREA,
        scenario="displaced",
        wage_floor=34_000,
        schedule=("day", "evening", "night", "weekend"),
        weekly_hours=25,
        commute_minutes=45,
        jobs=(
            JobRecord(
                "53-2031.00", "Flight attendant", "Northern Sky Airlines", date(2015, 3, 1), date(2026, 6, 30)
            ),
            JobRecord(
                "35-3031.00", "Restaurant server", "Lakeside Grill", date(2012, 5, 1), date(2015, 2, 28)
            ),
        ),
        credentials=("credential:cpr",),
    )


def _ana(agency: Organization, user: User) -> Participant:
    """Make the sample participant: a flight attendant who was laid off, with an account of her own."""
    person = Participant.objects.filter(user=user).first()
    if person is not None:
        return person
    membership = Membership.objects.filter(organization=agency, role=Role.PROGRAM_MANAGER).select_related(
        "user"
    )
    record = ana_record(user.name, user.email)
    with acting_as(membership.get().user, agency, role=Role.PROGRAM_MANAGER, reason="sample data") as actor:
        import_people(actor, [record], _attestation(), is_sample=True)
    person = Participant.objects.get(registered_by=agency, code=PERSON_CODE)
    person.user = user
    person.save(update_fields=["user"])
    ParticipantCredential.objects.filter(participant=person).update(name="CPR and AED")
    HeldCompetency.objects.get_or_create(
        participant=person,
        competency_id="credential:first-aid",
        evidence_kind="stated",
        defaults={"name": "First aid", "domain": "credential", "confirmed_at": timezone.now()},
    )
    Consent.objects.filter(participant=person).update(basis=ConsentBasis.OWN_ACCOUNT, note="")
    return person


def _analyze() -> None:
    """Tell the planner how many rows there are now; the web role may skip tables it does not own."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET client_min_messages = error")
        cursor.execute("ANALYZE")
        cursor.execute("RESET client_min_messages")
