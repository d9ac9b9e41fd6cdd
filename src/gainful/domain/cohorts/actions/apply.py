"""Apply for a seat: signed in, through staff, or from the public page without an account."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.cohorts.access import is_agency
from gainful.domain.cohorts.errors import CohortError, NotAllowedError
from gainful.domain.cohorts.links import application_link
from gainful.domain.cohorts.models import Application, Cohort, Follow, RuleAnswer, Says, Source, Track
from gainful.domain.cohorts.states import (
    ENDED_APPLICATIONS,
    OPEN_APPLICATIONS,
    ApplicationStatus,
    CohortStatus,
)
from gainful.domain.cohorts.telling import MOVED
from gainful.domain.messages.notices import notice
from gainful.domain.participants.access import is_self
from gainful.domain.participants.actions import end_of, grant_consent
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Consent, Participant, Scope

SHARED_FOR = timedelta(days=365)
"""How long the agency may read an application after the last day to apply: through training and to the hire."""
_DIGITS = re.compile(r"\d")
LEAST_DIGITS = 7
MOST_NAMED = 3
"""Other cohorts that a refusal names."""


@dataclass(frozen=True, slots=True)
class Form:
    """What an applicant tells: who they are, how to reach them, and their answers by rule."""

    name: str
    email: str = ""
    phone: str = ""
    note: str = ""
    track: Track | None = None
    answers: Mapping[UUID, str] = field(default_factory=dict)
    follow: str = Follow.NOT_SAID
    language: str = "en"
    key: UUID | None = None
    """The number of the form: sent twice, it is one application."""


def _clean(form: Form) -> dict[str, str]:
    name, email, phone = " ".join(form.name.split()), form.email.strip(), " ".join(form.phone.split())
    if not name:
        raise CohortError(_("Type your name."), field="name")
    if len(name) > 200 or len(phone) > 40 or len(form.note) > 2_000:
        raise CohortError(
            _("This is too long. Make it shorter."), field="name" if len(name) > 200 else "note"
        )
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CohortError(
                _("“%s” is not an email address.") % email[:60],
                hint=_("Check it and try again."),
                field="email",
            ) from error
    if phone and len(_DIGITS.findall(phone)) < LEAST_DIGITS:
        raise CohortError(_("This phone number is too short."), field="phone")
    if form.follow not in Follow.values:
        raise CohortError(_("Choose yes or no."), field="follow")
    return {
        "name": name,
        "email": email,
        "phone": phone,
        "note": form.note.strip(),
        "language": form.language[:10],
    }


def require_open(cohort: Cohort, *, may_be_late: bool = False) -> None:
    """Refuse where the cohort takes no applications; staff may enter a late one while seats are being given."""
    if may_be_late and cohort.status in {CohortStatus.OPEN, CohortStatus.SELECTING}:
        return
    if may_be_late:
        raise _closed_to_staff(cohort)
    if cohort.status != CohortStatus.OPEN or cohort.apply_until < timezone.localdate():
        raise CohortError(
            _("%s takes no applications any more.") % cohort.name,
            hint=_("Look for other cohorts, or save a search."),
        )


def _closed_to_staff(cohort: Cohort) -> CohortError:
    """Return why staff cannot enter an application now, and where the person can still get a seat."""
    if cohort.status == CohortStatus.DRAFT:
        return CohortError(_("%s is not open yet.") % cohort.name, hint=_("Open it for applications first."))
    others = Cohort.objects.filter(
        organization=cohort.organization_id, status=CohortStatus.OPEN, apply_until__gte=timezone.localdate()
    ).order_by("starts_on", "name", "id")
    names = ", ".join(others.values_list("name", flat=True)[:MOST_NAMED])
    if names:
        where = _("Enter them for a cohort that takes applications: %s.") % names
    else:
        where = _("No cohort of yours takes applications today: start another one.")
    if cohort.status == CohortStatus.RUNNING:
        where = _("A seat that comes free goes to the next on the waiting list.") + " " + where
        return CohortError(_("Training of %s has begun: nobody new can apply.") % cohort.name, hint=where)
    return CohortError(_("%s takes no applications any more.") % cohort.name, hint=where)


def _shared_until(cohort: Cohort) -> datetime:
    return end_of(max(cohort.apply_until, timezone.localdate())) + SHARED_FOR


def _track(cohort: Cohort, track: Track | None) -> Track | None:
    if track is not None and track.cohort_id != cohort.pk:
        raise CohortError(_("Choose a role of this cohort."), field="track")
    if track is None and cohort.tracks.exists():
        raise CohortError(_("Choose the role that you want to train for."), field="track")
    return track


def _store(
    actor: Actor, cohort: Cohort, form: Form, source: str, *, participant: Participant | None = None,
    previous: Application | None = None,
) -> Application:  # fmt: skip
    said = _clean(form)
    now, today = timezone.now(), timezone.localdate()
    asked = form.follow != Follow.NOT_SAID or source != Source.STAFF
    application = Application(
        id=form.key or next_id(), cohort=cohort, organization=cohort.organization, participant=participant,
        track=_track(cohort, form.track), source=source, previous=previous, follow=form.follow,
        follow_asked_at=now if asked else None, shared_until=_shared_until(cohort),
        decide_by=today + timedelta(days=cohort.decide_days), created_by=actor.user, applied_at=now, status_at=now,
        **said,
    )  # fmt: skip
    application.save(force_insert=True)
    write_answers(application, form.answers)
    return application


def _sent_before(cohort: Cohort, form: Form) -> Application | None:
    """Return what the first press of the button made; a number of another cohort's application opens nothing."""
    again = None if form.key is None else Application.objects.filter(pk=form.key).first()
    if again is not None and again.cohort_id != cohort.pk:
        raise CohortError(_("This form was sent already."), hint=_("Load the page anew to apply."))
    return again


