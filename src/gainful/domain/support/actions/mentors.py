"""Mentors: the register, proposals with reasons, either side's yes, talks, the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.messages.actions.requests import settle_requests
from gainful.domain.messages.links import make_signed_link
from gainful.domain.messages.notices import notice
from gainful.domain.participants.models import Participant, Scope
from gainful.domain.support import asking_mentors
from gainful.domain.support.access import require_step
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.helping import consent_in_force, helping_organization, staff_organization
from gainful.domain.support.models import FreeTime, Giving, Mentor, Mentorship, MentorTalk, MentorWish
from gainful.domain.support.models.mentors import MOST_PEOPLE
from gainful.domain.support.states.practice import MENTOR_RULES, PAIR_RULES, MentorState, PairSide, PairState

MOST_LANGUAGES = 10
LONG_AGO = timedelta(days=366)
"""A slip of the pen in the year, not a talk (assumption)."""
SENT_TWICE = timedelta(minutes=10)
"""The same words about the same day within this time are one form that was sent twice."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody gives: roles, languages, times, how many people at once."""

    gives: Sequence[str]
    languages: Sequence[str]
    times: Sequence[str]
    capacity: int
    job_title: str = ""
    employer_name: str = ""
    occupation_code: str = ""


def _languages(given: Sequence[str]) -> list[str]:
    languages = [each for each in dict.fromkeys(" ".join(one.split())[:40] for one in given) if each]
    if not languages or len(languages) > MOST_LANGUAGES:
        raise SupportError(_("Write between one and ten languages."), field="languages")
    return languages


def _check(offer: Offer) -> dict[str, object]:
    if set(offer.gives) - set(Giving.values) or not offer.gives:
        raise SupportError(_("Choose what they give: at least one."), field="gives")
    if set(offer.times) - set(FreeTime.values):
        raise SupportError(_("Choose times from the list."), field="times")
    languages = _languages(offer.languages)
    if Giving.MENTOR in offer.gives and not 1 <= offer.capacity <= MOST_PEOPLE:
        raise SupportError(_("A mentor takes between 1 and 20 people."), field="capacity")
    return {**asdict(offer), "languages": languages, "gives": list(offer.gives), "times": list(offer.times)}


@transaction.atomic
def add_mentor(
    actor: Actor,
    *,
    name: str,
    email: str,
    offer: Offer,
    postal_code: str = "",
    person: Participant | None = None,
) -> Mentor:
    """Put a volunteer or a graduate on the register; they have told staff that they are willing."""
    organization = staff_organization(actor)
    if actor.role not in MENTOR_RULES["agree"].roles:
        raise NotAllowedError(_("Your role does not allow this step."))
    if not name.strip():
        raise SupportError(_("Name the mentor."), field="name")
    try:
        validate_email(email)
    except ValidationError:
        raise SupportError(
            _("Enter the mentor's email address: we write there when somebody asks for them."), field="email"
        ) from None
    given = _check(offer)
    try:
        with transaction.atomic(), acting_in("move_mentor"):
            return Mentor.objects.create(
                organization=organization, participant=person, name=name.strip()[:200], email=email,
                postal_code=postal_code.strip()[:12], state=MentorState.WILLING, answered_at=timezone.now(), **given,
            )  # fmt: skip
    except IntegrityError:
        raise SupportError(_("This graduate is on the register already."), field="name") from None


@transaction.atomic
def answer_as_mentor(actor: Actor, mentor: Mentor, offer: Offer) -> Mentor:
    """Say what one gives, or change it; staff write it down for those who call."""
    require_step(actor, MENTOR_RULES, "agree", mentor)
    _move_mentor(mentor, "agree", **_check(offer))
    return mentor


@transaction.atomic
def stop_mentoring(actor: Actor, mentor: Mentor, *, for_good: bool = False) -> Mentor:
    """Give no time now, or be asked no more; people who meet go on until they end it."""
    verb = "leave" if for_good else "pause"
    require_step(actor, MENTOR_RULES, verb, mentor)
    _move_mentor(mentor, verb)
    return mentor


def _move_mentor(mentor: Mentor, verb: str, **fields: object) -> None:
    rule = MENTOR_RULES[verb]
    with acting_in("move_mentor"):
        moved = Mentor.objects.filter(pk=mentor.pk, state__in=sorted(rule.states)).update(
            state=rule.to, answered_at=timezone.now(), **fields
        )
    if not moved:
        raise NotAllowedError(_("Somebody changed this meanwhile."), hint=_("Reload the page."))
    mentor.refresh_from_db()


@transaction.atomic
def wish_mentor(
    actor: Actor,
    person: Participant,
    *,
    languages: Sequence[str],
    times: Sequence[str],
    words: str = "",
    wants: bool = True,
) -> MentorWish:
    """Say that a person wants a mentor, or no longer; the person, or staff beside them."""
    organization = helping_organization(actor, person)
    if set(times) - set(FreeTime.values):
        raise SupportError(_("Choose times from the list."), field="times")
    row, _made = MentorWish.objects.update_or_create(
        organization=organization, participant=person,
        defaults={"languages": _languages(languages), "times": list(times), "words": words.strip()[:400],
                  "wants": wants, "said_at": timezone.now()},
    )  # fmt: skip
    return row


