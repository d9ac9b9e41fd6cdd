"""Badges for everybody: check one without an account, read an agency's keys and lists, see one that is shared."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import certificate_queries as queries
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.links import CERTIFICATE
from gainful.domain.cohorts.models import Certificate
from gainful.domain.messages import links as signed
from gainful.domain.messages.links import LinkClosed
from gainful.domain.messages.models import SignedLink
from gainful.exchange.badges.errors import BadgeError
from gainful.exchange.badges.writing import text_of
from gainful.imports.badges import certificate_text, check, keys_document, published_list
from gainful.www.components.badge_form import BadgeForm
from gainful.www.components.badge_words import told
from gainful.www.guest.limits import require_few

SCOPE = CERTIFICATE.code
MOST_AN_HOUR = 240
"""An employer's office that checks a class of applicants has one address."""
CACHED_S = 300
"""How long others may keep a list: a revocation is known everywhere after five minutes."""


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: ActorRequest) -> HttpResponse:
    """Check a badge that somebody gives; nothing of it is kept."""
    form = BadgeForm(request.POST if request.method == "POST" else None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            require_few(request, "badge-check", MOST_AN_HOUR)
            context["told"] = told(check(form.content, form.documents))
        except (BadgeError, CohortError) as error:
            form.add_error(None, f"{error.message} {error.hint}".strip())
    return render(request, "guest/verify.html", context, status=422 if form.errors else 200)


def _public(text: str) -> HttpResponse:
    """Return a document that names nobody, for anybody's program to read, also from another site's page."""
    response = HttpResponse(text, content_type="application/json")
    response["Cache-Control"] = f"public, max-age={CACHED_S}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


@login_not_required
@require_safe
def issuer_keys(request: ActorRequest, organization_id: UUID) -> HttpResponse:  # noqa: ARG001
    """Hand out the keys of an agency: the document of its did:web."""
    found = keys_document(organization_id)
    if found is None:
        raise Http404
    return _public(text_of(found))


@login_not_required
@require_safe
def status_list(
    request: ActorRequest,  # noqa: ARG001
    organization_id: UUID,
    number: int,
    purpose: str,
) -> HttpResponse:
    """Hand out a signed list of what was revoked or suspended; it names nobody."""
    found = published_list(organization_id, number, purpose, timezone.now()) if number < 32_768 else None
    if found is None:
        raise Http404
    return _public(found)


def _shared(link: SignedLink) -> Certificate:
    found = queries.shared_certificate(link.about_id)
    if found is None:
        raise LinkClosed
    return found


def certificate_page(request: ActorRequest, link: SignedLink, _actor: Actor, token: str) -> HttpResponse:
    """Show a certificate whose holder shares it, with what a check says now."""
    found = _shared(link)
    context = {"certificate": found, "told": told(check(certificate_text(found))), "token": token}
    return render(request, "guest/certificate.html", context)


@login_not_required
@never_cache
@require_safe
def shared_file(request: ActorRequest, token: str) -> HttpResponse:  # noqa: ARG001
    """Hand out the shared certificate as a file, for who checks it with a program of their own."""
    try:
        with signed.acting_through(token) as (link, _actor):
            if link.scope != SCOPE:
                raise LinkClosed
            text = certificate_text(_shared(link))
    except LinkClosed:
        raise Http404 from None
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="certificate.json"'
    return response
