"""My account: the roles I hold, the tokens I made, and the ways to keep it safe."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.organizations.queries import active_memberships, open_tokens
from gainful.www.account.tokens import TokenForm

YEAR = 365 * 24 * 3600


@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show the account of whoever is signed in; nobody else's can be opened."""
    actor = request.actor
    context = {
        "memberships": active_memberships(actor.signed_in_user),
        "tokens": open_tokens(actor),
        "token_form": TokenForm(),
        "has_single_sign_on": bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]),
    }
    return render(request, "account/home.html", context)


@require_POST
def choose_role(request: ActorRequest) -> HttpResponse:
    """Act in another of one's own roles from now on; a role one does not hold changes nothing."""
    chosen = request.POST.get("membership", "")
    if any(str(m.pk) == chosen for m in active_memberships(request.actor.signed_in_user)):
        request.session["membership"] = chosen
    return redirect("landing")


@login_not_required
@require_POST
def language(request: ActorRequest) -> HttpResponse:
    """Read the pages in another language from now on: in this browser, and in letters where one has an account."""
    chosen, back = request.POST.get("language", ""), request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    if chosen in dict(settings.LANGUAGES):
        user = request.actor.user
        if user is not None and user.language != chosen:
            user.language = chosen
            user.save(update_fields=["language"])
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, secure=request.is_secure(), httponly=True,
            samesite="Lax",
        )  # fmt: skip
    return response