@transaction.atomic
def propose_pair(actor: Actor, mentor: Mentor, person: Participant, reasons: Sequence[str]) -> Mentorship:
    """Propose a mentor to a person, with the reasons; the person is asked first."""
    organization = staff_organization(actor)
    if actor.role not in {"coach", "program_manager"}:
        raise NotAllowedError(_("Your role does not allow this step."))
    if not consent_in_force(person, organization, Scope.SUPPORT):
        raise NotAllowedError(
            _("The consent does not cover what they need help with."),
            hint=_("Ask the person to share it with you."),
        )
    held = Mentor.objects.select_for_update().filter(pk=mentor.pk, organization=organization).first()
    if held is None or held.state != MentorState.WILLING or Giving.MENTOR not in held.gives:
        raise NotAllowedError(_("This mentor does not give time now."), hint=_("Choose another."))
    if held.participant_id == person.pk:
        raise SupportError(_("Nobody mentors themself."))
    if Mentorship.objects.filter(mentor=held, state__in=asking_mentors.OPEN).count() >= held.capacity:
        raise _no_room()
    job = ", ".join(each for each in (mentor.job_title, mentor.employer_name) if each)
    try:
        with transaction.atomic():
            row = Mentorship.objects.create(
                organization=organization, mentor=mentor, participant=person, mentor_name=mentor.name, mentor_job=job,
                person_name=str(person.name or person.code)[:200], reasons=list(reasons)[:20], proposed_by=actor.user,
            )  # fmt: skip
    except IntegrityError:
        if Mentorship.objects.filter(participant=person, state__in=asking_mentors.OPEN).exists():
            raise NotAllowedError(_("This person has a mentor, or one is proposed.")) from None
        raise _no_room() from None
    notice(actor, asking_mentors.PAIR_MOVED, row.pk)
    return row


def _no_room() -> NotAllowedError:
    return NotAllowedError(_("This mentor has no room now."), hint=_("Choose another."))


def _move(row: Mentorship, verb: str, **fields: object) -> None:
    rule = PAIR_RULES[verb]
    with acting_in("move_pair"):
        moved = Mentorship.objects.filter(pk=row.pk, state__in=sorted(rule.states)).update(
            state=rule.to, **fields
        )
    if not moved:
        raise NotAllowedError(_("Somebody changed this meanwhile."), hint=_("Reload the page."))
    row.refresh_from_db()


@transaction.atomic
def want_mentor(actor: Actor, row: Mentorship) -> Mentorship:
    """Say yes to a proposed mentor; now the mentor is asked."""
    require_step(actor, PAIR_RULES, "want", row)
    _move(row, "want")
    notice(actor, asking_mentors.PAIR_MOVED, row.pk)
    return row


@transaction.atomic
def take_person(actor: Actor, row: Mentorship) -> Mentorship:
    """Say yes as the mentor; both can now talk."""
    require_step(actor, PAIR_RULES, "take", row)
    _move(row, "take", started_at=timezone.now())
    settle_requests(asking_mentors.ASK_MENTOR, "mentorship", row.pk)
    notice(actor, asking_mentors.PAIR_MOVED, row.pk)
    return row


@transaction.atomic
def decline_pair(actor: Actor, row: Mentorship, *, side: PairSide, words: str = "") -> Mentorship:
    """Say no; nobody has to say why."""
    require_step(actor, PAIR_RULES, "decline", row)
    _move(row, "decline", ended_at=timezone.now(), ended_by=side, ended_words=words.strip()[:400])
    settle_requests(asking_mentors.ASK_MENTOR, "mentorship", row.pk)
    notice(actor, asking_mentors.PAIR_MOVED, row.pk)
    return row


@transaction.atomic
def end_pair(actor: Actor, row: Mentorship, *, side: PairSide, words: str = "") -> Mentorship:
    """End it: the person, the mentor or the agency, at any time."""
    require_step(actor, PAIR_RULES, "end", row)
    _move(row, "end", ended_at=timezone.now(), ended_by=side, ended_words=words.strip()[:400])
    notice(actor, asking_mentors.PAIR_MOVED, row.pk)
    return row


@transaction.atomic
def write_talk(
    actor: Actor, row: Mentorship, *, held_on: date, words: str, side: PairSide, needs_help: bool = False
) -> MentorTalk:
    """Write down that they talked, what came of it, and whether the coach should call."""
    require_step(actor, PAIR_RULES, "talk", Mentorship.objects.select_for_update().get(pk=row.pk))
    if held_on > timezone.localdate():
        raise SupportError(_("This day has not come yet."), field="held_on")
    if held_on < timezone.localdate() - LONG_AGO:
        raise SupportError(_("This day is more than a year ago. Look at the year."), field="held_on")
    given = {"held_on": held_on, "words": words.strip()[:1000], "side": side, "needs_help": needs_help}
    again = row.talks.filter(**given, written_at__gt=timezone.now() - SENT_TWICE).first()
    if again is not None:
        return again
    with acting_in("write_talk"):
        talk = MentorTalk.objects.create(mentorship=row, **given)
    if needs_help:
        notice(actor, asking_mentors.CALL_WANTED, row.pk)
    return talk


@transaction.atomic
def give_mentor_link(actor: Actor, row: Mentorship) -> str:
    """Make a link to hand to the mentor by other ways than e-mail; its token is shown once."""
    if actor.role not in {"coach", "program_manager"} or row.organization_id != actor.organization_id:
        raise NotAllowedError(_("Your role does not allow this step."))
    if row.state not in {PairState.OFFERED, PairState.ACTIVE}:
        raise NotAllowedError(_("There is no link for this."), hint=_("The person says yes first."))
    return make_signed_link(
        actor, asking_mentors.MENTOR_PAIR, row.pk, recipient=row.mentor_name, participant=row.participant
    )[1]
