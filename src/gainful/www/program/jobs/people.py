"""Who could do it: the sentence, feeder occupations, people with their figures, what would change the list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder, ProfileVersion
from gainful.domain.participants.actions import record_reads
from gainful.domain.participants.experience import jobs_of
from gainful.domain.participants.models import Layoff
from gainful.domain.participants.queries import ids_found, layoffs_of, roster_of
from gainful.domain.plans import queries
from gainful.domain.plans.actions import choose_people
from gainful.domain.plans.queries import SHORT_TRAINING
from gainful.engine.occupations import load_reference
from gainful.engine.planning.history import Earlier, earlier_work
from gainful.engine.ranking.ranked import PoolRanking, RankedPerson
from gainful.www.access import for_roles
from gainful.www.components.feeders import feeder_rows
from gainful.www.components.job_order_steps import refuse
from gainful.www.components.paging import Page, numbered_page, whole_number
from gainful.www.program.jobs.common import STAFF, get_order, page, tray_context
from gainful.www.program.jobs.list_order import order_asked, order_context, years_words

PEOPLE_A_PAGE = 12
"""A page that a phone scrolls in a few strokes."""
ONE_LOOK = timedelta(minutes=15)
"""Moving a constraint draws the list anew: to the people in it that is still one look."""
REASONS = {
    "wage": gettext_lazy("Need more pay than the job offers"),
    "area": gettext_lazy("Want to work in another area"),
    "schedule": gettext_lazy("Cannot work these shifts"),
    "hours": gettext_lazy("Would need more training hours"),
    "occupation": gettext_lazy("Work in another occupation"),
    "credentials": gettext_lazy("Lack a credential the law asks for"),
}


SEGMENTS = {
    "age_group": gettext_lazy("Age"),
    "disability": gettext_lazy("Disability"),
    "gender": gettext_lazy("Gender"),
    "race_ethnicity": gettext_lazy("Race and ethnicity"),
    "veteran": gettext_lazy("Veteran"),
}
GROUPS = {
    "": gettext_lazy("With some training"),
    "ready": gettext_lazy("Did this very work last: refer them now"),
    "apart": gettext_lazy("A step down for them"),
}
"""The lists a ranking holds; each person stands on one of them."""


def asked_from(request: ActorRequest) -> dict[str, Any]:
    """Return the constraints in the URL; a box that was shown and not ticked leaves its constraint out."""
    query = request.GET
    shown = "shown" in query
    asked: dict[str, Any] = {name: name in query or not shown for name in ("wage", "area", "shifts")}
    asked |= order_asked(query)
    hours = whole_number(query.get("max_hours", ""))
    if hours is not None:
        asked["max_hours"] = float(hours)
    if code := query.get("occupation", ""):
        try:
            load_reference().row(code)
        except KeyError:
            return asked
        asked["occupation"] = code
    return asked


def _sentence(ranking: PoolRanking) -> str:
    near = ranking.within(SHORT_TRAINING)
    ready = ranking.count("ready")
    also = (
        " "
        + ngettext(
            "%(n)s more did this very work last: refer that person now.",
            "%(n)s more did this very work last: refer them now.",
            ready,
        )
        % {"n": f"{ready:,}"}
        if ready
        else ""
    )
    return _who(ranking, near) + _without_experience(ranking) + also


def _without_experience(ranking: PoolRanking) -> str:
    """Name those whose hours alone would bring them near: they lack years of work that no training gives."""
    asked, count = ranking.constraints.experience_years, ranking.within_without_experience(SHORT_TRAINING)
    if asked is None or not count:
        return ""
    words = ngettext(
        "%(n)s more would need as little training, but lacks the experience that the posting asks for (%(years)s),"
        " which no training gives.",
        "%(n)s more would need as little training, but lack the experience that the posting asks for (%(years)s),"
        " which no training gives.",
        count,
    )
    return " " + words % {"n": f"{count:,}", "years": years_words(asked)}


def _who(ranking: PoolRanking, near: int) -> str:
    if not near and ranking.within_without_experience(SHORT_TRAINING):
        return _("Nobody in your pool could do this job with less than %(h)s hours of training.") % {
            "h": SHORT_TRAINING
        }
    if not near:
        return ngettext(
            "%(n)s person in your pool could be considered; each would need more than %(h)s hours of training.",
            "%(n)s people in your pool could be considered; each would need more than %(h)s hours of training.",
            len(ranking),
        ) % {"n": f"{len(ranking):,}", "h": SHORT_TRAINING}
    most = list(ranking.by_occupation(SHORT_TRAINING))[:3]
    now = [ranking.reference.occupation(code).title.lower() for code in most]
    return ngettext(
        "%(n)s person in your pool could do this job with less than %(h)s hours of training; last work:"
        " %(now)s.",
        "%(n)s people in your pool could do this job with less than %(h)s hours of training; last work, most"
        " often: %(now)s.",
        near,
    ) % {"n": f"{near:,}", "h": SHORT_TRAINING, "now": "; ".join(now) or _("not known")}


def people_wanted(request: ActorRequest) -> frozenset[str] | None:
    """Return the ids of the people that a search by name or ID finds, of a layoff's roster; None without either."""
    text, layoff = request.GET.get("q", "").strip()[:100], layoff_asked(request)
    roster = None if layoff is None else frozenset(roster_of(layoff))
    if not text:
        return roster
    found = frozenset(ids_found(text))
    return found if roster is None else found & roster


