"""What others may read of cohorts; the database shows only what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    ExpressionWrapper,
    F,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.cohorts.models import (
    AbsenceAlert,
    Application,
    Apprenticeship,
    Attendance,
    Cohort,
    CohortOpening,
    Draw,
    Enrolment,
    FunderRule,
    ProofDocument,
    RuleAnswer,
    SavedSearch,
    Session,
)
from gainful.domain.cohorts.models.session import MOST_MINUTES
from gainful.domain.cohorts.states import (
    OPEN_APPLICATIONS,
    WAITS_FOR_US,
    ApplicationStatus,
    CohortStatus,
    DrawStatus,
    EnrolmentStatus,
    SessionStatus,
)
from gainful.domain.job_orders.models import Opening
from gainful.domain.job_orders.states import JobOrderStatus, OpeningStatus
from gainful.domain.ledger.queries import people_against_actual
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.models import Consent, Participant, Scenario
from gainful.engine.mix.actual import Comparison

_OVER = Q(status__in=[CohortStatus.COMPLETED, CohortStatus.CANCELLED])
_OPEN_FIRST = (
    Case(When(_OVER, then=Value(2)), When(status=CohortStatus.RUNNING, then=Value(1)), default=Value(0)),
    Case(When(_OVER, then=Value(None)), default=F("starts_on")),
    "-starts_on",
)
"""Those with seats to give by their first day, then those in training, then what is over, newest first."""
SORTS: dict[str, tuple[Any, ...]] = {
    "open": (*_OPEN_FIRST, "name", "id"),
    "starts": ("starts_on", "name", "id"),
    "name": ("name", "id"),
    "updated": ("-updated_at", "id"),
}
APPLICATION_SORTS = {
    "applied": ("applied_at", "id"), "name": ("name", "id"), "decide": ("decide_by", "id"), "place": ("place", "id"),
}  # fmt: skip


def cohorts_of(actor: Actor, filters: Mapping[str, Any] | None = None) -> QuerySet[Cohort]:
    """Return the cohorts of the actor's agency; `q`, `status`, `program`, `order`, `sort` narrow and order."""
    wanted = filters or {}
    found = Cohort.objects.filter(organization=actor.organization).select_related("program", "site")
    if text := str(wanted.get("q") or "").strip():
        found = found.filter(Q(name__icontains=text) | Q(program__name__icontains=text))
    status = str(wanted.get("status") or "")
    if status in CohortStatus.values:
        found = found.filter(status=status)
    elif status == "alive":
        found = found.exclude(_OVER)
    if program := wanted.get("program"):
        found = found.filter(program_id=program)
    if order := wanted.get("order"):
        behind = CohortOpening.objects.filter(opening__job_order=order, released_at=None)
        found = found.filter(pk__in=behind.order_by().values("cohort"))
    return found.order_by(*SORTS.get(str(wanted.get("sort")), SORTS["starts"]))


def cohort(cohort_id: UUID | str) -> Cohort | None:
    """Return one cohort with its agency and program, or None where the actor may not see it."""
    return Cohort.objects.select_related("organization", "program", "site").filter(pk=cohort_id).first()


def our_cohort(actor: Actor, cohort_id: UUID | str) -> Cohort | None:
    """Return one cohort of the actor's agency, or None."""
    found = Cohort.objects.select_related(
        "organization", "program", "site", "curriculum__curriculum__partnership"
    )
    return found.filter(pk=cohort_id, organization=actor.organization).first()


def public_cohorts(filters: Mapping[str, Any] | None = None, day: date | None = None) -> QuerySet[Cohort]:
    """Return cohorts that anybody may apply to today, soonest first; `q` looks in name, words and jobs, `place`."""
    wanted = filters or {}
    found = Cohort.objects.filter(
        is_public=True,
        opened_at__isnull=False,
        status=CohortStatus.OPEN,
        apply_until__gte=day or timezone.localdate(),
    )
    return narrowed(found, str(wanted.get("q") or ""), str(wanted.get("place") or "")).order_by(
        "starts_on", "name", "id"
    )


def against_actual(found: Cohort) -> Comparison:
    """Return what the program planned for a cohort's people against what happened, hours and USD.

    The people's other training with the same program is in it; whoever's consent has ended is not.
    """
    return people_against_actual(found.enrolments.order_by().values("participant"), found.program_id)


def narrowed(found: QuerySet[Cohort], words: str, place: str) -> QuerySet[Cohort]:
    """Return the cohorts whose published words hold every word looked for, and whose jobs or site are at the place."""
    for word in words.split()[:10]:
        found = found.filter(
            Q(name__icontains=word) | Q(about__icontains=word) | Q(notice__jobs__icontains=word)
        )
    if place := place.strip():
        found = found.filter(Q(notice__jobs__icontains=place) | Q(notice__site__icontains=place))
    return found


def public_cohort(cohort_id: UUID | str) -> Cohort | None:
    """Return one published cohort with its tracks, rules and overrides; None where nobody outside may see it."""
    found = Cohort.objects.prefetch_related(
        "tracks", "rules", "overrides", "floors__rule", "floors__track"
    ).filter(pk=cohort_id, is_public=True, opened_at__isnull=False)
    return found.first()


