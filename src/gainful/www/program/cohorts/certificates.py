"""Certificates of a cohort: issue to whoever completed, suspend, revoke, issue anew; the keys that sign them."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS, STAFF
from gainful.domain.cohorts import certificate_queries as queries
from gainful.domain.cohorts.actions.certificates import (
    CertificateDraft,
    issue_all,
    move_certificate,
    reissue_certificate,
)
from gainful.domain.cohorts.actions.issuer_keys import replace_key, withdraw_key
from gainful.domain.cohorts.certificate_access import may_certificate
from gainful.domain.cohorts.certificate_states import CERTIFICATE_RULES, CertificateStatus
from gainful.domain.cohorts.models import Certificate
from gainful.domain.participants.actions import record_reads
from gainful.imports.badges import SIGNER, certificate_text, check
from gainful.www.access import for_roles
from gainful.www.components.badge_words import told
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.paging import counted_page
from gainful.www.components.tables import csv_response
from gainful.www.program.cohorts.common import find_cohort, frame

MOST = 5_000
DONE = {
    "suspend": gettext_lazy("Suspended. Whoever checks it sees that it does not count for now."),
    "reinstate": gettext_lazy("It counts again."),
    "revoke": gettext_lazy("Revoked. Whoever checks it sees that it does not count."),
}


class CertificateForm(forms.Form):
    """What a manager may say of certificates; empty fields come from the cohort."""

    title = forms.CharField(
        label=gettext_lazy("What it is for (empty: the role, or the curriculum)"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"class": "usa-input"}),
    )  # fmt: skip
    valid_until = forms.DateField(
        label=gettext_lazy("Last day (empty: it does not end)"), required=False,
        widget=forms.DateInput(attrs={"class": "usa-input", "type": "date"}),
    )  # fmt: skip
    ctid = forms.CharField(
        label=gettext_lazy("Number in the Credential Registry (CTID), if it has one"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"class": "usa-input"}),
    )  # fmt: skip

    def draft(self, name: str = "") -> CertificateDraft:
        """Return what was told."""
        return CertificateDraft(**self.cleaned_data, name=name)


def _found(request: ActorRequest, certificate_id: UUID) -> Certificate:
    found = queries.our_certificate(request.actor, certificate_id)
    if found is None:
        raise Http404
    return found


def _said(form: forms.Form) -> str:
    return " ".join(f"{form.fields[name].label}: {row[0]}" for name, row in form.errors.items())


@for_roles(*STAFF)
@require_safe
def listing(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Show who completed and has no certificate, then the certificates of the cohort."""
    cohort = find_cohort(request, cohort_id)
    filters = {key: request.GET.get(key, "").strip()[:100] for key in ("q", "status")}
    page = counted_page(request, queries.certificates_of(cohort, filters))
    waiting = list(queries.without_certificate(cohort)[:200])
    record_reads(
        request.actor, [*(row.participant_id for row in page.rows), *(row.participant_id for row in waiting)],
        what=_("Certificates of a cohort"),
    )  # fmt: skip
    context = {
        **frame(request, cohort),
        "page": page,
        "filters": filters,
        "waiting": waiting,
        "form": CertificateForm(),
        "statuses": [("", _("All")), *CertificateStatus.choices],
        "columns": [_("Name"), _("What for"), _("State"), _("Issued"), _("Last day")],
        "is_reachable": settings.SITE_ADDRESS.startswith("https://"),
        "address": settings.SITE_ADDRESS,
    }
    return render(request, "program/cohort_certificates.html", context)


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """The cohort's certificates as CSV; noted in read logs."""
    cohort = find_cohort(request, cohort_id)
    filters = {key: request.GET.get(key, "").strip()[:100] for key in ("q", "status")}
    rows = list(queries.certificates_of(cohort, filters)[:MOST])
    record_reads(request.actor, [row.participant_id for row in rows], what=_("List exported"))
    header = ("id", "name", "title", "state", "since", "reason", "issued", "valid_until", "replaces")
    return csv_response(
        "cohort-certificates", header,
        ((row.pk, row.name, row.title, row.status, row.status_at.date(), row.reason, row.issued_at.date(),
          row.valid_until, row.replaces_id) for row in rows),
    )  # fmt: skip


