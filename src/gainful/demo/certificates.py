"""A sample class that has ended, with certificates that can be checked, and a badge that the participant brought."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from gainful.demo.promises import PROGRAM, Sample
from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.cohorts.actions.certificates import CertificateDraft, issue_all, move_certificate
from gainful.domain.cohorts.models import Application, Cohort, Enrolment, SeatOverride, Track
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.organizations.models import Role
from gainful.domain.participants.models import Participant
from gainful.domain.programs.models import Program
from gainful.exchange.badges.keys import did_key
from gainful.exchange.badges.writing import Badge, signed_badge, text_of
from gainful.imports.badges import SIGNER, bring_badge

ENDED = "Summer safety class (sample)"
BADGE = "Customer care, level 2"
SEED = b"a key of a made-up school, known."
_DAYS = timedelta(days=1)


def seed_certificates(sample: Sample) -> None:
    """Make what is missing; a second call finds it there and changes nothing."""
    with acting_as_system("sample data"):
        if Cohort.objects.filter(organization=sample.agency, name=ENDED).exists():
            return
        program = Program.objects.filter(organization=sample.agency, name=PROGRAM).first()
        if program is None:
            return
        ana = Participant.objects.get(user=sample.participant)
        others = Participant.objects.filter(is_sample=True).exclude(pk=ana.pk).order_by("-code")[:2]
        cohort = _ended(sample, program, [ana, *others])
    with sample.as_manager() as actor:
        draft = CertificateDraft(title="Safety and lifting for care work")
        for made in issue_all(actor, cohort, SIGNER, draft, _seats(cohort, ana, others[0])):
            if made.participant_id != ana.pk:
                move_certificate(actor, made, "suspend", reason="The practical part is looked at again.")
    with acting_as(sample.participant, None, role=Role.PARTICIPANT, reason="sample data") as actor:
        bring_badge(actor, ana, _badge(ana))


def _seats(cohort: Cohort, *people: Participant) -> set[str]:
    found = cohort.enrolments.filter(participant__in=people)
    return {str(pk) for pk in found.values_list("pk", flat=True)}


def _ended(sample: Sample, program: Program, people: list[Participant]) -> Cohort:
    """Make a class of some months ago as rows: its days are over, so no step leads there any more."""
    begins, ends = (timezone.localdate() - days * _DAYS for days in (120, 92))
    cohort = Cohort.objects.create(
        organization=sample.agency, program=program, name=ENDED, about="Lift people safely, prevent falls, give alarm.",
        contact="Morgan Reyes, 612-555-0107", status="completed", seats=len(people), starts_on=begins, ends_on=ends,
        apply_until=begins, opened_at=timezone.now() - 150 * _DAYS, is_sample=True,
    )  # fmt: skip
    SeatOverride.objects.create(
        cohort=cohort, seats=len(people), limit=0, name="Morgan Reyes", title="Program manager",
        reason="A short class for people who were about to begin work.", at=timezone.now() - 150 * _DAYS,
    )  # fmt: skip
    order = JobOrder.objects.filter(program=program).order_by("created_at", "id").first()
    track = Track.objects.create(cohort=cohort, name="Safety and lifting", job_order=order, seats=len(people))
    for person in people:
        application = Application.objects.create(
            cohort=cohort, organization=sample.agency, participant=person, name=person.name, email=person.email,
            source="staff", status="enrolled", decide_by=begins, applied_at=timezone.now() - 140 * _DAYS,
            shared_until=timezone.now() + 365 * _DAYS,
        )  # fmt: skip
        Enrolment.objects.create(
            cohort=cohort, organization=sample.agency, participant=person, application=application, track=track,
            name=person.name, status="completed", starts_on=begins, ends_on=ends, ended_at=timezone.now() - 92 * _DAYS,
        )  # fmt: skip
    return cohort


def _badge(person: Participant) -> str:
    """Return a badge of a made-up school about the person."""
    made = Badge(
        number="urn:uuid:6a0f3f0e-2f6b-4b8b-9d0e-3a4c5b6d7e8f", issuer_name="Evening School (sample)", issuer_url="",
        recipient=person.name, achievement="urn:uuid:7a0f3f0e-2f6b-4b8b-9d0e-3a4c5b6d7e8f", name=BADGE,
        description="Talk to guests in every mood.", criteria="Passed the practical test.",
        valid_from=timezone.now() - 400 * _DAYS, valid_until=timezone.now() + 400 * _DAYS,
    )  # fmt: skip
    return text_of(signed_badge(made, did_key(SEED[:32])))
