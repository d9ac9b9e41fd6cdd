"""Record what came of training: assessments, gains, credentials, online courses; learning enters the profile."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.booking import book
from gainful.domain.cohorts.errors import CohortError, NotAllowedError
from gainful.domain.cohorts.models import (
    AssessmentResult,
    CredentialEarned,
    CredentialType,
    Enrolment,
    GainKind,
    OnlineCompletion,
    SkillGain,
)
from gainful.domain.cohorts.registers import require_news
from gainful.domain.cohorts.session_access import require_teacher
from gainful.domain.cohorts.states import STAFF, EnrolmentStatus
from gainful.domain.curricula.models import ModuleCompetency
from gainful.domain.participants.actions import learn_competencies, learn_credential

MOST_ONLINE_MINUTES = 60_000
T = TypeVar("T", AssessmentResult, SkillGain, CredentialEarned, OnlineCompletion)


def _day(enrolment: Enrolment, day: date, field: str) -> None:
    """Refuse a day that has not come, or before the person was in training."""
    if day > timezone.localdate():
        raise CohortError(_("This day has not come yet: only what happened is entered."), field=field)
    if day < enrolment.starts_on:
        raise CohortError(_("They were not in the cohort yet on that day."), field=field)


def _words(text: str, field: str, asked: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise CohortError(asked, field=field)
    return text


def _require_staff(actor: Actor, enrolment: Enrolment) -> None:
    """Refuse whoever is not staff of the agency: gains and credentials go into its reports."""
    require_teacher(actor, enrolment.cohort)
    if actor.role not in STAFF:
        raise NotAllowedError(_("Only the agency's staff record what goes into its reports."))


@transaction.atomic
def record_result(
    actor: Actor,
    enrolment: Enrolment,
    *,
    instrument: str,
    taken_on: date,
    score: Decimal,
    highest: Decimal,
    lowest: Decimal = Decimal(0),
    passes_at: Decimal | None = None,
) -> AssessmentResult:
    """Record the result of an assessment on its own scale."""
    require_teacher(actor, enrolment.cohort)
    instrument = _words(instrument, "instrument", _("Say which assessment it was."))
    _day(enrolment, taken_on, "taken_on")
    if highest <= lowest:
        raise CohortError(_("The highest score lies above the lowest."), field="highest")
    if not lowest <= score <= highest:
        raise CohortError(
            _("The score is outside the scale from %(low)s to %(high)s.") % {"low": lowest, "high": highest},
            field="score",
        )
    if passes_at is not None and not lowest <= passes_at <= highest:
        raise CohortError(_("What passes is on the scale, too."), field="passes_at")
    what = {
        "instrument": instrument[:120], "taken_on": taken_on, "score": score, "highest": highest, "lowest": lowest,
        "passes_at": passes_at,
    }  # fmt: skip
    require_news(enrolment.results, what)
    return AssessmentResult.objects.create(enrolment=enrolment, recorded_by=actor.user, **what)


@transaction.atomic
def record_gain(
    actor: Actor,
    enrolment: Enrolment,
    *,
    kind: str,
    achieved_on: date,
    evidence: str,
    result: AssessmentResult | None = None,
    is_postsecondary: bool = False,
) -> SkillGain:
    """Record a measurable skill gain with its day and what shows it.

    A gain counts in the program year of its day (20 CFR 677.155(a)(1)(v)): the day is of the achievement, not of the
    entry. A level needs the assessments before and after, the later one higher on the same scale; an
    exam that was taken and not passed is no gain.
    """
    _require_staff(actor, enrolment)
    if kind not in GainKind.values:
        raise CohortError(_("Choose the type of the gain."), field="kind")
    _day(enrolment, achieved_on, "achieved_on")
    evidence = _words(evidence, "evidence", _("Say what shows it: the report, the score, the exam."))
    if result is not None and result.enrolment_id != enrolment.pk:
        raise CohortError(_("This result is somebody else's."), field="result")
    if result is not None and result.taken_back_at is not None:
        raise CohortError(_("This result was taken back."), field="result")
    if kind == GainKind.LEVEL and not _rose(enrolment, achieved_on, result):
        raise CohortError(
            _("A level is gained from one assessment to a later, higher one on its scale: two results are needed."),
            hint=_("Record both first."), field="kind",
        )  # fmt: skip
    if kind == GainKind.PROGRESS and result is not None and result.passed is False:
        raise CohortError(_("This exam was not passed: it is no gain."), field="result")
    what = {
        "kind": kind, "achieved_on": achieved_on, "evidence": evidence[:300], "result": result,
        "is_postsecondary": is_postsecondary and kind == GainKind.TRANSCRIPT,
    }  # fmt: skip
    require_news(enrolment.gains, what)
    return SkillGain.objects.create(enrolment=enrolment, recorded_by=actor.user, **what)


def _rose(enrolment: Enrolment, by: date, after: AssessmentResult | None) -> bool:
    """Say whether a result, this one or any, lies above an earlier one on the same scale.

    The scale and not the name: the test after is another form of the one before.
    """
    found = enrolment.results.filter(taken_back_at=None, taken_on__lte=by)
    lowest: dict[tuple[Decimal, Decimal], Decimal] = {}
    for row in found.order_by("taken_on", "id"):
        key = (row.lowest, row.highest)
        if key in lowest and row.score > lowest[key] and after in (None, row):
            return True
        lowest[key] = min(row.score, lowest.get(key, row.score))
    return False


@transaction.atomic
def record_credential(
    actor: Actor,
    enrolment: Enrolment,
    *,
    kind: int,
    name: str,
    issuer: str,
    earned_on: date,
    evidence: str,
    expires_on: date | None = None,
) -> CredentialEarned:
    """Record a credential that somebody earned; it enters their profile as well, where they can take it out."""
    _require_staff(actor, enrolment)
    if kind not in CredentialType.values:
        raise CohortError(_("Choose the type of the credential."), field="kind")
    name = _words(name, "name", _("Say what it is called."))[:200]
    issuer = _words(issuer, "issuer", _("Say who issued it."))[:200]
    evidence = _words(evidence, "evidence", _("Say what shows it."))[:300]
    _day(enrolment, earned_on, "earned_on")
    if expires_on is not None and expires_on <= earned_on:
        raise CohortError(_("It expires after the day it was earned."), field="expires_on")
    if enrolment.credentials.filter(name=name, issuer=issuer, taken_back_at=None).exists():
        raise CohortError(_("This credential is recorded already."), field="name")
    row = CredentialEarned.objects.create(
        enrolment=enrolment, kind=kind, name=name, issuer=issuer, earned_on=earned_on, expires_on=expires_on,
        evidence=evidence, recorded_by=actor.user,
    )  # fmt: skip
    learn_credential(
        actor, enrolment.participant, name=name, issuer=issuer, earned_on=earned_on, expires_on=expires_on
    )
    return row


@transaction.atomic
def record_online(
    actor: Actor,
    enrolment: Enrolment,
    *,
    provider: str,
    course: str,
    completed_on: date,
    minutes: int | None = None,
    score: str = "",
) -> OnlineCompletion:
    """Record a completed online course and book its hours, where the provider says them; the same again is no news."""
    require_teacher(actor, enrolment.cohort)
    provider = _words(provider, "provider", _("Say which provider."))[:120]
    course = _words(course, "course", _("Say which course."))[:200]
    _day(enrolment, completed_on, "completed_on")
    if minutes is not None and not 0 < minutes <= MOST_ONLINE_MINUTES:
        raise CohortError(_("A course takes more than 0 and at most 1,000 hours."), field="minutes")
    there = enrolment.online.filter(provider=provider, course=course, taken_back_at=None).first()
    if there is not None:
        return there
    row = OnlineCompletion.objects.create(
        enrolment=enrolment, provider=provider, course=course, completed_on=completed_on, minutes=minutes,
        score=score.strip()[:40], recorded_by=actor.user,
    )  # fmt: skip
    book(online=row)
    return row


@transaction.atomic
def take_back(actor: Actor, row: T) -> T:
    """Take back what was recorded by mistake; hours of an online course leave the books again."""
    if isinstance(row, SkillGain | CredentialEarned):
        _require_staff(actor, row.enrolment)
    else:
        require_teacher(actor, row.enrolment.cohort)
    if row.taken_back_at is not None:
        raise CohortError(_("This was taken back already."))
    if isinstance(row, AssessmentResult) and row.gains.filter(taken_back_at=None).exists():
        raise CohortError(_("A gain rests on it."), hint=_("Take the gain back first."))
    row.taken_back_at = timezone.now()
    row.save(update_fields=["taken_back_at"])
    if isinstance(row, OnlineCompletion):
        book(online=row)
    return row


def enter_what_was_learned(actor: Actor, enrolment: Enrolment) -> int:
    """Enter what a completed training teaches into the person's profile as evidence; returns how many lines.

    What a module teaches counts as held at least at its level; without a curriculum nothing is known to be learned.
    """
    if enrolment.status != EnrolmentStatus.COMPLETED or enrolment.cohort.curriculum_id is None:
        return 0
    taught = ModuleCompetency.objects.filter(module__version=enrolment.cohort.curriculum_id).order_by(
        "competency_id"
    )
    lines: dict[str, tuple[str, float | None]] = {}
    for row in taught:
        _name, level = lines.get(row.competency_id, ("", None))
        known = [each for each in (level, row.level) if each is not None]
        lines[row.competency_id] = (row.name, max(known) if known else None)
    note = _("Completed %(cohort)s on %(day)s") % {
        "cohort": enrolment.cohort.name, "day": timezone.localdate().isoformat(),
    }  # fmt: skip
    return learn_competencies(actor, enrolment.participant, lines, note=note)
