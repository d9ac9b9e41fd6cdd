"""Every write to the course catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.organizations.models import (
    Course,
    CourseCompetency,
    CoursePrerequisite,
    Organization,
    OrganizationKind,
)
from gainful.engine.records.courses import CourseRecord

MAY_CHANGE = MANAGERS | {SYSTEM_ROLE}
PLAIN = ("title", "hours", "weekly_hours", "modality", "seats", "area_code", "credential")


def require_manager(actor: Actor) -> None:
    """Raise PermissionDenied unless the actor may change the catalogue."""
    if actor.role not in MAY_CHANGE:
        raise PermissionDenied("Only program managers change the course catalogue.")


@transaction.atomic
def import_courses(
    actor: Actor, records: Sequence[CourseRecord], *, is_sample: bool = False
) -> tuple[int, int]:
    """Add or update courses by provider and course ID in one transaction; returns (added, updated)."""
    require_manager(actor)
    providers = _providers(actor, {record.provider for record in records}, is_sample=is_sample)
    _require_open(providers.values())
    known = {
        (course.provider_id, course.code): course
        for course in Course.objects.filter(code__in=[record.code for record in records])
    }
    new: list[Course] = []
    old: list[Course] = []
    by_code: dict[str, Course] = {}
    for record in records:
        key = (providers[record.provider].pk, record.code)
        course = known.get(key) or Course(
            provider=providers[record.provider], code=record.code, is_sample=is_sample
        )
        (old if key in known else new).append(_filled(course, record))
        by_code[record.code] = course
    Course.objects.bulk_create(new, batch_size=1000)
    Course.objects.bulk_update(
        old, [*PLAIN, "price", "start_dates", "occupations", "updated_at"], batch_size=500
    )
    CourseCompetency.objects.filter(course__in=old).delete()
    CoursePrerequisite.objects.filter(course__in=old).delete()
    CourseCompetency.objects.bulk_create(
        chain.from_iterable(_taught(by_code[record.code], record) for record in records), batch_size=2000
    )
    _save_prerequisites(records, by_code)
    return len(new), len(old)


def _require_open(providers: Iterable[Organization]) -> None:
    """Refuse courses of organizations that the actor does not keep, and say who keeps them."""
    theirs = {provider for provider in providers if not keeps(provider)}
    if theirs:
        names = ", ".join(sorted(f"{each} ({each.kept_by or _('its own managers')})" for each in theirs))
        raise ValidationError(_("Only who keeps a provider changes its courses: %s.") % names)


def keeps(organization: Organization) -> bool:
    """Say whether the actor keeps an organization, as the database decides it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gainful.is_system() OR %s IN (SELECT gainful.kept_organizations())", [organization.pk]
        )
        return bool(cursor.fetchone()[0])


def _providers(actor: Actor, names: Iterable[str], *, is_sample: bool) -> dict[str, Organization]:
    """Find or make the training providers by name; without a name the acting organization provides the course."""
    found: dict[str, Organization] = {}
    for name in sorted(names):
        if not name and actor.organization is not None:
            found[name] = actor.organization
            continue
        provider = Organization.objects.filter(name__iexact=name).order_by("created_at", "id").first()
        found[name] = provider or Organization.objects.create(
            name=name or _("Unnamed provider"), kind=OrganizationKind.PROVIDER, is_sample=is_sample
        )
    return found


def _filled(course: Course, record: CourseRecord) -> Course:
    for key in PLAIN:
        setattr(course, key, getattr(record, key))
    course.price = Decimal(str(record.price))
    course.start_dates = list(record.start_dates)
    course.occupations = list(record.occupations)
    course.updated_at = timezone.now()
    return course


def _taught(course: Course, record: CourseRecord) -> list[CourseCompetency]:
    return [
        CourseCompetency(
            course=course,
            competency_id=taught.competency_id,
            name=taught.name[:200],
            level_from=taught.level_from,
            level_to=taught.level_to,
        )
        for taught in record.teaches
    ]


def _save_prerequisites(records: Sequence[CourseRecord], by_code: dict[str, Course]) -> None:
    wanted = {code for record in records for code in record.prerequisites} - by_code.keys()
    elsewhere = {course.code: course for course in Course.objects.filter(code__in=wanted)}
    if missing := wanted - elsewhere.keys():
        raise ValidationError(_("No course has the ID %s.") % ", ".join(sorted(missing)))
    CoursePrerequisite.objects.bulk_create(
        CoursePrerequisite(course=by_code[record.code], requires=by_code.get(code) or elsewhere[code])
        for record in records
        for code in dict.fromkeys(record.prerequisites)
    )


@transaction.atomic
def save_course(actor: Actor, record: CourseRecord) -> Course:
    """Add or change one course, as a form gives it."""
    import_courses(actor, [record])
    provider = record.provider or str(actor.organization)
    return Course.objects.get(provider__name__iexact=provider, code=record.code)


@transaction.atomic
def retire_course(actor: Actor, course: Course) -> None:
    """Stop offering a course; plans that used it keep it."""
    require_manager(actor)
    _require_open([course.provider])
    course.is_active = not course.is_active
    course.updated_at = timezone.now()
    course.save(update_fields=["is_active", "updated_at"])
