"""Ways in: the landing page, the one-time first-run link and the demo's one-click sign-in."""

from __future__ import annotations

import secrets
import time

from allauth.account.internal.flows.login import record_authentication
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.demo.sharing import HELPER
from gainful.domain.accounts.actor import acting_as_system, set_actor
from gainful.domain.accounts.models import User
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.organizations.actions import accept_invitation, create_first_operator, open_invitation
from gainful.domain.organizations.errors import InvitationClosed, MemberError
from gainful.domain.organizations.models import Membership, Role
from gainful.www.navigation import entries_for

LIFETIME_S = 24 * 3600
JOINING = "joining"
"""Where the session keeps the secret of an invitation while its holder is at the agency's sign-in."""
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SECOND_AGENCY = "second-agency"
DEMO_DOORS = (
    (
        Role.PROGRAM_MANAGER,
        _("Program manager"),
        _("Turn a job posting into a plan with people, courses and a price."),
    ),
    (Role.EMPLOYER, _("Employer"), _("Check what your job needs and sign it.")),
    (Role.COACH, _("Job coach"), _("See who needs support, and why.")),
    (Role.INSTRUCTOR, _("Instructor"), _("See whom you teach, and when.")),
    (Role.PARTICIPANT, _("Participant"), _("See your next step and who can see your information.")),
    (Role.OPERATOR, _("Operator"), _("Run this installation.")),
    (SECOND_AGENCY, _("Coach of a second agency"), _("See what the participant lets another agency see.")),
)


class FirstOperatorForm(forms.Form):
    """The first account: name, email, password and the organization it runs."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.EmailField(label=_("Email address"))
    organization = forms.CharField(label=_("Your organization"), max_length=200)
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput, validators=[validate_password]
    )


class NewMemberForm(forms.Form):
    """The account of somebody who was invited and has none yet."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    password = forms.CharField(
        label=_("Choose a password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[validate_password],
        help_text=_("At least 8 characters, not a common word."),
    )


@login_not_required
@require_safe
def landing(request: ActorRequest) -> HttpResponse:
    """Say what Gainful is and open the right door; a signed-in person goes to their own first screen."""
    if request.user.is_authenticated:
        entries = entries_for(request.actor.role, "/")
        return redirect(str(entries[0]["url"])) if entries else render(request, "guest/no_role.html")
    return render(
        request,
        "guest/landing.html",
        {"doors": [door for door in DEMO_DOORS if settings.DEMO and _has_pages(str(door[0]))]},
    )


def _has_pages(role: str) -> bool:
    return role == SECOND_AGENCY or bool(entries_for(role, "/"))


@login_not_required
@require_POST
def demo_sign_in(request: ActorRequest, role: str) -> HttpResponse:
    """Sign in as the sample person of a role; exists only in demo mode, which cannot be on with DATABASE_URL."""
    if not settings.DEMO:
        raise Http404
    found = Membership.objects.select_related("user").filter(ended_at=None, user__is_sample=True)
    of_door = found.filter(user__email=HELPER) if role == SECOND_AGENCY else found.filter(role=role)
    membership = of_door.order_by("created_at", "id").first()
    if membership is None:
        raise Http404
    login(request, membership.user, backend=BACKEND)
    request.session["membership"] = str(membership.pk)
    return redirect("landing")


def _enter(request: ActorRequest, user: User) -> None:
    """Sign somebody in who has just chosen their password: the second step need not ask for it again."""
    set_actor(user.pk, None, "")
    login(request, user, backend=BACKEND)
    record_authentication(request, user, "password", email=user.email, reauthenticated=True)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: ActorRequest, token: str) -> HttpResponse:
    """Make the first operator, once; the link dies with use or after a day."""
    path = settings.FIRST_RUN_FILE
    try:
        expected, made = path.read_text().split()
    except (OSError, ValueError):
        raise Http404 from None
    if (
        not secrets.compare_digest(expected.encode(), token.encode())
        or time.time() - float(made) > LIFETIME_S
    ):
        raise Http404
    form = FirstOperatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with acting_as_system("first run"):
                membership = create_first_operator(**form.cleaned_data)
        except MemberError:
            raise Http404 from None
        path.unlink(missing_ok=True)
        _enter(request, membership.user)
        request.session["membership"] = str(membership.pk)
        return redirect("landing")
    return render(request, "guest/first_run.html", {"form": form})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: ActorRequest, secret: str) -> HttpResponse:
    """Become a member: a new person makes an account, one who has an account signs in first."""
    try:
        found, account = open_invitation(secret)
        form = NewMemberForm(request.POST or None, initial={"name": found.name})
        ready = request.method == "POST" and (account is not None or form.is_valid())
        if ready:
            given = form.cleaned_data if account is None else {}
            signed_in = request.user if request.user.is_authenticated else None
            membership = accept_invitation(
                secret, signed_in=signed_in, language=request.LANGUAGE_CODE, **given
            )
            if signed_in is None:
                _enter(request, membership.user)
            request.session["membership"] = str(membership.pk)
            return redirect("landing")
    except InvitationClosed:
        return render(request, "guest/link_closed.html", status=410)
    except MemberError as error:
        messages.error(request, str(error))
    is_theirs = account is not None and request.user.is_authenticated and request.user.pk == account.pk
    context = {"invitation": found, "has_account": account is not None, "is_theirs": is_theirs, "form": form}
    if apps := settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
        context["single_sign_on"] = apps[0]["name"]
    return render(request, "guest/invitation.html", context)


@login_not_required
@never_cache
@require_POST
def invitation_sign_on(request: ActorRequest, secret: str) -> HttpResponse:
    """Go to the agency's single sign-on and come back as a member, with an account that has no password."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    if not apps:
        raise Http404
    try:
        _found, account = open_invitation(secret)
    except InvitationClosed:
        return render(request, "guest/link_closed.html", status=410)
    # who has an account already takes the invitation up when they come back signed in
    if account is None:
        request.session[JOINING] = secret
    onward = reverse("landing") if account is None else reverse("invitation", args=[secret])
    provider = get_adapter().get_provider(request, apps[0]["provider_id"])
    return provider.redirect(request, process=AuthProcess.LOGIN, next_url=onward)
