"""Classes of the agency's cohorts."""

from __future__ import annotations

from gainful.domain.accounts.roles import MANAGERS, STAFF
from gainful.www.components.classes.space import Space
from gainful.www.components.classes.urls import class_urls
from gainful.www.program.cohorts.common import find_cohort, frame

SPACE = Space("program", STAFF, find_cohort, frame, MANAGERS)
urlpatterns = class_urls(SPACE)
