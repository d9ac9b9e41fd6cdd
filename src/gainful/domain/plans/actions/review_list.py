"""A person asks for a human look at a list; a human looks and says what follows, in words that the person reads."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError
from gainful.domain.messages.actions import settle_requests
from gainful.domain.messages.notices import notice
from gainful.domain.participants.models import Participant
from gainful.domain.plans import queries
from gainful.domain.plans.actions.choose_people import choose_people
from gainful.domain.plans.asking import REVIEW
from gainful.domain.plans.reviews import ListReview, Outcome, due_on
from gainful.domain.plans.standing import JobList, my_standing
from gainful.domain.plans.telling import REVIEW_ASKED, REVIEW_DECIDED

LONGEST = 1000
SHORTEST_WHY = 20
"""Letters: an answer of one word explains nothing."""
REVIEWERS = MANAGERS


@transaction.atomic
def ask_review(actor: Actor, person: Participant, found: JobList, words: str = "") -> ListReview:
    """Ask a human to look at how the list for a job treats the person who is signed in."""
    if actor.user is None or person.user_id != actor.user.pk:
        raise NotAllowedError(_("Only the person asks for themselves."))
    words = words.strip()
    if len(words) > LONGEST:
        raise JobOrderError(_("Say it in at most %(most)s letters.") % {"most": LONGEST}, field="words")
    standing = my_standing(actor, person, found)
    try:
        with transaction.atomic():
            review = ListReview.objects.create(
                job_order_id=found.order_id, participant=person, organization_id=found.agency_id,
                job_title=found.title, words=words, standing=standing.as_json(),
                due_on=due_on(timezone.localdate()),
            )  # fmt: skip
    except IntegrityError as error:
        raise JobOrderError(
            _("You have asked already, and a person will answer."),
            hint=_("You read the answer here."),
        ) from error
    notice(actor, REVIEW_ASKED, review.pk)
    return review


@transaction.atomic
def decide_review(actor: Actor, review: ListReview, outcome: str, explanation: str) -> ListReview:
    """Record what a human found: the list stays, the record was corrected, or the person is chosen; and why."""
    if actor.role not in REVIEWERS or actor.organization_id != review.organization_id:
        raise NotAllowedError(_("Only a program manager of the agency that made the list answers."))
    if outcome not in Outcome.values or not outcome:
        raise JobOrderError(_("Choose what you found."), field="outcome")
    explanation = explanation.strip()
    if not SHORTEST_WHY <= len(explanation) <= LONGEST:
        raise JobOrderError(
            _("Say why in plain words: %(least)s to %(most)s letters.")
            % {"least": SHORTEST_WHY, "most": LONGEST},
            hint=_("The person reads them."),
            field="explanation",
        )
    row = ListReview.objects.select_for_update(of=("self",)).select_related("job_order").get(pk=review.pk)
    if not row.is_open:
        raise JobOrderError(
            _("%(who)s has answered this already.") % {"who": row.decided_by_name or _("Somebody")}
        )
    if outcome == Outcome.CHOSEN:
        choose_people(actor, row.job_order, [str(row.participant_id)], among=[str(row.participant_id)])
    _record(actor, row, outcome, explanation)
    settle_requests(REVIEW, "list_review", row.pk)
    notice(actor, REVIEW_DECIDED, row.pk)
    return row


def _record(actor: Actor, row: ListReview, outcome: str, explanation: str) -> None:
    user = actor.signed_in_user
    place, length = _place(actor, row)
    newest = row.job_order.plans.order_by("-number").values_list("created_by", flat=True).first()
    row.outcome, row.explanation, row.place, row.list_length = outcome, explanation, place, length
    row.decided_by, row.decided_by_name, row.decided_at = user, str(user.name or user)[:200], timezone.now()
    row.made_the_plan = newest == user.pk
    with acting_in("decide_review"):
        row.save()


def _place(actor: Actor, row: ListReview) -> tuple[int | None, int | None]:
    """Return the person's place on the whole list as it is now, and how many stand on it."""
    version = queries.version_to_plan(row.job_order)
    if version is None:
        return None, None
    ranking = queries.rank_people(actor, row.job_order, version)
    place = ranking.place_of(str(row.participant_id))
    return (None, len(ranking)) if place is None else (place + 1, len(ranking))
