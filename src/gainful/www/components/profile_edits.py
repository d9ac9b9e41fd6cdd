"""One place that turns a posted profile edit into a domain action, for every audience that may edit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders import actions
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder
from gainful.engine.competencies.model import Domain
from gainful.engine.skills.stated import own_words_id
from gainful.www.components.competency_search import find_competency, search_competencies
from gainful.www.components.job_order_steps import refuse


def parse_level(text: str) -> float | None:
    """Return the level typed or slid; empty means unknown; JobOrderError where it is no number."""
    if not text.strip():
        return None
    try:
        return float(text)
    except ValueError:
        raise JobOrderError(_("“%(text)s” is not a level.") % {"text": text[:20]}, field="level") from None


def _own_id(words: str) -> str:
    """Return the id of a line in one's own words; JobOrderError where there are none."""
    key = own_words_id(words)
    if len(key) < len("own:") + 2:
        raise JobOrderError(
            _("Say in a few words what the job asks for."),
            hint=_("“Run a band saw”, say."),
            field="competency",
        )
    return key


def apply_edit(actor: Actor, order: JobOrder, posted: QueryDict) -> str:
    """Do what the button says (`save`, `remove`, `accept`, `add` or `add_own`) and return one sentence about it."""
    competency_id = posted.get("competency_id", "")
    verb = posted.get("verb", "save")
    if verb == "accept":
        count = actions.accept_lines(actor, order, posted.get("need", ""))
        return ngettext("%(n)s line accepted.", "%(n)s lines accepted.", count) % {"n": count}
    if verb == "remove":
        actions.remove_line(actor, order, competency_id)
        return _("Removed. The history keeps it.")
    if verb == "add_own":
        line = actions.add_line(
            actor,
            order,
            competency_id=_own_id(posted.get("competency", "")),
            name=posted.get("competency", ""),
            domain=Domain.SKILL,
            need=posted.get("need", "we_train"),
        )
        return _("“%(name)s” added in your words.") % {"name": line.name}
    if verb == "add":
        found = find_competency(posted.get("competency", "") or competency_id)
        if found is None:
            raise JobOrderError(
                _("No competency has this name."),
                hint=_("Pick one from the list under the search box, or add it in your own words."),
                field="competency",
            )
        line = actions.add_line(
            actor,
            order,
            competency_id=found.id,
            name=found.name,
            domain=found.domain,
            level=3.0 if found.domain in {"skill", "knowledge", "ability"} else None,
            need=posted.get("need", "we_train"),
        )
        return _("“%(name)s” added.") % {"name": line.name}
    if "need" in posted:
        actions.set_need(actor, order, competency_id, str(posted["need"]))
    if "level" in posted and posted["level"] != posted.get("level_was"):
        actions.set_level(actor, order, competency_id, parse_level(str(posted["level"])))
    return _("Saved.")


def answer_edit(
    request: ActorRequest,
    actor: Actor,
    order: JobOrder,
    context: Callable[[str], dict[str, Any]],
    back: str,
) -> HttpResponse:
    """Do a posted edit; htmx gets the panel back, a plain form goes `back`.

    `context` is called with the id of the line that was changed, so that its form stays open.
    """
    said, problem = "", None
    try:
        said = apply_edit(actor, order, request.POST)
    except JobOrderError as error:
        problem = error
    if request.htmx:
        changed = request.POST.get("competency_id", "")
        return render(
            request, "parts/profile_panel.html", {**context(changed), "said": said, "error": problem}
        )
    if problem:
        refuse(request, problem)
    else:
        messages.success(request, said)
    return redirect(back)


def competency_options(request: ActorRequest) -> HttpResponse:
    """Options for the search box."""
    found = search_competencies(request.GET.get("competency", ""))
    return render(request, "parts/competency_options.html", {"found": found})
