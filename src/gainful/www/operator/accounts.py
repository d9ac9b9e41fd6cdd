"""People and organizations: who may enter, in which role, for whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.organizations import actions, queries
from gainful.domain.organizations.errors import MemberError
from gainful.domain.organizations.models import Organization, OrganizationKind, Role
from gainful.www.access import for_roles
from gainful.www.components.invitations import link_of, send_invitation
from gainful.www.components.paging import numbered_page
from gainful.www.components.tables import csv_response

PAGE_SIZE = 50


class InviteForm(forms.Form):
    """Whom to invite, to what, for whom."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    email = forms.EmailField(label=gettext_lazy("Email address"))
    organization = forms.ModelChoiceField(
        label=gettext_lazy("Organization"), queryset=Organization.objects.none()
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)

    def __init__(self, *args: Any, organizations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = organizations  # type: ignore[attr-defined]


class OrganizationForm(forms.Form):
    """A new organization."""

    name = forms.CharField(label=gettext_lazy("Its name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=OrganizationKind.choices)


@for_roles(Role.OPERATOR)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show accounts with their roles, open invitations, and the forms that make new ones."""
    return _page(request)


def _page(
    request: ActorRequest, *, invite: InviteForm | None = None, organization: OrganizationForm | None = None
) -> HttpResponse:
    actor = request.actor
    search = request.GET.get("q", "").strip()[:100]
    found = queries.accounts(actor, search=search)
    count = found.count()
    page = numbered_page(
        request, count, lambda start, size: list(found[start : start + size]), size=PAGE_SIZE
    )
    organizations = queries.organizations(actor)
    context = {
        "page": page,
        "columns": [_("Person"), _("Roles"), _("Account")],
        "query": request.GET.urlencode(),
        "search": search,
        "sentence": ngettext("%d account.", "%d accounts.", count) % count,
        "invitations": queries.open_invitations(actor),
        "invite_form": invite or InviteForm(organizations=organizations),
        "organization_form": organization or OrganizationForm(),
    }
    wrong = (invite and invite.errors) or (organization and organization.errors)
    return render(request, "operator/accounts.html", context, status=422 if wrong else 200)


@for_roles(Role.OPERATOR)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """Every account and each role it holds, one role a row."""
    found = queries.accounts(request.actor, search=request.GET.get("q", "").strip()[:100])
    rows = (
        (user.name, user.email, user.is_active, held.role if held else "", held.organization if held else "")
        for user in found
        for held in (user.current_memberships or [None])  # type: ignore[attr-defined]
    )
    return csv_response("accounts", ("name", "email", "active", "role", "organization"), rows)


@for_roles(Role.OPERATOR)
@never_cache
@require_POST
def invite(request: ActorRequest) -> HttpResponse:
    """Make an invitation, send it where mail is set up, and show its link this once."""
    actor = request.actor
    form = InviteForm(request.POST, organizations=queries.organizations(actor))
    if not form.is_valid():
        return _page(request, invite=form)
    try:
        made, secret = actions.invite_member(actor, **form.cleaned_data)
    except MemberError as error:
        form.add_error(None, str(error))
        return _page(request, invite=form)
    link = link_of(request, secret)
    context = {
        "invitation": made, "link": link, "sent": send_invitation(made, link),
        "back": reverse("operator:accounts"),
    }  # fmt: skip
    return render(request, "parts/invited.html", context)


def _do(request: ActorRequest, work: Callable[[], object], said: str) -> HttpResponse:
    """Run one change and say how it went, back on the list."""
    try:
        work()
    except MemberError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("operator:accounts")


@for_roles(Role.OPERATOR)
@require_POST
def add_organization_view(request: ActorRequest) -> HttpResponse:
    """Add an organization."""
    form = OrganizationForm(request.POST)
    if not form.is_valid():
        return _page(request, organization=form)
    given = form.cleaned_data
    return _do(
        request,
        lambda: actions.add_organization(request.actor, **given),
        _("“%s” was added. Now invite its people.") % given["name"],
    )


@for_roles(Role.OPERATOR)
@require_POST
def end_invitation(request: ActorRequest, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    actor = request.actor
    return _do(
        request, lambda: actions.revoke_invitation(actor, invitation_id), _("The invitation was taken back.")
    )


@for_roles(Role.OPERATOR)
@require_POST
def end_role(request: ActorRequest, membership_id: UUID) -> HttpResponse:
    """End a role."""
    actor = request.actor
    return _do(request, lambda: actions.end_membership(actor, membership_id), _("The role has ended."))


@for_roles(Role.OPERATOR)
@require_POST
def set_active(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Open or close an account."""
    actor, active = request.actor, request.POST.get("active") == "yes"
    said = _("The account is open again.") if active else _("The account is closed. Its history stays.")
    return _do(request, lambda: actions.set_account_active(actor, user_id, active=active), said)


@for_roles(Role.OPERATOR)
@require_POST
def reset_second_step(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Let somebody who lost phone and recovery codes set up a new second step."""
    actor = request.actor
    said = _("Taken away. They set up a new second step when they sign in with their password.")
    return _do(request, lambda: actions.reset_second_step(actor, user_id), said)


@for_roles(Role.OPERATOR)
@require_POST
def unlock_account(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Let somebody sign in who gave too many wrong passwords."""
    actor = request.actor
    said = _("Failed sign-ins are forgotten. They can sign in with their password at once.")
    return _do(request, lambda: actions.unlock_account(actor, user_id), said)
