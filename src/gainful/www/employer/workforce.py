"""What can our people do, and what will we need? The employer's own workforce as an inventory of skills."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from django import forms
from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.workforce import actions, queries
from gainful.domain.workforce.errors import WorkforceError
from gainful.domain.workforce.models import Target
from gainful.engine.disclosure import SMALLEST_GROUP
from gainful.engine.occupations import load_reference
from gainful.engine.workforce import Inventory, LevelStanding, RoleStanding
from gainful.engine.workforce.inventory import SHOWN_DOMAINS
from gainful.www.access import for_roles
from gainful.www.components.paging import numbered_page, page_of
from gainful.www.components.person_forms import styled
from gainful.www.components.tables import csv_response
from gainful.www.components.worker_page import occupation_title, worker_context

COLUMNS_SHOWN, FIRST_ROLES = 8, 8
ROLES_A_PAGE = 40
DOMAINS = (("skill", gettext_lazy("Skills")), ("knowledge", gettext_lazy("Knowledge")))
FULL = 7.0


class NeedForm(forms.Form):
    """So many people in an occupation, or at a level of a skill, by a day."""

    occupation = forms.CharField(
        label=gettext_lazy("Occupation"), max_length=200, required=False,
        help_text=gettext_lazy("Its title or its O*NET code. Leave it empty for a skill."),
    )  # fmt: skip
    competency = forms.ChoiceField(label=gettext_lazy("Or a skill or knowledge"), required=False)
    level = forms.DecimalField(
        label=gettext_lazy("At this level or above (0 to 7)"), required=False, min_value=0, max_value=7,
        max_digits=3, decimal_places=2,
    )  # fmt: skip
    people = forms.IntegerField(label=gettext_lazy("How many people"), min_value=1)
    due_on = forms.DateField(label=gettext_lazy("By"), widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label=gettext_lazy("Why"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(e.id, e.name) for e in load_reference().elements if e.domain in SHOWN_DOMAINS]
        choices = [("", _("none")), *sorted(found, key=lambda pair: pair[1])]
        self.fields["competency"].choices = choices  # type: ignore[attr-defined]
        styled(self)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the heat map: the level as a number, and how full its bar is; empty where it is not shown."""

    level: str
    share: int


@dataclass(frozen=True, slots=True)
class Line:
    """A role's row of the heat map."""

    code: str
    title: str
    people: int
    agreed: int
    counted: int
    told: int
    hidden: bool
    cells: list[Cell]


def heat_lines(found: Inventory, columns: list[int], first: int, count: int) -> list[Line]:
    """Return rows of the heat map, as texts."""
    lines = []
    for row in range(first, min(first + count, len(found.roles))):
        cells = [
            Cell("", 0) if np.isnan(level) else Cell(f"{level:.1f}", round(100 * float(level) / FULL))
            for level in found.mean[row, columns]
        ]
        code = found.roles[row]
        lines.append(
            Line(
                code, occupation_title(code), int(found.headcount[row]), int(found.agreed[row]),
                int(found.counted[row]), int(found.told[row]), found.is_hidden(row), cells,
            )
        )  # fmt: skip
    return lines


def telling_columns(found: Inventory, domain: str) -> list[int]:
    """Return the columns of a domain, those in which these roles differ most from the usual occupation first."""
    elements = found.reference.elements
    places = [at for at, place in enumerate(found.columns) if elements[int(place)].domain == domain]
    heads = found.counted[:, None].astype(float)
    weight = np.where(np.isnan(found.mean), 0.0, heads)
    mean = (np.nan_to_num(found.mean) * weight).sum(axis=0) / np.maximum(weight.sum(axis=0), 1)
    usual = np.nanmean(found.reference.level[:, found.columns], axis=0)
    return sorted(places, key=lambda at: (-(mean[at] - usual[at]), at))


def column_names(found: Inventory, columns: list[int]) -> list[str]:
    """Return the names of columns."""
    return [found.reference.elements[int(found.columns[at])].name for at in columns]


