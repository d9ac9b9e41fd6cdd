"""A partnership of two made-up employers: its council decided, a curriculum was changed, signed, and is in use.

All of it is made with the actions that real ones use. Called after the promises, whose signed job it teaches for.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from gainful.demo.promises import Sample
from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.curricula.actions import (
    ModuleContent,
    Taught,
    comment_on,
    draft_from_plan,
    jobs_to_teach_for,
    open_change,
    requirements_of,
    save_module,
    send_version,
    settle_comment,
    sign_version,
    start_curriculum,
    use_version,
)
from gainful.domain.curricula.coverage import coverage_of
from gainful.domain.curricula.models import CurriculumVersion
from gainful.domain.curricula.queries import content_hash
from gainful.domain.organizations.models import Organization, OrganizationKind, Partnership
from gainful.domain.organizations.partnerships import actions
from gainful.domain.plans.models import Plan

PARTNERSHIP = "Hospitals and care homes (sample)"
HOME, COLLEGE = "Elm Street Care Home (sample)", "North Star College (sample)"
JOINT = "Care workers for both employers (sample)"
DECISION = "Add a day of lifting practice on the ward"


def seed_curricula(sample: Sample) -> None:
    """Make what is missing; a second call finds it there and changes nothing."""
    with acting_as_system("sample data"):
        if Partnership.objects.filter(agency=sample.agency, name=PARTNERSHIP).exists():
            return
        partners = {
            name: Organization.objects.get_or_create(name=name, is_sample=True, defaults={"kind": kind})[0]
            for name, kind in ((HOME, OrganizationKind.EMPLOYER), (COLLEGE, OrganizationKind.PROVIDER))
        }
    with transaction.atomic():
        with sample.as_manager() as actor:
            partnership = _partnership(actor, sample, partners)
            plan = (
                Plan.objects.filter(job_order__employer=sample.employer)
                .order_by("-created_at", "-pk")
                .first()
            )
            first = None if plan is None else _first_draft(actor, plan)
        if first is not None:
            _signed_and_changed(sample, partnership, first)


def _partnership(actor: Actor, sample: Sample, partners: dict[str, Organization]) -> Partnership:
    today = timezone.localdate()
    made = actions.start_partnership(
        actor,
        name=PARTNERSHIP,
        about="Two employers who look for the same care workers design the training together.",
    )
    for organization, role in (
        (sample.agency, "lead"), (sample.employer, "employer"), (partners[HOME], "employer"),
        (partners[COLLEGE], "provider"),
    ):  # fmt: skip
        actions.add_partner(actor, made, organization, role)
    actions.log_contact(
        actor, made, way="visit", day=today - timedelta(days=20), organization=sample.employer,
        person=sample.signer.name, note="Saw the ward. New people lift wrongly in their first weeks.",
        next_action="Bring lifting practice to the council", next_on=today - timedelta(days=10),
    )  # fmt: skip
    done = made.contacts.get()
    actions.finish_action(actor, done)
    actions.log_contact(
        actor, made, way="call", day=today - timedelta(days=2), organization=partners[HOME], person="Lee Park",
        note="They expect five openings in spring.", next_action="Ask for the posting",
        next_on=today + timedelta(days=5),
    )  # fmt: skip
    actions.propose_agreement(
        actor, made, supplier=sample.agency, receiver=sample.employer, occupation_code="31-1131.00", people=12,
        starts_on=today - timedelta(days=60), ends_on=today + timedelta(days=300),
    )  # fmt: skip
    actions.agree(actor, made.agreements.get(), agreed_by=sample.signer.name)
    return made


def _first_draft(actor: Actor, plan: Plan) -> CurriculumVersion:
    version = draft_from_plan(actor, plan)
    left = ", ".join(dict.fromkeys(line.name for line in coverage_of(version).uncovered))
    why = f"Learned on the ward in the first month: {left}"[:600] if left else ""
    return send_version(actor, version, left_open=why)


def _signs(sample: Sample, version: CurriculumVersion) -> None:
    with sample.as_employer() as actor:
        sign_version(
            actor, version, name=sample.signer.name, title="Head of nursing", seen_hash=content_hash(version)
        )


def _signed_and_changed(sample: Sample, partnership: Partnership, first: CurriculumVersion) -> None:
    """Version 1 is in use; the council asked for a day of practice, which version 2 adds, in review; a joint draft."""
    with sample.as_employer() as actor:
        said = comment_on(actor, first, "Could they practise lifting before they come to us?")
    _signs(sample, first)
    with sample.as_manager() as actor:
        settle_comment(actor, first, said.pk, answer="The council takes it up in its next meeting.")
        first.refresh_from_db()
        use_version(actor, first)
        seats = [
            actions.seat_member(actor, partnership, name=name, title=title, organization=organization)
            for name, title, organization in (
                (sample.signer.name, "Head of nursing", sample.employer), ("Lee Park", "Director", None),
                ("Jo Berg", "Dean of health programs", None),
            )
        ]  # fmt: skip
        meeting = actions.plan_meeting(
            actor, partnership, starts_at=timezone.now() - timedelta(days=4), place="Ward 3, meeting room",
            agenda=["Lifting practice", "Dates for spring"],
        )  # fmt: skip
        actions.hold_meeting(
            actor, meeting, minutes="All want a day of practice before the first shift. The college has the room.",
            present=[seat.pk for seat in seats],
        )  # fmt: skip
        decision = actions.record_decision(
            actor, meeting, text=DECISION, reason="New people lift wrongly in their first weeks.",
            item=meeting.agenda.order_by("position").first(),
        )  # fmt: skip
        second = open_change(actor, decision, first.curriculum)
        _practice_day(actor, second)
        send_version(actor, second, left_open=second.left_open)
        third = start_curriculum(
            actor, title=JOINT, partnership=partnership, orders=jobs_to_teach_for(partnership)[:1]
        )
        _practice_day(actor, third)


def _practice_day(actor: Actor, version: CurriculumVersion) -> None:
    line = requirements_of(version)[0]
    content = ModuleContent(
        kind="project", title="A day of lifting practice", provider=COLLEGE, hours=8,
        about="In pairs, with the hoist and without, under the eye of a nurse.",
        teaches=(Taught(line.competency_id, line.name, line.level, (line.pk,)),),
    )  # fmt: skip
    save_module(actor, version, content)
