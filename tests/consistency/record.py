"""One person's record, job order and plan of an agency, and every address filled with their real ids."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from gainful.api.v1.api import api
from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.job_orders.models import JobOrder, RequiredCompetency
from gainful.domain.measures.models import (
    Code,
    Codebook,
    Coding,
    ExitReason,
    FollowUp,
    FollowUpAnswer,
    Improvement,
    ServiceRule,
    WageLinking,
    WagePair,
)
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.kinds import NOTE
from gainful.domain.messages.readers import Reader
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.participants.levels import refresh_levels
from gainful.domain.participants.models import Barrier, Document, ImportBatch, WorkHistory
from gainful.domain.placements.models import Introduction, JobChange, Placement
from gainful.domain.plans.asking import ask_people
from gainful.domain.plans.links import make_link, open_links
from gainful.domain.support.models import (
    Appointment,
    Assessment,
    Assignment,
    CaseNote,
    CheckIn,
    Concern,
    DayCopy,
    Goal,
    GoalAction,
    Mentor,
    Mentorship,
    MentorTalk,
    MentorWish,
    MoneyRequest,
    NeedAnswer,
    OfflineEdit,
    PracticeAgreement,
    Provider,
    Referral,
    ReferralStep,
    Service,
    ServiceLocation,
)
from tests.consistency.site_map import NOBODY, patterns
from tests.curricula import confirm, drafted_for
from tests.person import signed_in
from tests.plans import planned

NAME, MAIL, JOB = "Anastazja Wrzeszcz", "wrzeszcz@example.org", "Nurse of the Quillfeather ward"
SECRETS = (NAME, MAIL, JOB, "Quillfeather")
"""Words that stand in nothing but this record: whoever is shown one of them has seen it."""
ALIASES = {
    "order": "joborder", "person": "participant", "job": "workhistory", "line": "workhistory", "batch": "importbatch",
    "link": "signedlink", "member": "councilmember",
    "meeting": "councilmeeting", "decision": "councildecision", "agreement": "supplyagreement",
    "change": "jobchange", "opening": "opening", "token": "apitoken",
    "money": "moneyrequest", "edit": "offlineedit",
    "rule": "servicerule", "claim": "recordclaim",
    "copy": "daycopy", "action": "goalaction", "answer": "followupanswer",
    "note": "casenote", "pair": "mentorship", "row": "practiceagreement",
}  # fmt: skip


@pytest.fixture
def quiet() -> Iterator[None]:
    """Hundreds of refusals need not be written down one by one."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def record(town: Any, ana: Any, quiet: None) -> SimpleNamespace:
    """Fill a record so that every kind of page has something to show of it."""
    with acting_as_system("test") as actor:
        person = ana.person
        person.name, person.email = NAME, MAIL
        person.save()
        WorkHistory.objects.create(
            participant=person,
            title="Flight attendant",
            occupation_code="53-6031.00",
            employer="Quillfeather",
        )
        Document.objects.create(
            participant=person, filename="r.txt", text="Quillfeather", findings={"lines": []}
        )
        Barrier.objects.create(participant=person, kind="transport")
        refresh_levels([person.pk])
        data = b"person_id,name\nQ1,Quillfeather\n"
        ImportBatch.objects.create(
            organization=town.agency, kind="people", filename="Quillfeather", data=data
        )
        plan = planned(town, person, status="sent_to_employer")
        order = plan.job_order
        order.title = JOB
        order.posting_text = JOB
        order.occupation_code = "31-1131.00"
        order.save()
        RequiredCompetency.objects.create(
            version=plan.profile_version, competency_id="onet:2.A.1.b", taxonomy="onet", domain="skill",
            name="Active Listening", level=3.5, importance=4.0, evidence_kind="stated",
        )  # fmt: skip
        make_link(actor, order, scope="confirm_profile")
        sender = Actor(town.manager.user, town.agency, "program_manager")
        send_message(sender, NOTE, Reader(person, name=NAME), Words(lambda: NAME, lambda: NAME))
        ask_people(sender, plan)
        confirm(order)
        drafted_for(town, order)
        _introduced(order, person)
        _helped(town, person)
        _referred(town, person)
        _mentored(town, person)
        _measured(town, person)
    return SimpleNamespace(town=town, ana=ana, person=person, order=order, plan=plan, others=_outsiders(town))


