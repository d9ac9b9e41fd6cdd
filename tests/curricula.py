"""Two employers with confirmed profiles, their partnership, and curricula of theirs in any state."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.curricula.actions import (
    ModuleContent,
    Taught,
    comment_on,
    save_module,
    send_version,
    sign_version,
    start_curriculum,
)
from gainful.domain.curricula.actions.revise import link_decision
from gainful.domain.curricula.models import CurriculumVersion
from gainful.domain.curricula.versions import content_hash
from gainful.domain.job_orders.models import JobOrder, ProfileVersion, RequiredCompetency
from gainful.domain.organizations.models import (
    Contact,
    CouncilDecision,
    CouncilMeeting,
    CouncilMember,
    Membership,
    Organization,
    Partner,
    Partnership,
    SupplyAgreement,
)
from tests.town import SignedIn, build_town

LISTENING, LIFTING, LICENCE = "onet:2.A.1.b", "onet:1.A.3.a.1", "credential:cpr"
LINES = (
    (LISTENING, "Active Listening", 3.5, "we_train"),
    (LIFTING, "Static Strength", 3.0, "we_train"),
    (LICENCE, "CPR", None, "day_one"),
)


def confirmed_order(agency: Organization, employer: Organization, title: str, **values: Any) -> JobOrder:
    """Make a job order whose employer has signed what it needs: two things to train, one to bring."""
    order = JobOrder.objects.create(
        agency=agency, employer=employer, title=title, status="confirmed", openings=10, wage_low=18, wage_unit="hour",
        contact_name="Pat Reyes", contact_email=f"{employer.name.split()[0].lower()}@example.org", **values,
    )  # fmt: skip
    confirm(order)
    return order


def confirm(order: JobOrder, lines: tuple[tuple[str, str, float | None, str], ...] = LINES) -> ProfileVersion:
    """Give an order its next profile version, signed."""
    version = ProfileVersion.objects.create(
        job_order=order, number=order.profile_versions.count() + 1, reference_version="onet-30.0"
    )
    RequiredCompetency.objects.bulk_create(
        RequiredCompetency(
            version=version, position=place, competency_id=key, name=name, level=level, need=need, taxonomy="onet",
            domain="skill", evidence_kind="stated",
        )
        for place, (key, name, level, need) in enumerate(lines)
    )  # fmt: skip
    ProfileVersion.objects.filter(pk=version.pk).update(signed_at=timezone.now())
    return version


@pytest.fixture
def mill(db):
    """A town with two employers in one partnership."""
    return build_mill()


def build_mill() -> SimpleNamespace:
    """Make them, in whichever database the connection leads to."""
    town = build_town()
    with acting_as_system("test"):
        second = Organization.objects.create(name="Riverside Homes", kind="employer")
        user = User.objects.create_user("rosa@example.org", name="Rosa")
        Membership.objects.create(user=user, organization=second, role="employer")
        town.second = SimpleNamespace(user=user, organization=second, client=SignedIn(user), role="employer")
        town.partnership = Partnership.objects.create(
            agency=town.agency, name="Care careers", owner=town.manager.user
        )
        for organization, role in (
            (town.agency, "lead"),
            (town.employer_org, "employer"),
            (second, "employer"),
        ):
            Partner.objects.create(partnership=town.partnership, organization=organization, role=role)
        town.orders = [
            confirmed_order(town.agency, town.employer_org, "Nursing assistant"),
            confirmed_order(town.agency, second, "Home health aide"),
        ]
    return town


def acting(who: SimpleNamespace) -> Any:
    """Act as somebody of the town."""
    return acting_as(who.user, who.organization, role=who.role)


def content(version: CurriculumVersion, key: str = LISTENING, **values: Any) -> ModuleContent:
    """Return a module that teaches one competency to the level asked for, for every employer who asks for it."""
    lines = RequiredCompetency.objects.filter(
        version__in=version.bases.values("profile_version_id"), competency_id=key
    ).order_by("id")
    first = lines[0]
    taught = Taught(key, first.name, first.level, tuple(line.pk for line in lines))
    plain = {"kind": "classroom", "title": f"{first.name} at work", "hours": 24.0, "teaches": (taught,)}
    return ModuleContent(**{**plain, **values})


def drafted(town: SimpleNamespace, *, partnership: bool = True) -> CurriculumVersion:
    """Make a draft that covers everything to be trained."""
    with acting(town.manager) as actor:
        version = (
            start_curriculum(actor, partnership=town.partnership, orders=town.orders)
            if partnership
            else start_curriculum(actor, job_order=town.orders[0])
        )
        for key in (LISTENING, LIFTING):
            save_module(actor, version, content(version, key))
    return version


def in_review(town: SimpleNamespace, *, partnership: bool = True) -> CurriculumVersion:
    """Make a version that waits for its employers."""
    version = drafted(town, partnership=partnership)
    with acting(town.manager) as actor:
        return send_version(actor, version)


def sign(who: SimpleNamespace, version: CurriculumVersion) -> Any:
    """Sign as an employer what stands there now."""
    with acting(who) as actor:
        return sign_version(
            actor, version, name=who.user.name, title="Director", seen_hash=content_hash(version)
        )


def signed(town: SimpleNamespace, *, partnership: bool = True) -> CurriculumVersion:
    """Make a version that each employer has signed."""
    version = in_review(town, partnership=partnership)
    for who in (town.employer, town.second) if partnership else (town.employer,):
        sign(who, version)
    with acting_as_system("test"):
        return CurriculumVersion.objects.select_related("curriculum__agency").get(pk=version.pk)


def drafted_for(town: SimpleNamespace, order: JobOrder) -> CurriculumVersion:
    """Make a partnership with a council and an agreement, and a curriculum of an order that a decision asked for."""
    partnership = Partnership.objects.create(agency=town.agency, name=order.title)
    Partner.objects.create(partnership=partnership, organization=town.employer_org, role="employer")
    Contact.objects.create(
        partnership=partnership,
        day="2027-01-01",
        way="call",
        note=order.title,
        next_action="Call",
        next_on="2027-02-01",
    )
    CouncilMember.objects.create(partnership=partnership, name="Pat")
    meeting = CouncilMeeting.objects.create(partnership=partnership, starts_at="2027-01-01T10:00Z")
    decision = CouncilDecision.objects.create(meeting=meeting, number=1, text=order.title)
    SupplyAgreement.objects.create(
        partnership=partnership, supplier=town.agency, receiver=town.employer_org, occupation_code="31-1131.00",
        people=1, starts_on="2027-01-01", ends_on="2027-02-01",
    )  # fmt: skip
    with acting(town.manager) as actor:
        version = start_curriculum(actor, job_order=order, title=order.title)
        save_module(actor, version, content(version, LISTENING, title=order.title))
        link_decision(version, decision)
        comment_on(actor, version, order.title)
    return version


def manager(town: SimpleNamespace) -> Actor:
    """Return the manager as an actor, for what asks nothing of the database."""
    return Actor(town.manager.user, town.agency, "program_manager")
