"""Ask, and say, whether outcomes may be followed with a seat or without; the draw never looks at it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts import asking
from gainful.domain.cohorts.access import hold, require_application, require_cohort
from gainful.domain.cohorts.actions.check_application import held
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Application, Cohort, Follow
from gainful.domain.cohorts.states import OPEN_APPLICATIONS
from gainful.domain.messages.actions import settle_requests


@transaction.atomic
def ask_all_to_follow(actor: Actor, cohort: Cohort) -> int:
    """Ask everybody in a cohort's selection who was never asked; returns how many."""
    hold(cohort)
    require_cohort(actor, "change_dates", cohort)
    rows = cohort.applications.filter(
        status__in=OPEN_APPLICATIONS, follow_asked_at=None, follow=Follow.NOT_SAID
    )
    found = list(rows.select_related("cohort", "organization", "participant"))
    for row in found:
        row.follow_asked_at = timezone.now()
        row.save(update_fields=["follow_asked_at"])
        asking.ask_follow(actor, row)
    return len(found)


@transaction.atomic
def say_follow(actor: Actor, application: Application, answer: str) -> Application:
    """Say yes or no to being followed; either may be changed at any time."""
    application = held(application)
    require_application(actor, "say_follow", application)
    if answer not in {Follow.YES, Follow.NO}:
        raise CohortError(_("Choose yes or no."), field="follow")
    application.follow = Follow(answer)
    application.follow_asked_at = application.follow_asked_at or timezone.now()
    application.save(update_fields=["follow", "follow_asked_at"])
    settle_requests(asking.FOLLOW, "application", application.pk)
    return application