@for_roles(*MANAGERS)
@require_POST
def issue(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Issue certificates to those who were ticked."""
    cohort = find_cohort(request, cohort_id)
    form, chosen = CertificateForm(request.POST), set(request.POST.getlist("seat"))
    if not form.is_valid():
        messages.error(request, _said(form))
    elif not chosen:
        messages.error(request, _("Tick at least one person."))
    else:
        made: list[Certificate] = []
        done = attempt(
            request,
            lambda: made.extend(issue_all(request.actor, cohort, SIGNER, form.draft(), chosen)),
            _("Signed and published. Their holders are told."),
        )
        if done:
            words = ngettext("%(n)s certificate was issued.", "%(n)s certificates were issued.", len(made))
            messages.info(request, words % {"n": len(made)})
    return redirect("program:cohort_certificates", cohort.pk)


@for_roles(*STAFF)
@require_safe
def show(request: ActorRequest, certificate_id: UUID) -> HttpResponse:
    """Show a certificate as anybody who checks it sees it, and what may be done with it."""
    found = _found(request, certificate_id)
    record_reads(request.actor, [found.participant_id], what=_("Certificate"))
    context = {
        **frame(request, found.cohort),
        "certificate": found,
        "told": told(check(certificate_text(found))),
        "newer": Certificate.objects.filter(replaces=found).first(),
        "can": {verb: may_certificate(request.actor, verb, found) for verb in CERTIFICATE_RULES},
        "form": CertificateForm(initial={"title": found.title, "valid_until": found.valid_until}),
    }
    return render(request, "program/certificate.html", context)


@for_roles(*MANAGERS)
@require_POST
def step(request: ActorRequest, certificate_id: UUID, verb: str) -> HttpResponse:
    """Suspend, reinstate or revoke a certificate, or issue it anew."""
    found, actor, reason = _found(request, certificate_id), request.actor, request.POST.get("reason", "")
    if verb in DONE:
        attempt(request, lambda: move_certificate(actor, found, verb, reason=reason), str(DONE[verb]))
    elif verb == "reissue":
        return _reissue(request, found, reason)
    else:
        raise Http404
    return redirect("program:certificate", found.pk)


def _reissue(request: ActorRequest, found: Certificate, reason: str) -> HttpResponse:
    form = CertificateForm(request.POST)
    made: list[Certificate] = []
    if not form.is_valid():
        messages.error(request, _said(form))
    else:
        draft = form.draft(request.POST.get("name", "")[:200])
        attempt(
            request,
            lambda: made.append(reissue_certificate(request.actor, found, SIGNER, draft, reason=reason)),
            _("Issued anew. The old one is revoked."),
        )
    return redirect("program:certificate", made[0].pk if made else found.pk)


@for_roles(*MANAGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def issuer_keys(request: ActorRequest) -> HttpResponse:
    """Show the keys that sign our certificates; replace the one that signs, or take one back."""
    organization = request.actor.organization_id
    keys = queries.keys_of(organization) if organization else []
    if request.method == "POST":
        wanted = next((key for key in keys if str(key.pk) == request.POST.get("key")), None)
        if wanted is None:
            attempt(request, lambda: replace_key(request.actor, SIGNER), _("A new key signs from now on."))
        else:
            attempt(
                request,
                lambda: withdraw_key(request.actor, wanted, SIGNER, reason=request.POST.get("reason", "")),
                _("Taken back. Issue anew what it signed."),
            )
        return redirect("program:issuer_keys")
    return render(request, "program/issuer_keys.html", {"keys": keys})