def layoff_asked(request: ActorRequest) -> Layoff | None:
    """Return the layoff whose people alone are asked for, None where it is none of the organization's."""
    try:
        key = UUID(request.GET.get("layoff", ""))
    except ValueError:
        return None
    return layoffs_of(request.actor).filter(pk=key).first()


def _listed(request: ActorRequest, shown: PoolRanking) -> Page:
    """Return one page of the list, or of those on it who are searched for; their places stay those of the list."""
    wanted = people_wanted(request)
    if wanted is None:
        return numbered_page(
            request, len(shown), lambda start, size: list(shown.page(start, size)), size=PEOPLE_A_PAGE
        )
    places = shown.places_of(wanted)
    return numbered_page(
        request,
        len(places),
        lambda start, size: list(shown.at(places[start : start + size])),
        size=PEOPLE_A_PAGE,
    )


def ranking_of(request: ActorRequest, order: JobOrder) -> tuple[ProfileVersion, PoolRanking] | None:
    """Return the version that is ranked against and its list, as the address asks; None without a profile."""
    version = queries.version_to_plan(order)
    if version is None:
        return None
    return version, queries.rank_people(request.actor, order, version, asked_from(request))


def _context(
    request: ActorRequest, order: JobOrder, version: ProfileVersion, ranking: PoolRanking
) -> dict[str, Any]:
    shown = ranking.group(request.GET.get("list", ""))
    listed = _listed(request, shown)
    asked = asked_from(request)
    query = request.GET.copy()
    query.pop("page", None)
    tray = tray_context(request.actor, order)
    earlier = earlier_of(order, ranking, listed.rows)
    return {
        **page(request, order, "people"),
        "version": version,
        "ranking": ranking,
        "sentence": _sentence(ranking),
        "people": listed.rows,
        "rows": [(row, earlier[row.id].short) for row in listed.rows],
        "searched": request.GET.get("q", "").strip()[:100],
        "layoff": layoff_asked(request),
        **tray,
        "page": listed,
        "query": query.urlencode(),
        "groups": _groups(request, ranking),
        "beside": shown is not ranking,
        "area_name": queries.area_name(order, version, ranking.pool),
        "asked": asked,
        "occupation": asked.get("occupation", ""),
        "excluded": [
            (REASONS.get(reason, reason), count, ranking.if_relaxed.get(reason, 0))
            for reason, count in ranking.excluded.items()
            if count
        ],
        "rates": [
            (SEGMENTS.get(rate.segment, rate.segment), rate)
            for rate in ranking.selection_rates
            if rate.rate is not None
        ],
        "chosen_rates": [
            (SEGMENTS.get(rate.segment, rate.segment), rate)
            for rate in ranking.chosen_rates(str(one.participant_id) for one in tray["chosen"])
        ],
        **order_context(request.GET, ranking.constraints.experience_years),
        "area_dropped": bool(order.area_code) and asked["area"] and ranking.constraints.area is None,
        "short_training": SHORT_TRAINING,
        "pool_size": len(ranking.pool),
        "narrowed": "shown" in request.GET,
    }


