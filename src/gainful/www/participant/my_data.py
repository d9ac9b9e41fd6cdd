"""What is kept about me: part by part, who saw it, how to correct it, and all of it as a file."""

from __future__ import annotations

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.measures.about_me import whole_record
from gainful.domain.participants import queries
from gainful.domain.participants.record_parts import Part, kept_about
from gainful.domain.plans.plan_for_participant import my_plans
from gainful.domain.support.about_me import count_about_me
from gainful.www.access import for_roles
from gainful.www.participant.common import my_record

LOOKERS_SHOWN = 50
WORDS: dict[Part, tuple[str | Promise, str | Promise, str]] = {
    Part.PERSON: (_("My name and how to reach me"), _("and what I need from a job"), "participant:edit"),
    Part.JOBS: (_("My jobs"), _("they show what I can do"), "participant:profile"),
    Part.CREDENTIALS: (_("My certificates"), _("some jobs ask for them"), "participant:profile"),
    Part.COMPETENCIES: (_("My skills"), _("what I said or was tested on"), "participant:profile"),
    Part.DOCUMENTS: (_("My résumés"), _("the words I sent, and what we read in them"), "participant:resume"),
    Part.BARRIERS: (
        _("What I could use help with"),
        _("to find help; never to leave me out"),
        "participant:edit",
    ),
    Part.CHARACTERISTICS: (
        _("Facts such as my age or gender"),
        _("only to check that lists are fair; they never change my place"),
        "",
    ),
    Part.CONSENTS: (
        _("What I let others see"),
        _("with the days it began and ended"),
        "participant:privacy",
    ),
    Part.MERGES: (
        _("Records about me that were put together"),
        _("by whom, when and why"),
        "participant:privacy",
    ),
    Part.MEASURES: (
        _("My income, credit and housing"),
        _("so that I tell it once, and not each agency anew"),
        "participant:shared_measures",
    ),
    Part.CLAIMS: (
        _("Agencies that I told that they know me, too"),
        _("to make one record of two"),
        "participant:claims",
    ),
    Part.EXCHANGED: (
        _("Agencies from which my record came as a file"),
        _("so that everybody knows whose record it is"),
        "",
    ),
    Part.READS: (_("Who looked at my record"), _("each look, with its day"), "participant:privacy"),
}
"""Each part in the person's words, why it is kept, and where they change it (empty: with their agency)."""


@for_roles("participant")
@require_safe
def show(request: ActorRequest) -> HttpResponse:
    """Show what is stored about me, who saw it, and how to correct it."""
    request.section = "participant:privacy"
    person = my_record(request)
    plans = my_plans()
    lookers = list(queries.lookers_of(person)[: LOOKERS_SHOWN + 1])
    context = {
        "person": person,
        "parts": [(kept, *WORDS[kept.part]) for kept in kept_about(person)],
        "facts": person.characteristics.all(),
        "plans": len(plans),
        "support": count_about_me(person),
        "shared": sum(plan.is_shared for plan in plans),
        "lookers": lookers[:LOOKERS_SHOWN],
        "more": len(lookers) > LOOKERS_SHOWN,
    }
    return render(request, "participant/kept.html", context)


@for_roles("participant")
@require_safe
def download(request: ActorRequest) -> HttpResponse:
    """Everything that is kept about me, as a file."""
    person = my_record(request)
    data = whole_record(request.actor, person)
    body = json.dumps(data, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response