def _introduced(order: JobOrder, person: Any) -> None:
    """Introduce the person to the employer, who hired them; what followed is heard of."""
    shown = Introduction.objects.create(
        organization=order.agency, job_order=order, employer=order.employer, participant=person, status="hired",
        agreed_at=timezone.now(), shared_until=timezone.localdate(), card={"name": NAME, "contact": {"email": MAIL}},
        job={"title": JOB, "employer": "Lakeside Care"},
    )  # fmt: skip
    terms = {
        "title": JOB,
        "starts_on": timezone.localdate(),
        "hours_per_week": 40,
        "wage": 20,
        "wage_unit": "hour",
    }
    row = Placement.objects.create(
        organization=order.agency,
        participant=person,
        kind="internal",
        introduction=shown,
        source="employer",
        **terms,
    )
    JobChange.objects.create(
        placement=row, participant=person, organization=order.agency, kind="raise", day=timezone.localdate(), wage=21,
        wage_unit="hour", source="employer",
    )  # fmt: skip


def _helped(town: Any, person: Any) -> None:
    """Give the person needs, a goal, a note, a sum and a coach, all in words of their own."""
    about = {"participant": person, "organization": town.agency}
    asked = Assessment.objects.create(
        **about, instrument="needs", version=1, language="en", topics=["family"]
    )
    NeedAnswer.objects.create(
        assessment=asked,
        participant=person,
        question="family_backing",
        value="Quillfeather",
        is_sensitive=False,
    )
    goal = Goal.objects.create(**about, need="family", is_sensitive=False, own_words="Quillfeather")
    GoalAction.objects.create(
        goal=goal, participant=person, text="Quillfeather", owner="coach", due_on=date(2026, 1, 5)
    )
    CaseNote.objects.create(
        **about, author=town.coach.user, author_name="C", kind="call", text="Quillfeather"
    )
    MoneyRequest.objects.create(**about, kind="food", words="Quillfeather", asked=1)
    Assignment.objects.create(**about, coach=town.coach.user, coach_name="Coach")
    copy = DayCopy.objects.create(organization=town.agency, coach=town.coach.user, locks_at=timezone.now())
    OfflineEdit.objects.create(
        id=uuid4(), copy=copy, **about, coach=town.coach.user, kind="action", made_at=timezone.now(),
        outcome="conflict", clashes={"text": ["Quillfeather", "x"]},
    )  # fmt: skip


def _referred(town: Any, person: Any) -> None:
    """Refer the person to a service where a time is made; hear of them from coach and employer after the hire."""
    about = {"participant": person, "organization": town.agency}
    provider = Provider.objects.create(organization=town.agency, hsds_id="o", name="Quillfeather")
    service = Service.objects.create(
        organization=town.agency, provider=provider, hsds_id="s", name="Quillfeather", needs=["family"]
    )
    ServiceLocation.objects.create(service=service, hsds_id="l", location_id_in_hsds="l", city="Quillfeather")
    referral = Referral.objects.create(
        **about, service=service, need="family", agreed_how="verbal", message="Quillfeather"
    )
    ReferralStep.objects.create(
        referral=referral, verb="send", state="sent", side="agency", note="Quillfeather"
    )
    soon = timezone.now() + timedelta(days=2)
    Appointment.objects.create(
        **about, referral=referral, what="Quillfeather", starts_at=soon, ends_at=soon + timedelta(hours=1), zone="UTC"
    )  # fmt: skip
    placement = Placement.objects.get(participant=person)
    CheckIn.objects.create(
        **about, placement=placement, moment="week_1", side="person", held_on=timezone.localdate(), coach_name=NAME
    )  # fmt: skip
    Concern.objects.create(
        **about, employer=town.employer_org, placement=placement, words="Quillfeather", raised_name="Quillfeather"
    )  # fmt: skip


def _mentored(town: Any, person: Any) -> None:
    """Let the person practise with a host, and talk with a mentor."""
    about, today = {"participant": person, "organization": town.agency}, timezone.localdate()
    PracticeAgreement.objects.create(
        **about, person_name=NAME, kind="employment", host_name="Quillfeather", host_contact="C", work="Quillfeather",
        host_email="host@example.org", tasks="T", place="X", starts_on=today, ends_on=today + timedelta(days=9),
        insurer="host", insurance="I", state="sent",
    )  # fmt: skip
    mentor = Mentor.objects.create(organization=town.agency, name="Quillfeather", email="mentor@example.org")
    MentorWish.objects.create(**about, languages=["English"], words="Quillfeather")
    pair = Mentorship.objects.create(**about, mentor=mentor, mentor_name="Quillfeather", person_name=NAME)
    MentorTalk.objects.create(mentorship=pair, held_on=today, side="mentor", words="Quillfeather")


