"""Addresses of the pages of classes, made for each audience with its own gate."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.urls.resolvers import URLPattern
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.www.access import for_roles
from gainful.www.components.classes import hours, person, sessions, sheets
from gainful.www.components.classes.space import Space

Page = Callable[..., HttpResponse]
both = require_http_methods(["GET", "HEAD", "POST"])


def class_urls(space: Space) -> list[URLPattern]:
    """Return the addresses of classes for one audience; planning is for those who plan."""

    def gate(page: Page, method: Callable[[Any], Any], roles: Collection[str] = ()) -> Page:
        def view(request: ActorRequest, **given: Any) -> HttpResponse:
            return page(request, space, **given)

        view.__name__, view.__doc__, view.__module__ = page.__name__, page.__doc__, page.__module__
        return for_roles(*(roles or space.roles))(method(view))

    own = "classes/<uuid:session_id>/"
    of = "cohorts/<uuid:cohort_id>/classes"
    found = [
        path(f"{of}/", gate(sessions.listing, require_safe), name="sessions"),
        path(f"{of}.csv", gate(sessions.export, require_safe), name="sessions_export"),
        path(f"{of}/new/", gate(sessions.new, both, space.planners), name="session_new"),
        path(f"{of}/calendar/", gate(sessions.calendar, require_POST), name="class_calendar"),
        path(f"{of}/sheet.csv", gate(sheets.template, require_safe), name="sheet_template"),
        path(f"{of}/sheet/", gate(sheets.show, both), {"kind": "attendance"}, name="sheet"),
        path(f"{of}/online/", gate(sheets.show, both), {"kind": "online"}, name="online_sheet"),
        path(own, gate(sessions.show, require_safe), name="session"),
        path(f"{own}taps/", gate(sessions.taps, require_POST), name="session_taps"),
        path(f"{own}code/", gate(sessions.code, both), name="session_code"),
        path(f"{own}steps/<str:verb>/", gate(sessions.step, require_POST), name="session_step"),
        path("cohorts/<uuid:cohort_id>/hours/", gate(hours.show, require_safe), name="hours"),
        path("cohorts/<uuid:cohort_id>/hours.csv", gate(hours.export, require_safe), name="hours_export"),
        path("classmates/<uuid:enrolment_id>/", gate(person.show, both), name="class_person"),
        path(
            "classmates/<uuid:enrolment_id>/take-back/",
            gate(person.take_back, require_POST),
            name="training_back",
        ),
    ]
    if space.name == "program":
        found += [
            path(
                "cohorts/<uuid:cohort_id>/hours/rules/", gate(hours.counting, both, space.planners),
                name="hours_rule",
            ),
            path(
                "cohorts/<uuid:cohort_id>/hours/alert/", gate(hours.set_alert, require_POST, space.planners),
                name="hours_alert",
            ),
        ]  # fmt: skip
    return found
