"""What every run refuses, a variable that a page lacks; and `make test-all`, an order that no query names."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Count
from django.db.models.sql.compiler import SQLCompiler
from django.template import Context, Engine, Origin, Template
from django.template.base import FilterExpression
from django.test.utils import CaptureQueriesContext

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.organizations.models import Membership, Organization
from tests import shuffled, unknown_variables
from tests.unknown_variables import OURS, UnknownVariableError


@pytest.fixture
def strict(monkeypatch):
    """Ask for every variable, for the length of a test."""
    monkeypatch.setattr(FilterExpression, "resolve", FilterExpression.resolve)
    unknown_variables.install()


def render(text, file=f"{OURS}/www/templates/x.html", **context):
    """Render a text as if it were a template of this file."""
    return Template(text, origin=Origin(file), engine=Engine()).render(Context(context))


@pytest.mark.parametrize(
    "text", ["{{ lost }}", "{{ here.lost }}", "{{ lost|upper }}", "{% with a=lost %}{{ a }}{% endwith %}"]
)
def test_a_variable_that_the_page_lacks_is_named(strict, text):
    with pytest.raises(UnknownVariableError, match="lost"):
        render(text, here={"a": 1})


@pytest.mark.parametrize(
    ("text", "shown"),
    [("{{ lost|default:'–' }}", "–"), ("{% if lost %}a{% else %}b{% endif %}", "b"),
     ("{% for a in lost %}a{% endfor %}", ""), ("{{ here.a }}", "1"),
     ("{{ none }}", "None"), ("{{ 'word'|upper }}", "WORD")],
)  # fmt: skip
def test_what_may_be_missing_and_what_is_there_are_shown(strict, text, shown):
    assert render(text, here={"a": 1}, none=None) == shown


def test_templates_of_libraries_are_left_as_they_are(strict):
    assert render("{{ lost }}", file="/library/x.html") == ""


def order_of(queryset):
    """Return what a query sorts by, as PostgreSQL is asked."""
    with CaptureQueriesContext(connection) as asked:
        list(queryset)
    return asked[-1]["sql"].partition("ORDER BY ")[2]


def test_a_query_without_an_order_is_shuffled_and_one_with_an_order_is_not(db, monkeypatch):
    monkeypatch.setattr(SQLCompiler, "get_order_by", SQLCompiler.get_order_by)
    shuffled.install()
    with acting_as_system("test"):
        assert order_of(Organization.objects.order_by()).startswith("random()")
        assert order_of(Organization.objects.order_by()[:2]).startswith("random()")
        assert "random" not in order_of(Organization.objects.order_by("name"))
        assert "random" not in order_of(Organization.objects.order_by().values("kind").distinct())
        names = {tuple(order) for order in _orders()}
    assert len(names) > 1


def _orders():
    for name in "abcd":
        Organization.objects.create(name=name, kind="agency")
    return [Organization.objects.order_by().values_list("name", flat=True) for _ in range(12)]


def test_counting_grouping_and_writing_still_answer(db, monkeypatch):
    monkeypatch.setattr(SQLCompiler, "get_order_by", SQLCompiler.get_order_by)
    shuffled.install()
    with acting_as_system("test"):
        for name in "abc":
            Organization.objects.create(name=name, kind="agency")
        everyone = Organization.objects.order_by()
        assert everyone.count() == 3
        assert everyone.filter(name="a").exists()
        assert everyone.filter(pk__in=everyone.values("pk")).update(name="d") == 3
        assert dict(everyone.values_list("kind").annotate(n=Count("pk"))) == {"agency": 3}
        assert everyone.union(everyone).count() == 3
        assert Membership.objects.filter(organization__in=everyone).delete()[0] == 0