@for_roles("employer")
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Show who works here in numbers, what will be needed, and how far the present skills go; a POST adds a need."""
    actor = request.actor
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _taken(form, lambda: _add(request, form)):
        notices.success(request, _("Saved."))
        return redirect("employer:workforce")
    now = queries.state(actor)
    found = queries.inventory(actor, now)
    columns = telling_columns(found, "skill")[:COLUMNS_SHOWN] if found.roles else []
    context = {
        "state": now,
        "sentence": _sentence(now, found),
        "inventory": found,
        "names": column_names(found, columns),
        "lines": heat_lines(found, columns, 0, FIRST_ROLES),
        "more_roles": max(0, len(found.roles) - FIRST_ROLES),
        "needs": [_need(target, queries.standing(found, target)) for target in queries.targets(actor)],
        "form": form,
        "smallest": SMALLEST_GROUP,
    }
    return render(request, "employer/workforce.html", context, status=422 if form.errors else 200)


def _taken(form: forms.Form, step: Callable[[], object]) -> bool:
    try:
        step()
    except WorkforceError as error:
        form.add_error(
            error.field if error.field in form.fields else None, f"{error.message} {error.hint}".strip()
        )
        return False
    return True


def _add(request: ActorRequest, form: NeedForm) -> Target:
    given = form.cleaned_data
    return actions.add_target(
        request.actor, people=given["people"], due_on=given["due_on"], occupation=given["occupation"].strip(),
        competency=given["competency"], level=given["level"], note=given["note"],
    )  # fmt: skip


def _sentence(now: queries.WorkforceState, found: Inventory) -> str:
    if not now.people:
        return _("Nobody is on the list yet.")
    words = ngettext(
        "%(n)s person works here in %(roles)s roles;",
        "%(n)s people work here in %(roles)s roles;",
        now.people,
    ) % {"n": f"{now.people:,}", "roles": f"{len(found.roles):,}"}
    return words + " " + _("%(n)s agreed that you see their name.") % {"n": f"{now.shown:,}"}


def _need(target: Target, stands: RoleStanding | LevelStanding) -> dict[str, Any]:
    """Return one need as the page tells it."""
    if isinstance(stands, RoleStanding):
        what, uncounted = stands.title, 0
    else:
        what = _("%(name)s at level %(level)s or above") % {
            "name": stands.name,
            "level": f"{target.level:.1f}",
        }
        uncounted = stands.uncounted
    near = stands.movers[0] if stands.movers else None
    return {
        "target": target, "what": what, "have": stands.have, "missing": stands.missing, "movers": stands.movers,
        "plan": near.plan if near else None, "near": near, "uncounted": uncounted,
    }  # fmt: skip


@for_roles("employer")
@require_POST
def drop_need(request: ActorRequest, target_id: UUID) -> HttpResponse:
    """Need it no longer."""
    target = queries.targets(request.actor).filter(pk=target_id).first()
    if target is None:
        raise Http404
    actions.drop_target(request.actor, target)
    notices.success(request, _("Dropped."))
    return redirect("employer:workforce")


@for_roles("employer")
@require_POST
def ask(request: ActorRequest) -> HttpResponse:
    """Ask the workers who were not asked; the letters go out within minutes."""
    asked = actions.ask_workers(request.actor)
    words = ngettext("%(n)s person is asked by letter.", "%(n)s people are asked by letter.", asked)
    notices.success(request, words % {"n": f"{asked:,}"})
    return redirect("employer:workforce")


@for_roles("employer")
@require_safe
def skills(request: ActorRequest) -> HttpResponse:
    """Show the heat map: roles down, some skills across, every cell a number."""
    request.section = "employer:workforce"
    found = queries.inventory(request.actor)
    domain = request.GET.get("kind") if request.GET.get("kind") in dict(DOMAINS) else "skill"
    columns = telling_columns(found, str(domain)) if found.roles else []
    part = request.GET.get("part", "1")
    parts = max(1, -(-len(columns) // COLUMNS_SHOWN))
    number = min(parts, max(1, int(part))) if part.isascii() and part.isdigit() and len(part) < 4 else 1
    shown = columns[(number - 1) * COLUMNS_SHOWN : number * COLUMNS_SHOWN]
    page = numbered_page(
        request,
        len(found.roles),
        lambda start, count: heat_lines(found, shown, start, count),
        size=ROLES_A_PAGE,
    )
    context = {
        "inventory": found, "names": column_names(found, shown), "page": page, "domains": DOMAINS, "domain": domain,
        "part": number, "parts": range(1, parts + 1), "smallest": SMALLEST_GROUP,
    }  # fmt: skip
    return render(request, "employer/workforce_skills.html", context)


@for_roles("employer")
@require_safe
def skills_csv(request: ActorRequest) -> HttpResponse:
    """The whole heat map; an empty cell is not known or not shown."""
    found = queries.inventory(request.actor)
    everything = list(range(found.columns.size))
    header = [
        "code",
        "role",
        "people",
        "agreed",
        "counted in levels",
        "by own profile",
        *column_names(found, everything),
    ]
    rows = (
        (
            line.code,
            line.title,
            line.people,
            line.agreed,
            line.counted,
            line.told,
            *(cell.level for cell in line.cells),
        )
        for line in heat_lines(found, everything, 0, len(found.roles))
    )
    return csv_response("skills-inventory", header, rows)


@for_roles("employer")
@require_safe
def people(request: ActorRequest) -> HttpResponse:
    """List the workers who agreed to be shown."""
    request.section = "employer:workforce"
    q = request.GET.get("q", "").strip()[:100]
    now = queries.state(request.actor)
    page = page_of(request, queries.workers(request.actor, q=q))
    queries.note_looks(page.rows, _("Seen in the employer's list"))
    for row in page.rows:
        row.occupation = occupation_title(row.occupation_code)
    words = ngettext(
        "%(n)s person agreed that you see their name.",
        "%(n)s people agreed that you see their name.",
        now.shown,
    ) % {"n": f"{now.shown:,}"}
    unseen = ngettext(
        "%(n)s more is counted without a name.", "%(n)s more are counted without a name.", now.unseen
    ) % {"n": f"{now.unseen:,}"}
    return render(
        request, "employer/workforce_people.html", {"page": page, "q": q, "sentence": f"{words} {unseen}"}
    )


@for_roles("employer")
@require_safe
def person(request: ActorRequest, worker_id: UUID) -> HttpResponse:
    """Show one worker, as the worker reads it too."""
    request.section = "employer:workforce"
    row = queries.workers(request.actor).filter(pk=worker_id).first()
    if row is None:
        raise Http404
    queries.note_looks([row], _("Opened by the employer"))
    return render(request, "employer/worker.html", worker_context(row))


@for_roles("employer")
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: ActorRequest) -> HttpResponse:
    """List role titles with the occupation that each was read as; a POST says which one is right."""
    request.section = "employer:workforce"
    problem, status = "", 200
    if request.method == "POST":
        try:
            changed = actions.name_role(
                request.actor, request.POST.get("title", "")[:200], request.POST.get("occupation", "")
            )
        except WorkforceError as error:
            problem, status = f"{error.message} {error.hint}".strip(), 422
        else:
            words = ngettext(
                "%(n)s person's role was read anew.", "%(n)s people's roles were read anew.", changed
            )
            notices.success(request, words % {"n": changed})
            return redirect("employer:workforce_roles")
    found = queries.titles(request.actor)
    found.sort(key=lambda row: (row[1] != "", -row[2], row[0]))
    page = numbered_page(request, len(found), lambda start, count: found[start : start + count])
    unread = sum(1 for row in found if not row[1])
    rows = [
        {"title": title, "code": code, "occupation": occupation_title(code), "people": count}
        for title, code, count in page.rows
    ]
    words = ngettext("%(n)s role has no occupation yet.", "%(n)s roles have no occupation yet.", unread)
    context = {"rows": rows, "page": page, "problem": problem, "sentence": words % {"n": unread}}
    return render(request, "employer/workforce_roles.html", context, status=status)