def applications_of(found: Cohort, filters: Mapping[str, Any] | None = None) -> QuerySet[Application]:
    """Return a cohort's applications; `q` looks for name or code, `status`, `track` and `late` narrow."""
    wanted = filters or {}
    rows = found.applications.select_related("track", "participant")
    if text := str(wanted.get("q") or "").strip():
        rows = rows.filter(Q(name__icontains=text) | Q(code__iexact=text) | Q(email__iexact=text))
    status = str(wanted.get("status") or "")
    if status in ApplicationStatus.values:
        rows = rows.filter(status=status)
    elif status == "open":
        rows = rows.filter(status__in=OPEN_APPLICATIONS)
    elif status == "late":
        rows = rows.filter(status__in=WAITS_FOR_US, decide_by__lt=timezone.localdate())
    if track := wanted.get("track"):
        rows = rows.filter(track_id=track)
    return rows.order_by(*APPLICATION_SORTS.get(str(wanted.get("sort")), APPLICATION_SORTS["applied"]))


def application(application_id: UUID | str) -> Application | None:
    """Return one application with its answers and files (without their content), or None."""
    files = ProofDocument.objects.defer("content").select_related("rule")
    found = Application.objects.select_related(
        "cohort__organization", "organization", "participant", "track", "previous"
    ).prefetch_related(
        Prefetch("answers", RuleAnswer.objects.select_related("seen_by")),
        Prefetch("documents", files),
        "cohort__rules",
    )
    return found.filter(pk=application_id).first()


def is_shared(found: Application) -> bool:
    """Say whether the applicant, who is registered, lets the agency read their record now; for the applicant."""
    return Consent.objects.filter(
        participant=found.participant_id, organization=found.organization_id, revoked_at=None,
        expires_at__gt=timezone.now(), scopes__contains=["profile"],
    ).exists()  # fmt: skip


def my_applications(participant: Participant) -> QuerySet[Application]:
    """Return a person's applications, newest first."""
    return (
        Application.objects.filter(participant=participant)
        .select_related("cohort__organization", "track").order_by("-applied_at", "-id")
    )  # fmt: skip


def my_enrolments(participant: Participant) -> QuerySet[Enrolment]:
    """Return a person's seats, newest first."""
    found = Enrolment.objects.filter(participant=participant).select_related("cohort__organization", "track")
    return found.order_by("-starts_on", "-id")


def my_searches(participant: Participant) -> QuerySet[SavedSearch]:
    """Return a person's saved searches that have not ended."""
    return SavedSearch.objects.filter(participant=participant, ended_at=None).order_by("-created_at", "id")


def enrolments_of(found: Cohort, status: str = "") -> QuerySet[Enrolment]:
    """Return who is in a cohort, by name."""
    rows = found.enrolments.select_related("track", "participant")
    if status in EnrolmentStatus.values:
        rows = rows.filter(status=status)
    return rows.order_by("name", "id")


def situations_of(found: Cohort) -> list[tuple[str, int]]:
    """Return how many people of a cohort, whom the actor may see, are in which situation, in words."""
    rows = (
        found.enrolments.exclude(status=EnrolmentStatus.NOT_STARTED)
        .order_by()
        .values("participant__scenario")
    )
    counted = {row["participant__scenario"]: row["n"] for row in rows.annotate(n=Count("id"))}
    return [(str(each.label), counted[each.value]) for each in Scenario if counted.get(each.value)]


def taught_cohorts(actor: Actor) -> QuerySet[Cohort]:
    """Return the cohorts that the actor teaches, soonest first."""
    found = Cohort.objects.filter(instructors__user=actor.user, opened_at__isnull=False)
    return found.select_related("organization", "site").order_by("starts_on", "name", "id")


def classmates(found: Cohort) -> QuerySet[Enrolment]:
    """Return who is in a cohort as an instructor sees them: names, roles, days."""
    return (
        found.enrolments.filter(status__in=["enrolled", "completed"])
        .select_related("track")
        .order_by("name", "id")
    )


def usable_openings(actor: Actor) -> list[Opening]:
    """Return committed, unfilled openings of the agency that stand behind no cohort yet, by job order."""
    rows = (
        Opening.objects.filter(job_order__agency=actor.organization, status=OpeningStatus.COMMITTED)
        .exclude(job_order__status=JobOrderStatus.CLOSED)
        .exclude(cohort_rows__released_at=None, cohort_rows__isnull=False)
        .select_related("job_order__employer", "commitment").order_by("job_order__title", "job_order", "number")
    )  # fmt: skip
    return [row for row in rows[:1_000] if row.current_status == OpeningStatus.COMMITTED]


def draws_of(found: Cohort) -> list[Draw]:
    """Return a cohort's draws, the newest first; void ones stay."""
    return list(found.draws.order_by("-number"))


