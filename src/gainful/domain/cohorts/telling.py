"""Who is told of what becomes of cohorts and applications; the clock of messages calls this, as the system."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.cohorts.access import may_cohort
from gainful.domain.cohorts.asking import ask_applicant
from gainful.domain.cohorts.links import application_link, reader_of
from gainful.domain.cohorts.models import Application, Cohort
from gainful.domain.cohorts.states import ApplicationStatus
from gainful.domain.cohorts.words import news_of, subject_of
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.links import place_of
from gainful.domain.messages.models import Notice
from gainful.domain.messages.notices import register_notice
from gainful.domain.messages.readers import Reader, mail_address, rules_of
from gainful.domain.organizations.models import Membership, Organization

NEWS = register(
    MessageKind("application", gettext_lazy("What becomes of your application"), may_switch_off=False)
)
STAFF_NEWS = register(MessageKind("cohort", gettext_lazy("What a cohort of yours waits for")))


def tell_applicant(application: Application, text: Callable[[], str], occasion: str) -> bool:
    """Write to the applicant, with a link of their own where they have no account; whether there was a way."""
    reader = reader_of(application)
    link = ""
    if not reader.reads_here:
        sent_to = mail_address(reader, rules_of(reader))
        if not sent_to:
            return False
        link = place_of(application_link(application, sent_to=sent_to)[0])

    def words() -> str:
        parts = [text()]
        if link:
            parts.append(_("See your application here, without an account: %(address)s") % {"address": link})
        return "\n\n".join(parts)

    made = Words(
        lambda: subject_of(application),
        words,
        about_kind="application",
        about_id=str(application.pk),
        occasion=occasion,
    )
    try:
        send_message(Actor(None, application.organization, SYSTEM_ROLE), NEWS, reader, made)
    except MessageError:
        return False
    return True


def tell_managers(
    organization: Organization,
    subject: Callable[[], str],
    text: Callable[[], str],
    occasion: str,
    about: object,
) -> None:
    """Write to the managers of an agency about one of its cohorts."""
    found = Membership.objects.filter(
        organization=organization, role="program_manager", ended_at=None, user__is_active=True
    ).select_related("user")[:20]
    for row in found:
        made = Words(subject, text, about_kind="cohort", about_id=str(about), occasion=occasion)
        try:
            send_message(
                Actor(None, organization, SYSTEM_ROLE),
                STAFF_NEWS,
                Reader(user=row.user, name=row.user.name),
                made,
            )
        except MessageError:
            continue


def _loaded(application_id: UUID) -> Application | None:
    found = Application.objects.select_related("cohort__organization", "organization", "participant")
    return found.filter(pk=application_id).first()


def _tell_news(application: Application) -> None:
    occasion = f"{application.pk}:{application.status}:{application.status_at:%Y%m%d%H%M%S%f}"
    tell_applicant(application, lambda: news_of(application), occasion)


def _moved(row: Notice) -> None:
    """Tell the applicant where the application stands now; what they did themselves needs no letter, but one does."""
    application = _loaded(row.about_id)
    if application is None:
        return
    if application.status in {ApplicationStatus.OFFERED, ApplicationStatus.INCOMPLETE}:
        ask_applicant(application)
    else:
        _tell_news(application)


def _ended(row: Notice) -> None:
    """Close what the agency may not see any more, and tell everybody whose application was closed with the cohort."""
    from gainful.domain.cohorts.actions.move_cohort import end_unshared

    cohort = Cohort.objects.filter(pk=row.about_id).first()
    if cohort is not None:
        end_unshared(cohort)
    closed = Application.objects.filter(cohort=row.about_id, status=ApplicationStatus.CLOSED).select_related(
        "cohort__organization", "organization", "participant"
    )
    for application in closed:
        _tell_news(application)


def _drawn(row: Notice) -> None:
    """After a draw: ask those with a seat, tell those who wait their place."""
    from gainful.domain.cohorts.actions.draw import finish_draw

    cohort = Cohort.objects.filter(pk=row.about_id).first()
    if cohort is not None:
        finish_draw(cohort)
    states = (ApplicationStatus.OFFERED, ApplicationStatus.WAITING)
    found = Application.objects.filter(cohort=row.about_id, status__in=states).select_related(
        "cohort__organization", "organization", "participant"
    )
    for application in found:
        if application.status == ApplicationStatus.OFFERED:
            ask_applicant(application)
        else:
            _tell_news(application)


def _seat_free(row: Notice) -> None:
    """Offer a seat that came free to the next on the waiting list."""
    from gainful.domain.cohorts.actions.give_seats import offer_free_seats

    cohort = Cohort.objects.select_related("organization").filter(pk=row.about_id).first()
    if cohort is None:
        return
    actor = Actor(None, cohort.organization, SYSTEM_ROLE)
    if may_cohort(actor, "give_seats", cohort):
        offer_free_seats(actor, cohort)


def _started(row: Notice) -> None:
    """Close the applications that nobody at the agency may read any more."""
    from gainful.domain.cohorts.actions.move_cohort import close_unshared

    cohort = Cohort.objects.select_related("organization").filter(pk=row.about_id).first()
    if cohort is not None:
        close_unshared(cohort)


def _opened(row: Notice) -> None:
    """Tell whoever saved a search that fits."""
    from gainful.domain.cohorts.searches import alert

    cohort = Cohort.objects.select_related("organization").filter(pk=row.about_id).first()
    if cohort is not None and cohort.is_public:
        alert(cohort)


MOVED = register_notice("application_moved", _moved)
COHORT_ENDED = register_notice("cohort_ended", _ended)
DRAWN = register_notice("cohort_drawn", _drawn)
SEAT_FREE = register_notice("cohort_seat_free", _seat_free)
COHORT_STARTED = register_notice("cohort_started", _started)
COHORT_OPENED = register_notice("cohort_opened", _opened)
