"""Is this installation fit to hold people's records? What `gainful doctor` prints, as a page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.operations.health import Finding, State, recent_findings
from gainful.domain.organizations.models import Role
from gainful.www.access import for_roles

WORDS = {State.GOOD: _("Good"), State.LOOK: _("Look"), State.BAD: _("Wrong")}


def _sentence(found: list[Finding]) -> str:
    bad = sum(finding.state == State.BAD for finding in found)
    if bad:
        return ngettext("%d thing is wrong.", "%d things are wrong.", bad) % bad
    look = sum(finding.state == State.LOOK for finding in found)
    if look:
        return (
            ngettext(
                "Nothing is wrong; %d thing is worth a look.",
                "Nothing is wrong; %d things are worth a look.",
                look,
            )
            % look
        )
    return _("Nothing is wrong.")


@for_roles(Role.OPERATOR)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Say the worst first, of the last look, ten minutes old at most; `?now=1` looks again."""
    order = [State.BAD, State.LOOK, State.GOOD]
    at, found = recent_findings(now="now" in request.GET)
    rows = [
        (finding, WORDS[finding.state]) for finding in sorted(found, key=lambda one: order.index(one.state))
    ]
    return render(request, "operator/health.html", {"rows": rows, "sentence": _sentence(found), "at": at})
