"""Reference data: which releases are here, what each holds and where it came from."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.organizations.models import Role
from gainful.engine.occupations import available_versions, current_version
from gainful.engine.occupations.outlook import projections_folder
from gainful.exchange.reference.manifest import read_manifest
from gainful.www.access import for_roles


@for_roles(Role.OPERATOR)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show every release with its tables, and the employment projections."""
    manifests = [read_manifest(folder) for _name, folder in sorted(available_versions().items())]
    place = projections_folder()
    loaded = place is not None and (place / "manifest.json").is_file()
    projections = read_manifest(place).tables[0] if place and loaded else None
    context = {"manifests": manifests, "current": current_version(), "projections": projections}
    return render(request, "operator/reference.html", context)
