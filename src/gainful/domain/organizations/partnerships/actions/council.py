"""The advisory council: members, meetings with an agenda, minutes, and decisions that stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.organizations.errors import PartnershipError
from gainful.domain.organizations.models import (
    AgendaItem,
    CouncilDecision,
    CouncilMeeting,
    CouncilMember,
    MeetingPresence,
    Organization,
    Partnership,
)
from gainful.domain.organizations.partnerships.access import (
    refuse,
    require_manager,
    require_near,
    require_step,
)
from gainful.domain.organizations.partnerships.queries import agenda_text
from gainful.domain.organizations.partnerships.states import MEETING_RULES, MeetingStatus
from gainful.domain.organizations.saving import saved

MOST_POINTS = 50
LONGEST_POINT = 300


@transaction.atomic
def seat_member(
    actor: Actor,
    partnership: Partnership,
    *,
    name: str,
    title: str = "",
    email: str = "",
    organization: Organization | None = None,
) -> CouncilMember:
    """Give somebody a seat on the council; sent twice it is the same seat."""
    require_manager(actor, partnership)
    name = " ".join(name.split())
    twice = partnership.council.filter(name__iexact=name, left_on=None).first()
    row = CouncilMember(
        partnership=partnership,
        name=name,
        title=title.strip(),
        email=email.strip(),
        organization=organization,
    )
    if twice is None:
        return saved(row, refuse)
    pairs = ((row.title, twice.title), (row.email, twice.email), (row.organization_id, twice.organization_id))
    if any(given and given != there for given, there in pairs):
        raise PartnershipError(
            _("%s sits on the council already.") % twice.name,
            hint=_("End that seat first, or write the other person's full name."), field="name",
        )  # fmt: skip
    return twice


@transaction.atomic
def end_seat(actor: Actor, member: CouncilMember) -> CouncilMember:
    """End a seat today; what the member took part in stays."""
    require_manager(actor, member.partnership)
    if member.left_on is None:
        member.left_on = timezone.localdate()
        member.save(update_fields=["left_on"])
    return member


def _points(agenda: Sequence[str]) -> list[str]:
    found = [" ".join(point.split()) for point in agenda]
    found = [point for point in found if point]
    if any(len(point) > LONGEST_POINT for point in found):
        raise PartnershipError(
            _("A point of the agenda has at most %s characters.") % LONGEST_POINT, field="agenda"
        )
    if not found:
        raise PartnershipError(_("Write at least one point of the agenda."), field="agenda")
    if len(found) > MOST_POINTS:
        raise PartnershipError(_("An agenda has at most %s points.") % MOST_POINTS, field="agenda")
    return found


@transaction.atomic
def plan_meeting(
    actor: Actor,
    partnership: Partnership,
    *,
    starts_at: datetime,
    place: str = "",
    agenda: Sequence[str] = (),
) -> CouncilMeeting:
    """Plan a meeting with its agenda; sent twice it is one meeting, and there are no two at one time."""
    require_manager(actor, partnership)
    require_near(starts_at=starts_at.date())
    points = _points(agenda)
    at_once = (
        partnership.meetings.filter(starts_at=starts_at).exclude(status=MeetingStatus.CALLED_OFF).first()
    )
    if at_once is not None and (at_once.place, agenda_text(at_once)) != (place.strip(), "\n".join(points)):
        raise PartnershipError(
            _("A meeting at this time is planned already."),
            hint=_("Open it and change its agenda, or choose another time."), field="starts_at",
        )  # fmt: skip
    if at_once is not None:
        return at_once
    meeting = CouncilMeeting(
        partnership=partnership, starts_at=starts_at, place=place.strip(), created_by=actor.user
    )
    saved(meeting, refuse)
    _write_agenda(meeting, points)
    return meeting


def _write_agenda(meeting: CouncilMeeting, points: Iterable[str]) -> None:
    meeting.agenda.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=place, title=title) for place, title in enumerate(points, 1)
    )


def _held(meeting: CouncilMeeting) -> None:
    """Read a meeting again and let nobody else write to it."""
    CouncilMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    meeting.refresh_from_db()


@transaction.atomic
def change_agenda(
    actor: Actor, meeting: CouncilMeeting, agenda: Sequence[str], *, seen: str | None = None
) -> CouncilMeeting:
    """Write the agenda anew, until the meeting is held.

    `seen` is the agenda as the writer read it, a point a line: refused where somebody else wrote another one since.
    """
    require_manager(actor, meeting.partnership)
    _held(meeting)
    require_step(MEETING_RULES, "change_agenda", meeting)
    if seen is not None and _plain(seen) != agenda_text(meeting):
        raise PartnershipError(
            _("Somebody else changed the agenda while you were writing."),
            hint=_("It stands above; what you typed is still in the form. Put both together, then save."),
            field="agenda",
        )
    _write_agenda(meeting, _points(agenda))
    return meeting


@transaction.atomic
def hold_meeting(
    actor: Actor, meeting: CouncilMeeting, *, minutes: str, present: Iterable[UUID], seen: str | None = None
) -> CouncilMeeting:
    """Write down that a meeting took place: who was there and what was said; again to correct it.

    `seen` are the minutes as the writer read them: refused where somebody else wrote some since.
    """
    require_manager(actor, meeting.partnership)
    _held(meeting)
    require_step(MEETING_RULES, "hold", meeting)
    if meeting.starts_at > timezone.now():
        raise PartnershipError(_("The meeting is still to come."), hint=_("Write the minutes after it."))
    if seen is not None and _plain(seen) != _plain(meeting.minutes):
        raise PartnershipError(
            _("Somebody else wrote minutes while you were writing."),
            hint=_("What you typed is still in the form. Put both together, then save."),
            field="minutes",
        )
    seats = list(meeting.partnership.council.filter(pk__in=list(present)))
    if not seats:
        raise PartnershipError(_("Tick who was there."), field="present")
    if not minutes.strip():
        raise PartnershipError(_("Write what was said."), field="minutes")
    meeting.presences.exclude(member__in=seats).delete()
    there = set(meeting.presences.values_list("member_id", flat=True))
    MeetingPresence.objects.bulk_create(
        MeetingPresence(meeting=meeting, member=seat) for seat in seats if seat.pk not in there
    )
    meeting.minutes = minutes.strip()[:8000]
    meeting.status = MeetingStatus(str(MEETING_RULES["hold"].to))
    with acting_in("move_meeting"):
        meeting.save(update_fields=["minutes", "status"])
    return meeting


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


@transaction.atomic
def call_off(actor: Actor, meeting: CouncilMeeting) -> CouncilMeeting:
    """Call a planned meeting off."""
    require_manager(actor, meeting.partnership)
    _held(meeting)
    require_step(MEETING_RULES, "call_off", meeting)
    meeting.status = MeetingStatus(str(MEETING_RULES["call_off"].to))
    with acting_in("move_meeting"):
        meeting.save(update_fields=["status"])
    return meeting


@transaction.atomic
def record_decision(
    actor: Actor,
    meeting: CouncilMeeting,
    *,
    text: str,
    reason: str = "",
    item: AgendaItem | None = None,
    replaces: CouncilDecision | None = None,
) -> CouncilDecision:
    """Write down a decision of a meeting that was held; it is never changed, a later one replaces it."""
    require_manager(actor, meeting.partnership)
    _held(meeting)
    require_step(MEETING_RULES, "decide", meeting)
    text = " ".join(text.split())
    if not text:
        raise PartnershipError(_("Write what was decided."), field="text")
    if item is not None and item.meeting_id != meeting.pk:
        raise PartnershipError(_("This point is of another meeting."), field="item")
    if replaces is not None and replaces.meeting.partnership_id != meeting.partnership_id:
        raise PartnershipError(_("This decision is of another council."), field="replaces")
    reason = " ".join(reason.split())
    if (twice := meeting.decisions.filter(text__iexact=text).first()) is not None:
        pairs = ((reason, twice.reason), (item, twice.item), (replaces, twice.replaces))
        if any(given and given != there for given, there in pairs):
            raise PartnershipError(
                _("This meeting decided that already."),
                hint=_("A decision is never changed: write what a later one replaces."), field="text",
            )  # fmt: skip
        return twice
    number = 1 + (meeting.decisions.aggregate(n=Max("number"))["n"] or 0)
    row = CouncilDecision(
        meeting=meeting, item=item, number=number, text=text, reason=reason, replaces=replaces,
        created_by=actor.user,
    )  # fmt: skip
    return saved(row, refuse)