def _measured(town: Any, person: Any) -> None:
    """Ask the person how it goes, who answered in their own words; work figures out, and set a rule."""
    today = timezone.localdate()
    row = FollowUp.objects.create(
        organization=town.agency, participant=person, side="person", clock="hire", moment="month_1", began_on=today,
        due_on=today, placement=Placement.objects.get(participant=person), state="answered", job_title=JOB,
    )  # fmt: skip
    said = FollowUpAnswer.objects.create(follow_up=row, works="yes", words="Quillfeather", role="participant")
    book = Codebook.objects.create(organization=town.agency, number=1, state="in_use")
    Code.objects.create(codebook=book, key="work", name="Work", definition="x", example="x")
    for place in (1, 2):
        Coding.objects.create(answer=said, codebook=book, place=place, codes=["work"] * (place - 1))
    Improvement.objects.create(
        organization=town.agency, code="Work", said="Quillfeather", changed="x", support="work", about="Work"
    )
    ServiceRule.objects.create(
        organization=town.agency,
        source="money",
        service_type="other",
        valid_from=today,
        reason="Letter",
    )
    ExitReason.objects.create(
        organization=town.agency, participant=person, reason="health", day=today, proof="Quillfeather"
    )
    linking = WageLinking.objects.create(
        organization=town.agency, name="people.csv", people=1, wage_people=1, linked=0, waiting=1
    )
    WagePair.objects.create(
        organization=town.agency, participant=person, wage_person="0" * 32, linking=linking, weight=4, probability=0.9,
        found="review",
    )  # fmt: skip


def _outsiders(town: Any) -> dict[str, Client]:
    """Return everybody who has no business with the record, each with a browser of their own."""
    other = town.stranger.organization
    found = {"manager elsewhere": town.stranger.client, "nobody": Client()}
    with acting_as_system("test"):
        rival = Organization.objects.create(name="Rival Care", kind="employer")
        for role, organization in (("coach", other), ("employer", rival), ("participant", other)):
            user = User.objects.create_user(f"{role}@elsewhere.example")
            Membership.objects.create(user=user, organization=organization, role=role)
            found[f"{role} elsewhere"] = signed_in(user)
        stray = User.objects.create_user("stray@elsewhere.example")
    return {**found, "account without a role": signed_in(stray)}


def _first(name: str) -> str:
    """Return the id of the first row of the model that an argument is called after, as the system sees it."""
    wanted = ALIASES.get(name, name).replace("_", "")
    for model in apps.get_models():
        if model.__module__.startswith("gainful.domain") and model._meta.model_name == wanted:
            return str(model._default_manager.order_by().values_list("pk", flat=True).first() or NOBODY)  # type: ignore[attr-defined]
    return str(NOBODY)


def _filled(text: str, record: SimpleNamespace) -> str:
    known = {
        "order_id": record.order.pk, "person_id": record.person.pk, "plan_id": record.plan.pk,
        "organization_id": record.town.agency.pk, "user_id": record.ana.user.pk, "membership_id": NOBODY,
        "kind": "people", "number": "1",
    }  # fmt: skip

    def value(found: re.Match[str]) -> str:
        name = found["name"]
        return str(known.get(name) or (_first(name.removesuffix("_id")) if name.endswith("_id") else "none"))

    return re.sub(r"[<{](?:\w+:)?(?P<name>\w+)[>}]", value, text)


def addresses(record: SimpleNamespace) -> list[str]:
    """Return every address of the site and of the API, about this record where it takes an id."""
    with acting_as_system("test"):
        pages = [_filled(text, record) for _name, text in patterns()]
        calls = [_filled(path, record) for path in api.get_openapi_schema()["paths"]]
    return sorted({*pages, *calls})


def held(record: SimpleNamespace) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows that hang on the record, to see that nothing has changed."""
    with acting_as_system("test"):
        orders = JobOrder.objects.filter(pk=record.order.pk).values_list()
        kept = {"order": list(orders), "links": list(open_links(record.order).values_list())}
        kept["plans"] = list(record.order.plans.values_list())
        kept["lines"] = list(RequiredCompetency.objects.values_list())
        kept["imports"] = [row[0:3] for row in ImportBatch.objects.values_list()]
        for name in ("jobs", "documents", "barriers", "consents", "credentials", "competencies"):
            kept[name] = list(getattr(record.person, name).values_list())
        kept["person"] = list(type(record.person).objects.filter(pk=record.person.pk).values_list())
        kept["memberships"] = list(Membership.objects.order_by("pk").values_list())
        kept["accounts"] = list(
            User.objects.order_by("pk").values_list("pk", "email", "is_active", "is_staff")
        )
    return kept


UUID_IN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")


def names_an_object(address: str) -> bool:
    """Say whether an address is about one object of the record."""
    return bool(UUID_IN.search(address)) and str(UUID(int=0)) not in address
