"""Put an agreement before the employer whose own people will learn; sign it, refuse it, take it back."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.cohorts.access import hold, require_cohort
from gainful.domain.cohorts.actions.saving import one_line
from gainful.domain.cohorts.errors import CohortError, NotAllowedError
from gainful.domain.cohorts.models import Cohort, ReleaseAgreement
from gainful.domain.cohorts.models.release import MOST_WEEKLY
from gainful.domain.cohorts.release import internal_employers, release_limits, seats_told
from gainful.domain.cohorts.release_asking import RELEASE, ask_to_release
from gainful.domain.messages.actions import settle_requests
from gainful.domain.organizations.models import Organization

SIGNS = "sign_release"


@transaction.atomic
def propose_release(
    actor: Actor,
    cohort: Cohort,
    employer: Organization,
    *,
    hours_per_week: Decimal,
    is_paid: bool,
    backfill: str,
) -> ReleaseAgreement:
    """Put the terms before an employer whose internal openings stand behind the cohort."""
    hold(cohort)
    require_cohort(actor, "change_dates", cohort)
    if employer.pk not in internal_employers(cohort):
        raise CohortError(
            _("No internal opening of this employer stands behind the cohort."),
            hint=_("Put its internal openings behind it first."), field="employer",
        )  # fmt: skip
    if not 0 < hours_per_week <= MOST_WEEKLY:
        raise CohortError(_("Say how many hours a week they are off: 60 at most."), field="hours_per_week")
    if not backfill.strip():
        raise CohortError(_("Say who does their work meanwhile, or that nobody has to."), field="backfill")
    _require_short("backfill", one_line(backfill), 300)
    there = cohort.releases.filter(employer=employer, refused_at=None, withdrawn_at=None)
    if there.exists():
        raise CohortError(_("This employer has an agreement for this cohort already."), field="employer")
    row = ReleaseAgreement(
        cohort=cohort, employer=employer, cohort_name=cohort.name, agency_name=str(cohort.organization)[:200],
        starts_on=cohort.starts_on, ends_on=cohort.ends_on, people=cohort.seats, hours_per_week=hours_per_week,
        is_paid=is_paid, backfill=one_line(backfill), proposed_by=actor.user,
    )  # fmt: skip
    row.save(force_insert=True)
    ask_to_release(actor, row)
    return row


@transaction.atomic
def sign_release(
    actor: Actor, row: ReleaseAgreement, *, name: str, title: str, seen: str | None = None
) -> ReleaseAgreement:
    """Sign it for the employer: its people may learn in these hours.

    `seen`: the mark of the seats beyond the openings that stood on the form (`release.seats_told`).
    """
    _require_employer(actor, row)
    if seen is not None and seen != seats_told(release_limits([row]).get(row.cohort_id)):
        raise CohortError(
            _("How many seats go beyond the openings changed since you opened this page."),
            hint=_("Read it again, then sign."), field="seen",
        )  # fmt: skip
    name, title = one_line(name), one_line(title)
    if not name or not title:
        raise CohortError(_("Type your full name and job title."), field="name")
    _require_short("name", name, 200)
    _require_short("title", title, 200)
    return _moved(
        row, signed_at=timezone.now(), signer_name=name, signer_title=title, signed_by=actor.user,
    )  # fmt: skip


@transaction.atomic
def refuse_release(actor: Actor, row: ReleaseAgreement, *, reason: str) -> ReleaseAgreement:
    """Say no for the employer, with the reason."""
    _require_employer(actor, row)
    if not reason.strip():
        raise CohortError(_("Say why: the agency can then propose something else."), field="reason")
    _require_short("reason", reason.strip(), 400)
    return _moved(row, refused_at=timezone.now(), reason=reason.strip())


def _require_short(field: str, text: str, most: int) -> None:
    """Refuse what would be cut: nobody signs half a name."""
    if len(text) > most:
        raise CohortError(_("At most %d characters: make it shorter.") % most, field=field)


def _require_employer(actor: Actor, row: ReleaseAgreement) -> None:
    if actor.role != "employer" or actor.organization_id != row.employer_id:
        raise NotAllowedError(_("The employer itself signs this."))
    if not row.is_open:
        raise CohortError(_("This was answered or taken back already. Reload the page."))


def _moved(row: ReleaseAgreement, **changes: object) -> ReleaseAgreement:
    waits = ReleaseAgreement.objects.filter(pk=row.pk, signed_at=None, refused_at=None, withdrawn_at=None)
    with acting_in(SIGNS):
        if not waits.update(**changes):
            raise CohortError(_("This was answered or taken back already. Reload the page."))
    settle_requests(RELEASE, "release", row.pk)
    row.refresh_from_db()
    return row


@transaction.atomic
def withdraw_release(actor: Actor, row: ReleaseAgreement) -> ReleaseAgreement:
    """Take an agreement back for the agency, as long as the cohort has not been opened on it."""
    cohort = row.cohort
    hold(cohort)
    require_cohort(actor, "change_dates", cohort)
    if row.signed_at is not None and cohort.opened_at is not None:
        raise CohortError(_("The cohort was opened on this agreement: it stays."))
    done = ReleaseAgreement.objects.filter(pk=row.pk, withdrawn_at=None, refused_at=None)
    if not done.update(withdrawn_at=timezone.now()):
        raise CohortError(_("This was answered or taken back already. Reload the page."))
    row.refresh_from_db()
    return row
