"""What is asked about job orders and plans, how long it waits, and what follows when no answer comes."""

from __future__ import annotations

from contextlib import suppress

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.job_orders.actions import pause_openings
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.job_orders.queries import commitment_in_force
from gainful.domain.job_orders.states import JobOrderStatus
from gainful.domain.job_orders.versions import current_version
from gainful.domain.messages.actions import Asked, Words, ask, send_message
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.links import LinkScope, register_scope
from gainful.domain.messages.models import Request, RequestState
from gainful.domain.messages.readers import Reader
from gainful.domain.messages.request_kinds import RequestKind, register_request
from gainful.domain.plans.links import CONFIRM_PROFILE, SIGN_PLAN
from gainful.domain.plans.models import ListReview, Plan, PlanPerson
from gainful.domain.plans.reviews import REVIEW_DAYS
from gainful.domain.plans.states import PlanStatus

REVIEWED = register(
    MessageKind(
        "list_reviewed", gettext_lazy("The answer to your question about a list"), may_switch_off=False
    )
)
ANSWER_PLAN = register_scope(LinkScope("answer_plan", gettext_lazy("Answer your plan"), "plan_place"))
"""It opens one person's part of one plan."""


def _order(request: Request) -> JobOrder | None:
    return JobOrder.objects.filter(pk=request.about_id).first()


def _plan(request: Request) -> Plan | None:
    return Plan.objects.select_related("job_order").filter(pk=request.about_id).first()


def _profile_signed(request: Request) -> bool:
    order = _order(request)
    version = None if order is None else current_version(order)
    return version is not None and version.signed_at is not None


def _order_waits(request: Request) -> bool:
    order = _order(request)
    return order is not None and order.status not in {JobOrderStatus.DRAFT, JobOrderStatus.CLOSED}


def _committed(request: Request) -> bool:
    plan = _plan(request)
    return plan is not None and commitment_in_force(plan.job_order, timezone.localdate()) is not None


def _plan_waits(request: Request) -> bool:
    plan = _plan(request)
    if plan is None or plan.job_order.status == JobOrderStatus.CLOSED:
        return False
    return plan.status in {PlanStatus.SENT, PlanStatus.SIGNED}


def _pause_order(_actor: Actor, request: Request) -> None:
    if (order := _order(request)) is not None:
        pause_openings(order)


def _pause_plans_order(_actor: Actor, request: Request) -> None:
    if (plan := _plan(request)) is not None:
        pause_openings(plan.job_order)


def _place(request: Request) -> PlanPerson | None:
    return PlanPerson.objects.select_related("plan__job_order").filter(pk=request.about_id).first()


def _answered(request: Request) -> bool:
    place = _place(request)
    return place is not None and bool(place.answer)


def _place_waits(request: Request) -> bool:
    place = _place(request)
    if place is None or place.plan.job_order.status == JobOrderStatus.CLOSED:
        return False
    return place.plan.status in {PlanStatus.DRAFT, PlanStatus.SENT, PlanStatus.SIGNED}


def _review(request: Request) -> ListReview | None:
    return ListReview.objects.filter(pk=request.about_id).first()


def _review_decided(request: Request) -> bool:
    row = _review(request)
    return row is not None and not row.is_open


def _review_waits(request: Request) -> bool:
    return _review(request) is not None


def _tell_person_late(actor: Actor, request: Request) -> None:
    """Tell the person that their thirty days have passed; their question stays open."""
    row = ListReview.objects.select_related("participant").filter(pk=request.about_id, outcome="").first()
    if row is None:
        return
    words = Words(
        lambda: _("Nobody has answered yet: %(job)s") % {"job": row.job_title},
        lambda: _(
            "You asked a person to look at a list. Thirty days have passed without an answer. Your question stays open."
            " Call %(agency)s and name this day: %(day)s."
        ) % {"agency": request.organization, "day": date_format(row.due_on)},
        about_kind="list_review", about_id=str(row.pk), occasion=f"late:{row.pk}",
    )  # fmt: skip
    with suppress(MessageError):
        send_message(actor, REVIEWED, Reader(row.participant, name=str(row.participant)), words)


