"""The whole record of a person, for themself: the last stage of the loop puts together what each stage keeps."""

from __future__ import annotations

from typing import Any

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.about_me import everything_about_me as training_about_me
from gainful.domain.cohorts.certificate_queries import everything_about_me as certificates_about_me
from gainful.domain.ledger.queries import rows_about_me
from gainful.domain.measures.queries import everything_about_me as measures_about_me
from gainful.domain.messages.about_me import everything_about_me as messages_about_me
from gainful.domain.participants.models import Participant
from gainful.domain.placements.queries import everything_about_me as placements_about_me
from gainful.domain.plans.plan_for_participant import everything_about_me
from gainful.domain.support.about_me import support_about_me
from gainful.domain.support.queries import everything_about


def whole_record(actor: Actor, person: Participant) -> dict[str, Any]:
    """Return everything that is kept about a person, for themself: page and API hand out the same file."""
    return {
        **everything_about_me(actor, person),
        "hours_and_costs": rows_about_me(person.pk),
        **placements_about_me(actor),
        **everything_about(person),
        **training_about_me(person),
        **certificates_about_me(person),
        "support": support_about_me(person),
        **measures_about_me(actor),
        **messages_about_me(actor),
    }