def _store_once(
    actor: Actor, cohort: Cohort, form: Form, source: str, *, participant: Participant | None,
    previous: Application | None,
) -> Application:  # fmt: skip
    """Store an application and tell of it; the same form sent twice at one moment is one."""
    try:
        with transaction.atomic():
            made = _store(actor, cohort, form, source, participant=participant, previous=previous)
    except IntegrityError:
        again = _sent_before(cohort, form)
        if again is None:
            raise
        return again
    notice(actor, MOVED, made.pk)
    return made


def write_answers(application: Application, answers: Mapping[UUID, str]) -> None:
    """Keep the answers to the cohort's rules; a changed answer needs its proof again."""
    rules = {rule.pk: rule for rule in application.cohort.rules.all()}
    there = {row.rule_id: row for row in application.answers.all()}
    for pk, says in answers.items():
        if pk not in rules or says not in Says.values:
            raise CohortError(_("Answer each question with yes or no."), field=f"rule-{pk}")
        row = there.get(pk)
        if row is None:
            RuleAnswer.objects.create(application=application, rule=rules[pk], says=says)
        elif row.says != says:
            row.says = says
            row.save(update_fields=["says"])


def _earlier(cohort: Cohort, participant: Participant) -> Application | None:
    """Return the person's last application here; refuses while one of them is open or they are enrolled."""
    found = list(
        Application.objects.filter(cohort=cohort, participant=participant).order_by("-applied_at", "-id")
    )
    for row in found:
        left = (
            row.status == ApplicationStatus.ENROLLED
            and not row.cohort.enrolments.filter(
                application=row, status__in=["enrolled", "completed"]
            ).exists()
        )
        if row.status in OPEN_APPLICATIONS or (row.status not in ENDED_APPLICATIONS and not left):
            raise CohortError(
                _("There is an application for this cohort already: %s.") % row.get_status_display(),
                hint=_("Look at it instead of applying again."),
            )
    return found[0] if found else None


