"""Ask a person whether they want to be introduced to an employer; ask again; end it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.job_orders.access import is_agency
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.job_orders.states import JobOrderStatus, OpeningStatus
from gainful.domain.participants.models import Participant, Scenario
from gainful.domain.placements.actions.move import Why, begin, finish
from gainful.domain.placements.asking import ask_person, stop_asking
from gainful.domain.placements.cards import card_of, job_of
from gainful.domain.placements.errors import NotAllowedError, PlacementError
from gainful.domain.placements.models import Introduction
from gainful.domain.placements.states import LIVE, IntroductionStatus
from gainful.domain.plans.models import PlanPerson, PlanStatus

SHARED = frozenset({JobOrderStatus.SENT, JobOrderStatus.CONFIRMED, JobOrderStatus.PLANNED})
"""States of a job order that its employer has before them."""


def _require_order(actor: Actor, order: JobOrder) -> None:
    if actor.role not in MANAGERS or not is_agency(actor, order):
        raise NotAllowedError(_("Only managers of the agency introduce people."))
    if order.status not in SHARED:
        raise PlacementError(
            _("The job order is “%(status)s”: its employer does not see it.")
            % {"status": order.get_status_display()},
            hint=_("Send it to the employer first."),
        )
    rows = order.opening_rows.all().select_related("commitment")
    if not any(row.current_status == OpeningStatus.COMMITTED for row in rows):
        raise PlacementError(
            _("No opening of this job is committed and free."),
            hint=_("Ask the employer to sign for the openings first. Nobody is introduced without a job."),
        )


def plan_place(order: JobOrder, person: Participant) -> PlanPerson | None:
    """Return the person's place in the order's newest plan that names them and is not replaced, None without one."""
    found = PlanPerson.objects.filter(plan__job_order=order, participant=person)
    found = found.exclude(plan__status=PlanStatus.SUPERSEDED).select_related("plan")
    return found.order_by("-plan__number").first()


@transaction.atomic
def introduce(
    actor: Actor, order: JobOrder, person: Participant, *, note: str = "", is_internal: bool | None = None
) -> Introduction:
    """Ask a person whether the employer may read about them; a second call while the first waits returns that one.

    `is_internal`: the job is a new role with the employer whom they work for; left out, an incumbent worker's is.
    """
    _require_order(actor, order)
    found = Introduction.objects.filter(job_order=order, participant=person)
    if (there := found.filter(status__in=[*LIVE, IntroductionStatus.HIRED]).first()) is not None:
        return there
    if order.is_internal and person.scenario != Scenario.INCUMBENT:
        raise PlacementError(
            _("This job is for people who work at %(employer)s already.")
            % {"employer": order.employer_label},
            hint=_("Note in the person's record that they are employed, or introduce them to another job."),
        )
    place = plan_place(order, person)
    internal = order.is_internal or (
        person.scenario == Scenario.INCUMBENT if is_internal is None else is_internal
    )
    introduction = Introduction.objects.create(
        organization=order.agency, job_order=order, employer=order.employer, participant=person, plan_place=place,
        is_internal=internal, card=card_of(person, place, note), job=job_of(order, actor.user), created_by=actor.user,
    )  # fmt: skip
    ask_person(actor, introduction)
    return introduction


@transaction.atomic
def ask_again(actor: Actor, introduction: Introduction, *, note: str = "") -> Introduction:
    """Ask a person once more about a job that came to nothing before; what they agreed to then no longer counts."""
    begin(actor, "ask_again", introduction, Why(), None)
    order, person = introduction.job_order, introduction.participant
    _require_order(actor, order)
    live = Introduction.objects.filter(job_order=order, participant=person, status__in=[*LIVE, "hired"])
    if live.exists():
        raise PlacementError(_("Another introduction of this person to this job is open."))
    changes = {
        "card": card_of(person, plan_place(order, person), note), "job": job_of(order, actor.user),
        "agreed_at": None, "shared_until": None, "taken_back_at": None, "asked_at": timezone.now(),
    }  # fmt: skip
    finish(actor, "ask_again", introduction, Why(), changes)
    ask_person(actor, introduction)
    return introduction


@transaction.atomic
def close_introduction(actor: Actor, introduction: Introduction, why: Why) -> Introduction:
    """End an introduction for the agency, with the reason; an offer that was made is taken back."""
    from gainful.domain.placements.actions.offers import end_offer

    begin(actor, "close", introduction, why, None)
    end_offer(introduction, "withdrawn")
    stop_asking(introduction)
    finish(actor, "close", introduction, why)
    return introduction
