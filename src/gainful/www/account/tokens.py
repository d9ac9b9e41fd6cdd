"""My API tokens: make one, see its secret once, end it."""

from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.organizations.actions import issue_token, revoke_token
from gainful.domain.organizations.errors import MemberError
from gainful.domain.organizations.models import TokenScope


class TokenForm(forms.Form):
    """What a token is for, what it may do and how long it lasts."""

    name = forms.CharField(label=_("What is it for?"), max_length=100)
    scope = forms.ChoiceField(label=_("It may"), choices=TokenScope.choices)
    days = forms.IntegerField(label=_("Days until it ends"), min_value=1, max_value=366, initial=90)


@never_cache
@require_POST
@reauthentication_required(app="gainful.www.account")
def issue(request: ActorRequest) -> HttpResponse:
    """Make a token and show its secret, this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return render(request, "account/token.html", {"form": form}, status=422)
    try:
        token, secret = issue_token(request.actor, **form.cleaned_data)
    except MemberError as error:
        messages.error(request, str(error))
        return redirect("account:home")
    return render(request, "account/token.html", {"token": token, "secret": secret})


@require_POST
def end(request: ActorRequest, token_id: UUID) -> HttpResponse:
    """End one of one's own tokens."""
    revoke_token(request.actor, token_id)
    messages.success(request, gettext("The token has ended."))
    return redirect("account:home")
