"""Saved searches: kept by a person or by a confirmed address, told once of each cohort that opens and fits."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as_system
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.links import SEARCH
from gainful.domain.cohorts.models import Cohort, SavedSearch
from gainful.domain.cohorts.queries import narrowed
from gainful.domain.cohorts.seats import seat_limit
from gainful.domain.cohorts.words import override_words
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.links import make_signed_link, place_of
from gainful.domain.messages.readers import Reader
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import is_self
from gainful.domain.participants.models import Participant

ALERT = register(MessageKind("cohort_alert", gettext_lazy("A cohort opened that fits a search of yours")))
CONFIRM = register(
    MessageKind(
        "confirm_search", gettext_lazy("Confirm a saved search"), may_switch_off=False, can_wait=False
    )
)
MOST = 10
"""Saved searches of one person or address."""
CONFIRM_WITHIN, KEPT = timedelta(days=7), timedelta(days=366)
"""An address that never confirms is forgotten; a confirmed search ends after a year and is saved again if wanted."""


@transaction.atomic
def save_search(actor: Actor, participant: Participant, *, words: str = "", place: str = "") -> SavedSearch:
    """Save a search of somebody signed in; the same one is saved once."""
    if not is_self(actor, participant):
        raise CohortError(_("A search is saved by the person themself."))
    said = _cleaned(words, place)
    mine = SavedSearch.objects.filter(participant=participant, ended_at=None)
    if there := mine.filter(**said, organization=None).first():
        return there
    if mine.count() >= MOST:
        raise CohortError(_("You have %d saved searches.") % MOST, hint=_("End one first."))
    return SavedSearch.objects.create(participant=participant, confirmed_at=timezone.now(), **said)


def _cleaned(words: str, place: str) -> dict[str, str]:
    return {"words": " ".join(words.split())[:200], "place": " ".join(place.split())[:120]}


def save_search_publicly(
    organization_id: UUID, email: str, *, words: str = "", place: str = "", language: str = "en"
) -> None:
    """Save a search for an address, which is written to once: nothing follows until its reader confirms.

    What comes back is the same whether the address was known or not.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise CohortError(
            _("“%s” is not an email address.") % email[:60], hint=_("Check it and try again."), field="email"
        ) from error
    said = _cleaned(words, place)
    with acting_as_system("saved search from the public page"):
        organization = Organization.objects.filter(pk=organization_id).first()
        if organization is None:
            raise CohortError(_("There is no such agency."))
        _forget_unconfirmed()
        held = SavedSearch.objects.filter(email=email, ended_at=None)
        if held.filter(organization=organization, **said).exists() or held.count() >= MOST:
            return
        row = SavedSearch.objects.create(
            organization=organization, email=email, language=language[:10], **said
        )
        _ask_to_confirm(organization, row)


def _forget_unconfirmed() -> None:
    SavedSearch.objects.filter(
        confirmed_at=None, participant=None, created_at__lt=timezone.now() - CONFIRM_WITHIN
    ).delete()


def _link(organization: Organization, row: SavedSearch, lifetime: timedelta) -> str:
    maker = Actor(None, organization, SYSTEM_ROLE)
    link, _token = make_signed_link(
        maker, SEARCH, row.pk, recipient=row.email, lifetime=lifetime, sent_to=row.email
    )
    return place_of(link)


def _ask_to_confirm(organization: Organization, row: SavedSearch) -> None:
    address = _link(organization, row, CONFIRM_WITHIN)
    words = Words(
        lambda: _("Confirm your search"),
        lambda: _(
            "Somebody, you we hope, wants to hear at this address when training for “%(search)s” opens. Confirm it "
            "here: %(address)s\n\nIf it was not you, do nothing: we forget the address in a week."
        )
        % {"search": row, "address": address},
        about_kind="search", about_id=str(row.pk), occasion=f"{row.pk}:confirm",
    )  # fmt: skip
    send_message(
        Actor(None, organization, SYSTEM_ROLE), CONFIRM, Reader(email=row.email, language=row.language), words
    )


@transaction.atomic
def confirm_search(search: SavedSearch) -> SavedSearch:
    """Confirm a search through the link of its letter."""
    if search.ended_at is not None:
        raise CohortError(_("This search has ended."), hint=_("Save it again."))
    if search.confirmed_at is None:
        search.confirmed_at = timezone.now()
        search.save(update_fields=["confirmed_at"])
    return search


@transaction.atomic
def end_search(search: SavedSearch) -> SavedSearch:
    """End a search: nothing is written about it any more. PostgreSQL lets its owner and their link alone."""
    if search.ended_at is None:
        search.ended_at = timezone.now()
        search.save(update_fields=["ended_at"])
    return search


def alert(cohort: Cohort) -> int:
    """Write to everybody whose search fits a cohort that opened; each is told of it once. Returns how many."""
    since = timezone.now() - KEPT
    rows = SavedSearch.objects.filter(confirmed_at__gte=since, ended_at=None).select_related("participant")
    told = 0
    for row in rows.order_by("id"):
        if row.organization_id not in {None, cohort.organization_id} or not _fits(row, cohort):
            continue
        told += _tell(cohort, row)
    return told


def _fits(row: SavedSearch, cohort: Cohort) -> bool:
    return narrowed(Cohort.objects.filter(pk=cohort.pk), row.words, row.place).exists()


def _tell(cohort: Cohort, row: SavedSearch) -> bool:
    reader = (
        Reader(row.participant, language=row.language)
        if row.participant
        else Reader(email=row.email, language=row.language)
    )
    end = "" if row.participant else _link(cohort.organization, row, KEPT)
    jobs = ", ".join(job["title"] for job in cohort.notice.get("jobs", [])[:3])

    def text() -> str:
        parts = [
            _("%(cohort)s has opened: training for %(jobs)s. Apply until %(day)s on our page of cohorts.")
            % {
                "cohort": cohort.name,
                "jobs": jobs or cohort.program.name,
                "day": cohort.apply_until.isoformat(),
            }
        ]
        if beyond := override_words(seat_limit(cohort)):
            parts.append(beyond)
        if end:
            parts.append(_("No more of these: %(address)s") % {"address": end})
        return "\n\n".join(parts)

    words = Words(
        lambda: _("New training: %(cohort)s") % {"cohort": cohort.name}, text, about_kind="cohort",
        about_id=str(cohort.pk), occasion=f"{row.pk}:{cohort.pk}",
    )  # fmt: skip
    try:
        return bool(send_message(Actor(None, cohort.organization, SYSTEM_ROLE), ALERT, reader, words))
    except MessageError:
        return False
