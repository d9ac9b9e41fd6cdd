"""Who is told of a step of an introduction, and what is asked next; the clock of messages calls this, as the system."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.local_times import local_words
from gainful.domain.messages.models import Notice
from gainful.domain.messages.notices import register_notice
from gainful.domain.messages.readers import Reader
from gainful.domain.placements.models import Introduction, Step
from gainful.domain.placements.states import REASONS, InterviewStatus
from gainful.domain.plans.telling import agency_readers, employer_readers, tell_readers

NEWS = register(MessageKind("introduction_news", gettext_lazy("News of a job that you were introduced to")))
FOR_PERSON = register(
    MessageKind("job_for_you", gettext_lazy("What becomes of your job search"), may_switch_off=False)
)


def _moved(row: Notice) -> None:
    """Tell everybody whom a step concerns, each in their own words; ask what comes next."""
    step = Step.objects.select_related(
        "introduction__job_order__agency", "introduction__job_order__employer"
    ).get(pk=row.about_id)
    introduction = step.introduction
    actor = Actor(None, introduction.job_order.agency, SYSTEM_ROLE)
    _ask_next(actor, step, introduction)
    for to, (subject, text) in _WORDS.get(step.verb, {}).items():
        kind = FOR_PERSON if to == "person" else NEWS
        tell_readers(
            row, introduction.job_order.agency, kind, _READERS[to](introduction),
            partial(_filled, subject, step, introduction), partial(_filled, text, step, introduction),
        )  # fmt: skip


def _filled(words: object, step: Step, introduction: Introduction) -> str:
    return " ".join((str(words) % _about(step, introduction)).split())


def _ask_next(actor: Actor, step: Step, introduction: Introduction) -> None:
    from gainful.domain.placements.asking import ask_about_offer, ask_employer

    if step.verb == "agree" and introduction.status == "introduced":
        ask_employer(actor, introduction)
    elif step.verb == "offer" and introduction.status == "offered":
        offer = introduction.offers.filter(status="open").first()
        if offer is not None:
            ask_about_offer(actor, introduction, offer)


def _person(introduction: Introduction) -> list[Reader]:
    return [Reader(introduction.participant, name=str(introduction.participant))]


_READERS: dict[str, Callable[[Introduction], list[Reader]]] = {
    "agency": lambda introduction: agency_readers(introduction.job_order),
    "employer": lambda introduction: employer_readers(introduction.job_order),
    "person": _person,
}


def _about(step: Step, introduction: Introduction) -> dict[str, str]:
    """Return what the words may name, in the language and by the clock that are active: the reader's.

    No person, since lists that end with consent do that.
    """
    reasons = REASONS.get(step.verb)
    reason = str(reasons(step.reason).label) if reasons is not None and step.reason in reasons.values else ""
    meeting = introduction.interviews.filter(status=InterviewStatus.PLANNED).order_by("-at").first()
    return {
        "job": introduction.job_title,
        "employer": str(introduction.job.get("employer", "")),
        "agency": str(introduction.job.get("agency", "")),
        "why": reason,
        "when": local_words(meeting.at, timezone.get_current_timezone_name()) if meeting is not None else "",
        "where": meeting.place if meeting is not None else "",
        "note": meeting.note if meeting is not None else "",
    }


_WORDS: dict[str, dict[str, tuple[object, object]]] = {
    "agree": {
        "agency": (
            gettext_lazy("Introduced: %(job)s"),
            gettext_lazy("A person agreed to be introduced to %(employer)s. The employer has a week to answer."),
        ),
    },
    "decline": {
        "agency": (
            gettext_lazy("Not introduced: %(job)s"),
            gettext_lazy("A person does not want to be introduced to %(employer)s: %(why)s. The employer saw nothing."),
        ),
    },
    "invite": {
        "person": (
            gettext_lazy("You are invited: %(job)s"),
            gettext_lazy(
                "%(employer)s wants to meet you: %(when)s, %(where)s. %(note)s"
                " Tell your agency at once if you cannot come."
            ),
        ),
        "agency": (
            gettext_lazy("Interview planned: %(job)s"),
            gettext_lazy("%(employer)s planned an interview: %(when)s, %(where)s."),
        ),
    },
    "refuse": {
        "person": (
            gettext_lazy("News of %(job)s"),
            gettext_lazy(
                "%(employer)s chose not to go on with you for %(job)s. Their reason: %(why)s. They can no longer read"
                " about you. %(agency)s goes on looking with you. You can ask them what this means."
            ),
        ),
        "agency": (
            gettext_lazy("The employer said no: %(job)s"),
            gettext_lazy("%(employer)s said no to a person: %(why)s. Talk with the person about what comes next."),
        ),
    },
    "offer": {
        "agency": (
            gettext_lazy("A job is offered: %(job)s"),
            gettext_lazy("%(employer)s offers somebody the job. The person is asked to answer."),
        ),
    },
    "accept": {
        "employer": (
            gettext_lazy("Your offer is accepted: %(job)s"),
            gettext_lazy("The person says yes. Tell us on the first day that they began: that fills the opening."),
        ),
        "agency": (
            gettext_lazy("An offer is accepted: %(job)s"),
            gettext_lazy("A person accepted the job at %(employer)s."),
        ),
    },
    "take_offer_back": {
        "person": (
            gettext_lazy("News of your job offer: %(job)s"),
            gettext_lazy(
                "%(employer)s took the offer back. Their reason: %(why)s. %(agency)s calls you about what comes next."
            ),
        ),
        "agency": (
            gettext_lazy("An offer was taken back: %(job)s"),
            gettext_lazy("%(employer)s took an offer back: %(why)s. Call the person."),
        ),
    },
    "step_back": {
        "employer": (
            gettext_lazy("A person stepped back: %(job)s"),
            gettext_lazy("The person is no longer available for this job: %(why)s. The opening is free again."),
        ),
        "agency": (
            gettext_lazy("A person stepped back: %(job)s"),
            gettext_lazy("A person no longer wants the job at %(employer)s: %(why)s."),
        ),
    },
    "hire": {
        "person": (
            gettext_lazy("You began: %(job)s"),
            gettext_lazy("Good start at %(employer)s! %(agency)s stays with you. Tell them when something changes."),
        ),
        "agency": (
            gettext_lazy("Hired: %(job)s"),
            gettext_lazy("A person began at %(employer)s. The opening is filled."),
        ),
        "employer": (
            gettext_lazy("The hire is recorded: %(job)s"),
            gettext_lazy("The person began and the opening is filled."),
        ),
    },
    "close": {
        "person": (
            gettext_lazy("News of %(job)s"),
            gettext_lazy(
                "%(agency)s no longer introduces you to %(employer)s: %(why)s. They look for other jobs with you."
            ),
        ),
    },
}  # fmt: skip
"""Step → who is told → subject and text. Free words stay on the pages; messages outlive consent and name no person."""

MOVED = register_notice("introduction_moved", _moved)
