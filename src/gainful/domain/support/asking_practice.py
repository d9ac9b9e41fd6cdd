"""Who is asked to sign a practice agreement and how; who is told of what follows; hours into the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.ledger.actions import Entry, LedgerError, Source, enter_from
from gainful.domain.messages.actions import Asked, Words, ask, send_message
from gainful.domain.messages.duties import register_duty
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.links import LinkScope, make_signed_link, place_of, register_scope
from gainful.domain.messages.models import Notice, Request
from gainful.domain.messages.notices import notice, register_notice
from gainful.domain.messages.readers import Reader, mail_address, rules_of
from gainful.domain.messages.request_kinds import RequestKind, register_request
from gainful.domain.organizations.models import Organization
from gainful.domain.plans.models import Share
from gainful.domain.support.models import PracticeAgreement, PracticeSignature, PracticeWeek
from gainful.domain.support.states.practice import PracticeSide, PracticeState
from gainful.domain.support.telling_after_hire import coaches

_SCOPE = {
    PracticeSide.HOST: LinkScope("practice_host", gettext_lazy("Practice work: the host"), "practice"),
    PracticeSide.EMPLOYER: LinkScope(
        "practice_employer", gettext_lazy("Practice work: the current employer"), "practice"
    ),
    PracticeSide.PARTICIPANT: LinkScope("practice_person", gettext_lazy("My practice work"), "practice"),
}
for _each in _SCOPE.values():
    register_scope(_each)
SIDES = {scope.code: side for side, scope in _SCOPE.items()}
"""The side on which the holder of a link stands, by its scope."""


def scope_of_side(side: PracticeSide) -> LinkScope:
    """Return what a link of a side opens."""
    return _SCOPE[side]


NEWS = register(MessageKind("practice_news", gettext_lazy("What happens with your practice work")))
FOLLOW_UP = timedelta(days=60)
"""How long after the last day a host can review (assumption): two pay months."""


def _agreement(request: Request) -> PracticeAgreement | None:
    return PracticeAgreement.objects.filter(pk=request.about_id).first()


def _kind(side: PracticeSide) -> RequestKind:
    def is_answered(request: Request) -> bool:
        return PracticeSignature.objects.filter(agreement=UUID(request.about_id), side=side).exists()

    def is_asked(request: Request) -> bool:
        row = _agreement(request)
        return row is not None and row.state == PracticeState.SENT

    return register_request(
        RequestKind(
            f"practice_sign_{side.value}", gettext_lazy("Sign a practice agreement"), days=7, remind_every=3,
            ends_after=21, is_answered=is_answered, is_asked=is_asked, scope=_SCOPE[side],
            follows=gettext_lazy("Nobody starts before all have signed. If something is wrong, call the agency."),
            then=gettext_lazy("Open the agreement: take it back and change it, or call them."),
        )
    )  # fmt: skip


KINDS = {side: _kind(side) for side in _SCOPE}
"""Days are ours (assumption): a week to sign, three weeks until it is over."""


def _person(row: PracticeAgreement) -> Reader:
    return Reader(row.participant, name=row.person_name)


def _outside(row: PracticeAgreement) -> dict[PracticeSide, Reader]:
    found = {
        PracticeSide.HOST: Reader(email=row.host_email, name=row.host_contact, language=row.host_language)
    }
    if row.is_incumbent:
        found[PracticeSide.EMPLOYER] = Reader(
            email=row.employer_email, name=row.employer_name, language=row.employer_language
        )
    return found


def ask_to_sign(actor: Actor, row: PracticeAgreement) -> None:
    """Ask every side outside the agency; letters to host and employer do not name the person."""
    agency = str(row.organization)
    for side, reader in {PracticeSide.PARTICIPANT: _person(row), **_outside(row)}.items():
        asked = Asked(
            row.pk, "practice", lambda: _("Please sign: practice work at %(host)s") % {"host": row.host_name},
            lambda: _("%(agency)s asks you to read and sign an agreement about practice work: %(work)s at %(host)s.")
            % {"agency": agency, "work": row.work, "host": row.host_name},
        )  # fmt: skip
        ask(actor, KINDS[side], reader, asked)


def tell_in_force(actor: Actor, row: PracticeAgreement) -> None:
    """Note that all have signed: the clock tells every side, and sends the host a link that lasts."""
    notice(actor, SIGNED, row.pk)


def _write(row: PracticeAgreement, reader: Reader, occasion: object, text: Callable[[], str]) -> None:
    words = Words(
        lambda: _("Practice work at %(host)s") % {"host": row.host_name}, text, about_kind="practice",
        about_id=str(row.pk), occasion=f"{occasion}",
    )  # fmt: skip
    try:
        send_message(Actor(None, row.organization, SYSTEM_ROLE), NEWS, reader, words)
    except MessageError:  # no way to reach them: it stands on their page
        return


def _lasting_link(row: PracticeAgreement, side: PracticeSide, reader: Reader) -> str:
    ends = datetime.combine(row.ends_on, time(), tzinfo=timezone.get_current_timezone()) + FOLLOW_UP
    sent_to = mail_address(reader, rules_of(reader))
    link, _token = make_signed_link(
        Actor(None, row.organization, SYSTEM_ROLE), _SCOPE[side], row.pk, recipient=reader.name,
        participant=row.participant, lifetime=max(ends - timezone.now(), FOLLOW_UP), sent_to=sent_to,
    )  # fmt: skip
    return place_of(link)


def _to_host(words: dict[str, str]) -> str:
    return (
        _(
            "All have signed. The person starts on %(day)s. With this link you confirm the hours of each week, and say"
            " at the end what came of it: %(address)s"
        )
        % words
    )


def _signed(told: Notice) -> None:
    row = PracticeAgreement.objects.select_related("organization", "participant").get(pk=told.about_id)
    start = date_format(row.starts_on)
    for side, reader in _outside(row).items():
        if side is PracticeSide.HOST:
            host_link = {"day": start, "address": _lasting_link(row, side, reader)}
            _write(row, reader, told.pk, partial(_to_host, host_link))
        else:
            _write(row, reader, told.pk, lambda: _("All have signed. The practice starts on %s.") % start)
    person = _person(row)
    where = "" if person.reads_here else _lasting_link(row, PracticeSide.PARTICIPANT, person)
    _write(
        row, person, told.pk,
        lambda: " ".join(
            [_("All have signed. You start on %(day)s at %(host)s. Write down your hours each week.")
             % {"day": start, "host": row.host_name}, where]
        ).strip(),
    )  # fmt: skip


def _reviewed(told: Notice) -> None:
    """Tell the person and their coach of a review, a counter-signature or an end before the last day."""
    row = PracticeAgreement.objects.select_related("organization", "participant").get(pk=told.about_id)
    if row.state == PracticeState.REVIEWED:
        _write(
            row, _person(row), told.pk,
            lambda: _("%(host)s wrote what they saw. Read it, and say if you agree.") % {"host": row.host_name},
        )  # fmt: skip
    state = row.get_state_display()
    for coach in coaches(row.participant, Organization.objects.get(pk=row.organization_id)):
        if coach.user is not None and coach.user.pk != told.user_id:
            _write(
                row, coach, told.pk,
                lambda: _("%(who)s at %(host)s: %(state)s.")
                % {"who": row.person_name, "host": row.host_name, "state": state},
            )  # fmt: skip


SIGNED = register_notice("practice_signed", _signed)
REVIEWED = register_notice("practice_reviewed", _reviewed)


def _is_due(_now: datetime) -> bool:
    return PracticeWeek.objects.filter(confirmed_at__isnull=False, entered_at=None).exists()


def _step(now: datetime) -> bool:
    """Write one confirmed week into the ledger: minutes under support, as the paper counts practice employment."""
    found = PracticeWeek.objects.filter(confirmed_at__isnull=False, entered_at=None).order_by(
        "confirmed_at", "id"
    )
    week = found.select_related("agreement__participant").first()
    if week is None:
        return False
    row = week.agreement
    entry = Entry(
        part=Share.SUPPORT, label=_("Practice work at %s") % row.host_name, minutes=int(week.hours * 60),
        day=min(week.week_on + timedelta(days=6), timezone.localdate()), participant=row.participant,
    )  # fmt: skip
    try:
        if week.hours:
            enter_from(
                Actor(None, Organization(pk=row.organization_id), SYSTEM_ROLE),
                Source("practice", row.pk, row.organization_id), entry,
            )  # fmt: skip
    except LedgerError:  # nothing that a week of an agreement can hold is refused
        return False
    PracticeWeek.objects.filter(pk=week.pk).update(entered_at=now)
    return True


register_duty("support: practice hours into the ledger", _is_due, _step)
