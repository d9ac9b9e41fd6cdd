"""My certificates: see, keep as a file, show to others; badges of others that I bring."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import certificate_queries as queries
from gainful.domain.cohorts.actions.certificates import share_certificate, shared_address, stop_sharing
from gainful.domain.cohorts.actions.held_badges import remove_badge
from gainful.domain.cohorts.certificate_access import may_certificate
from gainful.domain.cohorts.certificate_states import CERTIFICATE_RULES
from gainful.domain.cohorts.models import Certificate
from gainful.exchange.badges.errors import BadgeError
from gainful.imports.badges import (
    bring_badge,
    certificate_paper,
    certificate_picture,
    certificate_text,
    check,
)
from gainful.www.access import for_roles
from gainful.www.components.badge_form import BadgeForm
from gainful.www.components.badge_words import held_words, told
from gainful.www.components.job_order_steps import attempt
from gainful.www.participant.common import my_record

MOST = 100


def _mine(request: ActorRequest, certificate_id: UUID) -> Certificate:
    found = queries.my_certificate(my_record(request), certificate_id)
    if found is None:
        raise Http404
    return found


@for_roles("participant")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show my certificates, then the badges that I brought with what was found."""
    person = my_record(request)
    badges = list(queries.my_badges(person)[:MOST])
    context = {
        "certificates": list(queries.my_certificates(person)[:MOST]),
        "badges": [(row, held_words(row)) for row in badges],
    }
    return render(request, "participant/certificates.html", context)


@for_roles("participant")
@require_safe
def show(request: ActorRequest, certificate_id: UUID) -> HttpResponse:
    """Show one of my certificates as whoever checks it sees it."""
    found = _mine(request, certificate_id)
    context = {
        "certificate": found,
        "told": told(check(certificate_text(found))),
        "address": shared_address(found),
        "can": {verb: may_certificate(request.actor, verb, found) for verb in CERTIFICATE_RULES},
    }
    return render(request, "participant/certificate.html", context)


@for_roles("participant")
@require_safe
def download(request: ActorRequest, certificate_id: UUID, kind: str) -> HttpResponse:
    """Hand out my certificate as JSON or as a picture that carries it."""
    found = _mine(request, certificate_id)
    if kind == "json":
        return _file(certificate_text(found).encode(), "application/json", "certificate.json")
    if kind == "png":
        return _file(certificate_picture(found), "image/png", "certificate.png")
    raise Http404


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@for_roles("participant")
@require_POST
def step(request: ActorRequest, certificate_id: UUID, verb: str) -> HttpResponse:
    """Share my certificate by a link, end the link, or make a PDF whose code opens it."""
    found, actor = _mine(request, certificate_id), request.actor
    if verb == "paper":
        if not attempt(
            request, lambda: share_certificate(actor, found), _("Its code opens the page that you share.")
        ):
            return redirect("participant:certificate", found.pk)
        found.refresh_from_db()
        return _file(certificate_paper(found, shared_address(found)), "application/pdf", "certificate.pdf")
    if verb == "share":
        attempt(
            request, lambda: share_certificate(actor, found), _("Whoever has the address below sees it now.")
        )
    elif verb == "stop_sharing":
        attempt(
            request, lambda: stop_sharing(actor, found), _("Ended. Its address and codes open nothing more.")
        )
    else:
        raise Http404
    return redirect("participant:certificate", found.pk)


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: ActorRequest) -> HttpResponse:
    """Take a badge that somebody else gave me; it enters my profile where it counts and names me."""
    person = my_record(request)
    form = BadgeForm(request.POST if request.method == "POST" else None, request.FILES or None)
    del form.fields["documents_given"]  # what comes with a badge proves nothing about its issuer
    if request.method == "POST" and form.is_valid():
        try:
            row, _report = bring_badge(request.actor, person, form.content)
        except BadgeError as error:
            form.add_error(None, f"{error.message} {error.hint}".strip())
        else:
            said = (
                _("It is in your profile now.")
                if row.is_held
                else _("We kept it. It does not count for now.")
            )
            (messages.success if row.is_held else messages.warning)(request, f"{said} {held_words(row)}")
            return redirect("participant:certificates")
    return render(request, "participant/badge_bring.html", {"form": form}, status=422 if form.errors else 200)


@for_roles("participant")
@require_POST
def remove(request: ActorRequest, badge_id: UUID) -> HttpResponse:
    """Take a badge out of my record."""
    row = (
        queries.my_badges(my_record(request))
        .filter(pk=badge_id)
        .select_related("participant", "credential")
        .first()
    )
    if row is None:
        raise Http404
    attempt(request, lambda: remove_badge(request.actor, row), _("Removed."))
    return redirect("participant:certificates")