PAUSES = gettext_lazy(
    "Nobody is trained for this job before you answer. If no answer comes, the openings pause until we hear from you."
)
PAUSED = gettext_lazy(
    "The openings that are not signed for are paused. Call them. Once you hear from them, offer the openings again."
)
PROFILE = register_request(
    RequestKind(
        "profile", gettext_lazy("Check and sign what a job needs"), days=7, remind_every=3, ends_after=21,
        follows=PAUSES, then=PAUSED, is_answered=_profile_signed, is_asked=_order_waits, when_expired=_pause_order,
        scope=CONFIRM_PROFILE,
    )
)  # fmt: skip
COMMITMENT = register_request(
    RequestKind(
        "commitment", gettext_lazy("Sign for the openings of a plan"), days=7, remind_every=3, ends_after=21,
        follows=PAUSES, then=PAUSED, is_answered=_committed, is_asked=_plan_waits, when_expired=_pause_plans_order,
        scope=SIGN_PLAN,
    )
)  # fmt: skip
ANSWER = register_request(
    RequestKind(
        "plan_answer", gettext_lazy("Say whether a plan fits you"), days=7, remind_every=3, ends_after=21,
        follows=gettext_lazy("You can always say no. If no answer comes, your agency calls you before it gives up."),
        then=gettext_lazy("They stay in the plan. Call them before you count on them."),
        is_answered=_answered, is_asked=_place_waits, scope=ANSWER_PLAN,
    )
)  # fmt: skip
REVIEW = register_request(
    RequestKind(
        "list_review", gettext_lazy("Look at how a list treats a person"), days=REVIEW_DAYS, remind_every=7,
        ends_after=REVIEW_DAYS,
        follows=gettext_lazy("The person reads your answer. After thirty days they are told that nobody answered."),
        then=gettext_lazy("Thirty days have passed. Answer now: the person is told that nobody did."),
        is_answered=_review_decided, is_asked=_review_waits, when_expired=_tell_person_late,
    )
)  # fmt: skip
"""Days are ours (assumption): a week to answer, two reminders within it, two weeks of grace."""


def _contact(order: JobOrder) -> Reader:
    return Reader(email=order.contact_email, name=order.contact_name)


def _named(order: JobOrder) -> str:
    """Name a job so that an employer with several sites can tell two of them apart."""
    return f"{order.title}, {order.place}" if order.place else order.title


def ask_profile(actor: Actor, order: JobOrder) -> Request:
    """Ask the employer to check and sign what the job needs."""
    words = ngettext("%(n)s opening", "%(n)s openings", order.openings) % {"n": order.openings}
    asked = Asked(
        order.pk, "job_order", lambda: _("What does the job need? %(job)s") % {"job": _named(order)},
        lambda: _("%(agency)s read your posting for %(job)s (%(openings)s). Please check what the job needs, and sign.")
        % {"agency": order.agency, "job": _named(order), "openings": words},
        order.employer,
    )  # fmt: skip
    return ask(actor, PROFILE, _contact(order), asked)


def ask_commitment(actor: Actor, plan: Plan) -> Request | None:
    """Ask the employer to commit openings under a plan, unless they have."""
    order = plan.job_order
    if commitment_in_force(order, timezone.localdate()) is not None:
        return None
    asked = Asked(
        plan.pk, "plan", lambda: _("The plan for %(job)s") % {"job": _named(order)},
        lambda: _(
            "There is a plan for %(job)s: %(n)s people, %(weeks)s weeks. Please read it and sign for the openings."
        )
        % {"job": _named(order), "n": plan.people_count, "weeks": plan.weeks},
        order.employer,
    )  # fmt: skip
    return ask(actor, COMMITMENT, _contact(order), asked)


def ask_people(actor: Actor, plan: Plan) -> list[Request]:
    """Ask each person of a plan who has not answered whether it fits them."""
    title = plan.job_order.title
    places = plan.people.filter(answer="").select_related("participant")
    return [
        ask(
            actor, ANSWER, Reader(place.participant, name=str(place.participant)),
            Asked(
                place.pk, "plan_place", lambda: _("A job is planned for you: %(job)s") % {"job": title},
                lambda: _(
                    "There is a plan for you: %(job)s. Read it and say yes, no, not now, or what does not fit."
                )
                % {"job": title},
            ),
        )
        for place in places
    ]  # fmt: skip


def ask_for_review(actor: Actor, review: ListReview, reader: Reader) -> Request:
    """Ask a manager of the agency to look at a list and answer within thirty days."""
    title = review.job_title
    asked = Asked(
        review.pk, "list_review", lambda: _("A person asks for a human look at a list: %(job)s") % {"job": title},
        lambda: _(
            "Somebody whom the list for %(job)s names, or leaves out, asks a person to look at it. Open it, look, and"
            " say in plain words what you found."
        )
        % {"job": title},
        review.organization,
    )  # fmt: skip
    return ask(actor, REVIEW, reader, asked)


def stop_asking(plan: Plan) -> None:
    """Close what is asked about a plan that a newer one replaces."""
    places = [str(pk) for pk in plan.people.order_by().values_list("pk", flat=True)]
    found = Request.objects.filter(about_id__in=[str(plan.pk), *places], state=RequestState.OPEN)
    with acting_in("close_request"):
        found.update(state=RequestState.WITHDRAWN, closed_at=timezone.now())
