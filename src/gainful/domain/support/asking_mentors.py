"""Graduates are asked at 6 and 12 months; a person, then a mentor is asked; who is told of each step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_in
from gainful.domain.messages.actions import Asked, Words, ask, send_message
from gainful.domain.messages.duties import register_duty
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.links import LinkScope, make_signed_link, place_of, register_scope
from gainful.domain.messages.models import Notice, Request
from gainful.domain.messages.notices import register_notice
from gainful.domain.messages.readers import Reader
from gainful.domain.messages.request_kinds import RequestKind, register_request
from gainful.domain.participants.models import Consent, Scope
from gainful.domain.placements.models import Placement
from gainful.domain.placements.states import JOBS
from gainful.domain.support.models import Mentor, Mentorship
from gainful.domain.support.states.practice import MentorState, PairSide, PairState
from gainful.domain.support.telling_after_hire import coaches
from gainful.engine.support.moments import MOMENTS, due_on

OPEN = (PairState.PROPOSED, PairState.OFFERED, PairState.ACTIVE)
"""A pair in these states takes a place of its mentor."""
MENTOR_PAIR = register_scope(LinkScope("mentor_pair", gettext_lazy("Mentor somebody"), "mentorship"))
LASTS = timedelta(days=365)
GIVE_BACK = register(MessageKind("give_back", gettext_lazy("Whether you would help somebody who starts")))
PAIR_NEWS = register(MessageKind("mentor_news", gettext_lazy("What happens with your mentor")))
ASKED_AFTER = {12: "month_12", 6: "month_6"}
"""Months after the first day, with the moment of the engine; the later one first."""


def _pair(request: Request) -> Mentorship | None:
    return Mentorship.objects.filter(pk=request.about_id).first()


def _answered(request: Request) -> bool:
    row = _pair(request)
    return row is not None and row.state in {PairState.ACTIVE, PairState.DECLINED, PairState.ENDED}


def _waits(request: Request) -> bool:
    row = _pair(request)
    return row is not None and row.state == PairState.OFFERED


ASK_MENTOR = register_request(
    RequestKind(
        "mentor_ask", gettext_lazy("Mentor somebody"), days=7, remind_every=4, ends_after=21, is_answered=_answered,
        is_asked=_waits, scope=MENTOR_PAIR,
        follows=gettext_lazy("You can say no, and you can end it at any time. Nobody asks why."),
        then=gettext_lazy("Propose another mentor."),
    )
)  # fmt: skip


def _send(
    row: Mentorship, kind: MessageKind, reader: Reader, occasion: object, text: Callable[[], str]
) -> None:
    words = Words(
        lambda: _("A mentor"), text, about_kind="mentorship", about_id=str(row.pk), occasion=f"{occasion}"
    )
    try:
        send_message(Actor(None, row.organization, SYSTEM_ROLE), kind, reader, words)
    except MessageError:  # no way to reach them: it stands on their page
        return


def _not_asked(row: Mentorship) -> None:
    """End a pair whose mentor gives no time any more: they are not asked, and the person is told."""
    now = timezone.now()
    with acting_in("move_pair"):
        Mentorship.objects.filter(pk=row.pk, state=PairState.OFFERED).update(
            state=PairState.DECLINED, ended_at=now, ended_by=PairSide.MENTOR
        )
    row.refresh_from_db(fields=["state", "ended_at", "ended_by"])


def _reads(mentor: Mentor) -> str:
    """Return the language of letters to a mentor: Spanish for one who speaks it, and no English."""
    spoken = {each.casefold() for each in mentor.languages}
    return "es" if spoken & {"spanish", "español"} and "english" not in spoken else "en"


def _pair_moved(told: Notice) -> None:
    found = Mentorship.objects.select_related("organization", "participant", "mentor").filter(
        pk=told.about_id
    )
    row = found.first()
    if row is None:
        return
    person = Reader(row.participant, name=row.person_name)
    mentor = Reader(email=row.mentor.email, name=row.mentor_name, language=_reads(row.mentor))
    if row.state == PairState.OFFERED and row.mentor.state != MentorState.WILLING:
        _not_asked(row)
    names = {"mentor": row.mentor_name, "job": row.mentor_job or _("a mentor"), "person": row.person_name}
    if row.state == PairState.PROPOSED:
        _send(
            row, PAIR_NEWS, person, told.pk,
            lambda: _("Would you like to talk with %(mentor)s (%(job)s)? Open “My mentor” to read why, and say yes or"
                      " no.") % names,
        )  # fmt: skip
    elif row.state == PairState.OFFERED:
        asked = Asked(
            row.pk, "mentorship", lambda: _("Somebody would like to have you as a mentor"),
            lambda: _("Somebody who starts where you started would like to talk with you now and then."),
        )  # fmt: skip
        ask(Actor(None, row.organization, SYSTEM_ROLE), ASK_MENTOR, mentor, asked)
    elif row.state == PairState.ACTIVE:
        link, _token = make_signed_link(
            Actor(None, row.organization, SYSTEM_ROLE), MENTOR_PAIR, row.pk, recipient=row.mentor_name,
            participant=row.participant, lifetime=LASTS, sent_to=row.mentor.email,
        )  # fmt: skip
        _send(
            row, PAIR_NEWS, mentor, told.pk,
            lambda: _("Thank you. With this link you write down your talks with %(person)s, and end it when you like:"
                      " %(address)s") % {**names, "address": place_of(link)},
        )  # fmt: skip
        _send(row, PAIR_NEWS, person, told.pk, lambda: _("%(mentor)s said yes and will be in touch.") % names)
    else:
        _send(
            row, PAIR_NEWS, person, told.pk,
            lambda: _("%(mentor)s is not your mentor. That says nothing about you. Ask your coach for another.")
            % names,
        )  # fmt: skip


def _call_wanted(told: Notice) -> None:
    row = Mentorship.objects.select_related("organization", "participant").get(pk=told.about_id)
    for coach in coaches(row.participant, row.organization):
        _send(
            row, PAIR_NEWS, coach, told.pk,
            lambda: _("After a talk with %(mentor)s: please call %(person)s.")
            % {"mentor": row.mentor_name, "person": row.person_name},
        )  # fmt: skip


PAIR_MOVED = register_notice("mentor_pair_moved", _pair_moved)
CALL_WANTED = register_notice("mentor_call_wanted", _call_wanted)


def _days(month: int) -> timedelta:
    moment = next(each for each in MOMENTS if each.code == ASKED_AFTER[month])
    first = timezone.localdate()
    return due_on(moment, first) - first


def _graduates(now: datetime, month: int) -> QuerySet[Placement]:
    """Return jobs begun so long ago by people who agreed to be asked, and were not asked at this month or a later."""
    agreed = Consent.objects.filter(
        participant=OuterRef("participant_id"), organization=OuterRef("organization_id"), revoked_at=None,
        expires_at__gt=now, scopes__contains=[Scope.OUTCOMES.value],
    )  # fmt: skip
    done = Mentor.objects.filter(
        participant=OuterRef("participant_id"), organization=OuterRef("organization_id")
    ).exclude(state__in=[MentorState.ASKED, MentorState.PAUSED], asked_month__lt=month)
    today = timezone.localdate(now)
    found = Placement.objects.filter(
        kind__in=sorted(JOBS), taken_back_at=None, starts_on__lte=today - _days(month)
    )
    return (
        found.filter(Exists(agreed.order_by())).exclude(Exists(done.order_by())).order_by("starts_on", "id")
    )


def _is_due(now: datetime) -> bool:
    return any(_graduates(now, month).exists() for month in ASKED_AFTER)


def _step(now: datetime) -> bool:
    """Ask one graduate whether they give something back."""
    for month in ASKED_AFTER:
        found = _graduates(now, month).select_related("participant", "organization", "introduction").first()
        if found is not None:
            _ask_graduate(found, month, now)
            return True
    return False


def _ask_graduate(job: Placement, month: int, now: datetime) -> None:
    person, shown = job.participant, job.introduction.job if job.introduction is not None else {}
    employer = str(job.employer_name or shown.get("employer") or "")[:200]
    asked = {"state": MentorState.ASKED, "asked_month": month, "asked_at": now}
    row, _made = Mentor.objects.update_or_create(
        organization=job.organization, participant=person, defaults=asked,
        create_defaults={
            **asked, "name": str(person)[:200], "job_title": job.title, "occupation_code": job.occupation_code,
            "employer_name": employer, "postal_code": person.postal_code, "languages": ["English"],
            "email": person.email or (person.user.email if person.user else ""),
        },
    )  # fmt: skip
    words = Words(
        lambda: _("Would you help somebody who starts?"),
        lambda: _(
            "You have been at work for %(n)s months. Somebody now starts where you started. Would you talk with them"
            " now and then, work with us, or speak when a class is planned? Sign in and open “Give back”. If not, you"
            " need do nothing."
        ) % {"n": month},
        about_kind="mentor", about_id=str(row.pk), occasion=f"{row.pk}:{month}",
    )  # fmt: skip
    try:
        send_message(
            Actor(None, job.organization, SYSTEM_ROLE), GIVE_BACK, Reader(person, name=str(person)), words
        )
    except MessageError:
        return


register_duty("support: graduates are asked", _is_due, _step)