@transaction.atomic
def apply_signed_in(actor: Actor, cohort: Cohort, participant: Participant, form: Form) -> Application:
    """Apply for oneself; the agency may read one's record for the time of the application (consent)."""
    if not is_self(actor, participant):
        raise NotAllowedError(_("You apply for yourself here."))
    require_open(cohort)
    if (again := _sent_before(cohort, form)) is not None:
        return again
    previous = _earlier(cohort, participant)
    let_in(actor, cohort, participant)
    return _store_once(actor, cohort, form, Source.ACCOUNT, participant=participant, previous=previous)


def let_in(actor: Actor, cohort: Cohort, participant: Participant) -> None:
    """Give the agency consent to read the person's profile, unless it holds one that lasts as long."""
    until = _shared_until(cohort)
    held = Consent.objects.filter(
        participant=participant,
        organization=cohort.organization_id,
        revoked_at=None,
        expires_at__gt=timezone.now(),
    ).first()
    scopes = list(held.scopes) if held else []
    if held and Scope.PROFILE in scopes and held.expires_at >= until:
        return
    grant_consent(
        actor, participant, cohort.organization, scopes=[*scopes, Scope.PROFILE],
        expires_at=max(until, held.expires_at) if held else until, note=_("Given with an application"),
    )  # fmt: skip


@transaction.atomic
def apply_for(
    actor: Actor, cohort: Cohort, form: Form, participant: Participant | None = None
) -> Application:
    """Enter an application for somebody who told staff so; staff may enter a late one while seats are given."""
    if not is_agency(actor, cohort.organization_id):
        raise NotAllowedError(_("Only staff of the agency enter applications for others."))
    require_open(cohort, may_be_late=True)
    if (again := _sent_before(cohort, form)) is not None:
        return again
    previous = _earlier(cohort, participant) if participant is not None else None
    return _store_once(actor, cohort, form, Source.STAFF, participant=participant, previous=previous)


def apply_publicly(cohort_id: UUID, form: Form) -> tuple[Application, str]:
    """Apply without an account, as the system does for a visitor; returns the application and the token of its link.

    The same form sent twice is one application. A stranger who types somebody's address gets no further than a new
    application of their own: nothing that is stored already is shown or joined.
    """
    if not form.email.strip() and not form.phone.strip():
        raise CohortError(
            _("Give an email address or a phone number, so that we can reach you."), field="email"
        )
    with acting_as_system("application from the public page") as actor:
        cohort = (
            Cohort.objects.select_related("organization", "program")
            .filter(pk=cohort_id, is_public=True, opened_at__isnull=False).first()
        )  # fmt: skip
        if cohort is None:
            raise CohortError(_("There is no such cohort."), hint=_("Look for other cohorts."))
        require_open(cohort)
        again = None if form.key is None else Application.objects.filter(pk=form.key).first()
        if again is not None:
            return _sent_again(again, cohort, form)
        try:
            with transaction.atomic():
                application = _store(actor, cohort, form, Source.PUBLIC)
        except IntegrityError:
            again = None if form.key is None else Application.objects.filter(pk=form.key).first()
            if again is None:
                raise
            return _sent_again(again, cohort, form)
        notice(actor, MOVED, application.pk)
        _link, token = application_link(application)
        return application, token


def _sent_again(application: Application, cohort: Cohort, form: Form) -> tuple[Application, str]:
    """Return what the first sending made; a number that belongs to somebody else's application opens nothing."""
    same = application.cohort_id == cohort.pk and (application.name, application.email, application.phone) == (
        " ".join(form.name.split()), form.email.strip(), " ".join(form.phone.split())
    )  # fmt: skip
    is_fresh = application.applied_at > timezone.now() - timedelta(hours=1)
    if not (same and is_fresh and application.source == Source.PUBLIC):
        raise CohortError(_("This form was sent already."), hint=_("Load the page anew to apply."))
    _link, token = application_link(application)
    return application, token
