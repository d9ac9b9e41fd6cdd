"""Who may take which step of an introduction: the table in `states`, and whose introduction it is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.accounts.roles import STAFF
from gainful.domain.job_orders.access import LINK_ROLE
from gainful.domain.messages.models import SignedLink
from gainful.domain.placements.errors import NotAllowedError
from gainful.domain.placements.links import ANSWER_INTRODUCTION, MEET_PERSON
from gainful.domain.placements.models import Introduction
from gainful.domain.placements.states import EMPLOYER_STEPS, PERSON_STEPS, RULES


def _is_party(actor: Actor, verb: str, introduction: Introduction, link: SignedLink | None) -> bool:
    if actor.role == LINK_ROLE:
        if link is None or link.about_id != str(introduction.pk):
            return False
        wanted = {MEET_PERSON.code: EMPLOYER_STEPS, ANSWER_INTRODUCTION.code: PERSON_STEPS}
        return verb in wanted.get(link.scope, frozenset())
    if actor.role == "employer":
        return introduction.employer_id is not None and introduction.employer_id == actor.organization_id
    if actor.role == "participant":
        return actor.user is not None and introduction.participant.user_id == actor.user.pk
    return introduction.organization_id == actor.organization_id


def may(actor: Actor, verb: str, introduction: Introduction, link: SignedLink | None = None) -> bool:
    """Whether the actor may take the step now."""
    rule = RULES[verb]
    if actor.role == SYSTEM_ROLE:
        return introduction.status in rule.states
    allowed = actor.role in rule.roles and introduction.status in rule.states
    return allowed and _is_party(actor, verb, introduction, link)


def require(actor: Actor, verb: str, introduction: Introduction, link: SignedLink | None = None) -> None:
    """Refuse with a reason unless the actor may take the step now."""
    rule = RULES[verb]
    if actor.role != SYSTEM_ROLE and (
        actor.role not in rule.roles or not _is_party(actor, verb, introduction, link)
    ):
        raise NotAllowedError(_("Your role does not allow this step of an introduction."))
    if introduction.status not in rule.states:
        raise NotAllowedError(
            _("This step is not open while the introduction is “%(status)s”.")
            % {"status": introduction.get_status_display()},
            hint=_("Reload the page to see what it waits for."),
        )


def require_staff(actor: Actor, organization_id: object) -> None:
    """Refuse unless the actor is staff of this agency."""
    if actor.role != SYSTEM_ROLE and (actor.role not in STAFF or actor.organization_id != organization_id):
        raise NotAllowedError(_("Only staff of the person's agency record this."))
