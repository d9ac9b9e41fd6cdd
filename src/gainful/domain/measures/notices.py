"""What follows an answer, as the system: one answer serves what fell due with it, and the agency hears of trouble."""

from __future__ import annotations

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import acting_in
from gainful.domain.measures import waves
from gainful.domain.measures.answer_counts import contradicts
from gainful.domain.measures.asking import stop_asking
from gainful.domain.measures.models import FollowUp, FollowUpAnswer
from gainful.domain.measures.states import OPEN, FollowUpState
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.models import Notice, Request, RequestState
from gainful.domain.messages.notices import register_notice
from gainful.domain.plans.telling import agency_readers, tell_readers

TROUBLE = register(
    MessageKind("follow_up_trouble", gettext_lazy("An answer about a hire that somebody must look at"))
)
_COPIED = (
    "works", "same_job", "hours_per_week", "wage", "wage_unit", "in_school", "words", "may_quote", "for_side", "role",
    "user_id", "through_link", "other_browser", "at",
)  # fmt: skip
_WORDS = {
    FollowUpState.WRONG: (
        gettext_lazy("An employer does not know the person: %(job)s"),
        gettext_lazy("%(employer)s says that the person never worked there. Check the hire, and call both."),
    ),
    FollowUpState.ANSWERED: (
        gettext_lazy("Two sides say different things: %(job)s"),
        gettext_lazy(
            "The person and %(employer)s do not agree whether the job goes on. It counts as unknown until you have"
            " called them and written down what is right."
        ),
    ),
}


def _answered(row: Notice) -> None:
    found = FollowUp.objects.select_related("organization", "participant", "placement__job_order").get(
        pk=row.about_id
    )
    if found.state == FollowUpState.STOPPED:
        stop_asking(found)
        return
    newest = FollowUpAnswer.objects.filter(follow_up=found).order_by("-at", "-id").first()
    if newest is not None and found.state == FollowUpState.ANSWERED:
        for other in waves.together(found, OPEN):
            _copy(newest, other)
    if found.state == FollowUpState.ANSWERED and contradicts(found):
        _tell_trouble(row, found)


def _tell_trouble(row: Notice, found: FollowUp) -> None:
    order = found.placement.job_order if found.placement is not None else None
    if found.state in _WORDS and order is not None:
        about = {"job": found.job_title, "employer": found.employer_name}
        said = [partial(_filled, words, about) for words in _WORDS[FollowUpState(found.state)]]
        tell_readers(row, found.organization, TROUBLE, agency_readers(order), said[0], said[1])


def _wrong(row: Notice) -> None:
    """Tell the agency that an employer does not know the person."""
    found = FollowUp.objects.select_related("organization", "placement__job_order").get(pk=row.about_id)
    _tell_trouble(row, found)


def _filled(words: object, about: dict[str, str]) -> str:
    return str(words) % about


def _copy(newest: FollowUpAnswer, other: FollowUp) -> None:
    """Give an answer to another question that the same letter asked."""
    other.state, other.closed_at = FollowUpState.ANSWERED, timezone.now()
    with acting_in("answer_follow_up"):
        FollowUpAnswer.objects.create(follow_up=other, **{name: getattr(newest, name) for name in _COPIED})
        other.save(update_fields=["state", "closed_at"])
    with acting_in("close_request"):
        Request.objects.filter(
            about_kind="follow_up", about_id=str(other.pk), state=RequestState.OPEN
        ).update(state=RequestState.ANSWERED, closed_at=timezone.now())


ANSWERED = register_notice("follow_up_answered", _answered)
WRONG = register_notice("follow_up_wrong", _wrong)
