"""Who is told of what happened to an opening or a plan, and what follows for them; the clock of messages calls this."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.accounts.models import User
from gainful.domain.job_orders.models import JobOrder, Opening
from gainful.domain.job_orders.states import JobOrderStatus
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.models import Notice
from gainful.domain.messages.notices import register_notice
from gainful.domain.messages.readers import Reader
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.plans.asking import REVIEWED, ask_for_review
from gainful.domain.plans.models import ListReview, Plan, PlanPerson
from gainful.domain.plans.states import PlanStatus

CHANGED = register(
    MessageKind("promise_changed", gettext_lazy("What was promised to you changed"), may_switch_off=False)
)
SIGNED = register(
    MessageKind("promise_signed", gettext_lazy("Something you wait for was signed or answered"))
)
Text = Callable[[], str]


def members(organization: Organization | None, *roles: str) -> list[User]:
    """Return who works for an organization in one of these roles now, each once, at most 20."""
    if organization is None:
        return []
    found = Membership.objects.filter(
        organization=organization, role__in=roles, ended_at=None, user__is_active=True
    )
    return list({row.user_id: row.user for row in found.select_related("user")[:20]}.values())


def agency_readers(order: JobOrder) -> list[Reader]:
    """Return who works on the order: whoever made it while they are there, else the managers."""
    managers = members(order.agency, "program_manager", "operator")
    mine = [user for user in managers if user.pk == order.created_by_id]
    return [Reader(user=user, name=user.name) for user in mine or managers]


def employer_readers(order: JobOrder) -> list[Reader]:
    """Return who reads for the employer: its accounts, and the contact person where they have none."""
    found = [Reader(user=user, name=user.name) for user in members(order.employer, "employer")]
    if order.contact_email and order.contact_email.lower() not in {
        r.user.email.lower() for r in found if r.user
    }:
        found.append(Reader(email=order.contact_email, name=order.contact_name))
    return found


def _people(plan: Plan | None) -> list[Reader]:
    if plan is None:
        return []
    places = plan.people.select_related("participant")
    return [Reader(place.participant, name=str(place.participant)) for place in places if place.takes_part]


def _newest(order: JobOrder) -> Plan | None:
    shared = [PlanStatus.SENT, PlanStatus.SIGNED]
    return Plan.objects.filter(job_order=order, status__in=shared).order_by("-number").first()


def tell_readers(
    row: Notice, agency: Organization, kind: MessageKind, readers: Iterable[Reader], subject: Text, text: Text
) -> None:
    """Write to each reader but the one who did it; who cannot be reached has no way, and that is all."""
    actor = Actor(None, agency, SYSTEM_ROLE)
    for reader in readers:
        if reader.user is not None and reader.user.pk == row.user_id:
            continue
        words = Words(subject, text, about_kind=row.kind, about_id=str(row.about_id), occasion=str(row.pk))
        try:
            send_message(actor, kind, reader, words)
        except MessageError:
            continue


def _opening_withdrawn(row: Notice) -> None:
    opening = Opening.objects.select_related("job_order__agency", "job_order__employer").get(pk=row.about_id)
    order, plan = opening.job_order, _newest(opening.job_order)
    job, why = order.title, opening.reason.rstrip(". ")
    about = {"job": job, "n": opening.number, "why": why}

    def subject() -> str:
        return _("An opening was withdrawn: %(job)s") % {"job": job}

    tell_readers(
        row, order.agency, CHANGED, agency_readers(order), subject,
        lambda: _("Opening %(n)s of %(job)s was withdrawn: %(why)s. A plan made for it is out of date: make it again.")
        % about,
    )  # fmt: skip
    tell_readers(
        row, order.agency, CHANGED, employer_readers(order), subject,
        lambda: _(
            "Opening %(n)s of %(job)s was withdrawn: %(why)s. Your signature for the other openings stands."
            " Your agency makes the plan again and asks you where that changes what you signed."
        ) % about,
    )  # fmt: skip
    tell_readers(
        row, order.agency, CHANGED, _people(plan), subject,
        lambda: _(
            "The employer has one opening less for %(job)s. Your plan is looked over again. It may not hold for you."
            " Your record stays as it is, and you need do nothing. Your agency tells you what comes next; you can ask"
            " them at any time."
        ) % about,
    )  # fmt: skip


def _order_closed(row: Notice) -> None:
    order = JobOrder.objects.select_related("agency", "employer").get(pk=row.about_id)
    if order.status != JobOrderStatus.CLOSED:
        return
    job = {"job": order.title}

    def subject() -> str:
        return _("A job order was closed: %(job)s") % job

    tell_readers(
        row, order.agency, CHANGED, agency_readers(order), subject,
        lambda: _("%(job)s was closed. Its links have ended and nobody is asked for an answer any more.") % job,
    )  # fmt: skip
    tell_readers(
        row, order.agency, CHANGED, employer_readers(order), subject,
        lambda: _(
            "Your agency closed %(job)s: nobody is planned or trained for it any more. What you signed is kept as it"
            " is. If you still need people, tell your agency: they can open it again."
        ) % job,
    )  # fmt: skip
    tell_readers(
        row, order.agency, CHANGED, _people(_newest(order)), subject,
        lambda: _(
            "The search for people for %(job)s has ended, so your plan for it does not go on. This says nothing about"
            " you. Your record stays as it is. Your agency tells you what comes next; you can ask them at any time."
        ) % job,
    )  # fmt: skip


def _profile_signed(row: Notice) -> None:
    order = JobOrder.objects.select_related("agency", "employer").get(pk=row.about_id)
    plan = order.plans.exclude(status=PlanStatus.SUPERSEDED).order_by("-number").first()
    version = order.profile_versions.filter(signed_at__isnull=False).order_by("-number").first()
    is_old = plan is not None and version is not None and plan.profile_version_id != version.pk

    def text() -> str:
        what = _("Version %(n)s of what the job needs is signed.") % {"n": version.number if version else ""}
        return f"{what} {_('The plan was made for an earlier version: make it again.')}" if is_old else what

    tell_readers(
        row, order.agency, SIGNED, agency_readers(order),
        lambda: _("The employer signed: %(job)s") % {"job": order.title}, text,
    )  # fmt: skip


def _plan_signed(row: Notice) -> None:
    plan = Plan.objects.select_related("job_order__agency", "job_order__employer").get(pk=row.about_id)
    order = plan.job_order

    def subject() -> str:
        return _("The plan is signed: %(job)s") % {"job": order.title}

    tell_readers(
        row, order.agency, SIGNED, [*agency_readers(order), *employer_readers(order)], subject,
        lambda: _("Profile, openings and price of plan %(n)s are signed.") % {"n": plan.number},
    )  # fmt: skip
    tell_readers(
        row, order.agency, SIGNED, _people(plan), subject,
        lambda: _("The employer said yes to the plan for %(job)s. Look at your plan for your next step.")
        % {"job": order.title},
    )  # fmt: skip


def _person_answered(row: Notice) -> None:
    place = PlanPerson.objects.select_related("plan__job_order__agency").get(pk=row.about_id)
    order = place.plan.job_order
    words = {"who": place.code, "what": place.get_answer_display()}
    if place.misfits:
        words["what"] += f" ({', '.join(place.misfits)})"
    tell_readers(
        row, order.agency, SIGNED, agency_readers(order),
        lambda: _("A person answered: %(job)s") % {"job": order.title},
        lambda: _("%(who)s answered: %(what)s.") % words,
    )  # fmt: skip


def _review_asked(row: Notice) -> None:
    """Ask whoever made the job order, or a manager of the agency where they left, with a clock of thirty days."""
    review = ListReview.objects.select_related("job_order__agency", "organization").get(pk=row.about_id)
    readers = agency_readers(review.job_order)
    if review.is_open and readers:
        ask_for_review(Actor(None, review.organization, SYSTEM_ROLE), review, readers[0])


def _review_decided(row: Notice) -> None:
    review = ListReview.objects.select_related("participant", "organization").get(pk=row.about_id)
    words = {"job": review.job_title, "who": review.decided_by_name, "what": review.get_outcome_display()}
    tell_readers(
        row, review.organization, REVIEWED, [Reader(review.participant, name=str(review.participant))],
        lambda: _("A person looked at the list: %(job)s") % words,
        lambda: _("%(who)s looked at it. %(what)s. You read the whole answer under “How lists treat me”.") % words,
    )  # fmt: skip


REVIEW_ASKED = register_notice("list_review_asked", _review_asked)
REVIEW_DECIDED = register_notice("list_review_decided", _review_decided)
OPENING_WITHDRAWN = register_notice("opening_withdrawn", _opening_withdrawn)
ORDER_CLOSED = register_notice("order_closed", _order_closed)
PROFILE_SIGNED = register_notice("profile_signed", _profile_signed)
PLAN_SIGNED = register_notice("plan_signed", _plan_signed)
PERSON_ANSWERED = register_notice("person_answered", _person_answered)