def published_draw(draw_id: UUID | str) -> Draw | None:
    """Return one draw as it is published, whoever asks and whether or not its cohort is public: it names nobody.

    Draws of cohorts that are not public are found by their number alone: nobody outside can list them.
    """
    with acting_as_system("a draw is looked at by its address"):
        return Draw.objects.select_related("cohort").filter(pk=draw_id).first()


def draw_that_counts(found: Cohort) -> Draw | None:
    """Return the draw that is announced or drawn, None where there is none."""
    return found.draws.exclude(status=DrawStatus.VOID).first()


def cohorts_behind(actor: Actor) -> QuerySet[Cohort]:
    """Return the cohorts that stand behind openings of the acting employer."""
    rows = Cohort.objects.filter(opening_rows__released_at=None, opened_at__isnull=False)
    return (
        rows.filter(opening_rows__opening__job_order__employer=actor.organization)
        .distinct()
        .order_by("starts_on", "id")
    )


def possible_instructors(actor: Actor) -> QuerySet[User]:
    """Return who may be named as teaching with an account: instructors of the agency."""
    held = Membership.objects.filter(organization=actor.organization, role="instructor", ended_at=None)
    return User.objects.filter(pk__in=held.order_by().values("user_id")).order_by("name", "email")


def eligible_people(found: Cohort) -> int:
    """Return how many people would take part in a draw."""
    return found.applications.filter(status=ApplicationStatus.ELIGIBLE).count()


def unasked(found: Cohort) -> int:
    """Return how many eligible people were never asked whether their outcomes may be followed."""
    return found.applications.filter(status=ApplicationStatus.ELIGIBLE, follow_asked_at=None).count()


def sessions_of(found: Cohort, which: str = "") -> QuerySet[Session]:
    """Return a cohort's sessions in their order; `coming` and `past` narrow."""
    rows = found.sessions.select_related("track", "module")
    now = timezone.now()
    if which == "coming":
        rows = rows.filter(starts_at__gte=now - timedelta(hours=12)).exclude(status=SessionStatus.HELD)
    elif which == "past":
        rows = rows.filter(starts_at__lt=now)
    return rows.order_by("starts_at", "id")


def session(session_id: UUID | str) -> Session | None:
    """Return one session with its cohort, or None where the actor may not see it."""
    found = Session.objects.select_related("cohort__organization", "track", "module")
    return found.filter(pk=session_id).first()


def session_counts(ids: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """Return how many people were there, late, excused and absent, by session; people of ended consents too."""
    wanted = list(ids)
    found: dict[UUID, dict[str, int]] = {each: {} for each in wanted}
    with connection.cursor() as cursor:
        cursor.execute("SELECT session, presence, n FROM gainful.session_counts(%s)", [wanted])
        for number, presence, n in cursor.fetchall():
            found[number][presence] = n
    return found


def my_sessions(participant: Participant) -> QuerySet[Session]:
    """Return the sessions of the cohorts that a person is in which are not over yet, soonest first."""
    seats = Enrolment.objects.filter(participant=participant, status=EnrolmentStatus.ENROLLED)
    length = F("minutes") * Value(timedelta(minutes=1))
    found = Session.objects.annotate(
        ends=ExpressionWrapper(F("starts_at") + length, DateTimeField())
    ).filter(
        Q(track=None) | Q(track__in=seats.values("track")),
        cohort__in=seats.values("cohort"), starts_at__gte=timezone.now() - timedelta(minutes=MOST_MINUTES),
    ).select_related("cohort").filter(ends__gt=timezone.now())  # fmt: skip
    return found.order_by("starts_at", "id")


def my_attendance(participant: Participant) -> QuerySet[Attendance]:
    """Return a person's attendance, the last session first."""
    found = Attendance.objects.filter(enrolment__participant=participant)
    return found.select_related("session__cohort", "enrolment").order_by("-session__starts_at", "id")


def calendar_sessions() -> QuerySet[Session]:
    """Return the sessions that the acting link opens, cancelled ones among them: PostgreSQL shows no others."""
    return Session.objects.order_by("starts_at", "id")


def alerts_of(found: Cohort) -> QuerySet[AbsenceAlert]:
    """Return the absences in a row of a cohort's people that were not corrected away, newest first."""
    rows = AbsenceAlert.objects.filter(enrolment__cohort=found, withdrawn_at=None)
    return rows.select_related("enrolment", "last_session").order_by("-raised_at", "id")


def funder_rules_of(found: Cohort) -> list[FunderRule]:
    """Return how each funder of a cohort counts hours."""
    return list(found.funder_rules.select_related("fund").order_by("fund__name", "id"))


def apprenticeships_of(actor: Actor) -> QuerySet[Apprenticeship]:
    """Return the apprenticeships of the actor's agency, by name."""
    return Apprenticeship.objects.filter(organization=actor.organization).order_by("name", "begins_on", "id")


def my_apprenticeship(participant: Participant) -> Apprenticeship | None:
    """Return a person's apprenticeship, the one under way before others; None where there is none."""
    found = Apprenticeship.objects.filter(participant=participant).exclude(status="draft")
    return found.select_related("enrolment").order_by("status", "-begins_on", "id").first()
