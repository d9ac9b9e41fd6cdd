"""The catalogue: what is taught, to which level, for how long and how much."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.organizations.courses import queries
from gainful.domain.organizations.courses.actions import keeps, retire_course, save_course
from gainful.domain.organizations.courses.models import Course, Modality
from gainful.engine.occupations import load_reference
from gainful.exchange.courses import parse_course, prerequisite_circles
from gainful.exchange.tables.headings import Problem
from gainful.imports.course_cells import COLUMNS, course_cells
from gainful.www.access import for_roles
from gainful.www.components.paging import count_words, page_of
from gainful.www.components.person_forms import styled
from gainful.www.components.tables import csv_response

MOST_EXPORTED = 50_000
SORTS = (
    ("title", gettext_lazy("Title")),
    ("price", gettext_lazy("Lowest price")),
    ("hours", gettext_lazy("Shortest")),
    ("-hours", gettext_lazy("Longest")),
)


def filters_of(request: ActorRequest) -> dict[str, str]:
    """Return what narrows the list, from the address."""
    return {key: request.GET.get(key, "").strip()[:120] for key in ("q", "modality", "teaches", "sort")}


@for_roles("program_manager")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show the catalogue."""
    filters = filters_of(request)
    rows = queries.courses(filters)
    count, n = count_words(rows)
    narrowed = any(filters[key] for key in ("q", "modality", "teaches"))
    context = {
        "page": page_of(request, rows),
        "sentence": ngettext(
            "%(n)s course can be planned with.", "%(n)s courses can be planned with.", count
        ) % {"n": n},
        "narrowed": narrowed,
        "filters": filters,
        "modalities": [("", _("Any")), *Modality.choices],
        "columns": [_("Course"), _("Provider"), _("Hours"), _("Price"), _("How"), _("Teaches")],
        "sorts": SORTS,
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "program/courses_home.html", context)


@for_roles("program_manager")
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The same list as CSV, in the columns that an import reads."""
    rows = queries.courses(filters_of(request)).prefetch_related("competencies", "prerequisites__requires")
    return csv_response("courses", COLUMNS, (course_cells(course) for course in rows[:MOST_EXPORTED]))


def get_course(course_id: UUID) -> Course:
    """Return the course, or 404."""
    course = queries.course(course_id)
    if course is None:
        raise Http404
    return course


@for_roles("program_manager")
@require_safe
def show(request: ActorRequest, course_id: UUID) -> HttpResponse:
    """Show what a course teaches, what comes before and after it."""
    course = get_course(course_id)
    reference = load_reference()
    titles = {o.code: o.title for o in reference.occupations}
    occupations = [(code, titles.get(code, code)) for code in course.occupations]
    return render(
        request,
        "program/course.html",
        {"course": course, "occupations": occupations, "may_change": keeps(course.provider)},
    )


class CourseForm(forms.Form):
    """A course as a person writes it down; the same words as in a spreadsheet."""

    code = forms.CharField(label=gettext_lazy("Course ID"), max_length=60)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    hours = forms.CharField(label=gettext_lazy("Hours in all"), max_length=12)
    price = forms.CharField(label=gettext_lazy("Price, USD"), max_length=12)
    teaches = forms.CharField(
        label=gettext_lazy("Teaches"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One a line, with the level it leads to, 0 to 7: Active Listening=3.5 or onet:2.A.1.b=2..3.5"
        ),
    )
    weekly_hours = forms.CharField(label=gettext_lazy("Hours a week"), max_length=12, required=False)
    modality = forms.ChoiceField(label=gettext_lazy("How"), choices=Modality.choices)
    start_dates = forms.CharField(
        label=gettext_lazy("Start dates"),
        required=False,
        help_text=gettext_lazy("Such as 2027-01-11; 2027-03-01. Empty: any day."),
    )
    seats = forms.CharField(label=gettext_lazy("Seats"), max_length=8, required=False)
    credential = forms.CharField(label=gettext_lazy("Credential earned"), max_length=110, required=False)
    occupations = forms.CharField(
        label=gettext_lazy("Occupations it is for"),
        required=False,
        help_text=gettext_lazy("Codes such as 31-1131.00, separated by semicolons."),
    )
    prerequisites = forms.CharField(
        label=gettext_lazy("Prerequisites"),
        required=False,
        help_text=gettext_lazy("IDs of courses to finish first, separated by semicolons."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


def _save(request: ActorRequest, form: CourseForm, provider: str) -> Course | None:
    cells = {**form.cleaned_data, "provider": provider}
    cells["teaches"] = "; ".join(line.strip() for line in cells["teaches"].splitlines() if line.strip())
    record, problems = parse_course(cells, load_reference())
    problems = [*problems, *(_circle(record) if record else [])]
    for problem in problems:
        form.add_error(problem.column if problem.column in form.fields else None, problem.message)
    if record is None or problems:
        return None
    try:
        return save_course(request.actor, record)
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _circle(record: Any) -> list[Problem]:
    """Name the circle that this course's prerequisites would close."""
    graph = queries.prerequisite_graph()
    graph[record.code] = record.prerequisites
    found = [circle for circle in prerequisite_circles(graph) if record.code in circle]
    return [
        Problem(
            "prerequisites", _("These courses wait for each other: %s.") % " → ".join((*circle, circle[0]))
        )
        for circle in found
    ]


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Add a course of one's own organization."""
    form = CourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (course := _save(request, form, "")):
        messages.success(request, _("Saved."))
        return redirect("program:course", course.pk)
    return render(request, "program/course_form.html", {"form": form})


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActorRequest, course_id: UUID) -> HttpResponse:
    """Change a course; its ID stays."""
    course = get_course(course_id)
    if not keeps(course.provider):
        raise PermissionDenied
    now = dict(zip(COLUMNS, course_cells(course), strict=True))
    now["teaches"] = str(now["teaches"]).replace("; ", "\n")
    form = CourseForm(request.POST or None, initial=now)
    form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid() and _save(request, form, course.provider.name):
        messages.success(request, _("Saved. Plans made before keep the course as it was."))
        return redirect("program:course", course_id)
    return render(request, "program/course_form.html", {"form": form, "course": course})


@for_roles("program_manager")
@require_POST
def retire(request: ActorRequest, course_id: UUID) -> HttpResponse:
    """Stop or resume offering a course."""
    course = get_course(course_id)
    try:
        retire_course(request.actor, course)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("program:course", course_id)
    messages.success(request, _("Offered again.") if course.is_active else _("No new plan will use it."))
    return redirect("program:course", course_id)