def earlier_of(order: JobOrder, ranking: PoolRanking, rows: Iterable[RankedPerson]) -> dict[str, Earlier]:
    """Return by id what the record of people on a page says beside their last work, which the list does not read."""
    shown = list(rows)
    jobs = jobs_of([UUID(row.id) for row in shown])
    today, code = timezone.localdate(), order.occupation_code or None
    return {row.id: earlier_work(ranking, row.row, jobs[row.id], code, today) for row in shown}


def in_words(earlier: Earlier) -> tuple[str, ...]:
    """Return what to ask about earlier work, and that somebody works now."""
    now = (
        (_("Works now, by the record: ask whether they want to leave that job."),)
        if earlier.works_now
        else ()
    )
    return (*earlier.asks, *now)


def _groups(request: ActorRequest, ranking: PoolRanking) -> list[dict[str, Any]]:
    """Return the lists with how many stand on each and the address that shows it, the constraints kept."""
    now = request.GET.get("list", "")
    found = []
    for name, label in GROUPS.items():
        query = request.GET.copy()
        query.pop("page", None)
        query["list"] = name
        count = len(ranking.group(name))
        if count or not name or name == now:
            found.append(
                {"label": label, "n": count, "name": name, "query": query.urlencode(), "now": name == now}
            )
    return found


def _note(request: ActorRequest, seen: Iterable[str], what: str) -> None:
    """Note in each person's read log who saw them here."""
    record_reads(request.actor, [UUID(person) for person in seen], what=what, once_in=ONE_LOOK)


@for_roles(*STAFF)
@require_safe
def people(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Show the whole page; htmx asks for the list only, as constraints move."""
    order = get_order(request, order_id)
    found = ranking_of(request, order)
    if found is None:
        return redirect("program:job_profile", order.pk)
    version, ranking = found
    context = _context(request, order, version, ranking)
    _note(request, (row.id for row in context["people"]), _("Seen in a list of who could do a job"))
    _note(request, context["chosen_ids"], _("Seen among the people chosen for a job"))
    if request.htmx:
        return render(request, "parts/people_list.html", context)
    context |= feeder_rows(version, order, ranking)
    return render(request, "program/jobs_people.html", context)


@for_roles(*STAFF)
@require_POST
def choose(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Put the people ticked on a page into the tray, or take people out; htmx gets the tray back."""
    order = get_order(request, order_id)
    try:
        choose_from(request, order)
    except JobOrderError as error:
        refuse(request, error)
        if request.htmx:
            return HttpResponse(headers={"HX-Refresh": "true"})
    if not request.htmx:
        back = reverse("program:job_people", args=[order.pk])
        return redirect(f"{back}?{request.GET.urlencode()}#people-list")
    return render(request, "parts/people_tray.html", {"order": order, **tray_context(request.actor, order)})


def choose_from(request: ActorRequest, order: JobOrder) -> None:
    """Do what a posted page says: `person` are ticked, `on_page` all that it showed, `out` leave the tray."""
    posted = request.POST
    if out := posted.getlist("out"):
        choose_people(request.actor, order, (), among=out)
    elif "everybody_out" in posted:
        choose_people(request.actor, order, ())
    else:
        choose_people(request.actor, order, posted.getlist("person"), among=posted.getlist("on_page"))


def _list_of(ranking: PoolRanking, person_id: str) -> tuple[PoolRanking, int]:
    """Return the list a person stands on and their place there; left out by a constraint, they are a list of one."""
    for group in (ranking.group(name) for name in GROUPS):
        place = group.place_of(person_id)
        if place is not None:
            return group, place
    alone = ranking.only([person_id])
    if not len(alone):
        raise Http404
    return alone, 0


@for_roles(*STAFF)
@require_safe
def person(request: ActorRequest, order_id: UUID, person_id: UUID) -> HttpResponse:
    """One person side by side with the job: required against held, hours, support, what would change the rank."""
    order = get_order(request, order_id)
    found = ranking_of(request, order)
    if found is None:
        raise Http404
    ranking, place = _list_of(found[1], str(person_id))
    _note(request, [str(person_id)], _("Compared with a job"))
    shown = ranking.person(place)
    return render(
        request,
        "program/jobs_person.html",
        {
            **page(request, order, "people"),
            "person": shown,
            "earlier": in_words(earlier_of(order, ranking, [shown])[shown.id]),
            "of": len(ranking),
            "price_per_hour": ranking.price_per_hour,
            "query": request.GET.urlencode(),
        },
    )
